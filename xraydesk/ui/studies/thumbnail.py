"""Paints the small picture of a film."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xraydesk.ui.desk.items import Item
from xraydesk.ui.findings.tick import paint_tick
from xraydesk.ui.measure.star import paint_star
from xraydesk.ui.shell.theme import FILM


def paint_thumbnail(painter: QPainter, square: QRect, item: Item) -> None:
    """The thumbnail in a black square, with the star of a key image and the tick of a reviewed one.

    A cross stands where there is no picture to wait for.
    """
    if item.thumbnail is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = item.thumbnail.size().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(square.topLeft(), size)
        target.moveCenter(square.center())
        painter.drawImage(target, item.thumbnail)
        if item.reviewed:
            side = max(9.0, square.width() / 6)
            paint_tick(painter, QRectF(square.right() - side - 2, square.bottom() - side - 2, side, side))
        if item.is_key:
            side = max(9.0, square.width() / 7)
            paint_star(painter, QRectF(square.right() - side - 2, square.top() + 3, side, side))
    elif not item.shows:
        painter.setPen(QPen(QColor(FILM.quiet), 1.5))
        arm = max(4, square.width() // 9)
        middle = square.center()
        painter.drawLine(middle.x() - arm, middle.y() - arm, middle.x() + arm, middle.y() + arm)
        painter.drawLine(middle.x() + arm, middle.y() - arm, middle.x() - arm, middle.y() + arm)
