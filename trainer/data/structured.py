"""Values that stand beside a film, as numbers: standardised by the training films, with a flag for what is missing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import DataError, Film
from trainer.data.sources.listing import Listing
from trainer.data.sources.table import FILE_COLUMNS, Finder, read_table
from trainer.recipe import Column, Structured

OF_FILM = ("age", "sex", "view")
_UNKNOWN = {"", "na", "n/a", "nan", "none", "null", "unknown", "-", "?"}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A column with what the training films say of it.

    Attributes
    ----------
    column
        As the recipe has it.
    mean, deviation
        Of a numeric column's known values.
    levels
        Of a categorical column, sorted.
    known
        Training films that have a value.
    """

    column: Column
    mean: float = 0.0
    deviation: float = 1.0
    levels: tuple[str, ...] = ()
    known: int = 0

    @property
    def width(self) -> int:
        """Numbers that it becomes: its value or one for each level, and the flag."""
        return (1 if self.column.kind == "numeric" else len(self.levels)) + 1

    @property
    def names(self) -> tuple[str, ...]:
        """What each of the numbers is called."""
        name = self.column.name
        values = (name,) if self.column.kind == "numeric" else tuple(f"{name} = {level}" for level in self.levels)
        return (*values, f"{name} missing")

    def encode(self, film: Film) -> list[float]:
        """A value as numbers; all 0 but the flag where it is missing."""
        if self.column.kind == "numeric":
            value = number_of(film, self.column)
            missing = math.isnan(value)
            return [0.0 if missing else (value - self.mean) / self.deviation, float(missing)]
        text = text_of(film, self.column)
        # A level that no training film had says as little as none.
        shown = [float(text == level) for level in self.levels]
        return [*shown, float(not any(shown))]


