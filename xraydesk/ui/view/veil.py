"""A transparent picture over the film, painted once for a zoom and then only copied while window or place change."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from xraydesk.ui.view.scene import Scene, device_pixels

MARGIN = 0.1
"""Parts of the view painted beyond each of its edges, so that a pan need not paint anew at every step."""


class Veil:
    """Keeps the picture while its content and the zoom stay.

    The first painting at a zoom goes straight to the screen: during a zoom every picture would be used once only.
    """

    def __init__(self) -> None:
        self._key: object = None
        self._image: QImage | None = None
        self._part = QRect()

    def paint(self, painter: QPainter, scene: Scene, content: object, draw: Callable[[QPainter, QRect], None]) -> None:
        """Paint the visible part.

        Parameters
        ----------
        content
            Whatever the picture depends on besides the zoom; compared for equality.
        draw
            Paints in device pixels counted from the corner of the film; only the given part will be seen.
        """
        corner, (width, height) = scene.placement.corner, scene.placement.size
        film = QRect(0, 0, ceil(width), ceil(height))
        visible = QRect(-corner[0], -corner[1], *scene.placement.view) & film
        key = (content, scene.placement.size, scene.ratio)
        with device_pixels(painter, scene.ratio):
            painter.translate(*corner)
            if key != self._key:
                self._key, self._image = key, None
                painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
                draw(painter, visible)
            elif not visible.isEmpty():
                if self._image is None or not self._part.contains(visible):
                    self._image = self._drawn(film, visible, draw)
                painter.drawImage(self._part.topLeft(), self._image)

    def forget(self) -> None:
        """Give the memory back."""
        self._key, self._image = None, None

    def _drawn(self, film: QRect, visible: QRect, draw: Callable[[QPainter, QRect], None]) -> QImage:
        across, down = round(MARGIN * visible.width()), round(MARGIN * visible.height())
        self._part = visible.adjusted(-across, -down, across, down) & film
        image = QImage(self._part.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.translate(-self._part.topLeft())
        draw(painter, self._part)
        painter.end()
        return image
