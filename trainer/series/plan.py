"""What a series does: a typed, validated TOML file that names recipes and what each of them starts from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from trainer import recipe as recipes
from trainer.recipe import Recipe, RecipeError, typed

PLANS = Path(__file__).parent
RANDOM, FEATURES, BASE = "random", "features", "base"


@dataclass(frozen=True)
class Features:
    """How features are learned before the runs, once for each architecture.

    Attributes
    ----------
    method
        Recipe that pre-trains.
    changes
        Of its settings, as ``--set`` takes them.
    """

    method: str
    changes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        recipes.change(recipes.load(self.method), self.changes)


@dataclass(frozen=True)
class Planned:
    """One run.

    Attributes
    ----------
    recipe
        Name of a recipe.
    start
        ``random`` weights, ``features`` learned before, or other people's ``base`` weights of the architecture.
    changes
        Of the recipe's settings, as ``--set`` takes them.
    feature_changes
        Further changes of the recipe that learns its features.
    """

    recipe: str
    start: str = RANDOM
    changes: tuple[str, ...] = ()
    feature_changes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        typed.one_of("start", self.start, (RANDOM, FEATURES, BASE))
        self.changed()

    def changed(self) -> Recipe:
        """The recipe as it will be run."""
        return recipes.change(recipes.load(self.recipe), self.changes)

    @property
    def architecture(self) -> str:
        """Name of the recipe's network."""
        return self.changed().network.architecture


@dataclass(frozen=True)
class Plan:
    """A whole series.

    Attributes
    ----------
    title, about
        What it is, for people.
    runs
        In their order; each recipe once.
    features
        How features are learned; None where no run starts from any.
    """

    title: str
    runs: tuple[Planned, ...]
    about: str = ""
    features: Features | None = field(default=None)

    def __post_init__(self) -> None:
        names = [run.recipe for run in self.runs]
        if not names:
            raise RecipeError("a series needs a run")
        if len(set(names)) != len(names):
            raise RecipeError("a series names a recipe twice")
        wanting = next((run.recipe for run in self.runs if run.start == FEATURES), None)
        if wanting and self.features is None:
            raise RecipeError(f"{wanting} starts from features, but the series does not say how they are learned")
        learned: dict[str, tuple[str, ...]] = {}
        for run in self.runs:
            if (
                run.start == FEATURES
                and learned.setdefault(run.architecture, run.feature_changes) != run.feature_changes
            ):
                raise RecipeError(
                    f"{run.recipe} shares its features with another run, but changes how they are learned"
                )
            if run.start == FEATURES and self.features is not None:
                recipes.change(recipes.load(self.features.method), (*self.features.changes, *run.feature_changes))
            elif run.feature_changes:
                raise RecipeError(f"{run.recipe} changes how features are learned, but does not start from any")


def known() -> list[str]:
    """Names of the project's series."""
    return sorted(path.stem for path in PLANS.glob("*.toml"))


def load(name_or_path: str) -> Plan:
    """Load a series by its name in ``trainer/series`` or by its path.

    Raises
    ------
    RecipeError
        It does not exist, is not TOML, or names what there is not.
    """
    path = PLANS / f"{name_or_path}.toml"
    if not path.is_file():
        path = Path(name_or_path)
    if not path.is_file():
        raise RecipeError(f"there is no series {name_or_path!r}; known are: {', '.join(known())}")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"the series {path.name} is not valid TOML: {error}") from error
    plan = typed.build(Plan, values)
    assert isinstance(plan, Plan)
    return plan
