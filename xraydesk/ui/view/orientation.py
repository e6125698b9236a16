"""Quarter turns and mirroring of the picture on screen, with the side letters that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.ui.shell.language import tr

_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}
UNKNOWN = "?"
"""Shown for a side that the file does not name."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How the stored picture is turned for the reader; never turned unasked.

    Attributes
    ----------
    quarters
        Clockwise quarter turns, 0..3, after mirroring.
    mirrored
        Whether left and right are exchanged first.
    """

    quarters: int = 0
    mirrored: bool = False

    @property
    def swaps_axes(self) -> bool:
        """Whether rows become columns."""
        return self.quarters % 2 == 1

    @property
    def mark(self) -> str:
        """What must stand in the picture as long as it is not shown as stored; empty when it is."""
        words = [tr("FLIPPED")] if self.mirrored else []
        if self.quarters:
            words.append(tr("ROTATED {degrees}°").format(degrees=self.quarters * 90))
        return " · ".join(words)

    def turned(self, quarters: int) -> Turn:
        """A further clockwise turn of what is on screen."""
        return Turn((self.quarters + quarters) % 4, self.mirrored)

    def flipped(self) -> Turn:
        """Left and right of what is on screen exchanged."""
        return Turn(-self.quarters % 4, not self.mirrored)

    def apply(self, pixels: NDArray[Any]) -> NDArray[Any]:
        """``(H, W)`` or ``(H, W, C)`` as stored → as shown, without copying."""
        return np.rot90(pixels[:, ::-1] if self.mirrored else pixels, -self.quarters)

    def stored_point(self, row: int, column: int, shape: tuple[int, int]) -> tuple[int, int]:
        """The stored ``(row, column)`` of a pixel on screen; ``shape`` is the stored shape."""
        rows, columns = shape
        row, column = (
            (row, column),
            (rows - 1 - column, row),
            (rows - 1 - row, columns - 1 - column),
            (column, columns - 1 - row),
        )[self.quarters]
        return row, columns - 1 - column if self.mirrored else column

    def matrix(self, shape: tuple[int, int]) -> tuple[float, float, float, float, float, float]:
        """Stored ``(x, y)`` → ``(x, y)`` as shown, pixel corners at integers; ``shape`` is the stored shape.

        Returns
        -------
        ``(a, b, c, d, e, f)`` with ``x' = a x + c y + e`` and ``y' = b x + d y + f``.
        """
        rows, columns = float(shape[0]), float(shape[1])
        a, b, c, d, e, f = (
            (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
            (0.0, 1.0, -1.0, 0.0, rows, 0.0),
            (-1.0, 0.0, 0.0, -1.0, columns, rows),
            (0.0, -1.0, 1.0, 0.0, 0.0, columns),
        )[self.quarters]
        return (-a, -b, c, d, e + a * columns, f + b * columns) if self.mirrored else (a, b, c, d, e, f)


def side_letters(orientation: tuple[str, str] | tuple[()], turn: Turn = Turn()) -> tuple[str, str, str, str]:
    """The letters for the left, top, right and bottom edge.

    Parameters
    ----------
    orientation
        ``PatientOrientation`` (DICOM PS3.3 C.7.6.1.1.1): where columns and where rows run to; empty when unknown.
    turn
        How the picture is turned.
    """
    right, bottom = (value.upper() for value in orientation) if len(orientation) == 2 else ("", "")
    edges = [_opposite(right), _opposite(bottom), right or UNKNOWN, bottom or UNKNOWN]
    if turn.mirrored:
        edges[0], edges[2] = edges[2], edges[0]
    shift = turn.quarters
    left, top, right, bottom = edges[-shift:] + edges[:-shift]
    return left, top, right, bottom


def _opposite(letters: str) -> str:
    """``LF`` → ``RH``; what is no direction is unknown."""
    if not letters or not set(letters) <= set(_OPPOSITE):
        return UNKNOWN
    return "".join(_OPPOSITE[letter] for letter in letters)