@dataclass(frozen=True)
class Encoder:
    """Turns what is known of films into numbers; everything it measures, it measured on the training films."""

    fitted: tuple[Fitted, ...]

    @classmethod
    def fit(cls, films: Sequence[Film], structured: Structured) -> Self:
        """Measure the columns.

        Parameters
        ----------
        films
            The training films, and no others.
        structured
            The recipe's ``[structured]``.

        Raises
        ------
        DataError
            No training film has a value of any column.
        """
        fitted = tuple(_fit(column, films) for column in structured.columns)
        if not any(one.known for one in fitted):
            names = ", ".join(column.name for column in structured.columns)
            raise DataError(f"no training film has a value of {names}: there is no table to join")
        return cls(fitted)

    @property
    def names(self) -> tuple[str, ...]:
        """What each of the ``D`` numbers is called."""
        return tuple(name for one in self.fitted for name in one.names)

    @property
    def blocks(self) -> tuple[slice, ...]:
        """The numbers of each column."""
        edges = np.cumsum([0, *(one.width for one in self.fitted)]).tolist()
        return tuple(slice(start, end) for start, end in pairwise(edges))

    @property
    def nothing(self) -> NDArray[np.float32]:
        """``(D,)``: a film of which nothing is known."""
        row = np.zeros(len(self.names), np.float32)
        row[[block.stop - 1 for block in self.blocks]] = 1
        return row

    def encode(self, films: Sequence[Film]) -> NDArray[np.float32]:
        """``(N, D)`` float32."""
        rows = [[value for one in self.fitted for value in one.encode(film)] for film in films]
        return np.array(rows, np.float32).reshape(len(films), len(self.names))

    def coverage(self, films: Sequence[Film]) -> dict[str, int]:
        """How many of some films have a value of each column."""
        encoded = self.encode(films)
        return {
            one.column.name: int((encoded[:, block.stop - 1] == 0).sum())
            for one, block in zip(self.fitted, self.blocks, strict=True)
        }

    def plain(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        return {"columns": [asdict(one) for one in self.fitted]}

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> Self:
        """The inverse of ``plain``."""
        return cls(
            tuple(
                Fitted(Column(**one["column"]), one["mean"], one["deviation"], tuple(one["levels"]), one["known"])
                for one in values["columns"]
            )
        )


def number_of(film: Film, column: Column) -> float:
    """A numeric value; NaN where it is missing, no number, or outside the column's limits."""
    if column.name == "age":
        value = film.age
    else:
        try:
            value = float(film.values.get(column.name, "").replace(",", "."))
        except ValueError:
            return math.nan
    inside = column.low == column.high or column.low <= value <= column.high
    return value if inside and math.isfinite(value) else math.nan


def text_of(film: Film, column: Column) -> str:
    """A categorical value; empty where it is missing."""
    value = str(getattr(film, column.name)) if column.name in OF_FILM else film.values.get(column.name, "")
    return "" if value.strip().lower() in _UNKNOWN else value.strip()


def join_tables(
    listings: Sequence[Listing], places: Sequence[Path], structured: Structured
) -> tuple[Structured, list[str]]:
    """Add the values of ``Structured.table`` to the films of each place that has it.

    Returns
    -------
    The settings with those columns of which the data knows anything, and a sentence on each thing done.

    Raises
    ------
    DataError
        A table is there and has no column that the recipe names.
    """
    wanted = [column.name for column in structured.columns if column.name not in OF_FILM]
    found: set[str] = set()
    notes = []
    if structured.table:
        told = [_join(ls, place, structured.table, wanted, found) for ls, place in zip(listings, places, strict=True)]
        notes = [note for note in told if note]
    films = [film for listing in listings for film in listing.films]
    found |= {name for film in films for name in film.values}
    missing = [name for name in wanted if name not in found]
    if missing and notes:
        raise DataError(f"{structured.table} has no column {missing[0]!r}, which the recipe's structured data names")
    kept = tuple(
        column
        for column in structured.columns
        if column.name in found or (column.name in OF_FILM and any(_is_known(film, column) for film in films))
    )
    if not kept:
        notes.append("nothing of the recipe's structured data is known of these films: the image stands alone")
    elif len(kept) < len(structured.columns):
        left = ", ".join(column.name for column in structured.columns if column not in kept)
        notes.append(f"the data knows nothing of {left}: left out of the structured data")
    return replace(structured, columns=kept), notes


def _is_known(film: Film, column: Column) -> bool:
    return not math.isnan(number_of(film, column)) if column.kind == "numeric" else bool(text_of(film, column))


def _join(listing: Listing, place: Path, name: str, wanted: Sequence[str], found: set[str]) -> str:
    root = place if place.is_dir() else place.parent
    if not (root / name).is_file():
        return ""
    table = read_table(root / name)
    where = table.needs("the films", *FILE_COLUMNS)
    columns = [column for column in wanted if column in table.columns]
    found.update(columns)
    finder = Finder(root, name)
    rows = {finder.find(row[where].strip(), number): row for number, row in enumerate(table.rows, 2)}
    joined = 0
    for number, film in enumerate(listing.films):
        row = rows.get(film.path)
        if row is None:
            continue
        values = {column: row[column].strip() for column in columns if row.get(column, "").strip()}
        listing.films[number] = replace(film, values={**film.values, **values})
        joined += 1
    return f"{name} tells of {joined:,} of the {len(listing.films):,} films of {listing.name}"


def _fit(column: Column, films: Sequence[Film]) -> Fitted:
    if column.kind == "numeric":
        values = np.array([number_of(film, column) for film in films])
        known = values[np.isfinite(values)]
        if not known.size:
            return Fitted(column)
        deviation = float(known.std())
        return Fitted(column, float(known.mean()), deviation if deviation > 1e-9 else 1.0, known=int(known.size))
    counts = Counter(text for film in films if (text := text_of(film, column)))
    return Fitted(column, levels=tuple(sorted(counts)), known=sum(counts.values()))
