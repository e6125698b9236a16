"""Leave one source out: which sources can be left out, what is said of each, and a second start."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.trainer.conftest import COLUMNS, make_film
from trainer import recipe
from trainer.__main__ import main
from trainer.data.films import DataError
from trainer.evaluation.leave_out import leave_one_source_out
from trainer.evaluation.left_out_figures import mean_auroc
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.run_log import TrainingError
from trainer.recipe import Recipe

NAMES = ("covid19", "pneumonia", "normal")
COUNTS = {
    # Pneumonia is known from one place alone, however often it was read.
    "Clinic": {"covid19": 12, "pneumonia": 12, "normal": 12},
    "Second reading (Clinic)": {"pneumonia": 12, "normal": 12},
    "Ward (bed 1)": {"covid19": 18, "normal": 18},
    "Camp": {"normal": 15},
    "Post": {"covid19": 4, "normal": 4},
    "": {"normal": 5},
}


def _write(folder: Path, counts: dict[str, dict[str, int]]) -> Path:
    """Films of six folds, the last for the test; one patient has a film at the clinic and one at the ward."""
    folder.mkdir()
    rows: list[dict[str, str]] = []
    for source, labels in counts.items():
        for label, count in labels.items():
            for k in range(count):
                number = len(rows)
                name = f"film{number:03}.png"
                Image.fromarray(make_film(NAMES.index(label), number)).save(folder / name)
                shared = k == 0 and label == "covid19" and source in ("Clinic", "Ward (bed 1)")
                patient = "shared" if shared else f"p{number}"
                row = dict.fromkeys(COLUMNS, "") | {"file": name, "label": label, "source": source}
                row |= {"label_by": "RSNA" if "reading" in source else "source", "patient_id": patient}
                rows.append(row | {"group_id": patient, "fold": str(k % 6), "view": "PA"})
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _settings(tiny_values: dict[str, Any]) -> Recipe:
    changes = ["fit.epochs=1", "fit.films_per_epoch=8", "folds.test=[5]", "labels.negatives={}"]
    whole = recipe.change(recipe.parse(tiny_values), changes)
    camp = [recipe.Share(0.1, source="Camp", label="normal")]
    return replace(whole, shares=(*camp, *(recipe.Share(0.3, label=name) for name in NAMES)))


@pytest.fixture(scope="module")
def hospitals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("hospitals") / "films", COUNTS)


@pytest.fixture(scope="module")
def out(hospitals: Path, tiny_values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command wrote."""
    folder = tmp_path_factory.mktemp("left")
    (folder / "tiny.toml").write_text(recipe.write(_settings(tiny_values)), encoding="utf-8")
    words = ["leave-out", str(folder / "tiny.toml"), "--data", str(hospitals), "--out", str(folder / "out")]
    assert main([*words, "--cache", str(folder / "cache"), "--set", "fit.seed=3"]) == 0
    return folder / "out"


def _result(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "leave-one-source-out.json").read_text(encoding="utf-8")))


def _rows(out: Path) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in _result(out)["sources"]}


@pytest.mark.slow
def test_each_source_is_judged_by_a_run_that_never_saw_it(out: Path) -> None:
    run = FinishedRun.load(out / "without-ward")
    assert run.recipe.data.without == ("Ward",)
    assert run.recipe.fit.seed == 3
    used = {*run.recipe.folds.train, *run.recipe.folds.tune, *run.recipe.folds.calibrate}
    learned = [film for film in run.films if film.fold in used]
    assert learned
    assert not {film.group for film in learned} & {film.group for film in run.films if film.source == "Ward (bed 1)"}
    assert run.description["sources"] == ["", "Camp", "Clinic", "Post", "Second reading (Clinic)"]
    row = _rows(out)["Ward"]
    assert (row["status"], row["left_out"], row["withheld"]) == ("identifiable", 30, 1)
    assert row["films"] == 30, "36 films but for the 6 of the test fold"
    (contrast,) = [c for c in row["contrasts"] if c["view"] == "all"]
    assert (contrast["contrast"], contrast["n"]) == ("covid19 / normal", [15, 15])
    assert contrast["interval"][0] <= contrast["auroc"] <= contrast["interval"][1]
    assert sum(row["answers"][0]["answered"].values()) == 15
    assert row["balanced_accuracy"][0]["classes"] == ["covid19", "normal"]


@pytest.mark.slow
def test_what_cannot_be_said_is_not_identifiable_with_the_reason(out: Path) -> None:
    rows = _rows(out)
    assert {name: row["status"] for name, row in rows.items()} == {
        "": "not identifiable",
        "Camp": "one label",
        "Clinic": "not identifiable",
        "Post": "not identifiable",
        "Ward": "identifiable",
    }
    assert rows["Clinic"]["reason"] == "without it no film of pneumonia is left to train on"
    assert rows["Post"]["reason"] == "it has fewer than 10 films of every label"
    assert rows[""]["reason"] == "their source is not written down"
    (right,) = [answer["right"] for answer in rows["Camp"]["answers"]]
    assert 0 <= right["value"] <= 1
    assert right["interval"]
    assert sorted(path.name for path in out.glob("without-*")) == ["without-camp", "without-ward"]


