"""The lines of the worklist in their order, small enough that two orders of a large archive stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np


class Order(Sequence[int]):
    """Numbers of lines as they follow each other, and where each of them stands; never changed.

    16 bytes a line. Whoever makes a long one does so in the background.

    Parameters
    ----------
    numbers
        Each once, from 1.
    """

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        self._numbers = np.fromiter(numbers, np.int64, len(numbers))
        self._by_number = np.argsort(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        found: int | list[int] = self._numbers[place].tolist()
        return found

    def place_of(self, number: int) -> int:
        """Where a line stands, -1 where it is not listed."""
        found = self.places_of((number,))
        return found[0] if found else -1

    def places_of(self, numbers: Iterable[int]) -> list[int]:
        """Where those of these lines stand that are listed, from the first place to the last."""
        asked = np.fromiter(numbers, np.int64)
        at = np.searchsorted(self._numbers, asked, sorter=self._by_number)
        places = self._by_number[at[at < len(self)]]
        found: list[int] = np.sort(places[self._numbers[places] == asked[at < len(self)]]).tolist()
        return found
