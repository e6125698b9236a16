"""A radiograph's overlays and shutter as masks over its picture, for whoever paints it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.radiograph import Radiograph, Shutter


def overlay_mask(radiograph: Radiograph, frame: int = 0) -> NDArray[np.bool_] | None:
    """Where graphic overlays draw on a frame: ``(rows, columns)``; None without any.

    Regions of interest (type R) mark pixels for measuring and are not drawn.
    """
    step = radiograph.reduction
    shape = tuple(size * step for size in radiograph.shape)
    mask: NDArray[np.bool_] | None = None
    for overlay in radiograph.overlays:
        if overlay.is_region:
            continue
        mask = np.zeros(shape, np.bool_) if mask is None else mask
        bits = overlay.bits[min(frame, overlay.bits.shape[0] - 1)]
        top, left = max(overlay.row, 0), max(overlay.column, 0)
        part = bits[top - overlay.row : shape[0] - overlay.row, left - overlay.column : shape[1] - overlay.column]
        mask[top : top + part.shape[0], left : left + part.shape[1]] |= part
    if mask is None or step == 1:
        return mask
    rows, columns = radiograph.shape
    return np.asarray(mask.reshape(rows, step, columns, step).any(axis=(1, 3)))


INK = 15
"""Strength of what is drawn in full."""

FAINTEST = 12
"""Strength of the least that is drawn at all: a thin line stays to be seen however small the picture becomes."""


@dataclass(frozen=True, slots=True, eq=False)
class OverlayPlane:
    """The drawn overlays of one frame in a form that is quick to paint at any zoom.

    Attributes
    ----------
    top, left
        Where the first cell of every level begins, in rows and columns of the picture from 0.
    levels
        ``levels[k]``: ``(h, w)`` uint8, 0 to `INK`: how strongly blocks of ``2**k`` pixels are to be drawn. Blocks are
        counted from ``top, left``.
    """

    top: int
    left: int
    levels: tuple[NDArray[np.uint8], ...]

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return sum(level.nbytes for level in self.levels)


def overlay_plane(radiograph: Radiograph, frame: int = 0, levels: int = 6) -> OverlayPlane | None:
    """The overlays of a frame, cut to what is drawn; None if nothing is."""
    mask = overlay_mask(radiograph, frame)
    if mask is None or not mask.any():
        return None
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    covered = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8) * np.uint8(255)
    made = [_STRENGTHS[covered]]
    while len(made) < levels and max(covered.shape) > 1:
        covered = _mean_of_four(covered)
        made.append(_STRENGTHS[covered])
    return OverlayPlane(int(rows[0]), int(columns[0]), tuple(made))


def _mean_of_four(covered: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The covered part of blocks of 2 by 2, rounded up so that nothing is lost."""
    even = np.pad(covered, [(0, side % 2) for side in covered.shape])
    rows = even[0::2].astype(np.uint16) + even[1::2]
    return np.asarray((rows[:, 0::2] + rows[:, 1::2] + 3) >> 2, np.uint8)


# Half covered is drawn in full: strokes keep their weight against the film when they become narrower than a pixel.
_STRENGTHS = np.minimum(np.maximum(np.arange(256) * 2 * INK // 255, FAINTEST), INK).astype(np.uint8)
_STRENGTHS[0] = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """What a display shutter leaves free: the parts that lie within all of its shapes.

    Coordinates are those of the picture, ``x`` along columns, pixel corners at integers.

    Attributes
    ----------
    rectangle
        ``(left, top, right, bottom)``, or None.
    circle
        ``(x, y, radius)`` in pixels, or None.
    polygon
        Corners ``(x, y)``, or empty.
    """

    rectangle: tuple[float, float, float, float] | None = None
    circle: tuple[float, float, float] | None = None
    polygon: tuple[tuple[float, float], ...] = ()


def opening_of(radiograph: Radiograph) -> Opening | None:
    """The shapes of the display shutter for painting them at any zoom, as `shutter_mask`; None without a shutter."""
    shutter, step = radiograph.shutter, radiograph.reduction
    if shutter is None:
        return None
    rectangle = circle = None
    if shutter.rectangle is not None:
        top, left, bottom, right = shutter.rectangle
        rectangle = (left / step, top / step, (right - 1) / step, (bottom - 1) / step)
    if shutter.circle is not None:
        row, column, radius = shutter.circle
        circle = ((column - 0.5) / step, (row - 0.5) / step, radius / step)
    polygon = tuple(((column - 0.5) / step, (row - 0.5) / step) for row, column in shutter.polygon)
    return Opening(rectangle, circle, polygon)


def shutter_mask(radiograph: Radiograph) -> NDArray[np.bool_] | None:
    """What the display shutter hides, to be painted black: ``(rows, columns)``; None without a shutter.

    A shutter that would hide every pixel is not honoured: the result is then None.
    """
    if radiograph.shutter is None:
        return None
    hidden = _hidden(radiograph.shutter, radiograph.shape, radiograph.reduction)
    return None if hidden.all() else hidden


def _hidden(shutter: Shutter, shape: tuple[int, int], step: int) -> NDArray[np.bool_]:
    """PS3.3 C.7.6.11: rows and columns count from 1, edges and everything outside of every shape are hidden."""
    rows = (np.arange(shape[0]) * step + (step + 1) / 2)[:, None]
    columns = (np.arange(shape[1]) * step + (step + 1) / 2)[None, :]
    hidden = np.zeros(shape, np.bool_)
    if shutter.rectangle is not None:
        top, left, bottom, right = shutter.rectangle
        hidden |= (rows <= top) | (rows >= bottom) | (columns <= left) | (columns >= right)
    if shutter.circle is not None:
        row, column, radius = shutter.circle
        hidden |= (rows - row) ** 2 + (columns - column) ** 2 > radius**2
    if shutter.polygon:
        from PIL import Image, ImageDraw

        canvas = Image.new("1", (shape[1], shape[0]))
        corners = [((column - 1) / step, (row - 1) / step) for row, column in shutter.polygon]
        ImageDraw.Draw(canvas).polygon(corners, fill=1)
        hidden |= ~np.asarray(canvas)
    return hidden
