"""Paints where the model looked: colours, contour lines or both, on the fixed scale of the model card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from xraydesk.imaging.overlay import CONTOUR_FRACTIONS, STEPS, colour_table, colourise, contour, soften
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.placement import Placement

LINE_DETAIL = 14
"""Neighbourhoods across the film over which a contour line is rounded: half a cell of a 7 by 7 class map."""


@dataclass(frozen=True, slots=True, eq=False)
class Heatmap:
    """One class's evidence over the film.

    Attributes
    ----------
    label
        The class.
    values
        ``(r, c)`` float32 from edge to edge of the film as stored, logit units.
    scale
        Logit units of full colour, from the model card.
    """

    label: str
    values: NDArray[np.float32]
    scale: float


@dataclass(frozen=True, slots=True)
class HeatmapStyle:
    """How heatmaps are drawn.

    Attributes
    ----------
    shown
        Whether at all.
    kind
        ``map``, ``contour`` or ``both``.
    opacity
        0..1 at full scale.
    colour_map
        Name of the colour map.
    """

    shown: bool = True
    kind: str = "map"
    opacity: float = 0.45
    colour_map: str = "inferno"


class HeatmapLayer:
    """Keeps the coloured picture and the lines until the heatmap, the colours or the turn change."""

    def __init__(self) -> None:
        self._key: object = None
        self._image = QImage()
        self._lines: list[tuple[QColor, list[QLineF]]] = []

    def paint(self, painter: QPainter, placement: Placement, heatmap: Heatmap, style: HeatmapStyle, turn: Turn) -> None:
        """Paint in device pixels; the painter's device pixel ratio makes lines equally thick on every screen."""
        key = (heatmap, style.colour_map, turn)
        if key != self._key:
            self._key = key
            self._colour(heatmap, style.colour_map, turn)
        target = QRectF(*placement.origin, *placement.size)
        if style.kind != "contour":
            painter.setOpacity(style.opacity)
            painter.drawImage(target, self._image, QRectF(self._image.rect()))
            painter.setOpacity(1.0)
        if style.kind != "map":
            self._paint_lines(painter, target)

    def _colour(self, heatmap: Heatmap, colour_map: str, turn: Turn) -> None:
        values = turn.apply(heatmap.values)
        image = to_image(colourise(values, heatmap.scale, colour_map))
        self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        rows, columns = values.shape
        smooth = soften(values, max(rows, columns) / LINE_DETAIL)
        self._lines = []
        for fraction in CONTOUR_FRACTIONS:
            segments = contour(smooth, fraction * heatmap.scale) / np.array([columns, rows], np.float32)
            colour = QColor(*colour_table(colour_map)[round(fraction * (STEPS - 1))].tolist())
            lines = [QLineF(*first, *second) for first, second in segments.tolist()]
            self._lines.append((colour, lines))

    def _paint_lines(self, painter: QPainter, target: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        onto = QTransform(target.width(), 0, 0, target.height(), target.left(), target.top())
        painter.setTransform(onto, combine=True)
        ratio = painter.device().devicePixelRatioF()
        for colour, lines in self._lines:
            for shade, width in ((QColor(0, 0, 0, 170), 3.5), (colour.lighter(120), 1.6)):
                pen = QPen(shade, width * ratio)
                pen.setCosmetic(True)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawLines(lines)
        painter.restore()
