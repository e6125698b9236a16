"""Paints the border of the view that commands act on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.scene import Scene


class BorderLayer:
    """Orange, and twice as thick while the keyboard is there too."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the active view's border."""
        if not scene.active:
            return
        width, area, colour = 2.0 if scene.focused else 1.0, scene.area, QColor(FILM.active)
        for side in (
            QRectF(area.left(), area.top(), area.width(), width),
            QRectF(area.left(), area.bottom() - width, area.width(), width),
            QRectF(area.left(), area.top() + width, width, area.height() - 2 * width),
            QRectF(area.right() - width, area.top() + width, width, area.height() - 2 * width),
        ):
            painter.fillRect(side, colour)
