"""Paints what is to be done next while a figure is drawn in several steps, and what to beware of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.scene import Scene

TOP = 0.09
"""Where it stands, as a share of the view's height: below the letter of the upper side."""

PADDING = 8.0
_PLATE = QColor(0, 0, 0, 205)


class HintLayer:
    """Lines on a dark plate near the upper edge: instructions in white, doubts in amber.

    Attributes
    ----------
    lines
        The instruction first, then the doubts; empty for no plate.
    """

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        self._font.setPointSizeF(font.pointSizeF() * 1.05)
        self.lines: tuple[str, ...] = ()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the plate of the active view."""
        if not self.lines or not scene.active:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        room = scene.area.width() - 6 * PADDING
        shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in self.lines]
        width = max(metrics.horizontalAdvance(line) for line in shown) + 2 * PADDING
        height = metrics.lineSpacing() * len(shown) + 2 * PADDING
        plate = QRectF(scene.area.center().x() - width / 2, scene.area.top() + TOP * scene.area.height(), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate, 4, 4)
        y = plate.top() + PADDING + metrics.ascent()
        for number, line in enumerate(shown):
            painter.setPen(QColor(FILM.caution if number else FILM.text))
            painter.drawText(QPointF(scene.area.center().x() - metrics.horizontalAdvance(line) / 2, y), line)
            y += metrics.lineSpacing()
        painter.restore()
