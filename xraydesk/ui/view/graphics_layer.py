"""Paints what the file draws over its picture: the display shutter in black, overlay planes in white on a dark rim."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.graphics import INK, Opening, OverlayPlane, opening_of
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.screen_buffer import ScreenBuffer
from xraydesk.ui.view.veil import Veil

RIM = 0.7
"""Opacity of the dark rim."""

_FORM = QImage.Format.Format_ARGB32_Premultiplied


def _colours() -> NDArray[np.uint32]:
    """Premultiplied ARGB by shade: the upper four bits are the strength of the rim, the lower ones that of the ink."""
    shade = np.arange(256)
    ink, rim = (shade & 15) / INK, (shade >> 4) / INK * RIM
    white = np.rint(255 * ink).astype(np.uint32)
    alpha = np.rint(255 * (ink + rim * (1 - ink))).astype(np.uint32)
    return np.asarray(alpha << 24 | white << 16 | white << 8 | white, np.uint32)


_COLOURS = _colours()


class GraphicsLayer:
    """The shutter's outline is kept per film, the overlay's picture per zoom."""

    def __init__(self) -> None:
        self._shape: tuple[Radiograph, QPainterPath | None] | None = None
        self._veil = Veil()
        self._buffer = ScreenBuffer()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the shutter, and the overlays unless they are switched off."""
        overlay = scene.picture.overlay if scene.overlays_shown else None
        hidden = self._hidden(scene.picture.radiograph)
        if overlay is None and hidden is None:
            self._veil.forget()
            return
        content = (scene.picture, scene.turn, scene.overlays_shown)
        self._veil.paint(painter, scene, content, partial(self._draw, scene, overlay, hidden))

    def _hidden(self, radiograph: Radiograph) -> QPainterPath | None:
        """What the shutter hides, in stored coordinates; None if that is nothing, or everything."""
        if self._shape is None or self._shape[0] is not radiograph:
            opening = opening_of(radiograph)
            self._shape = (radiograph, None if opening is None else _outside(opening, radiograph.shape))
        return self._shape[1]

    def _draw(
        self, scene: Scene, overlay: OverlayPlane | None, hidden: QPainterPath | None, painter: QPainter, part: QRect
    ) -> None:
        """Paint a part, in device pixels from the corner of the film."""
        zoom = QTransform.fromScale(scene.placement.zoom, scene.placement.zoom * scene.placement.aspect)
        if hidden is not None:
            onto_film = QTransform(*scene.turn.matrix(scene.picture.radiograph.shape)) * zoom
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(onto_film.map(hidden), QColor(FILM.black))
        if overlay is not None and scene.placement.zoom < 1:
            self._draw_reduced(scene, overlay, painter, part)
        elif overlay is not None:
            corner, shades = _enlarged_part(overlay, scene, part, max(1, round(scene.ratio)))
            if shades.size:
                painter.drawImage(QPoint(*corner), self._buffer.develop(shades, _COLOURS, _FORM))

    def _draw_reduced(self, scene: Scene, overlay: OverlayPlane, painter: QPainter, part: QRect) -> None:
        """Cells of about a pixel, smoothed."""
        across, down = scene.placement.zoom, scene.placement.zoom * scene.placement.aspect
        level = 0
        while level + 1 < len(overlay.levels) and max(across, down) * 2 ** (level + 1) < math.sqrt(2):
            level += 1
        cells, size = overlay.levels[level], 2**level
        onto_film = QTransform(*scene.turn.matrix(scene.picture.radiograph.shape)) * QTransform.fromScale(across, down)
        seen = onto_film.inverted()[0].mapRect(QRectF(part))
        rows = _stretch((seen.top() - overlay.top) / size, (seen.bottom() - overlay.top) / size, cells.shape[0])
        columns = _stretch((seen.left() - overlay.left) / size, (seen.right() - overlay.left) / size, cells.shape[1])
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        inked = np.pad(cells[rows, columns], 1)
        shades = scene.turn.apply(_spread(inked, 1) << 4 | inked)
        left, top = overlay.left + (columns.start - 1) * size, overlay.top + (rows.start - 1) * size
        target = onto_film.mapRect(QRectF(left, top, inked.shape[1] * size, inked.shape[0] * size))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        image = self._buffer.develop(np.ascontiguousarray(shades), _COLOURS, _FORM)
        painter.drawImage(target, image, QRectF(image.rect()))


