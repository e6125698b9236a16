"""The magnifier: a tool that follows the pointer, and the lens that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.film_layer import FilmLayer
from xraydesk.ui.view.graphics_layer import GraphicsLayer
from xraydesk.ui.view.heatmap_layer import HeatmapLayer
from xraydesk.ui.view.outlined_text import OutlinedText
from xraydesk.ui.view.scene import Layer, Scene, device_pixels
from xraydesk.ui.view.tools import Tool, Touch

if TYPE_CHECKING:
    from xraydesk.ui.view.image_view import ImageView

LEAST, MOST, FIRST = 1.5, 8.0, 2.0
"""How many times the lens enlarges, at least, at most, and at first."""

NOTCH = 1.25
"""Factor of one notch of the wheel."""

RADIUS = 140.0
"""Logical pixels; less in small views."""


class MagnifierTool(Tool):
    """Shows the lens where the pointer is, with or without a button; the wheel changes how much it enlarges."""

    name = "magnifier"
    spans_frames = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self.factor = FIRST

    def move(self, _touch: Touch) -> None:
        """The lens follows."""
        self.view.update()

    def hover(self, _touch: Touch) -> None:
        """The lens follows."""
        self.view.update()

    def wheel(self, notches: int, _touch: Touch) -> bool:
        """Enlarge more or less."""
        self.factor = min(max(self.factor * NOTCH**notches, LEAST), MOST)
        self.view.update()
        return True


class LensLayer:
    """Paints film and what lies on it once more, enlarged, within a circle around the pointer.

    Parameters
    ----------
    annotations
        The layers over the film that were added to the view; film, graphics and heatmap have their own copies here,
        whose memory of the last zoom must not be that of the view.
    """

    def __init__(self, annotations: Callable[[], Iterable[Layer]], font: QFont) -> None:
        self._annotations = annotations
        self._film = FilmLayer(at_once=True)
        self._own: tuple[Layer, ...] = (self._film, GraphicsLayer(), HeatmapLayer())
        self._text, self._font = OutlinedText(), font

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the lens if there is one."""
        if not scene.lens or scene.pointer is None:
            self._film.forget()
            return
        place = _lens_of(scene.area)
        place.moveCenter(scene.pointer)
        inside = _magnified(scene, place.width())
        painter.save()
        circle = QPainterPath()
        circle.addEllipse(place)
        painter.setClipPath(circle, Qt.ClipOperation.IntersectClip)
        with device_pixels(painter, scene.ratio):
            # The lens begins on a device pixel too.
            corner = round(place.left() * scene.ratio), round(place.top() * scene.ratio)
        painter.translate(corner[0] / scene.ratio, corner[1] / scene.ratio)
        painter.fillRect(QRectF(0, 0, place.width(), place.height()), QColor(FILM.black))
        for layer in (*self._own, *self._annotations()):
            layer.paint(painter, inside)
        painter.restore()
        self._paint_ring(painter, place, scene.lens)

    def _paint_ring(self, painter: QPainter, place: QRectF, factor: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(FILM.black), 4.0), (QColor(FILM.quiet), 1.6)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(place)
        painter.restore()
        words = tr("{factor} ×").format(factor=f"{factor:.2g}")
        where = QPointF(place.center().x(), place.bottom() - 26)
        self._text.draw(painter, where, words, self._font, FILM.text, align=Qt.AlignmentFlag.AlignHCenter)


def _lens_of(area: QRectF) -> QRectF:
    """The lens's square at the corner of a view."""
    side = 2 * min(RADIUS, 0.3 * min(area.width(), area.height()))
    return QRectF(0, 0, round(side), round(side))


def _magnified(scene: Scene, side: float) -> Scene:
    """The scene as the lens shows it, in a view of its own of ``side`` logical pixels."""
    if scene.pointer is None:
        return scene
    pixels = round(side * scene.ratio)
    zoom = scene.placement.zoom * scene.lens
    left, top = scene.placement.corner
    x = (scene.pointer.x() * scene.ratio - left) / scene.placement.zoom
    y = (scene.pointer.y() * scene.ratio - top) / (scene.placement.zoom * scene.placement.aspect)
    placement = replace(scene.placement, view=(pixels, pixels), zoom=zoom, centre=(x, y), fits=False)
    return replace(scene, placement=placement, area=QRectF(0, 0, side, side), pointer=None, lens=0.0, magnified=True)
