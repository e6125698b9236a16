"""The parts of a data set: what was given is kept, what is missing is dealt, and no patient stands in two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from trainer.data import films as film_list
from trainer.data.duplicates import clusters, exact_pairs
from trainer.data.films import DataError, Film
from trainer.data.gather import Gathered
from trainer.data.splits import assign
from trainer.recipe import Data, Folds, Recipe
from trainer.recipe.sources import PURPOSES

UNUSED = "unused"


@dataclass
class Parts:
    """Films with the purpose of each.

    Attributes
    ----------
    films
        What is parted; films without a patient are grouped by what looks alike.
    purpose
        For each film one of ``PURPOSES``, or empty where its own fold number decides.
    units
        For each film the first row of what belongs together with it: one patient, copies.
    notes
        Plain sentences on what was done.
    """

    films: list[Film]
    purpose: list[str]
    units: list[int]
    notes: list[str] = field(default_factory=list)

    def numbered(self, folds: Folds) -> tuple[list[Film], Folds]:
        """The films with fold numbers, and the recipe's folds with a number for every purpose that needs one."""
        taken = {film.fold for film in self.films}
        for purpose in PURPOSES:
            taken.update(getattr(folds, purpose))
        free = max(taken, default=-1) + 1
        number: dict[str, int] = {}
        for purpose in PURPOSES:
            if purpose not in self.purpose:
                continue
            own = [fold for fold in getattr(folds, purpose) if fold >= 0]
            if not own:
                own, free = [free], free + 1
                folds = replace(folds, **{purpose: (*getattr(folds, purpose), *own)})
            number[purpose] = own[0]
        films = [
            replace(film, fold=number[purpose]) if purpose else film
            for film, purpose in zip(self.films, self.purpose, strict=True)
        ]
        return films, folds


def part_films(gathered: Gathered, recipe: Recipe) -> Parts:
    """Give every film a part.

    Films with fold numbers keep them, films of given parts keep those; a data set without a part for tuning or
    calibration gets one out of its training films, one without any parts is dealt by ``Data.splits``.

    Raises
    ------
    DataError
        A patient, or copies of one film, stand in two parts and are not to be moved; or there are too few films.
    """
    data, films = recipe.data, gathered.films
    foldless = [number for number, listing in enumerate(gathered.listings) if not listing.has_folds]
    strangers = [row for row, film in enumerate(films) if gathered.place[row] in foldless and not film.patient_known]
    units = units_of(gathered, strangers, data.near)
    films = [
        replace(film, group=films[units[row]].group)
        if not film.patient_known and gathered.place[row] in foldless
        else film
        for row, film in enumerate(films)
    ]
    parts = Parts(films, list(gathered.given), units)
    _note_copies(parts, units, strangers)
    _settle_leaks(parts, units, recipe)
    # A recipe that names fold -1 beside data with folds takes films without a fold as they are.
    as_they_are = len(foldless) < len(gathered.listings) and any(-1 in getattr(recipe.folds, p) for p in PURPOSES)
    for number in foldless:
        rows = [row for row in range(len(films)) if gathered.place[row] == number]
        if any(parts.purpose[row] for row in rows) or not as_they_are:
            _deal(parts, rows, units, data, gathered.listings[number].name)
    if not any(-1 in getattr(recipe.folds, purpose) for purpose in PURPOSES):
        lost = sum(film.fold < 0 and not purpose for film, purpose in zip(parts.films, parts.purpose, strict=True))
        if lost:
            parts.notes.append(f"{lost} films have no fold where others of their data do, and are not used")
    return parts


def units_of(gathered: Gathered, strangers: Sequence[int], near: int) -> list[int]:
    """Which films belong together: one patient, copies, and, among ``strangers``, films that look alike.

    Returns
    -------
    ``(N,)`` the first row of the unit that each film belongs to.
    """
    first: dict[tuple[str, str], int] = {}
    pairs = [(first.setdefault((film.data, film.group), row), row) for row, film in enumerate(gathered.films)]
    pairs += [(pair.first, pair.second) for pair in exact_pairs(gathered.cells.measures)]
    if strangers:
        pairs += [(pair.first, pair.second) for pair in gathered.near(strangers, near)]
    return [int(unit) for unit in clusters(len(gathered.films), pairs)]


def _note_copies(parts: Parts, units: Sequence[int], strangers: Sequence[int]) -> None:
    sizes = Counter(units[row] for row in strangers)
    together = sum(size for size in sizes.values() if size > 1)
    if together:
        parts.notes.append(f"{together} films without a patient look like copies of one another and are kept together")


