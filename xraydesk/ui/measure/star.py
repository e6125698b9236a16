"""The star that marks a key image, over films and thumbnails."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from xraydesk.ui.shell.theme import FILM


def paint_star(painter: QPainter, box: QRectF) -> None:
    """A five-pointed star that fills a box, with a dark rim."""
    middle, radius = box.center(), min(box.width(), box.height()) / 2
    corners = []
    for number in range(10):
        reach = radius if number % 2 == 0 else radius * 0.42
        turned = math.pi * number / 5
        corners.append(middle + QPointF(math.sin(turned), -math.cos(turned)) * reach)
    star = QPainterPath()
    star.addPolygon(QPolygonF(corners))
    star.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rim = QPen(QColor(0, 0, 0, 220), 2.4)
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(star, rim)
    painter.fillPath(star, QColor(FILM.caution))
    painter.restore()
