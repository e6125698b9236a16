"""Paints where the model looked: colours, contour lines or both, on the fixed scale of the model card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from xraydesk.imaging.overlay import CONTOUR_FRACTIONS, colourise, contour, line_colour, line_width, soften
from xraydesk.ui.view.contour_path import chained, smooth_path
from xraydesk.ui.view.darkroom import to_image
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import halve
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.veil import Veil

__all__ = ["Heatmap", "HeatmapLayer", "HeatmapStyle"]

LINE_DETAIL = 14
"""Neighbourhoods across the film over which a contour line is rounded: half a cell of a 7 by 7 class map."""

MOST_DETAIL = 300
"""Longest side of the map that lines are drawn from: they are rounded far more than halving it takes away."""

_RIM = "#0c0c0c"
_RIM_WIDTH = 1.6


class HeatmapLayer:
    """Keeps the coloured picture and the lines until the heatmap, the colours or the turn change."""

    def __init__(self) -> None:
        self._key: object = None
        self._image = QImage()
        self._lines: list[tuple[QColor, float, QPainterPath]] = []
        self._veil = Veil()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the evidence over the frame that it was found in."""
        heatmap, style = scene.heatmap, scene.heatmap_style
        if heatmap is None or not style.shown or heatmap.frame != scene.picture.frame:
            self._veil.forget()
            return
        key = (heatmap, style.colour_map, scene.turn)
        if key != self._key:
            self._key = key
            self._colour(heatmap, style.colour_map, scene.turn)
        size = QSizeF(*scene.placement.size)
        self._veil.paint(painter, scene, (key, style), partial(self._draw, style, size, scene.ratio))

    def _colour(self, heatmap: Heatmap, colour_map: str, turn: Turn) -> None:
        values = turn.apply(heatmap.values)
        image = to_image(colourise(values, heatmap.scale, colour_map))
        self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        if max(values.shape) > MOST_DETAIL:
            values = halve(values)
        rows, columns = values.shape
        smooth = soften(values, max(rows, columns) / LINE_DETAIL)
        self._lines = []
        for fraction in CONTOUR_FRACTIONS:
            segments = contour(smooth, fraction * heatmap.scale)
            colour = QColor(*line_colour(colour_map, fraction))
            path = QPainterPath()
            for line in chained(segments):
                path.addPath(smooth_path(line))
            onto_unit = QTransform.fromScale(1 / columns, 1 / rows)
            self._lines.append((colour, line_width(fraction), onto_unit.map(path)))

    def _draw(self, style: HeatmapStyle, size: QSizeF, ratio: float, painter: QPainter, _part: QRect) -> None:
        """Colours and lines over a film of this size."""
        if style.kind != "contour":
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(style.opacity)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image, QRectF(self._image.rect()))
            painter.setOpacity(1.0)
        if style.kind != "map":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            onto_film = QTransform.fromScale(size.width(), size.height())
            for colour, thickness, path in self._lines:
                line = onto_film.map(path)
                # The rim is opaque: a translucent stroke takes three times as long, which a zoom drag would show.
                for shade, width in ((QColor(_RIM), thickness + _RIM_WIDTH), (colour, thickness)):
                    pen = QPen(shade, width * ratio)
                    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                    painter.strokePath(line, pen)
