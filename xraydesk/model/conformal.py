"""The classes of a film that cannot be ruled out: class-conditional conformal sets (Vovk, ACML 2012)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ConformalSets:
    """When a class belongs to the set of a film; for labels that exclude one another.

    Attributes
    ----------
    alpha
        Share of the films of a class that may lack it in their set, for films like those that set the cut-offs.
    cut_offs
        Calibrated probability from which a class is in the set.
    films
        How many calibration films of the class set its cut-off.
    """

    alpha: float
    cut_offs: Mapping[str, float]
    films: Mapping[str, int]

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ValueError("the share alpha of conformal sets must lie between 0 and 1")
        if not all(0 <= cut <= 1 for cut in self.cut_offs.values()):
            raise ValueError("a cut-off of conformal sets must lie between 0 and 1")
        if set(self.films) != set(self.cut_offs):
            raise ValueError("conformal sets do not say how many films set every cut-off")

    def of(self, chances: Mapping[str, float]) -> tuple[str, ...]:
        """The labels that cannot be ruled out, in the order of ``chances``; see `members`."""
        cut_offs = np.array([self.cut_offs[label] for label in chances])
        inside = members(np.array([list(chances.values())]), cut_offs)[0]
        return tuple(label for label, kept in zip(chances, inside, strict=True) if kept)


def members(chances: NDArray[np.float64], cut_offs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """``(N, C)`` probabilities, ``(C,)`` cut-offs → ``(N, C)`` which classes are in the set of each film.

    Those that reach their cut-off, and with them the likeliest one: otherwise a film could be named after a class that
    is less likely than another. That makes sets larger, never smaller, so coverage holds. A film whose classes all
    miss their cut-offs has an empty set.
    """
    inside = np.asarray(chances >= cut_offs)
    likeliest = np.arange(chances.shape[1]) == chances.argmax(axis=1)[:, None]
    return np.asarray(inside | (likeliest & inside.any(axis=1, keepdims=True)))
