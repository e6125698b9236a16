"""From a run to a bundle: same numbers, honest card, one preprocessing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save

from trainer import recipe
from trainer.__main__ import main
from trainer.bundles import export as exporting
from trainer.bundles.card_words import licence, limits
from trainer.bundles.model_card import CardError
from trainer.data import cache as film_cache
from trainer.data import films
from trainer.fitting import fit
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.run_log import TrainingError
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import engines, golden
from xraydesk.model.networks import build
from xraydesk.model.predict import Predictor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(data: Path, tiny_values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a few batches."""
    folder = tmp_path_factory.mktemp("run")
    fit.fit(recipe.parse(tiny_values), [data], folder / "run", folder / "cache")
    return folder / "run"


@pytest.fixture(scope="module")
def exported(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run's bundle."""
    target = tmp_path_factory.mktemp("models")
    assert main(["export", str(run), "--id", "spots", "--to", str(target)]) == 0
    return target / "spots"


def test_the_bundle_opens_and_answers_alike_on_every_engine(exported: Path) -> None:
    bundle = bundles.load(exported)
    assert set(engines.available()) == {"onnxruntime", "torch"}
    for name in engines.available():
        assert golden.deviation(bundle, engines.choose(bundle, name)) <= golden.TOLERANCE


def test_the_weights_are_stored_once(exported: Path) -> None:
    weights = (exported / bundles.WEIGHTS).stat().st_size
    assert (exported / bundles.GRAPH).stat().st_size < 0.05 * weights


def test_centring_the_classifier_changes_no_probability(run: Path, exported: Path) -> None:
    stored = load_file(run / "best.safetensors")
    bundle = bundles.load(exported)
    network = build("deep_cnn", 3)
    network.load_state_dict(stored)
    images = torch.randn(4, 1, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        raw = network.eval()(images)[0].softmax(1)
    logits = torch.from_numpy(engines.choose(bundle, "torch").run(images.numpy()).logits)
    torch.testing.assert_close(logits.softmax(1), raw, rtol=0, atol=1e-5)
    assert load_file(exported / bundles.WEIGHTS)["classifier.weight"].mean(0).abs().max() < 1e-6


def test_trainer_and_application_feed_the_network_the_same_bits(data: Path, exported: Path) -> None:
    film = films.load([data])[7]
    bundle = bundles.load(exported)
    seen: list[np.ndarray] = []

    class Spy:
        name, device, notice = "spy", "cpu", ""

        def run(self, images: np.ndarray) -> engines.EngineOutput:
            seen.append(images)
            return engines.choose(bundle).run(images)

    Predictor(bundle, Spy()).predict(read(film.path))
    assert np.array_equal(film_cache.inputs([film], bundle.card.preprocess), seen[0])
    assert np.array_equal(preprocess(read(film.path), bundle.card.preprocess)[0], seen[0])


def test_the_card_says_where_its_figures_come_from_and_who_may_use_it(exported: Path, data: Path) -> None:
    card = bundles.load(exported).card
    assert card.labels == ("covid19", "pneumonia", "normal")
    assert "non-commercial" in card.licence
    assert "not for diagnosis" in card.intended_use
    assert sum(int(line.split(": ")[1].split()[0]) for line in card.training_data) == 72
    assert [point.name for point in card.operating_points] == ["rule-out", "balanced", "rule-in"]
    assert card.metrics["judged"]["films"] == 24
    assert card.tested is not None
    assert (card.tested.films, list(card.tested.unseen)) == (18, [])
    assert sum(card.tested.sources.values()) == 18
    assert str(data.parent) not in (exported / bundles.CARD).read_text()


def test_the_cards_figures_are_those_of_the_runs_evaluation(run: Path, exported: Path) -> None:
    card = bundles.load(exported).card
    figures = json.loads((run / "evaluation-calibrate" / "evaluation.json").read_text(encoding="utf-8"))
    assert card.metrics["inside_source"] == [
        row | {"auroc": _short(row["auroc"]), "interval": row["interval"] and [_short(end) for end in row["interval"]]}
        for row in figures["inside_source"]
    ]
    assert card.metrics["watermarks"] == figures["watermarks"]
    assert card.metrics["shortcuts"]["confounded"] == figures["shortcuts"]["confounded"]
    assert card.metrics["conformal"]["films_of_no_class"]["films"] == figures["conformal"]["films_of_no_class"]["films"]
    for point, judged in zip(card.operating_points, figures["operating_points"], strict=True):
        for label, cost in point.costs.items():
            assert cost.sensitivity is not None
            assert cost.sensitivity.value == _short(judged["labels"][label]["sensitivity"]["value"])
            assert cost.positives == judged["labels"][label]["positives"]


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def test_the_calibration_films_set_when_the_model_abstains(run: Path, exported: Path) -> None:
    card = bundles.load(exported).card
    finished = FinishedRun.load(run)
    held = finished.answers(finished.recipe.folds.calibrate)
    truth = held.truth()
    assert card.conformal is not None
    assert dict(card.conformal.films) == {name: int((truth == k).sum()) for k, name in enumerate(card.labels)}
    chances = card.probabilities(held.logits)
    sets = [card.conformal.of(dict(zip(card.labels, row, strict=True))) for row in chances]
    covered = [card.labels[k] in found for k, found in zip(truth, sets, strict=True) if k >= 0]
    # Six films a class: a cut-off that left one of them out could not promise nine of ten.
    assert all(covered)


def test_an_exported_bundle_brings_its_papers(exported: Path) -> None:
    bundle = bundles.load(exported)
    assert bundle.data_sheet is not None
    assert bundle.data_sheet.read_text(encoding="utf-8").startswith("# ")
    assert bundle.reporting_map is not None


def test_a_bundle_that_does_not_repeat_the_run_is_not_written(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_weights(state: dict[str, torch.Tensor]) -> bytes:
        return save({name: value * 1.01 for name, value in state.items()})

    monkeypatch.setattr(exporting, "save", other_weights)
    with pytest.raises(exporting.ExportError, match="differs"):
        exporting.export(run, None, "spots", None, tmp_path)
    assert not list(tmp_path.glob("*/card.json"))


def test_a_pretraining_run_is_not_exported(run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "best.safetensors").write_bytes(b"")
    description: dict[str, Any] = json.loads((run / "run.json").read_text())
    description["recipe"] |= {"labels": {"task": "unlabelled"}, "self_supervised": {}}
    (copy / "run.json").write_text(json.dumps(description))
    with pytest.raises(TrainingError, match="pre-training"):
        exporting.export(copy, None, "x", None, tmp_path)


def test_the_panel_of_a_run_is_printed_for_its_tuning_and_calibration_films(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["panel", str(run)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "tune: 24 films of fold [3]",
        "calibrate: 24 films of fold [4]",
    ]
    assert sum("balanced_accuracy" in line for line in lines) == 2


@pytest.mark.parametrize(
    "labels",
    [
        {"task": "binary", "names": ["covid19"], "against": ["normal", "pneumonia"], "leave_out": ["other"]},
        {"task": "independent", "names": ["covid19", "normal"]},
        {"task": "exclusive", "names": ["covid19", "not"], "members": {"not": ["normal", "pneumonia", "other"]}},
    ],
)
def test_a_run_of_every_task_becomes_a_bundle_that_says_what_it_knows(
    labels: dict[str, Any], data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    tiny["labels"] = labels
    fit.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache", budget=5)
    made = exporting.export(tmp_path / "run", None, "spots", None, tmp_path / "models", version="2.1")
    bundle = bundles.load(made)
    card = bundle.card
    assert card.labels == tuple(labels["names"])
    assert card.exclusive == (labels["task"] == "exclusive")
    assert any(limit.startswith(("Knows only", "Says only")) for limit in card.limits)
    assert (card.conformal is not None) == card.exclusive
    assert set(card.operating_point.thresholds) == set(card.labels)
    assert card.metrics["pooled"]["macro_auroc"]["value"] > 0
    assert card.metrics["inside_source"]
    assert card.version == "2.1"
    assert card.provenance["budget_minutes"] == 5
    findings = Predictor(bundle, engines.choose(bundle)).predict(read(films.load([data])[0].path)).findings
    assert [finding.label for finding in findings] == labels["names"]


def test_a_run_without_films_for_calibration_is_not_exported(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["folds"]["calibrate"] = []
    fit.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")
    with pytest.raises(CardError, match="calibration"):
        exporting.export(tmp_path / "run", None, "spots", None, tmp_path / "models")


def test_what_stopped_a_run_and_what_its_films_allow_stand_in_the_card(run: Path, tmp_path: Path) -> None:
    finished = FinishedRun.load(run)
    stopped = replace(finished, description=finished.description | {"stopped_by": "budget", "budget_minutes": 7.5})
    assert "budget of 7.5 minutes" in " ".join(limits(stopped, {}))
    unknown = [replace(film, licence="") for film in finished.films[:3]]
    assert licence(unknown).startswith("Not stated: what 3")
    assert licence([replace(film, licence="CC BY 4.0") for film in unknown]) == "CC BY 4.0"


@pytest.mark.parametrize("version", ["", "2.", "v2", "2.0-beta"])
def test_what_is_no_version_is_refused_before_anything_is_computed(tmp_path: Path, version: str) -> None:
    with pytest.raises(exporting.ExportError, match="one to four numbers"):
        exporting.export(tmp_path / "no run", None, "x", None, tmp_path, version=version)
