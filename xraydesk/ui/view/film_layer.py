"""Paints the film: stored samples at screen resolution, then the grey table, only for what is visible.

While the zoom changes, the nearest reduced copy is stretched; once it rests, the film is resampled once for
exactly this zoom and then shown sample by pixel, so window and pan cost one table look-up and stay sharp.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from xraydesk.core.radiograph import LookupTable, Window
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


class FilmLayer:
    """What it takes to paint one picture quickly; the result of every step is kept until its input changes."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._turn = Turn()
        self._table: tuple[object, NDArray[np.uint32] | None] = (None, None)
        self._sheet: Sheet | None = None
        self._image: tuple[object, QImage, QRectF, QRectF] | None = None

    def show(self, picture: Picture | None, turn: Turn) -> None:
        """Set what is painted."""
        if picture is not self._picture or turn != self._turn:
            self._picture, self._turn = picture, turn
            self._sheet = self._image = None
            self._table = (None, None)

    def is_sharp(self, placement: Placement) -> bool:
        """Whether nothing is left to gain from `sharpen`."""
        return placement.zoom >= 1 or (self._sheet is not None and self._sheet.size == _sheet_size(placement))

    def sharpening(self, placement: Placement) -> Callable[[], Sheet] | None:
        """The work of resampling the film for exactly this zoom, for any thread; None if nothing is to be gained."""
        picture, turn, size = self._picture, self._turn, _sheet_size(placement)
        if picture is None or self.is_sharp(placement):
            return None
        return lambda: Sheet(picture, turn, size, picture.resampled(turn, size))

    def accept(self, sheet: Sheet) -> None:
        """Paint with a sheet from now on, if it is of the picture that is shown."""
        if sheet.picture is self._picture and sheet.turn == self._turn:
            self._sheet, self._image = sheet, None

    def paint(self, painter: QPainter, placement: Placement, voi: Window | LookupTable, invert: bool) -> None:
        """Paint in device pixels."""
        if self._picture is None:
            return
        key = (placement, voi, invert)
        if self._image is None or self._image[0] != key:
            self._image = (key, *self._develop(self._picture, placement, voi, invert))
        _, image, target, source = self._image
        painter.drawImage(target, image, source)

    def _develop(
        self, picture: Picture, placement: Placement, voi: Window | LookupTable, invert: bool
    ) -> tuple[QImage, QRectF, QRectF]:
        """The visible part as an image, where it goes, and which part of it."""
        if placement.zoom < 1 and self.is_sharp(placement) and self._sheet is not None:
            (columns, rows), samples = self._sheet.size, self._sheet.samples
            left, top = (round(edge) for edge in placement.origin)
            first_column, last_column = max(-left, 0), min(placement.view[0] - left, columns)
            first_row, last_row = max(-top, 0), min(placement.view[1] - top, rows)
            target = QRectF(left + first_column, top + first_row, last_column - first_column, last_row - first_row)
            visible = samples[first_row : max(last_row, first_row), first_column : max(last_column, first_column)]
            return self._grey(picture, visible, voi, invert), target, QRectF(0, 0, target.width(), target.height())
        level = picture.level_for(placement.zoom, spare=0.75)
        samples, block = self._turn.apply(picture.levels[level]), 2.0**level
        near_x, near_y = placement.to_picture(0, 0)
        far_x, far_y = placement.to_picture(*placement.view)
        rows, columns = samples.shape[:2]
        # One sample more on every side, so that smoothing at the border of the view has its neighbours.
        first_column, last_column = max(math.floor(near_x / block) - 1, 0), min(math.ceil(far_x / block) + 1, columns)
        first_row, last_row = max(math.floor(near_y / block) - 1, 0), min(math.ceil(far_y / block) + 1, rows)
        visible = samples[first_row : max(last_row, first_row), first_column : max(last_column, first_column)]
        x, y = placement.origin
        across, down = placement.zoom * block, placement.zoom * placement.aspect * block
        target = QRectF(
            x + first_column * across, y + first_row * down, visible.shape[1] * across, visible.shape[0] * down
        )
        image = self._grey(picture, visible, voi, invert)
        return image, target, QRectF(0, 0, visible.shape[1], visible.shape[0])

    def _grey(self, picture: Picture, samples: NDArray[Any], voi: Window | LookupTable, invert: bool) -> QImage:
        if samples.size == 0:
            return QImage()
        table = self._screen_table(picture, voi, invert)
        if table is None:
            return to_image(picture.grey(samples, voi, invert))
        return to_image(table.take(samples.view(f"u{samples.dtype.itemsize}"), mode="clip"))  # no bounds check

    def _screen_table(self, picture: Picture, voi: Window | LookupTable, invert: bool) -> NDArray[np.uint32] | None:
        """Stored bits → screen pixel 0xffRRGGBB."""
        key = (picture, voi, invert)
        if self._table[0] != key:
            grey = picture.table(voi, invert)
            table = None if grey is None else grey.astype(np.uint32) * 0x010101 + np.uint32(0xFF000000)
            self._table = key, table
        return self._table[1]


def to_image(pixels: NDArray[Any]) -> QImage:
    """An image that owns its memory.

    Parameters
    ----------
    pixels
        ``(H, W)`` uint8 grey or uint32 0xffRRGGBB, ``(H, W, 3)`` uint8 RGB or ``(H, W, 4)`` uint8 RGBA.
    """
    form = _FORMATS[pixels.shape[2:], pixels.dtype.itemsize]
    height, width = pixels.shape[:2]
    rows = np.ascontiguousarray(pixels)
    return QImage(rows.data, width, height, rows.strides[0], form).copy()


_FORMATS = {
    ((), 1): QImage.Format.Format_Grayscale8,
    ((), 4): QImage.Format.Format_RGB32,
    ((3,), 1): QImage.Format.Format_RGB888,
    ((4,), 1): QImage.Format.Format_RGBA8888,
}


def _sheet_size(placement: Placement) -> tuple[int, int]:
    width, height = placement.size
    return max(1, round(width)), max(1, round(height))
