"""Agreement of two readers beyond chance: raw agreement and Cohen's kappa, each with its 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xraydesk.core.evidence import Measured

LEAST_FILMS: Final = 30
"""Under so many films only the counts are given; an interval would be wide enough to say anything."""

_Z: Final = 1.959963984540054
"""97.5 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa, -1..1, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a reader and a model said of the same films.

    Attributes
    ----------
    labels
        Of rows and columns.
    table
        ``table[r][c]``: how many films the reader calls ``labels[r]`` and the model ``labels[c]``.
    raw
        Share of the films on which both say the same; None under `LEAST_FILMS`.
    kappa
        None under `LEAST_FILMS`, and where chance alone would agree on every film.
    """

    labels: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    raw: Measured | None
    kappa: Kappa | None

    @property
    def films(self) -> int:
        """How many films were compared."""
        return sum(map(sum, self.table))

    @property
    def agreed(self) -> int:
        """On how many of them both say the same."""
        return sum(row[place] for place, row in enumerate(self.table))


def agreement(pairs: Iterable[tuple[str, str]], labels: Sequence[str]) -> Agreement:
    """Compare pairs of (reader's label, model's label).

    Parameters
    ----------
    pairs
        One for each film.
    labels
        In the order of the table; labels that are not among them are appended.
    """
    said = list(pairs)
    names = tuple(dict.fromkeys((*labels, *(name for pair in said for name in pair))))
    place = {name: number for number, name in enumerate(names)}
    table = [[0] * len(names) for _ in names]
    for reader, model in said:
        table[place[reader]][place[model]] += 1
    raw = kappa = None
    if len(said) >= LEAST_FILMS:
        raw = wilson(sum(reader == model for reader, model in said), len(said))
        kappa = kappa_of(table)
    return Agreement(names, tuple(map(tuple, table)), raw, kappa)


def wilson(hits: int, films: int) -> Measured:
    """A share with its score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, 209-212); ``films`` > 0."""
    share, square = hits / films, _Z * _Z
    centre = (share + square / (2 * films)) / (1 + square / films)
    half = _Z / (1 + square / films) * math.sqrt(share * (1 - share) / films + square / (4 * films * films))
    return Measured(share, max(0.0, centre - half), min(1.0, centre + half))


def kappa_of(table: Sequence[Sequence[int]]) -> Kappa | None:
    """Cohen's kappa of a square table of counts; None where chance alone would agree on every film.

    kappa = (po - pe) / (1 - pe), J. Cohen, Educ. Psychol. Meas. 20, 1960, 37-46. The interval is kappa ± 1.96 standard
    errors, cut at -1 and 1; the standard error is that of J. L. Fleiss, J. Cohen, B. S. Everitt, Psychol. Bull. 72,
    1969, 323-327, formula 13, for large samples.
    """
    films = sum(map(sum, table))
    if not films:
        return None
    shares = [[count / films for count in row] for row in table]
    rows = [sum(row) for row in shares]
    columns = [sum(column) for column in zip(*shares, strict=True)]
    size = range(len(shares))
    same = sum(shares[i][i] for i in size)
    chance = sum(rows[i] * columns[i] for i in size)
    if 1 - chance < 1e-12:
        return None
    value = (same - chance) / (1 - chance)
    on = sum(shares[i][i] * ((1 - chance) - (rows[i] + columns[i]) * (1 - same)) ** 2 for i in size)
    off = sum(shares[i][j] * (columns[i] + rows[j]) ** 2 for i in size for j in size if i != j)
    spread = on + (1 - same) ** 2 * off - (same * chance - 2 * chance + same) ** 2
    error = math.sqrt(max(0.0, spread) / films) / (1 - chance) ** 2
    return Kappa(value, max(-1.0, value - _Z * error), min(1.0, value + _Z * error))
