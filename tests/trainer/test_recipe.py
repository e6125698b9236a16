"""Recipes are typed, validated and complete."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from trainer import recipe
from trainer.recipe import Labels, RecipeError

SEEDS = {
    "resnet18-sgd-steplr": ("resnet18", 224),
    "resnet50-sgd-steplr": ("resnet50", 224),
    "squeezenet-sgd-steplr": ("squeezenet1_1", 224),
    "densenet121-sgd-steplr": ("densenet121", 224),
    "resnet50-binary": ("resnet50", 224),
    "densenet121-all-layers": ("densenet121", 224),
    "deep-cnn": ("deep_cnn", 160),
    "densenet169-frozen-stages": ("densenet169", 224),
    "resnet18-control": ("resnet18", 224),
    "structured-late-fusion": ("resnet18", 160),
    "inception-v3-frozen-extractor": ("inception_v3", 299),
    "resnet50-frozen-extractor": ("resnet50", 224),
    "xception-frozen-extractor": ("xception", 299),
}


@pytest.mark.parametrize("name", recipe.known())
def test_every_recipe_loads_and_survives_a_trip_through_json_and_toml(name: str) -> None:
    loaded = recipe.load(name)
    assert recipe.parse(json.loads(json.dumps(recipe.plain(loaded)))) == loaded
    assert recipe.parse(tomllib.loads(recipe.write(loaded))) == loaded


@pytest.mark.parametrize("name", SEEDS)
def test_every_replayed_system_has_a_recipe_that_selects_on_no_test_and_can_be_searched(name: str) -> None:
    loaded = recipe.load(name)
    assert (loaded.network.architecture, loaded.preprocess.input_size) == SEEDS[name]
    assert not set(loaded.folds.tune) & {*loaded.folds.train, *loaded.folds.calibrate, *loaded.folds.test}
    assert loaded.tune is not None
    assert loaded.about.startswith("Replays")
    assert not loaded.warnings()


@pytest.mark.parametrize(
    "name", ["inception-v3-frozen-extractor", "resnet50-frozen-extractor", "xception-frozen-extractor"]
)
def test_frozen_extractors_are_trained_as_described(name: str) -> None:
    loaded = recipe.load(name)
    assert (loaded.optimiser.kind, loaded.fit.batch_size, loaded.fit.epochs) == ("adam", 32, 25)
    assert loaded.network.freeze == "extractor"
    changes = loaded.augment
    assert all((changes.shift, changes.flip, changes.rotate, changes.brightness, changes.scale))


CONSTANT = {"schedule": {"kind": "constant"}}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"fit": {"epochs": "two"}}, "epochs"),
        ({"fit": {"epochs": 0}}, "epochs"),
        ({"fit": {"ema": 1.0}}, "ema"),
        ({"fit": {"balance": ["weather"]}}, "weather"),
        ({"fit": {"precision": "float8"}}, "precision"),
        ({"fit": {"deal": "cards"}}, "deal"),
        ({"fit": {"momentum": 0.9}}, "unknown setting 'fit.momentum'"),
        ({"fit": {"clip": float("nan")}}, "finite"),
        ({"optimiser": {"learning_rate": 1e-8}}, "under 1e-7"),
        ({"optimiser": {"kind": "lion"}}, "sgd, adam or adamw"),
        ({"optimiser": {"momentum": 0.9}}, "belong to sgd"),
        ({"optimiser": {"betas": [0.9]}}, "betas"),
        ({"schedule": {"kind": "step", "every": 0}}, "every"),
        ({"schedule": {"unit": "minute"}}, "unit"),
        ({"schedule": {"unit": "epoch"}}, "one-cycle"),
        ({"schedule": {"final": 1e-6}}, "below 1e-07 nothing is learned"),
        (CONSTANT | {"schedule": {"kind": "constant", "warm_up": 0.1}}, "warm_up"),
        ({"loss": {"balanced": True, "class_weights": {"normal": 2.0}}}, "exclude each other"),
        ({"loss": {"class_weights": {"flu": 2.0}}}, "flu"),
        ({"loss": {"class_weights": {"normal": 0.0}}}, "greater than 0"),
        ({"loss": {"label_smoothing": 1.0}}, "label_smoothing"),
        ({"network": {"architecture": "resnet9000"}}, "densenet121"),
        ({"network": {"freeze": "stages:9"}}, "stages:5"),
        ({"network": {"freeze": "stages:0"}}, "freeze"),
        ({"network": {"freeze": "half"}}, "freeze"),
        ({"network": {"dropout": 1.0}}, "dropout"),
        ({"network": {"output_stride": 16}}, "no other than its own"),
        ({"network": {"architecture": "densenet121", "output_stride": 8}}, "32 or 16"),
        ({"loss": {"outside_lungs": -1.0}}, "outside_lungs"),
        ({"loss": {"outside_lungs": 1.0}, "augment": {"mixup": 0.2}}, "not mixed"),
        ({"augment": {"surroundings": 0.5, "mixup": 0.2}}, "not mixed"),
        ({"network": {"architecture": "inception_v3"}}, "at least 75 pixels"),
        ({"folds": {"train": [0], "tune": [0], "calibrate": []}}, "fold"),
        ({"folds": {"train": [0], "tune": [1], "calibrate": [2], "test": [1]}}, "must not have trained"),
        ({"folds": {"train": [0], "tune": []}}, "at least one fold"),
        ({"labels": {"task": "guess", "names": ["a"]}}, "task"),
        ({"labels": {"task": "exclusive", "names": ["a", "a"]}}, "names"),
        ({"labels": {"task": "exclusive", "names": ["a"]}}, "at least two"),
        ({"labels": {"task": "binary", "names": ["a"]}}, "against"),
        ({"labels": {"task": "binary", "names": ["a", "b"], "against": ["c"]}}, "one name"),
        ({"labels": {"task": "exclusive", "names": ["a", "b"], "against": ["c"]}}, "binary"),
        ({"labels": {"task": "exclusive", "names": ["a", "b"], "members": {"c": ["d"]}}}, "'c'"),
        ({"labels": {"task": "exclusive", "names": ["a", "b"], "members": {"a": ["b"]}}}, "one meaning"),
        ({"labels": {"task": "exclusive", "names": ["a", "b"], "leave_out": ["b"]}}, "one meaning"),
        ({"labels": {"task": "exclusive", "names": ["a", "b"], "negatives": {"c": {"d": 1.0}}}}, "'d'"),
        ({"labels": {"task": "independent", "names": ["a", "b"], "negatives": {"c": {"a": 1.0}}}}, "negatives"),
        ({"preprocess": {"input_size": 3}}, "input_size"),
        ({"preprocess": {"region": "stretch", "input_size": 64}}, "region"),
        ({"shares": [{"share": 0.0}]}, "share"),
        ({"shares": [{"share": 1.0}], "fit": {"balance": ["label"]}}, "exclude each other"),
        ({"title": 3}, "title"),
        ({"fit": 3}, "fit must be a table"),
        ({"shares": 3}, "list"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(tiny: dict[str, Any], change: dict[str, Any], word: str) -> None:
    merged = ("fit", "optimiser", "schedule", "network")
    for key, value in change.items():
        whole = not isinstance(value, dict) or key not in merged or value.get("kind") == "constant"
        tiny[key] = value if whole else tiny[key] | value
    with pytest.raises(RecipeError, match=word) as caught:
        recipe.parse(tiny)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", ["title", "labels", "network", "optimiser", "fit"])
def test_a_missing_setting_is_named(tiny: dict[str, Any], missing: str) -> None:
    del tiny[missing]
    with pytest.raises(RecipeError, match=f"'{missing}' is missing"):
        recipe.parse(tiny)


def test_an_unknown_recipe_names_the_known_ones() -> None:
    with pytest.raises(RecipeError, match="densenet121"):
        recipe.load("no-such-recipe")


def test_settings_are_changed_by_name_and_stay_validated(tiny: dict[str, Any]) -> None:
    loaded = recipe.parse(tiny)
    changed = recipe.change(loaded, ["fit.epochs=7", "network.architecture=resnet18", "folds.test=[9]", "shares=[]"])
    assert (changed.fit.epochs, changed.network.architecture, changed.folds.test) == (7, "resnet18", (9,))
    for wrong in ("fit.epochs=many", "fit.epoch=3", "nothing.here=1", "fit.epochs", "fit.epochs.deep=1"):
        with pytest.raises(RecipeError):
            recipe.change(loaded, [wrong])


def test_what_is_unwise_is_warned_of(tiny: dict[str, Any]) -> None:
    assert recipe.parse(tiny).warnings() == []
    tiny["cache_size"] = 24
    tiny["folds"]["calibrate"] = []
    tiny["schedule"] = {"kind": "step", "unit": "batch", "every": 3, "factor": 0.5}
    said = " ".join(recipe.parse(tiny).warnings())
    assert "enlarged" in said
    assert "calibration" in said
    assert "counts batches" in said


def test_classes_of_labels_by_task() -> None:
    merged = Labels("exclusive", ("covid", "not"), members={"not": ("normal", "flu")})
    assert [merged.class_of(label) for label in ("covid", "normal", "flu", "not", "")] == [0, 1, 1, -1, -1]
    binary = Labels("binary", ("covid",), against=("normal",))
    assert [binary.class_of(label) for label in ("covid", "normal", "flu")] == [1, 0, -1]
