"""The application opens what was exported and gives the run's own answers, or the series says that it does not."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.trainer.conftest import COLUMNS, LABELS, make_chest_film
from trainer import recipe
from trainer.bundles.export import export
from trainer.data.films import Film
from trainer.evaluation.looking import Seen
from trainer.fitting import fit
from trainer.fitting.finished_run import FinishedRun
from trainer.series import opened
from trainer.series.opened import OpenedError, open_in_application

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """80 noisy copies of the phantom, which the guard takes for what it is: a frontal chest film."""
    folder = tmp_path_factory.mktemp("phantoms") / "films"
    folder.mkdir()
    rows = []
    for number in range(80):
        Image.fromarray(make_chest_film(number)).save(folder / f"film{number:02}.png")
        row = dict.fromkeys(COLUMNS, "") | {"file": f"film{number:02}.png", "label": LABELS[number % 3]}
        rows.append(row | {"source": "A", "patient_id": f"p{number}", "group_id": f"g{number}", "fold": number % 5})
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def run(films: Path, tiny_values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on them, exported into ``models`` beside it."""
    folder = tmp_path_factory.mktemp("opened")
    values = deepcopy(tiny_values)
    values["labels"]["negatives"] = {}
    fit.fit(recipe.parse(values), [films], folder / "run", folder / "cache")
    export(folder / "run", None, "mine", None, folder / "models")
    return folder / "run"


def test_the_application_gives_the_answers_of_the_run(run: Path) -> None:
    found = open_in_application(run, run.parent / "models" / "mine", run / "screened.csv")
    assert found["films"] == 16
    assert sum(found["status"].values()) == 16
    assert found["heatmaps"] == 3 * sum(count for status, count in found["status"].items() if status != "declined")
    assert found["largest_difference"] < 1e-5


def test_answers_of_another_model_are_noticed(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = opened.look

    def other(run: FinishedRun, films: Sequence[Film]) -> Seen:
        seen = honest(run, films)
        return replace(seen, logits=seen.logits * 1.5 + np.arange(3, dtype=np.float32))

    monkeypatch.setattr(opened, "look", other)
    with pytest.raises(OpenedError, match="probabilities differ from the run's by up to"):
        open_in_application(run, run.parent / "models" / "mine", run / "screened.csv")


def test_a_bundle_that_does_not_open_is_named_with_the_applications_own_words(run: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "damaged"
    shutil.copytree(run.parent / "models" / "mine", bundle)
    (bundle / "card.json").write_text("{", encoding="utf-8")
    with pytest.raises(OpenedError, match="xraydesk screen ended with exit code 1: xraydesk: the model card is"):
        open_in_application(run, bundle, run / "screened.csv")
