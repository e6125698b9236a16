"""Films that are left out on purpose: those of some sources, and what other sources have of the same patients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trainer.data import films as film_list
from trainer.data.films import DataError, Film
from trainer.recipe import Recipe, Share

LEFT_OUT = -2
"""Fold of a left-out source's films that would have trained, tuned or calibrated; no recipe can name it."""
WITHHELD = -3
"""Fold of the films that other sources have of the same patients: they neither train nor are judged."""


def provenances(sources: Iterable[str]) -> dict[str, str]:
    """Where the films of each source come from, so that nobody else's reading of them counts as another source.

    It is the name before `` (``; but where the brackets hold another source of the data, the films are taken from
    that one: ``RSNA Pneumonia Challenge 2018 (NIH ChestX-ray14)`` is ``NIH ChestX-ray14``.
    """
    parted = {source: source.partition(" (") for source in sources}
    collections = {name for name, _, _ in parted.values() if name}
    return {
        source: inner if (inner := detail.removesuffix(")")) in collections else name
        for source, (name, _, detail) in parted.items()
    }


def leave_out(films: Sequence[Film], units: Sequence[int], recipe: Recipe) -> tuple[list[Film], Recipe, list[str]]:
    """Take the sources ``Data.without`` out of training, tuning and calibration; films to test on stay where they are.

    Parameters
    ----------
    films, units
        All films with the recipe's folds, and what belongs together (one patient, copies).
    recipe
        With folds for every film.

    Returns
    -------
    The films with their folds, the recipe without shares that nothing is left of, and sentences on what was done.

    Raises
    ------
    DataError
        A source is not in the data, or no film is left to train on.
    """
    place = provenances({film.source for film in films})
    names, without = sorted(set(place.values()) - {""}), recipe.data.without
    strange = [name for name in without if name not in names]
    if strange:
        known = ", ".join(names) or "not written down"
        raise DataError(f"no film comes from {strange[0]!r}, which data.without names; the sources are {known}")
    folds = recipe.folds
    used = {*folds.train, *folds.tune, *folds.calibrate}
    gone = {unit for film, unit in zip(films, units, strict=True) if place[film.source] in without}
    result = []
    counts: Counter[str] = Counter()
    for film, unit in zip(films, units, strict=True):
        fold, name = film.fold, place[film.source]
        if fold in used and name in without:
            fold = LEFT_OUT
            counts[name] += 1
        elif fold in used and unit in gone:
            fold = WITHHELD
            counts[""] += 1
        result.append(replace(film, fold=fold))
    notes = [f"{counts[name]} films of {name} are left out: none trains, tunes or calibrates" for name in without]
    if counts[""]:
        notes.append(f"{counts['']} films that other sources have of the same patients are withheld with them")
    before, after = ([row for row in rows if row.fold in folds.train] for rows in (films, result))
    if not after:
        raise DataError(f"without {', '.join(without)} no film is left to train on")
    shares, told = _shares_left(recipe, before, after)
    return result, replace(recipe, shares=shares), [*notes, *told]


def _shares_left(recipe: Recipe, before: Sequence[Film], after: Sequence[Film]) -> tuple[tuple[Share, ...], list[str]]:
    """The shares that have a film left; what a label loses goes to its other shares.

    So each label is drawn as often as the recipe wants, and a source is not judged by a network that hardly saw a
    label. Where no share of a label is left, all others take its part.

    Parameters
    ----------
    recipe
        With its shares.
    before, after
        Training films with and without the sources.
    """
    had, left = (set(film_list.share_of(films, recipe.shares)) for films in (before, after))
    # A share that never matched anything is a mistake, which the sampler refuses.
    kept = [number for number in range(len(recipe.shares)) if number in left or number not in had]
    lost = len(recipe.shares) - len(kept)
    if not lost:
        return recipe.shares, []
    if not kept:
        raise DataError(f"without {', '.join(recipe.data.without)} no film is left that the recipe's shares draw")

    def key(share: Share) -> str:
        number = recipe.labels.class_of(share.label) if recipe.labels.task == "exclusive" else -1
        return recipe.labels.names[number] if number >= 0 else share.label

    shares = [recipe.shares[number] for number in kept]
    wanted, remaining = (_sums((key(share), share.share) for share in some) for some in (recipe.shares, shares))
    fitted = tuple(replace(share, share=share.share * wanted[key(share)] / remaining[key(share)]) for share in shares)
    gone = [name for name in wanted if name not in remaining]
    told = f"{lost} of {len(recipe.shares)} shares have no film left; the other shares of their label take their part"
    if gone:
        told += f", and those of the other labels that of {', '.join(name or 'films of any label' for name in gone)}"
    return fitted, [told]


def _sums(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, part in parts:
        sums[name] = sums.get(name, 0.0) + part
    return sums