def _settle_leaks(parts: Parts, units: Sequence[int], recipe: Recipe) -> None:
    """Refuse, or move into the first of its parts, what stands in two."""
    seats = [
        purpose or _purpose_of(film.fold, recipe.folds)
        for film, purpose in zip(parts.films, parts.purpose, strict=True)
    ]
    members: dict[int, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        if seats[row]:
            members[unit].append(row)
    leaks = [rows for rows in members.values() if len({seats[row] for row in rows} - {UNUSED}) > 1]
    if not recipe.data.fix_leakage:
        film_list.refuse_leaks([film for film, purpose in zip(parts.films, parts.purpose, strict=True) if not purpose])
        if leaks:
            raise DataError(_leak_sentence(parts.films, leaks, seats))
        return
    moved = 0
    for rows in members.values():
        keeper = min(rows, key=lambda row: ([*PURPOSES, UNUSED].index(seats[row]), parts.films[row].fold))
        for row in rows:
            stays = (parts.purpose[row], parts.films[row].fold) == (parts.purpose[keeper], parts.films[keeper].fold)
            if not stays:
                parts.purpose[row] = parts.purpose[keeper]
                parts.films[row] = replace(parts.films[row], fold=parts.films[keeper].fold)
                moved += 1
    if moved:
        parts.notes.append(f"{moved} films were moved, so that no patient and no copy stands in two parts")


def _purpose_of(fold: int, folds: Folds) -> str:
    """What a fold is for; empty for films that have none, ``unused`` for folds that the recipe does not name."""
    if fold < 0:
        return ""
    return next((purpose for purpose in PURPOSES if fold in getattr(folds, purpose)), UNUSED)


def _leak_sentence(films: Sequence[Film], leaks: Sequence[Sequence[int]], seats: Sequence[str]) -> str:
    rows = sorted(leaks[0], key=lambda row: ([*PURPOSES, UNUSED].index(seats[row]), row))
    places = " and ".join(dict.fromkeys(seats[row] for row in rows))
    one_patient = all(film.patient_known for film in (films[row] for row in rows)) and (
        len({films[row].group for row in rows}) == 1
    )
    what = "one patient" if one_patient else "one patient, or copies of one film,"
    return (
        f"films of {what} stand in two parts ({len(leaks)} times; the first are {films[rows[0]].path.name} and "
        f"{films[rows[-1]].path.name}, in {places}): what is learned of a film would be tested on it; correct the "
        "data, or move such films with --fix-leakage"
    )


def _deal(parts: Parts, rows: Sequence[int], units: Sequence[int], data: Data, name: str) -> None:
    """Give a part to those films of one place that need one."""
    given = {parts.purpose[row] for row in rows} - {""}
    shares = dict(zip(PURPOSES, data.splits, strict=True))
    free = [row for row in rows if not parts.purpose[row]]
    if given:
        if "train" not in given:
            raise DataError(f"{name} has a part for {' and '.join(sorted(given))} and none for training")
        if "tune" not in given:
            shares["test"] = 0.0
            free += [row for row in rows if parts.purpose[row] == "train"]
        elif "calibrate" not in given:
            shares["test"] = shares["train"] = 0.0
            free += [row for row in rows if parts.purpose[row] == "tune"]
        if not free:
            return
    loose = set(free)
    seat = {unit: parts.purpose[row] for row, unit in enumerate(units) if parts.purpose[row] and row not in loose}
    for row in free:
        parts.purpose[row] = seat.get(units[row], "")
    free = [row for row in free if not parts.purpose[row]]
    # A unit is called by its first film, so that the parts do not depend on what else is opened with it.
    called = [f"{parts.films[units[row]].data}/{parts.films[units[row]].group}" for row in free]
    chosen = assign([parts.films[row] for row in free], called, [shares[p] for p in PURPOSES], data.seed)
    for row, part in zip(free, chosen, strict=True):
        parts.purpose[row] = PURPOSES[part]
    counts = Counter(parts.purpose[row] for row in rows)
    if not counts["train"] or not counts["tune"]:
        raise DataError(
            f"{name} has too few patients or films that differ ({len({units[row] for row in rows})}) to be split"
        )
    told = ", ".join(f"{purpose} {counts[purpose]}" for purpose in PURPOSES if counts[purpose])
    parts.notes.append(f"{name} is split {'further' if given else 'for you'}, by patient where one is known: {told}")
