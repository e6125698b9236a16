"""Line icons drawn by code, so that they are sharp at every scaling and need no files."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from xraydesk.ui.shell.theme import DARK, colours

GRID = 24.0
"""Side of the square in which the strokes are given."""

_STROKES: dict[str, str] = {
    "open": "M3 19 L3 6 L9 6 L11 8 L20 8 L20 11 M3 19 L6 11 L22 11 L19 19 Z",
    "window": "O12 12 7.5 H12 12 7.5",
    "pan": "M12 3 L12 21 M3 12 L21 12 M9.5 5.5 L12 3 L14.5 5.5 M9.5 18.5 L12 21 L14.5 18.5"
    " M5.5 9.5 L3 12 L5.5 14.5 M18.5 9.5 L21 12 L18.5 14.5",
    "zoom": "O10.5 10.5 6 M15 15 L21 21 M10.5 8 L10.5 13 M8 10.5 L13 10.5",
    "scroll": "M7 3 L17 3 L17 21 L7 21 Z M9.5 9.5 L12 7 L14.5 9.5 M9.5 14.5 L12 17 L14.5 14.5",
    "magnifier": "O10 10 6.5 M14.8 14.8 L21 21 D10 10 2.2",
    "fit": "M4 9 L4 4 L9 4 M15 4 L20 4 L20 9 M20 15 L20 20 L15 20 M9 20 L4 20 L4 15",
    "actual": "M6 8 L8 6.5 L8 17.5 M16 8 L18 6.5 L18 17.5 M12.5 9.8 L12.5 10.2 M12.5 14.2 L12.5 14.6",
    "invert": "M4 4 L20 4 L20 20 L4 20 Z F12 4 20 20",
    "reset": "M3.5 11.5 L12 4 L20.5 11.5 M6 10 L6 20 L18 20 L18 10 M10 20 L10 14.5 L14 14.5 L14 20",
    "rotate_right": "M19 6 L19 11 L14 11 M18.5 10.5 A12 12.5 7 30 285",
    "rotate_left": "M5 6 L5 11 L10 11 M5.5 10.5 A12 12.5 7 150 -285",
    "flip": "M12 3 L12 6 M12 9 L12 15 M12 18 L12 21 M9 6 L9 18 L3 18 Z M15 6 L15 18 L21 18 Z",
    "heatmap": "O12 12 8.5 O12 12 5 D12 12 2",
    "length": "M5 19 L19 5 M2.8 16.8 L7.2 21.2 M16.8 2.8 L21.2 7.2",
    "angle": "M20 19 L4 19 L16 5 A4 19 8 0 49",
    "ellipse": "O12 12 8 D12 12 1.2",
    "arrow": "M19 5 L6 18 M6 10.5 L6 18 L13.5 18",
    "heart": "M12 3 L12 21 M6 11 L12 11 M12 14 L19 14 M6 9 L6 13 M19 12 L19 16 M3 19 L21 19 M3 17 L3 21 M21 17 L21 21",
    "star": "M12 3.5 L14.6 9.2 L20.8 9.9 L16.2 14.1 L17.4 20.2 L12 17.1 L6.6 20.2 L7.8 14.1 L3.2 9.9 L9.4 9.2 Z",
    "more": "M6 5 L13 12 L6 19 M13 5 L20 12 L13 19",
    "previous": "M15 5 L8 12 L15 19",
    "next": "M9 5 L16 12 L9 19",
    "layout_automatic": "M3 5 L11 5 L11 19 L3 19 Z M14 19 L17.5 5 L21 19 M15.3 14.5 L19.7 14.5",
    "layout_one": "M4 5 L20 5 L20 19 L4 19 Z",
    "layout_two": "M3 5 L21 5 L21 19 L3 19 Z M12 5 L12 19",
    "layout_four": "M3 4 L21 4 L21 20 L3 20 Z M12 4 L12 20 M3 12 L21 12",
    "layout_overlay": "M3 5 L21 5 L21 19 L3 19 Z M12 5 L12 19 O16.5 12 2.8 D16.5 12 1.2",
    "link_zoom": "O8 9 4.8 M11.4 12.4 L14 15 M8 7 L8 11 M6 9 L10 9 O16.2 17.8 3 O19.4 20.4 2.2",
    "link_window": "O8 9 5 H8 9 5 O16.2 17.8 3 O19.4 20.4 2.2",
    "accept": "M4.5 12.5 L9.5 17.5 L19.5 6.5",
    "reject": "M6 6 L18 18 M18 6 L6 18",
    "correct": "M4 20 L5 15.5 L16 4.5 L19.5 8 L8.5 19 Z M13.5 7 L17 10.5",
    "undo": "M8.5 5 L4 9.5 L8.5 14 M4.5 9.5 L14 9.5 A14.5 14.5 5 90 -180 M14.5 19.5 L9 19.5",
    "studies": "M3 5 L9 5 M3 12 L6 12 M3 19 L6 19 M13 5 L21 5 M10 12 L21 12 M10 19 L21 19",
    "worklist": "M3 5 L8 5 L8 9 L3 9 Z M3 15 L8 15 L8 19 L3 19 Z M11.5 7 L21 7 M11.5 17 L21 17",
    "card": "M5 3 L15 3 L19 7 L19 21 L5 21 Z M8.5 10 L15.5 10 M8.5 13.5 L15.5 13.5 M8.5 17 L13 17",
}
"""Strokes: M/L/Z polylines, ``O x y r`` circle, ``D x y r`` disc, ``H x y r`` right half disc,
``F l t r b`` filled box, ``A x y r start sweep`` arc in degrees."""


def icon(name: str) -> QIcon:
    """The icon, drawn when it is painted: in the colours of the theme, sharp at the scaling of the screen."""
    if name not in _STROKES:
        raise KeyError(name)
    return QIcon(_Strokes(name))


class _Strokes(QIconEngine):
    """Paints one icon; what was drawn once is kept for each size and colour."""

    _drawn: ClassVar[dict[tuple[str, int, str], QPixmap]] = {}

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        """Another engine for the same strokes."""
        return _Strokes(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Fill a rectangle of a painter."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pixmap(round(min(rect.width(), rect.height()) * ratio), mode, state)
        painter.drawPixmap(rect, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The picture in device pixels."""
        return self._pixmap(min(size.width(), size.height()), mode, state)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The picture for a screen of this scaling; ``size`` in logical pixels."""
        pixmap = QPixmap(self._pixmap(round(min(size.width(), size.height()) * scale), mode, state))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _pixmap(self, side: int, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        now = colours()
        colour = now.faint if mode == QIcon.Mode.Disabled else now.accent if state == QIcon.State.On else now.text
        key = (self._name, side, colour)
        if key not in self._drawn:
            self._drawn[key] = _draw(self._name, max(side, 1), colour)
        return self._drawn[key]


def application_icon() -> QIcon:
    """The mark of the product: a pair of lungs' place on black, looked at."""
    pixmap = QPixmap(128, 128)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#0b0d10"))
    painter.setPen(QPen(QColor(DARK.accent), 5))
    painter.drawRoundedRect(QRectF(6, 6, 116, 116), 22, 22)
    painter.setPen(QPen(QColor(DARK.text), 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(64, 26), QPointF(64, 66))
    for side in (-1, 1):
        lung = QPainterPath(QPointF(64 + side * 12, 52))
        lung.cubicTo(64 + side * 16, 28, 64 + side * 40, 34, 64 + side * 40, 92)
        lung.cubicTo(64 + side * 34, 100, 64 + side * 12, 92, 64 + side * 12, 84)
        lung.closeSubpath()
        painter.drawPath(lung)
    painter.end()
    return QIcon(pixmap)


def _draw(name: str, side: int, colour: str) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / GRID, side / GRID)
    pen = QPen(QColor(colour), 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    lines, filled = _paths(_STROKES[name])
    painter.strokePath(lines, pen)
    painter.fillPath(filled, QColor(colour))
    painter.end()
    return pixmap


def _paths(strokes: str) -> tuple[QPainterPath, QPainterPath]:
    """What is stroked and what is filled."""
    lines, filled = QPainterPath(), QPainterPath()
    words = strokes.split()
    while words:
        word = words.pop(0)
        if word == "Z":
            lines.closeSubpath()
            continue
        kind, first = word[0], float(word[1:])
        rest = [float(words.pop(0)) for _ in range({"M": 1, "L": 1, "A": 4, "F": 3}.get(kind, 2))]
        if kind == "M":
            lines.moveTo(first, rest[0])
        elif kind == "L":
            lines.lineTo(first, rest[0])
        elif kind == "O":
            lines.addEllipse(QPointF(first, rest[0]), rest[1], rest[1])
        elif kind == "D":
            filled.addEllipse(QPointF(first, rest[0]), rest[1], rest[1])
        elif kind == "F":
            filled.addRect(QRectF(QPointF(first, rest[0]), QPointF(rest[1], rest[2])))
        elif kind == "H":
            box = QRectF(first - rest[1], rest[0] - rest[1], 2 * rest[1], 2 * rest[1])
            filled.moveTo(first, rest[0])
            filled.arcTo(box, 90, -180)
        elif kind == "A":
            box = QRectF(first - rest[1], rest[0] - rest[1], 2 * rest[1], 2 * rest[1])
            lines.arcMoveTo(box, rest[2])
            lines.arcTo(box, rest[2], rest[3])
    return lines, filled
