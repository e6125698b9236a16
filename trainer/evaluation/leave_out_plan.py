"""Which sources a recipe can be trained without and judged on, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.data.dataset import Dataset, open_data
from trainer.data.films import DataError, Film, share_of
from trainer.data.left_out import provenances
from trainer.evaluation.panel import FEWEST
from trainer.recipe import Labels, Recipe


@dataclass(frozen=True)
class Candidate:
    """A source that may be left out.

    Attributes
    ----------
    name
        Of the source; empty for films whose source is not written down.
    folder
        Name of its run's folder.
    films
        Of the data that runs are judged on, those that neither test nor lie in a fold that nobody uses.
    dataset
        The data without it; None where it cannot be left out.
    reason
        Why it cannot, in a sentence; empty where it can.
    """

    name: str
    folder: str
    films: list[Film]
    dataset: Dataset | None = None
    reason: str = ""


def plan(recipe: Recipe, data: Sequence[Path], cache: Path) -> tuple[list[Candidate], dict[str, str]]:
    """What can be left out, and where the films of each source come from.

    Raises
    ------
    DataError
        The data names no source.
    """
    whole = open_data(data, recipe, cache)
    place = provenances({film.source for film in whole.films})
    names = sorted(set(place.values()))
    if names == [""]:
        raise DataError("the data does not say which source its films are from, so none can be left out")
    folds = whole.recipe.folds
    used = {*folds.train, *folds.tune, *folds.calibrate}
    found: list[Candidate] = []
    for name in names:
        mine = [film for film in whole.films if place[film.source] == name and film.fold in used]
        judged = [film for film in mine if film.data == whole.names[0]]
        candidate = Candidate(name, _folder(name, [other.folder for other in found]), judged)
        reason = _too_little(name, judged, whole)
        dataset = None
        if not reason:
            try:
                dataset = open_data(data, without(recipe, name), cache)
                reason = _nothing_left(dataset)
            except DataError as error:
                reason = str(error)
        found.append(replace(candidate, dataset=None if reason else dataset, reason=reason))
    return found, place


def without(recipe: Recipe, name: str) -> Recipe:
    """The recipe that leaves a source out, too."""
    return replace(recipe, data=replace(recipe.data, without=(*recipe.data.without, name)))


def _folder(name: str, taken: Sequence[str]) -> str:
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split())[:60] or "source"
    folder = f"without-{slug}"
    return folder if folder not in taken else f"{folder}-{len(taken)}"


def _too_little(name: str, judged: Sequence[Film], whole: Dataset) -> str:
    if not name:
        return "their source is not written down"
    if not judged:
        return f"none of its films is among those that runs are judged on, which are those of {whole.names[0]}"
    most = max(_counts(judged, whole.recipe.labels).values(), default=0)
    return "" if most >= FEWEST else f"it has fewer than {FEWEST} films of every label"


def _nothing_left(dataset: Dataset) -> str:
    """Why the recipe cannot be trained on what is left; empty where it can."""
    recipe = dataset.recipe
    training = dataset.of("train")
    if recipe.shares:
        drawn = share_of(training, recipe.shares)
        training = [film for film, share in zip(training, drawn, strict=True) if share >= 0]
    tuning = [film for film in dataset.of("tune") if film.data == dataset.names[0]]
    for films, what in ((training, "train"), (tuning, "tune")):
        counts = _counts(films, recipe.labels)
        needed = list(recipe.labels.names)
        if recipe.labels.task == "binary":
            needed.append(f"not {recipe.labels.names[0]}")
        absent = [label for label in needed if not counts.get(label)]
        # Of many findings some may go; a class that goes makes another task of it.
        if absent and (recipe.labels.task != "independent" or len(absent) == len(needed)):
            return f"without it no film of {', '.join(absent)} is left to {what} on"
    return ""


def _counts(films: Sequence[Film], labels: Labels) -> dict[str, int]:
    """Films of each label of the recipe; of its classes, where it has such."""
    counts: dict[str, int] = {}
    for film in films:
        if labels.task == "independent":
            own = [name for name in labels.names if name in film.findings]
        else:
            number = labels.class_of(film.label)
            classes = (f"not {labels.names[0]}", labels.names[0]) if labels.task == "binary" else labels.names
            own = [classes[number]] if number >= 0 else []
        for name in own:
            counts[name] = counts.get(name, 0) + 1
    return counts


def in_words(films: Sequence[Film], labels: Labels) -> str:
    """How many films of which labels."""
    said = ", ".join(f"{name} {number}" for name, number in sorted(_counts(films, labels).items()))
    return f"{len(films)} films to judge ({said})"
