"""Text that stays legible on white bone and black air: light letters with a dark rim, painted once and kept."""

from __future__ import annotations

from collections import OrderedDict
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

RIM = 3.6
"""Width of the dark rim in logical pixels, half of it outside the letters."""

KEPT = 128

_RING = tuple(
    QPointF(radius * cos(2 * pi * step / steps), radius * sin(2 * pi * step / steps))
    for radius, steps in ((RIM / 2, 16), (RIM / 4, 8))
    for step in range(steps)
)
"""Where the dark copies of a text lie around it."""


class OutlinedText:
    """Draws lines of text; each is rendered once and then only copied."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QImage] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        where: QPointF,
        text: str,
        font: QFont,
        colour: str,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> QRectF:
        """Draw one line and return the area it covers.

        ``where`` is the top of the line at its left, its middle (``AlignHCenter``) or its right (``AlignRight``).
        """
        image = self._image(text, font, colour, painter.device().devicePixelRatioF())
        size = image.deviceIndependentSize()
        left = where.x()
        if align == Qt.AlignmentFlag.AlignRight:
            left -= size.width()
        elif align == Qt.AlignmentFlag.AlignHCenter:
            left -= size.width() / 2
        painter.drawImage(QPointF(left, where.y()), image)
        return QRectF(QPointF(left, where.y()), size)

    def _image(self, text: str, font: QFont, colour: str, ratio: float) -> QImage:
        key = (text, font.key(), colour, ratio)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(text) + 2 * RIM, metrics.height()
        image = QImage(
            max(1, round(width * ratio)), max(1, round(height * ratio)), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setFont(font)
        start = QPointF(RIM, metrics.ascent())
        # The rim is the text itself painted around its place: glyphs are kept by Qt, a stroked path is not and takes
        # ten times as long, which a window drag would show.
        painter.setPen(QColor(0, 0, 0, 235))
        for shift in _RING:
            painter.drawText(start + shift, text)
        painter.setPen(QColor(colour))
        painter.drawText(start, text)
        painter.end()
        self._kept[key] = image
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return image
