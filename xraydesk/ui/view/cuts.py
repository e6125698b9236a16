"""Which samples of a film a view needs at its zoom, and where they go: no Qt, no grey."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A whole film resampled for one zoom: ``samples`` are ``size`` (width, height) stored samples as shown."""

    picture: Picture
    turn: Turn
    size: tuple[int, int]
    samples: NDArray[Any]

    def serves(self, picture: Picture, turn: Turn, placement: Placement) -> bool:
        """Whether its samples are the pixels of the screen there."""
        return (
            placement.zoom < 1 and self.picture is picture and self.turn == turn and self.size == _sheet_size(placement)
        )


def sheet_of(picture: Picture, turn: Turn, placement: Placement) -> Sheet:
    """Resample a film for the zoom of a placement; some milliseconds, so not on the UI thread."""
    size = _sheet_size(placement)
    return Sheet(picture, turn, size, picture.resampled(turn, size))


def _sheet_size(placement: Placement) -> tuple[int, int]:
    width, height = placement.size
    return max(1, round(width)), max(1, round(height))


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Samples to be painted.

    Attributes
    ----------
    samples
        ``(h, w)`` or ``(h, w, 3)`` stored samples as shown; may be empty.
    target
        ``(x, y, width, height)`` in device pixels of the view.
    """

    samples: NDArray[Any]
    target: tuple[float, float, float, float]


def from_sheet(sheet: Sheet, placement: Placement) -> Cut:
    """The visible part of a sheet, sample by pixel."""
    left, top = placement.corner
    columns, rows = sheet.size
    first_column, last_column = max(-left, 0), min(placement.view[0] - left, columns)
    first_row, last_row = max(-top, 0), min(placement.view[1] - top, rows)
    visible = sheet.samples[first_row : max(last_row, first_row), first_column : max(last_column, first_column)]
    return Cut(visible, (left + first_column, top + first_row, visible.shape[1], visible.shape[0]))


def from_level(picture: Picture, turn: Turn, placement: Placement) -> Cut:
    """The visible part of the reduced copy that is near enough, to be stretched: for while the zoom changes."""
    level = picture.level_for(placement.zoom, spare=0.75)
    samples, block = turn.apply(picture.levels[level]), 2.0**level
    x, y = placement.corner
    across, down = placement.zoom * block, placement.zoom * placement.aspect * block
    rows, columns = samples.shape[:2]
    # One sample more on every side, so that smoothing at the border of the view has its neighbours.
    first_column = max(math.floor(-x / across) - 1, 0)
    last_column = min(math.ceil((placement.view[0] - x) / across) + 1, columns)
    first_row = max(math.floor(-y / down) - 1, 0)
    last_row = min(math.ceil((placement.view[1] - y) / down) + 1, rows)
    visible = samples[first_row : max(last_row, first_row), first_column : max(last_column, first_column)]
    return Cut(
        visible, (x + first_column * across, y + first_row * down, visible.shape[1] * across, visible.shape[0] * down)
    )


def resampled(picture: Picture, turn: Turn, placement: Placement) -> Cut:
    """The visible part resampled at once, for views as small as a lens."""
    x, y = placement.corner
    across, down = placement.zoom, placement.zoom * placement.aspect
    width, height = placement.size
    left, top = max(-x, 0), max(-y, 0)
    right, bottom = min(placement.view[0] - x, round(width)), min(placement.view[1] - y, round(height))
    size = max(right - left, 0), max(bottom - top, 0)
    box = left / across, top / down, right / across, bottom / down
    return Cut(picture.resampled(turn, size, box), (x + left, y + top, *size))
