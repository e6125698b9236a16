"""Recipes are typed, validated and complete."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trainer import recipe
from trainer.recipe import RECIPES, RecipeError


@pytest.mark.parametrize("name", sorted(path.stem for path in RECIPES.glob("*.toml")))
def test_every_recipe_of_the_project_loads_and_survives_a_trip_through_json(name: str) -> None:
    loaded = recipe.load(name)
    assert recipe.parse(json.loads(json.dumps(recipe.plain(loaded)))) == loaded


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"fit": {"epochs": "two"}}, "epochs"),
        ({"fit": {"learning_rate": 1e-8}}, "learning_rate"),
        ({"fit": {"momentum": 0.9}}, "momentum"),
        ({"folds": {"train": [0], "tune": [0], "calibrate": []}}, "fold"),
        ({"folds": {"train": [0], "tune": [1], "calibrate": [2], "test": [0]}}, "fold"),
        ({"labels": {"task": "guess", "names": ["a"]}}, "task"),
        ({"labels": {"task": "exclusive", "names": ["a", "a"]}}, "names"),
        ({"preprocess": {"input_size": 3}}, "input_size"),
        ({"preprocess": {"region": "stretch", "input_size": 64}}, "region"),
        ({"title": 3}, "title"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(tiny: dict[str, Any], change: dict[str, Any], word: str) -> None:
    for key, value in change.items():
        tiny[key] = tiny[key] | value if isinstance(value, dict) and key == "fit" else value
    with pytest.raises(RecipeError, match=word):
        recipe.parse(tiny)


def test_an_unknown_recipe_names_the_known_ones() -> None:
    with pytest.raises(RecipeError, match="densenet121"):
        recipe.load("no-such-recipe")
