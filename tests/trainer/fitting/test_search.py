"""The search: it resumes, prunes, writes the best trial as a recipe, and refuses what makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trainer import recipe
from trainer.fitting import search as searching
from trainer.fitting.run_log import TrainingError
from trainer.recipe import RecipeError

pytestmark = pytest.mark.slow

SPACE = {
    "optimiser.learning_rate": {"low": 1e-3, "high": 1e-1, "log": True},
    "fit.batch_size": {"low": 4, "high": 16},
    "network.freeze": {"choices": ["", "stages:2"]},
}


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[recipe.Recipe]:
    """The recipes of the trials, whose tune loss is the distance of their rate from 0.01."""
    trials: list[recipe.Recipe] = []

    def fit(settings: recipe.Recipe, *_: Any, watch: Callable[[int, dict[str, float]], None]) -> None:
        trials.append(settings)
        for epoch in range(settings.fit.epochs):
            watch(epoch, {"tune_loss": abs(settings.optimiser.learning_rate - 0.01) + 1 / (epoch + 1)})

    monkeypatch.setattr(searching, "fit", fit)
    return trials


def _search(tiny: dict[str, Any], out: Path, trials: int) -> Path:
    return searching.search(recipe.parse(tiny), [out], out, out / "cache", trials)


def test_trials_draw_from_the_space_and_the_best_becomes_a_recipe(
    tiny: dict[str, Any], tmp_path: Path, tried: list[recipe.Recipe]
) -> None:
    tiny["tune"] = {"space": SPACE, "epochs": 3, "films_per_epoch": 8}
    best = recipe.load(str(_search(tiny, tmp_path, 8)))
    assert len(tried) == 8
    assert {r.network.freeze for r in tried} <= {"", "stages:2"}
    assert all(4 <= r.fit.batch_size <= 16 and (r.fit.epochs, r.fit.films_per_epoch) == (3, 8) for r in tried)
    wanted = min(tried, key=lambda r: abs(r.optimiser.learning_rate - 0.01))
    assert best.optimiser.learning_rate == pytest.approx(wanted.optimiser.learning_rate)
    assert (best.fit.epochs, best.fit.films_per_epoch, best.tune) == (2, 16, None)


def test_a_search_that_was_stopped_goes_on_as_it_would_have(
    tiny: dict[str, Any], tmp_path: Path, tried: list[recipe.Recipe]
) -> None:
    tiny["tune"] = {"space": SPACE}
    _search(tiny, tmp_path / "whole", 6)
    whole = list(tried)
    tried.clear()
    for trials in (2, 6):
        _search(tiny, tmp_path / "parts", trials)
    assert tried == whole


def test_trials_that_are_worse_than_half_of_the_others_are_ended_early(
    tiny: dict[str, Any], tmp_path: Path, tried: list[recipe.Recipe], capsys: pytest.CaptureFixture[str]
) -> None:
    tiny["tune"] = {"space": {"optimiser.learning_rate": {"low": 1e-3, "high": 1.0}}, "epochs": 4}
    _search(tiny, tmp_path, 12)
    assert "pruned" in capsys.readouterr().out


def test_a_trial_that_fails_is_an_answer_and_a_study_without_any_other_is_an_error(
    tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise TrainingError("the loss became not-a-number in epoch 1")

    monkeypatch.setattr(searching, "fit", fail)
    tiny["tune"] = {"space": SPACE}
    with pytest.raises(TrainingError, match="no trial"):
        _search(tiny, tmp_path, 2)
    assert capsys.readouterr().out.count("not-a-number") == 2


def test_a_study_of_another_recipe_is_not_continued(
    tiny: dict[str, Any], tmp_path: Path, tried: list[recipe.Recipe]
) -> None:
    tiny["tune"] = {"space": SPACE}
    _search(tiny, tmp_path, 1)
    tiny["fit"]["seed"] = 9
    with pytest.raises(TrainingError, match="another recipe"):
        _search(tiny, tmp_path, 2)


def test_a_recipe_without_a_space_is_refused(tiny: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"\[tune\]"):
        _search(tiny, tmp_path, 2)


@pytest.mark.parametrize(
    ("space", "word"),
    [
        ({"optimiser.rate": {"low": 0.1, "high": 1.0}}, "optimiser.rate"),
        ({"nothing.at.all": {"low": 0.1, "high": 1.0}}, "nothing.at.all"),
        ({"network.dropout": {"low": 0.1, "high": 1.5}}, "dropout"),
        ({"network.dropout": {"low": 0.5, "high": 0.1}}, "lower one first"),
        ({"network.dropout": {"low": 0.0, "high": 0.5, "log": True}}, "powers"),
        ({"network.dropout": {"low": 0.1}}, "two numbers"),
        ({"network.dropout": {}}, "either low and high, or choices"),
        ({"network.freeze": {"choices": ["", "half"]}}, "freeze"),
        ({"fit.batch_size": {"low": 0.5, "high": 2.5}}, "batch_size"),
        ({}, "at least one"),
    ],
)
def test_a_space_that_makes_no_sense_is_refused_before_any_trial(
    tiny: dict[str, Any], space: dict[str, Any], word: str
) -> None:
    tiny["tune"] = {"space": space}
    with pytest.raises(RecipeError, match=word):
        recipe.parse(tiny)


@pytest.mark.slow
def test_a_real_search_runs_its_trials(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["tune"] = {"space": {"optimiser.learning_rate": SPACE["optimiser.learning_rate"]}, "epochs": 1}
    best = searching.search(recipe.parse(tiny), [data], tmp_path / "study", tmp_path / "cache", 2)
    assert recipe.load(str(best)).fit.epochs == 2
    assert (tmp_path / "study/trial-001/best.safetensors").exists()
