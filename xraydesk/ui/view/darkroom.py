"""Turns stored samples into an image for the screen: window, polarity and colours as one table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.imaging.colours import GREY, film_table
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.screen_buffer import ScreenBuffer


class Darkroom:
    """Keeps the table of the last window and the memory of the last image."""

    def __init__(self) -> None:
        self._buffer = ScreenBuffer()
        self._key: object = None
        self._table: NDArray[np.uint32] | None = None

    def develop(
        self, picture: Picture, samples: NDArray[Any], voi: Window | LookupTable, inverted: bool, colours: str
    ) -> QImage:
        """Samples of a picture as an image, which is good until the next call."""
        if samples.size == 0:
            return QImage()
        key = (picture.radiograph, picture.blanks_padding, voi, inverted, colours)
        if key != self._key:
            self._key, self._table = key, _screen_table(picture, voi, inverted, colours)
        if self._table is not None:
            return self._buffer.develop(samples, self._table)
        shown = picture.grey(samples, voi, inverted)
        return to_image(shown if shown.ndim == 3 or colours == GREY else film_table(colours)[shown])

    def forget(self) -> None:
        """Give the memory back."""
        self._key = self._table = None
        self._buffer.forget()


def _screen_table(
    picture: Picture, voi: Window | LookupTable, inverted: bool, colours: str
) -> NDArray[np.uint32] | None:
    """Stored bits → screen pixel 0xffRRGGBB; None for samples that no table covers."""
    grey = picture.table(voi, inverted)
    if grey is None:
        return None
    red, green, blue = film_table(colours).astype(np.uint32).T
    pixels = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return np.asarray(pixels[grey])


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
