"""Paints everything that is written over the film: corner texts, side letters, marks and warnings."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from xraydesk.ui.shell.theme import ALARM, CAUTION, PICTURE_TEXT, QUIET
from xraydesk.ui.view.corner_texts import Corners
from xraydesk.ui.view.outlined_text import OutlinedText

MARGIN = 10.0
_CENTRE = Qt.AlignmentFlag.AlignHCenter
SMALL_VIEW = 380
"""Logical pixels of width or height below which only the lines that must be there are written."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is written, besides the running values at the bottom left.

    Attributes
    ----------
    corners
        Texts of the file.
    sides
        Letters for the left, top, right and bottom edge; empty strings are left out.
    alarms
        Red marks that no setting hides: LOSSY, ROTATED, FLIPPED.
    warnings
        Sentences on how the file was read, in amber below the top left corner; no setting hides them.
    banner
        What is going on, in the middle of the upper edge.
    """

    corners: Corners = field(default_factory=Corners)
    sides: tuple[str, str, str, str] = ("", "", "", "")
    alarms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    banner: str = ""


class MarksLayer:
    """Draws `Marks` and the running lines into a view."""

    def __init__(self, font: QFont) -> None:
        self._text = OutlinedText()
        font = QFont(font)
        font.setPointSizeF(font.pointSizeF() * 1.05)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5)  # keeps the rims of the letters apart
        self._font = font
        self._letters = QFont(font)
        self._letters.setPointSizeF(font.pointSizeF() * 1.45)
        self._letters.setBold(True)
        self._bold = QFont(font)
        self._bold.setBold(True)

    def paint(self, painter: QPainter, area: QRectF, marks: Marks, running: tuple[tuple[str, str], ...]) -> None:
        """Paint in logical pixels; ``running`` are ``(text, colour)`` lines for the bottom left corner."""
        small = min(area.width(), area.height()) < SMALL_VIEW
        inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        corners = Corners() if small else marks.corners
        warnings = [(part, CAUTION) for line in marks.warnings for part in self._wrapped(line, 0.5 * inner.width())]
        self._column(painter, inner.topLeft(), [(line, PICTURE_TEXT) for line in corners.top_left] + warnings)
        right = [(line, PICTURE_TEXT) for line in corners.top_right] + [(line, ALARM) for line in marks.alarms]
        self._column(painter, inner.topRight(), right, align=Qt.AlignmentFlag.AlignRight)
        wide = [(self._elided(line, colour, 0.62 * inner.width()), colour) for line, colour in running]
        self._column(painter, inner.bottomLeft(), wide, upwards=True)
        lines = [
            (self._elided(line, PICTURE_TEXT, 0.36 * inner.width()), PICTURE_TEXT) for line in corners.bottom_right
        ]
        self._column(painter, inner.bottomRight(), lines, align=Qt.AlignmentFlag.AlignRight, upwards=True)
        self._paint_sides(painter, inner, marks.sides)
        middle = QPointF(area.center().x(), inner.top() + (self._height() * 1.8 if marks.sides[1] else 0))
        self._column(painter, middle, [(marks.banner, PICTURE_TEXT)] if marks.banner else [], align=_CENTRE)

    def running_area(self, area: QRectF, lines: int) -> QRectF:
        """The part of the view that ``lines`` running lines may cover."""
        height = self._height() * (lines + 1) + MARGIN
        return QRectF(area.left(), area.bottom() - height, area.width() * 0.6, height)

    def _height(self) -> float:
        return QFontMetricsF(self._font).height()

    def _elided(self, line: str, colour: str, width: float) -> str:
        metrics = QFontMetricsF(self._font if colour in (PICTURE_TEXT, CAUTION) else self._bold)
        return metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width)

    def _wrapped(self, sentence: str, width: float) -> list[str]:
        letters = max(20, int(width / QFontMetricsF(self._bold).averageCharWidth()))
        return textwrap.wrap(sentence, letters)

    def _column(
        self,
        painter: QPainter,
        corner: QPointF,
        lines: list[tuple[str, str]],
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        upwards: bool = False,
    ) -> None:
        height = self._height()
        y = corner.y() - height * len(lines) if upwards else corner.y()
        for text, colour in lines:
            font = self._font if colour in (PICTURE_TEXT, CAUTION) else self._bold
            self._text.draw(painter, QPointF(corner.x(), y), text, font, colour, align=align)
            y += height

    def _paint_sides(self, painter: QPainter, inner: QRectF, sides: tuple[str, str, str, str]) -> None:
        left, top, right, bottom = sides
        half = self._height() * 0.72
        centre = inner.center()
        for text, where, align in (
            (left, QPointF(inner.left(), centre.y() - half), Qt.AlignmentFlag.AlignLeft),
            (right, QPointF(inner.right(), centre.y() - half), Qt.AlignmentFlag.AlignRight),
            (top, QPointF(centre.x(), inner.top()), Qt.AlignmentFlag.AlignHCenter),
            (bottom, QPointF(centre.x(), inner.bottom() - 2 * half), Qt.AlignmentFlag.AlignHCenter),
        ):
            if text:
                colour = QUIET if text == "?" else PICTURE_TEXT
                self._text.draw(painter, where, text, self._letters, colour, align=align)