def _outside(opening: Opening, shape: tuple[int, int]) -> QPainterPath | None:
    film = QPainterPath()
    film.addRect(QRectF(0, 0, shape[1], shape[0]))
    free = QPainterPath(film)
    if opening.rectangle is not None:
        left, top, right, bottom = opening.rectangle
        part = QPainterPath()
        part.addRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
        free = free.intersected(part)
    if opening.circle is not None:
        x, y, radius = opening.circle
        part = QPainterPath()
        part.addEllipse(QPointF(x, y), radius, radius)
        free = free.intersected(part)
    if opening.polygon:
        part = QPainterPath()
        part.addPolygon(QPolygonF([QPointF(*corner) for corner in opening.polygon]))
        part.closeSubpath()
        free = free.intersected(part)
    return None if free.isEmpty() else film.subtracted(free)


def _stretch(first: float, last: float, count: int) -> slice:
    """Whole cells from one place to another, with one more on either side, of ``count``."""
    return slice(max(math.floor(first) - 1, 0), min(math.ceil(last) + 1, count))


def _spread(inked: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    """Every cell the strongest of those within ``by``."""
    wide = inked.copy()
    for shift in range(1, by + 1):
        np.maximum(wide[:, shift:], inked[:, :-shift], out=wide[:, shift:])
        np.maximum(wide[:, :-shift], inked[:, shift:], out=wide[:, :-shift])
    high = wide.copy()
    for shift in range(1, by + 1):
        np.maximum(high[shift:], wide[:-shift], out=high[shift:])
        np.maximum(high[:-shift], wide[shift:], out=high[:-shift])
    return high


def _enlarged_part(
    overlay: OverlayPlane, scene: Scene, part: QRect, rim: int
) -> tuple[tuple[int, int], NDArray[np.uint8]]:
    """The pixels of an overlay that lie in a part of the film on screen, from 1:1 upwards.

    Returns
    -------
    Where they begin, ``(x, y)`` in device pixels from the corner of the film, and ``(h, w)`` indices of `_COLOURS`.
    """
    across, down = scene.placement.zoom, scene.placement.zoom * scene.placement.aspect
    cells = overlay.levels[0]
    onto_stored = QTransform(*scene.turn.matrix(scene.picture.radiograph.shape)).inverted()[0]
    x = (np.arange(part.left() - rim, part.right() + 1 + rim) + 0.5) / across
    y = (np.arange(part.top() - rim, part.bottom() + 1 + rim) + 0.5) / down
    if scene.turn.swaps_axes:
        columns, rows = onto_stored.m21() * y + onto_stored.dx(), onto_stored.m12() * x + onto_stored.dy()
    else:
        columns, rows = onto_stored.m11() * x + onto_stored.dx(), onto_stored.m22() * y + onto_stored.dy()
    first_x, across_cells = _within(columns - overlay.left, cells.shape[1])
    first_y, down_cells = _within(rows - overlay.top, cells.shape[0])
    if scene.turn.swaps_axes:
        cells, across_cells, down_cells = cells.T, down_cells, across_cells
        first_x, first_y = first_y, first_x
    corner = part.left() - 2 * rim + first_x, part.top() - 2 * rim + first_y
    return corner, _enlarged(cells, down_cells, across_cells, rim)


def _enlarged(
    cells: NDArray[np.uint8], rows: NDArray[np.intp], columns: NDArray[np.intp], rim: int
) -> NDArray[np.uint8]:
    """The cells of these rows and columns with a rim around what is drawn: ``(rows + 2 rim, columns + 2 rim)``.

    Rows of cells are widened first and repeated then: on a large screen that halves the work of every drag.
    """
    if not (rows.size and columns.size):
        return np.zeros((0, 0), np.uint8)
    first = int(rows.min())
    inked = np.pad(cells[first : int(rows.max()) + 1].take(columns, axis=1), ((0, 0), (rim, rim)))
    wide = inked.copy()
    for shift in range(1, rim + 1):
        wide[:, shift:] |= inked[:, :-shift]
        wide[:, :-shift] |= inked[:, shift:]
    wide <<= 4
    repeated = rows - first
    shades = np.zeros((rows.size + 2 * rim, wide.shape[1]), np.uint8)
    down = wide.take(repeated, axis=0)
    for shift in range(2 * rim + 1):
        shades[shift : shift + rows.size] |= down
    shades[rim : rim + rows.size] |= inked.take(repeated, axis=0)
    return shades


def _within(places: NDArray[np.floating], count: int) -> tuple[int, NDArray[np.intp]]:
    """The stretch of a rising or falling row of places that lies in ``0 .. count``: where it begins, and its cells."""
    cells = np.floor(places).astype(np.intp)
    found = np.flatnonzero((cells >= 0) & (cells < count))
    return (int(found[0]), cells[found[0] : found[-1] + 1]) if found.size else (0, cells[:0])
