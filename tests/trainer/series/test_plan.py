"""A series names recipes and what they start from; what does not fit is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer import recipe
from trainer.recipe import RecipeError
from trainer.series import plan


@pytest.mark.parametrize("name", plan.known())
def test_the_project_series_name_what_there_is(name: str) -> None:
    loaded = plan.load(name)
    assert {run.recipe for run in loaded.runs} <= set(recipe.known())


def test_every_system_of_the_earlier_projects_is_in_the_series() -> None:
    named = {run.recipe for run in plan.load("earlier-projects").runs}
    assert named == {name for name in recipe.known() if recipe.load(name).about.startswith("Replays")}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title = 'a'\nruns = []", "a series needs a run"),
        ("title = 'a'\n[[runs]]\nrecipe = 'nothing'", "there is no recipe 'nothing'"),
        ("title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\n[[runs]]\nrecipe = 'deep-cnn'", "names a recipe twice"),
        ("title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\nstart = 'luck'", "start must be one of random, features, base"),
        ("title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\nstart = 'features'", "does not say how they are learned"),
        ("title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\nchanges = ['fit.epoch=3']", "unknown setting 'fit.epoch'"),
        ("title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\nepochs = 3", "unknown setting"),
        (
            "title = 'a'\n[[runs]]\nrecipe = 'deep-cnn'\nfeature_changes = ['fit.epochs=3']",
            "does not start from any",
        ),
        (
            (
                "title = 'a'\nfeatures = {method = 'self-supervised'}\nruns = ["
                "{recipe = 'resnet50-binary', start = 'features'}, "
                "{recipe = 'resnet50-sgd-steplr', start = 'features', feature_changes = ['fit.epochs=3']}]"
            ),
            "shares its features with another run",
        ),
        ("title =", "is not valid TOML"),
    ],
)
def test_what_does_not_fit_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError, match=sentence):
        plan.load(str(file))


def test_a_series_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(RecipeError, match=r"there is no series 'mine'; known are: .*earlier-projects"):
        plan.load("mine")
