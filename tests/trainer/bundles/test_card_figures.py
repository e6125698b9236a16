"""Which evaluation a card takes its figures from, and what it says of them in words."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.trainer.evaluation.made_answers import THREE, make_judged
from trainer.bundles import card_figures
from trainer.bundles.card_figures import conformal_sets, evaluation_of, measured_on, metrics, points
from trainer.bundles.card_words import limits
from trainer.evaluation.conformal import cut_offs
from trainer.evaluation.judged import RAW, Scaling
from trainer.recipe import Labels
from xraydesk.core.files import sha256_of


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with weights; whatever evaluates it leaves a trace in ``evaluated``."""
    (tmp_path / "best.safetensors").write_bytes(b"weights")

    def evaluate(folder: Path, _data: object, purpose: str) -> Path:
        write(folder, purpose, title="made now")
        return folder / f"evaluation-{purpose}" / "report.html"

    monkeypatch.setattr(card_figures, "evaluate", evaluate)
    return tmp_path


def write(folder: Path, purpose: str, /, **changes: Any) -> None:
    """An evaluation of the run's weights."""
    figures: dict[str, Any] = {
        "title": purpose,
        "judged": {"sources": {"A": 10}},
        "conformal": {"fitted_on": "others"},
        "run": {"weights_sha256": sha256_of(folder / "best.safetensors"), "people": {}},
    }
    place = folder / f"evaluation-{purpose}"
    place.mkdir(exist_ok=True)
    (place / "evaluation.json").write_text(json.dumps(figures | changes), encoding="utf-8")


def test_an_evaluation_is_made_where_there_is_none(run: Path) -> None:
    assert evaluation_of(run, None)["title"] == "made now"
    assert not (run / "evaluation-test").exists()


def test_an_evaluation_of_these_weights_is_used_again(run: Path) -> None:
    write(run, "calibrate")
    assert evaluation_of(run, None)["title"] == "calibrate"


def test_figures_of_test_films_that_were_opened_come_before_those_of_calibration_films(run: Path) -> None:
    write(run, "calibrate")
    write(run, "test")
    assert evaluation_of(run, None)["title"] == "test"


@pytest.mark.parametrize(
    "changes",
    [
        {"run": {"weights_sha256": "0" * 64, "people": {}}},
        {"judged": {}},
        {"conformal": {"alpha": 0.1}},
    ],
)
def test_an_evaluation_of_other_weights_or_of_an_earlier_form_is_made_anew(run: Path, changes: dict[str, Any]) -> None:
    write(run, "calibrate", **changes)
    assert evaluation_of(run, None)["title"] == "made now"


def test_a_damaged_evaluation_is_made_anew(run: Path) -> None:
    write(run, "calibrate")
    (run / "evaluation-calibrate" / "evaluation.json").write_text('{"judged"', encoding="utf-8")
    assert evaluation_of(run, None)["title"] == "made now"


def test_independent_findings_have_no_conformal_figures_and_are_complete_without(run: Path) -> None:
    write(run, "calibrate", conformal=None)
    assert evaluation_of(run, None)["title"] == "calibrate"


def test_the_card_leaves_out_curves_and_rounds() -> None:
    judged = dict.fromkeys(("purpose", "folds", "films", "patients", "repeats", "opening"), 1)
    rows = [{"label": "a", "auroc": 0.123456, "curve": [1, 2], "ppv": 0.3, "nothing": None}]
    found = metrics({"judged": judged, "per_class": rows, "conformal": None, "run": {"secret": 1}})
    assert found == {"judged": judged, "per_class": [{"label": "a", "auroc": 0.1235, "nothing": None}]}


def test_an_operating_point_carries_its_costs() -> None:
    share = {"value": 0.912345, "interval": [0.85, 0.95]}
    cost = {"sensitivity": share, "specificity": share, "positives": 10, "negatives": 20}
    (point,) = points(
        {"operating_points": [{"name": "x", "meaning": "best", "thresholds": {"a": 0.33333}, "labels": {"a": cost}}]}
    )
    assert point["rationale"] == "Best on the tuning films."
    assert point["thresholds"] == {"a": 0.3333}
    assert point["costs"]["a"]["sensitivity"] == {"value": 0.9123, "interval": [0.85, 0.95]}


def test_sources_of_which_nothing_was_learned_are_named() -> None:
    found = measured_on({"judged": {"sources": {"A": 10, "B": 5}, "patients_known": 7}}, {"A", "C"})
    assert found == {"films": 15, "patients": 7, "sources": {"A": 10, "B": 5}, "unseen": ["B"]}


def test_cut_offs_are_those_of_the_calibration_films_and_are_not_rounded() -> None:
    held = make_judged(200)
    found = conformal_sets(held, Scaling(1.3))
    assert found is not None
    truth = held.truth()
    expected = cut_offs(held.chances(Scaling(1.3))[truth >= 0], truth[truth >= 0])
    assert list(found["cut_offs"].values()) == expected.tolist()
    assert list(found["films"].values()) == np.bincount(truth[truth >= 0], minlength=3).tolist()
    assert list(found["cut_offs"]) == list(THREE.names)
    assert conformal_sets(make_judged(60, labels=Labels("independent", ("covid19", "pneumonia"))), RAW) is None


def test_the_limits_begin_with_the_confounding_and_name_promises_that_were_not_kept() -> None:
    kept = {"films": 40, "coverage": {"value": 0.88, "interval": [0.8, 0.95]}}
    broken = {"films": 60, "coverage": {"value": 0.7, "interval": [0.6, 0.8]}}
    conformal = {
        "alpha": 0.1,
        "by_class": [kept | {"label": "covid19"}],
        "by_source": [broken | {"source": "B"}, {"source": "C", "films": 3, "coverage": None}],
        "films_of_no_class": {"films": 50, "abstained": {"value": 0.48}, "answered": {"covid19": {"value": 0.06}}},
    }
    run: Any = SimpleNamespace(recipe=SimpleNamespace(labels=THREE, cache_size=320), description={})
    found = limits(run, {"watermarks": ["Few films", "CONFOUNDED: x"], "conformal": conformal})
    assert found[0] == "CONFOUNDED: x"
    assert "On 50 films with other findings it abstained in 48% and answered covid19 6%." in " ".join(found)
    (said,) = [limit for limit in found if limit.startswith("Abstention does not keep")]
    assert "for B: the right class is in the set of 0.70 [0.60-0.80] of 60 films, not of 0.90" in said
