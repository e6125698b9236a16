"""The tick that marks a reviewed film, over its thumbnail."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from xraydesk.ui.shell.theme import FILM

_WAY = ((0.24, 0.54), (0.43, 0.72), (0.77, 0.30))
"""Corners of the tick in a unit box."""


def paint_tick(painter: QPainter, box: QRectF) -> None:
    """A light tick on a dark disc that fills a box."""
    corners = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in _WAY]
    tick = QPainterPath(corners[0])
    for corner in corners[1:]:
        tick.lineTo(corner)
    pen = QPen(QColor(FILM.text), max(1.4, box.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(FILM.quiet), 1))
    painter.setBrush(QColor(0, 0, 0, 200))
    painter.drawEllipse(box)
    painter.strokePath(tick, pen)
    painter.restore()
