"""A data set ready for a recipe: readable films, labels that the recipe knows, and parts that share no patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.data import films as film_list
from trainer.data.films import DataError, Film
from trainer.data.gather import gather
from trainer.data.labels import fit_labels
from trainer.data.left_out import leave_out
from trainer.data.parts import part_films
from trainer.data.sources.listing import Listing
from trainer.data.sources.places import list_places
from trainer.data.structured import OF_FILM, join_tables
from trainer.recipe import Recipe


@dataclass(frozen=True)
class Dataset:
    """What a run learns from, is tuned, calibrated and tested on.

    Attributes
    ----------
    recipe
        The recipe that is to be run and kept: its labels and folds are those of the data. Opening the same places
        with it gives the same data set.
    films
        Readable films of all places; their folds are those of the recipe, but for films that are left out on purpose.
    names
        Names of the places, in order.
    notes
        Sentences that a person must see.
    skipped
        Files that were left out, each with its reason.
    watermark
        What must stand on every report; empty when every film's patient is known.
    """

    recipe: Recipe
    films: list[Film]
    names: tuple[str, ...]
    notes: tuple[str, ...]
    skipped: tuple[tuple[Path, str], ...]
    watermark: str

    def of(self, purpose: str) -> list[Film]:
        """Films that serve ``train``, ``tune``, ``calibrate`` or ``test``."""
        return [self.films[row] for row in film_list.in_folds(self.films, getattr(self.recipe.folds, purpose))]

    @property
    def digest(self) -> str:
        """SHA-256 over what training sees of the films."""
        return film_list.digest(self.films)


def open_data(places: Sequence[Path], recipe: Recipe, cache: Path) -> Dataset:
    """Open data folders and tables for a recipe.

    Every film is decoded once, into ``cache``; unreadable films and copies are known before the films are split.

    Parameters
    ----------
    places
        Folders or CSV files; see ``sources.places``.
    recipe
        What is to be run.
    cache
        Folder for decoded films, shared by runs.

    Raises
    ------
    DataError
        The data cannot be used as it is; the sentence says what to do.
    """
    keep = [column.name for column in recipe.structured.columns if column.name not in OF_FILM]
    wanted = None if recipe.labels.task == "unlabelled" else recipe.labels.names
    listings = list_places(places, recipe.data, wanted, keep)
    recipe, notes = fit_labels(recipe, listings)
    if recipe.structured.columns:
        structured, told = join_tables(listings, places, recipe.structured)
        recipe, notes = replace(recipe, structured=structured), [*notes, *told]
    for listing in listings:
        notes += listing.notes
    gathered = gather(
        listings, recipe.preprocess, recipe.cache_size, cache, skip_unreadable=recipe.data.skip_unreadable
    )
    if gathered.skipped:
        notes.append(f"{len(gathered.skipped)} files cannot be used and are left out")
    _refuse_lost_classes(listings, gathered.films)
    parts = part_films(gathered, recipe)
    films, folds = parts.numbered(recipe.folds)
    recipe = replace(recipe, folds=folds)
    if recipe.data.without:
        films, recipe, told = leave_out(films, parts.units, recipe)
        notes += told
    notes += [*parts.notes, *_thin_parts(films, recipe)]
    return Dataset(
        recipe,
        films,
        tuple(listing.name for listing in listings),
        tuple(notes),
        tuple(gathered.skipped),
        watermark(films),
    )


def watermark(films: Sequence[Film]) -> str:
    """The sentence for reports on data without patient ids; empty when there is no such film."""
    unknown = sum(not film.patient_known for film in films)
    if not unknown:
        return ""
    return (
        f"No patient ids: {unknown:,} of {len(films):,} films cannot be tied to a patient. They are kept together only "
        "where they look alike, so the figures may be too good."
    )


def _refuse_lost_classes(listings: Sequence[Listing], films: Sequence[Film]) -> None:
    left = {(film.data, film.label) for film in films}
    lost = [(ls.name, label) for ls in listings for label in ls.labels if (ls.name, label) not in left]
    if lost:
        raise DataError(f"every film of {lost[0][1]!r} in {lost[0][0]} is unreadable")


def _thin_parts(films: Sequence[Film], recipe: Recipe) -> list[str]:
    """Sentences on classes that a part does not have."""
    if recipe.labels.task not in ("exclusive", "binary"):
        return []
    notes = []
    for purpose in ("train", "tune", "calibrate", "test"):
        folds = getattr(recipe.folds, purpose)
        counts = Counter(recipe.labels.class_of(film.label) for film in films if film.fold in folds)
        names = recipe.labels.names if recipe.labels.task == "exclusive" else ("the negatives", *recipe.labels.names)
        absent = [name for number, name in enumerate(names) if not counts[number]]
        if absent and len(absent) < len(names):
            notes.append(f"no film of {', '.join(absent)} is in the part for {purpose}")
    return notes
