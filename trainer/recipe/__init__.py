"""A recipe: every hyper-parameter of a run as one typed, validated TOML file."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.recipe import typed
from trainer.recipe.augment import Augment
from trainer.recipe.data import Folds, Labels, Share
from trainer.recipe.fitting import Fit, Loss, Optimiser, Schedule
from trainer.recipe.network import Network
from trainer.recipe.rates import refuse_vanishing
from trainer.recipe.search import Range, Tune
from trainer.recipe.self_supervised import SelfSupervised
from trainer.recipe.sources import Data
from trainer.recipe.structured import Column, Structured
from trainer.recipe.typed import RecipeError, plain
from xraydesk.imaging.preprocess import PERCENTILES, PreprocessSpec

__all__ = [
    "RECIPES",
    "Augment",
    "Column",
    "Data",
    "Fit",
    "Folds",
    "Labels",
    "Loss",
    "Network",
    "Optimiser",
    "Range",
    "Recipe",
    "RecipeError",
    "Schedule",
    "SelfSupervised",
    "Share",
    "Structured",
    "Tune",
    "change",
    "known",
    "load",
    "parse",
    "plain",
    "write",
]

RECIPES = Path(__file__).parents[1] / "recipes"


@dataclass(frozen=True)
class Recipe:
    """A whole run.

    Attributes
    ----------
    title
        The name that people read.
    about
        What the recipe is, and what it replays, in a sentence or two.
    cache_size
        Side in pixels at which films are kept between epochs.
    shares
        Groups of training films and how often they are drawn; empty for all films.
    structured
        Values that are fused with the image; without columns, the image stands alone.
    self_supervised
        Pre-training without labels; None where labels are learned.
    tune
        What `trainer tune` searches; None where it may not.
    """

    title: str
    cache_size: int
    preprocess: PreprocessSpec
    labels: Labels
    folds: Folds
    network: Network
    optimiser: Optimiser
    fit: Fit
    about: str = ""
    schedule: Schedule = field(default_factory=Schedule)
    loss: Loss = field(default_factory=Loss)
    augment: Augment = field(default_factory=Augment)
    shares: tuple[Share, ...] = ()
    data: Data = field(default_factory=Data)
    structured: Structured = field(default_factory=Structured)
    self_supervised: SelfSupervised | None = None
    tune: Tune | None = None

    def __post_init__(self) -> None:
        size, smallest = self.preprocess.input_size, self.network.kind.smallest
        if size < smallest:
            raise RecipeError(f"{self.network.kind.title} needs an input of at least {smallest} pixels, not {size}")
        if self.cache_size < 16:
            raise RecipeError("cache_size must be at least 16 pixels")
        if self.preprocess.grey != PERCENTILES:
            raise RecipeError("preprocess.grey must be 'percentiles' in training; the others are for imported networks")
        if (self.labels.task == "unlabelled") != (self.self_supervised is not None):
            raise RecipeError("labels.task is 'unlabelled' where there is a table self_supervised, and only there")
        if self.self_supervised and self.network.freeze:
            raise RecipeError("network.freeze leaves self-supervised training nothing to learn")
        if self.structured.columns and self.labels.task not in ("exclusive", "binary"):
            raise RecipeError("structured data is fused for exclusive and binary labels only")
        if self.shares and self.fit.balance:
            raise RecipeError("shares and fit.balance exclude each other: both say how often a film is drawn")
        self._refuse_odd_loss()
        # Batches are known beforehand only where the recipe sets the films of an epoch; else the loop looks again.
        batches = -(-self.fit.films_per_epoch // self.fit.batch_size) or 1
        if self.schedule.unit == "epoch" or self.fit.films_per_epoch:
            refuse_vanishing(self.optimiser, self.schedule, self.fit.epochs, batches)

    def _refuse_odd_loss(self) -> None:
        strange = [name for name in self.loss.class_weights if name not in self.labels.names]
        if strange:
            raise RecipeError(f"loss.class_weights names {strange[0]!r}, which is not one of labels.names")
        if self.needs_lungs and (self.augment.mixup or self.labels.task == "unlabelled"):
            raise RecipeError(
                "loss.outside_lungs and augment.surroundings need labels, and films that are not mixed with others"
            )

    @property
    def needs_lungs(self) -> bool:
        """Whether the lungs of the training films must be found."""
        return bool(self.loss.outside_lungs or self.augment.surroundings)

    def warnings(self) -> list[str]:
        """Sentences on what may be meant and is unwise."""
        found = []
        if self.cache_size < self.preprocess.input_size:
            found.append(
                f"films are kept at {self.cache_size} pixels and enlarged to {self.preprocess.input_size}: detail is "
                "lost in training that the application will show the model"
            )
        if self.labels.task != "unlabelled" and not self.folds.calibrate:
            found.append("no fold is kept for calibration, so no honest figure can stand in a model card")
        if self.schedule.kind == "step" and self.schedule.unit == "batch":
            found.append(f"the step schedule counts batches: the rate falls every {self.schedule.every} of them")
        return found


def known() -> list[str]:
    """Names of the project's recipes."""
    return sorted(path.stem for path in RECIPES.glob("*.toml"))


def load(name_or_path: str) -> Recipe:
    """Load a recipe by its name in ``trainer/recipes`` or by its path.

    Raises
    ------
    RecipeError
        It does not exist, is not TOML, or has an unknown, missing or wrong setting.
    """
    path = RECIPES / f"{name_or_path}.toml"
    if not path.is_file():
        path = Path(name_or_path)
    if not path.is_file():
        raise RecipeError(f"there is no recipe {name_or_path!r}; known are: {', '.join(known())}")
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"the recipe {path.name} is not valid TOML: {error}") from error


def parse(values: dict[str, Any]) -> Recipe:
    """Build a recipe from plain values; unknown keys and wrong types are errors."""
    result = typed.build(Recipe, values)
    assert isinstance(result, Recipe)
    if result.tune:
        for setting, searched in result.tune.space.items():
            ends = searched.choices or (searched.low, searched.high)
            for value in ends:
                _changed(dataclasses.replace(result, tune=None), {setting: value})
    return result


def change(recipe: Recipe, changes: Sequence[str]) -> Recipe:
    """A recipe with some settings changed.

    Parameters
    ----------
    recipe
        What is changed.
    changes
        Each ``setting=value``, such as ``fit.epochs=3`` or ``network.architecture=resnet18``.

    Raises
    ------
    RecipeError
        A setting is unknown, or a value does not fit it.
    """
    values: dict[str, Any] = {}
    for text in changes:
        setting, sign, value = text.partition("=")
        if not sign:
            raise RecipeError(f"a change is written setting=value, not {text!r}")
        try:
            values[setting.strip()] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            values[setting.strip()] = value.strip()
    return _changed(recipe, values)


def _changed(recipe: Recipe, values: dict[str, Any]) -> Recipe:
    whole = json.loads(json.dumps(plain(recipe)))
    for setting, value in values.items():
        *tables, last = setting.split(".")
        place = whole
        for table in tables:
            place = place.get(table) if isinstance(place, dict) else None
        if not isinstance(place, dict):
            raise RecipeError(f"unknown setting {setting!r}")
        place[last] = value
    return parse(whole)


def write(recipe: Recipe) -> str:
    """The recipe as the text of a TOML file."""
    return typed.to_toml(plain(recipe))
