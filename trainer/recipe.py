"""A recipe: every hyper-parameter of a run as one typed, validated TOML file."""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xraydesk.core.errors import XRayDeskError
from xraydesk.imaging.preprocess import PreprocessSpec

RECIPES = Path(__file__).parent / "recipes"


class RecipeError(XRayDeskError):
    """A recipe is missing, or one of its settings is unknown or out of range."""


@dataclass(frozen=True)
class Labels:
    """What is predicted.

    Attributes
    ----------
    task
        ``exclusive`` (softmax over ``names``) or ``independent`` (a sigmoid for each of ``names``).
    names
        Labels in the order of the outputs.
    negatives
        Exclusive task: values of the manifest's ``label`` that are no class, each with the classes that it is
        certainly not and the weight of ``-log(1 - p)`` for them.
    """

    task: str
    names: tuple[str, ...]
    negatives: dict[str, dict[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.task not in ("exclusive", "independent"):
            raise RecipeError(f"labels.task must be 'exclusive' or 'independent', not {self.task!r}")
        if len(set(self.names)) != len(self.names) or not self.names:
            raise RecipeError("labels.names must be a list of different names")


@dataclass(frozen=True)
class Folds:
    """Which of the manifest's folds serve which purpose; no fold may serve two."""

    train: tuple[int, ...]
    tune: tuple[int, ...]
    calibrate: tuple[int, ...]
    test: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        used = self.train + self.tune + self.calibrate + self.test
        if len(set(used)) != len(used):
            raise RecipeError("a fold may serve only one of train, tune, calibrate and test")
        if not self.train or not self.tune:
            raise RecipeError("folds.train and folds.tune must each name at least one fold")


@dataclass(frozen=True)
class Network:
    """Architecture by its registered name, with its arguments."""

    architecture: str = "densenet121"
    dropout: float = 0.0


@dataclass(frozen=True)
class Share:
    """A group of training films and the part of every epoch that is drawn from it.

    Attributes
    ----------
    share
        Relative weight; the shares of a recipe are normalised to 1.
    data, source, label, label_by, view
        Each, if not empty, must match: ``data`` is the data folder's name, ``source`` the start of the manifest's
        source, the others are equal to the manifest's value (``view`` by its start, so AP includes AP Supine).
    """

    share: float
    data: str = ""
    source: str = ""
    label: str = ""
    label_by: str = ""
    view: str = ""


@dataclass(frozen=True)
class Augment:
    """Random changes to a training film; a zero switches one off.

    Attributes
    ----------
    rotate
        Degrees, uniform in ±.
    scale, aspect, shift
        Fractions, uniform in ±; ``shift`` is of the image's side.
    flip
        Probability of a horizontal flip.
    gamma, brightness, contrast
        Gamma is ``exp(±gamma)``; brightness is added; contrast multiplies by ``1 ± contrast``.
    blur
        Probability that a batch loses detail by a 1.5- to 3-fold down-sampling.
    noise
        Largest standard deviation of Gaussian noise.
    cutouts
        Most rectangles set to a random grey.
    """

    rotate: float = 0.0
    scale: float = 0.0
    aspect: float = 0.0
    shift: float = 0.0
    flip: float = 0.0
    gamma: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    cutouts: int = 0


@dataclass(frozen=True)
class Fit:
    """The optimisation: AdamW with one cycle of the learning rate, stepped per batch by its design."""

    epochs: int
    batch_size: int
    films_per_epoch: int
    learning_rate: float
    weight_decay: float = 0.05
    label_smoothing: float = 0.0
    clip: float = 1.0
    warm_up: float = 0.2
    ema: float = 0.99
    patience: int = 6
    seed: int = 1

    def __post_init__(self) -> None:
        if self.learning_rate < 1e-7:
            raise RecipeError("fit.learning_rate is under 1e-7: nothing would be learned")
        if min(self.epochs, self.batch_size, self.films_per_epoch) < 1:
            raise RecipeError("fit.epochs, fit.batch_size and fit.films_per_epoch must be at least 1")


@dataclass(frozen=True)
class Recipe:
    """A whole run; ``cache_size`` is the side in pixels at which films are kept between epochs."""

    title: str
    cache_size: int
    preprocess: PreprocessSpec
    labels: Labels
    folds: Folds
    fit: Fit
    network: Network = field(default_factory=Network)
    augment: Augment = field(default_factory=Augment)
    shares: tuple[Share, ...] = ()


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
        known = ", ".join(sorted(p.stem for p in RECIPES.glob("*.toml")))
        raise RecipeError(f"there is no recipe {name_or_path!r}; known are: {known}")
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"the recipe {path.name} is not valid TOML: {error}") from error


def parse(values: dict[str, Any]) -> Recipe:
    """Build a recipe from plain values; unknown keys and wrong types are errors."""
    result = _build(Recipe, values, "")
    assert isinstance(result, Recipe)
    return result


def plain(recipe: Recipe) -> dict[str, Any]:
    """The recipe as plain values, the inverse of ``parse`` after a trip through JSON."""
    return dataclasses.asdict(recipe)


def _build(kind: type, values: Any, where: str) -> object:
    if not isinstance(values, dict):
        raise RecipeError(f"{where or 'the recipe'} must be a table")
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise RecipeError(f"unknown setting {where + unknown[0]!r}")
    arguments = {key: _convert(hints[key], value, where + key) for key, value in values.items()}
    try:
        return kind(**arguments)
    except TypeError as error:
        raise RecipeError(f"{where or 'the recipe'}: {error}") from error
    except ValueError as error:
        raise RecipeError(f"{where}{error}") from error


def _convert(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint):
        return _build(typing.cast(type, hint), value, where + ".")
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise RecipeError(f"{where} must be a list")
        return tuple(_convert(typing.get_args(hint)[0], item, where) for item in value)
    if origin is dict:
        inner = typing.get_args(hint)[1]
        return {str(key): _convert(inner, item, f"{where}.{key}") for key, item in value.items()}
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise RecipeError(f"{where} must be of type {getattr(hint, '__name__', hint)}, not {value!r}")
    return value
