"""Training: it learns, repeats itself, and resumes to the same result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from trainer import recipe
from trainer.__main__ import main
from trainer.fitting import fit as fitting
from trainer.fitting.run_log import RunLog, TrainingError
from xraydesk.core.errors import XRayDeskError


def _same(first: Path, second: Path) -> bool:
    one, two = load_file(first), load_file(second)
    return all(torch.equal(one[name], two[name]) for name in one)


@pytest.mark.slow
def test_a_killed_run_resumes_to_the_result_of_an_uninterrupted_one(
    data: Path, tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = recipe.parse(tiny)
    whole = fitting.fit(settings, [data], tmp_path / "whole", tmp_path / "cache")
    save = RunLog.save

    def save_and_die(log: RunLog, epochs: int, parts: Any) -> None:
        save(log, epochs, parts)
        raise KeyboardInterrupt

    monkeypatch.setattr(RunLog, "save", save_and_die)
    with pytest.raises(KeyboardInterrupt):
        fitting.fit(settings, [data], tmp_path / "killed", tmp_path / "cache")
    monkeypatch.setattr(RunLog, "save", save)
    resumed = fitting.fit(settings, [data], tmp_path / "killed", tmp_path / "cache")

    assert _same(whole, resumed)
    assert (tmp_path / "whole/curves.csv").read_text() == (tmp_path / "killed/curves.csv").read_text()


@pytest.mark.slow
def test_the_loss_falls_on_a_task_that_can_be_learned(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["fit"] |= {"epochs": 3, "films_per_epoch": 96, "learning_rate": 2e-3, "ema": 0.5}
    fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")
    rows = (tmp_path / "run/curves.csv").read_text().splitlines()[1:]
    first, last = (float(rows[k].split(",")[1]) for k in (0, -1))
    assert last < 0.8 * first


def test_a_run_folder_is_not_overwritten_by_another_recipe(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    RunLog(tmp_path).start(recipe.parse(tiny), [], [data])
    tiny["fit"]["seed"] = 2
    with pytest.raises(TrainingError, match="another recipe"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path, tmp_path / "cache")


def test_a_loss_that_is_not_a_number_ends_in_one_sentence(
    data: Path, tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "exclusive_loss", lambda logits, *_: logits.sum(1) * float("nan"))
    with pytest.raises(TrainingError, match="not-a-number"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")


def test_labels_that_no_film_has_are_named(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["labels"]["names"] = ["covid19", "tuberculosis"]
    tiny["labels"]["negatives"] = {}
    with pytest.raises(XRayDeskError, match="tuberculosis"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")


@pytest.mark.slow
def test_features_of_an_earlier_run_are_the_start_and_its_head_is_not(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    tiny["fit"] |= {"epochs": 1, "films_per_epoch": 8}
    tiny["labels"] = {"task": "independent", "names": ["covid19", "normal"]}
    earlier = fitting.fit(recipe.parse(tiny), [data], tmp_path / "first", tmp_path / "cache")
    tiny["labels"] = {"task": "exclusive", "names": ["covid19", "pneumonia", "normal"]}
    learner = fitting.Learner.of(recipe.parse(tiny), earlier, 1, torch.device("cpu"))
    state, start = load_file(earlier), learner.network.state_dict()
    assert torch.equal(start["features.conv0.weight"], state["features.conv0.weight"])
    assert start["classifier.weight"].shape == (3, 1024)


@pytest.mark.slow
def test_the_head_of_an_earlier_run_with_the_same_labels_is_taken_too(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    tiny["fit"] |= {"epochs": 1, "films_per_epoch": 8}
    earlier = fitting.fit(recipe.parse(tiny), [data], tmp_path / "first", tmp_path / "cache")
    learner = fitting.Learner.of(recipe.parse(tiny), earlier, 1, torch.device("cpu"))
    assert torch.equal(learner.network.state_dict()["classifier.weight"], load_file(earlier)["classifier.weight"])


def test_weights_of_another_architecture_are_refused(tiny: dict[str, Any], tmp_path: Path) -> None:
    save_file({"features.conv0.weight": torch.zeros(64, 3, 7, 7)}, tmp_path / "best.safetensors")
    with pytest.raises(TrainingError, match="architecture"):
        fitting.Learner.of(recipe.parse(tiny), tmp_path / "best.safetensors", 1, torch.device("cpu"))


def test_the_command_line_says_a_plain_error_and_returns_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["fit", "densenet121", "--data", str(tmp_path), "--out", str(tmp_path / "run")])
    assert code == 1
    assert "manifest.csv" in capsys.readouterr().err


def test_the_description_of_a_run_holds_no_path(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    RunLog(tmp_path).start(recipe.parse(tiny), [], [data])
    description = json.loads((tmp_path / "run.json").read_text())
    assert str(data.parent) not in json.dumps(description)