@pytest.mark.slow
def test_a_run_tells_what_leaving_a_source_out_did_to_its_shares(out: Path) -> None:
    run = json.loads((out / "without-camp" / "run.json").read_text(encoding="utf-8"))
    told = "1 of 4 shares have no film left"
    assert any(told in note for note in run["notes"])
    assert any(told in note for note in _rows(out)["Camp"]["notes"])
    assert [share["share"] for share in run["recipe"]["shares"]] == pytest.approx([0.3, 0.3, 0.4])


@pytest.mark.slow
def test_the_mean_is_that_of_the_contrasts_and_stands_in_all_three_files(out: Path) -> None:
    result = _result(out)
    mean = result["mean_auroc"]
    rows = [c for row in result["sources"] for c in row["contrasts"]]
    expected = [c["auroc"] for c in rows if c["view"] == "all" and c["auroc"] is not None]
    assert mean["value"] == pytest.approx(np.mean(expected), abs=1e-5)
    assert (mean["contrasts"], mean["sources"]) == (1, 1)
    said = f"Mean AUROC over 1 contrasts inside 1 sources that the network had never seen: {mean['value']:.3f}"
    for suffix in ("md", "html"):
        text = (out / f"leave-one-source-out.{suffix}").read_text(encoding="utf-8")
        assert said in text
        assert "not identifiable: without it no film of pneumonia is left to train on" in text
        assert "called right" in text


@pytest.mark.slow
def test_a_second_start_trains_nothing_and_says_the_same(
    out: Path, hospitals: Path, tiny_values: dict[str, Any]
) -> None:
    def refuse(*_: object) -> Path:
        raise AssertionError("trained again")

    before = _result(out)
    settings = recipe.change(_settings(tiny_values), ["fit.seed=3"])
    leave_one_source_out(settings, [hospitals], out, out.parent / "cache", train=refuse)
    assert _result(out) == before
    with pytest.raises(TrainingError, match="holds a run of another recipe"):
        leave_one_source_out(_settings(tiny_values), [hospitals], out, out.parent / "cache", train=refuse)
    # What was stopped by its time limit goes on when it is given more.
    description = json.loads((out / "without-camp" / "run.json").read_text())
    stopped = description | {"stopped_by": "budget", "budget_minutes": 2.0}
    (out / "without-camp" / "run.json").write_text(json.dumps(stopped))
    leave_one_source_out(settings, [hospitals], out, out.parent / "cache", budget=2.0, train=refuse)
    with pytest.raises(AssertionError, match="trained again"):
        leave_one_source_out(settings, [hospitals], out, out.parent / "cache", budget=3.0, train=refuse)
    (out / "without-camp" / "run.json").write_text(json.dumps(description))


@pytest.mark.slow
def test_a_source_that_the_starting_weights_know_is_marked_and_not_counted(
    out: Path, hospitals: Path, tiny_values: dict[str, Any], tmp_path: Path
) -> None:
    """Its features come from the run without the camp, which had the ward."""
    from trainer.fitting.learner import Start

    settings = recipe.change(_settings(tiny_values), ["fit.seed=3"])
    leave_one_source_out(settings, [hospitals], tmp_path, out.parent / "cache", Start(out / "without-camp"))
    result, rows = _result(tmp_path), _rows(tmp_path)
    assert {name: row["known_to_start"] for name, row in rows.items() if name} == {
        "Camp": False, "Clinic": True, "Post": True, "Ward": True
    }  # fmt: skip
    assert result["mean_auroc"]["value"] is None
    assert result["with_known_start"]["sources"] == ["Ward"]
    assert result["with_known_start"]["mean_auroc"]["value"] is not None
    assert "leaving them out afterwards proves nothing" in (tmp_path / "leave-one-source-out.md").read_text("utf-8")


def test_the_mean_counts_every_contrast_alike_and_draws_them_together() -> None:
    def row(*areas: float) -> dict[str, Any]:
        contrasts = [{"view": "all", "auroc": area} for area in areas] + [{"view": "PA", "auroc": 0.0}]
        return {"contrasts": contrasts, "draws": [np.full(100, area) for area in areas]}

    found = mean_auroc([row(0.6, 0.9), row(0.9), row()])
    assert found["value"] == pytest.approx(0.8)
    assert found["interval"] == pytest.approx([0.8, 0.8])
    assert (found["contrasts"], found["sources"]) == (3, 2)
    assert mean_auroc([row()])["value"] is None


def test_what_cannot_be_begun_is_refused_in_a_sentence(
    tmp_path: Path, tiny_values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    nameless = _write(tmp_path / "films", {"": {"covid19": 12, "pneumonia": 12, "normal": 12}})
    with pytest.raises(DataError, match="does not say which source its films are from"):
        leave_one_source_out(_settings(tiny_values), [nameless], tmp_path / "out", tmp_path / "cache")
    with pytest.raises(TrainingError, match="learns no labels"):
        leave_one_source_out(recipe.load("self-supervised"), [nameless], tmp_path / "out", tmp_path / "cache")
    monkeypatch.setenv("WORLD_SIZE", "2")
    with pytest.raises(TrainingError, match="start it without torchrun"):
        leave_one_source_out(_settings(tiny_values), [nameless], tmp_path / "out", tmp_path / "cache")
