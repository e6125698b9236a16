"""Settings of a search for better hyper-parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trainer.recipe.typed import RecipeError


@dataclass(frozen=True)
class Range:
    """Where one setting is searched: between two numbers, or among some values.

    Attributes
    ----------
    low, high
        Both ends are part of the range; whole numbers where the setting is one.
    log
        Whether the range is searched evenly in powers instead of steps.
    choices
        Values to choose from, instead of a range.
    """

    low: Any = None
    high: Any = None
    log: bool = False
    choices: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        ends = [end for end in (self.low, self.high) if end is not None]
        if bool(self.choices) == bool(ends):
            raise RecipeError("a searched setting needs either low and high, or choices")
        if self.choices:
            return
        if len(ends) != 2 or not all(type(end) in (int, float) for end in ends) or not self.low < self.high:
            raise RecipeError("low and high of a searched setting must be two numbers, the lower one first")
        if self.log and self.low <= 0:
            raise RecipeError("a setting that is searched in powers needs a low end above 0")


@dataclass(frozen=True)
class Tune:
    """A search; the tune loss judges, and the folds that test and calibrate take no part.

    Attributes
    ----------
    space
        Setting, such as ``optimiser.learning_rate``, → where it is searched.
    epochs, films_per_epoch
        Of a trial; 0 for those of the recipe.
    """

    space: dict[str, Range] = field(default_factory=dict)
    epochs: int = 0
    films_per_epoch: int = 0

    def __post_init__(self) -> None:
        if not self.space:
            raise RecipeError("tune.space must name at least one setting")
        if min(self.epochs, self.films_per_epoch) < 0:
            raise RecipeError("tune.epochs and tune.films_per_epoch must be at least 0")
