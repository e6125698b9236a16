"""A radiograph's overlays and shutter as masks over its picture, for whoever paints it."""

from __future__ import annotations

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
