"""Paints everything that is written over the film: corner texts, side letters, marks and warnings."""

from __future__ import annotations

import textwrap

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.outlined_text import OutlinedText
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.view_texts import Marks, marks_of, running_lines

MARGIN = 10.0
LONGEST = 520.0
"""Of a running line, in logical pixels: on a wide view it must not reach across the film."""

_CENTRE = Qt.AlignmentFlag.AlignHCenter


LINES_OF_LETTER = 2
"""Lines of a corner that a letter in the middle of the edge stands beside."""


class MarksLayer:
    """Draws the words of a scene; lines keep their place and their size whatever the zoom."""

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

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint all words of a scene."""
        marks, inner = marks_of(scene), scene.area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        top = self._paint_top(painter, inner, scene, marks)
        self._paint_bottom(painter, inner, scene, marks)
        self._paint_sides(painter, inner, marks.sides, small=scene.is_small)
        if marks.banner:
            # In a small view it stands below what is written at the top, else beside it.
            y = inner.top() + (top if scene.is_small else self._height() * (1.8 if marks.sides[1] else 0))
            banner = self._elided(marks.banner, FILM.text, inner.width())
            self._column(painter, QPointF(inner.center().x(), y), [(banner, FILM.text)], align=_CENTRE)

    def _paint_top(self, painter: QPainter, inner: QRectF, scene: Scene, marks: Marks) -> float:
        """Both upper corners, and how far down they reach."""
        half = 0.48 * inner.width()
        letter = marks.sides[1] if not scene.is_small else ""
        left, right = (
            [
                (self._elided(line, FILM.text, min(half, self._beside(letter, number, inner))), FILM.text)
                for number, line in enumerate(lines)
            ]
            for lines in (marks.corners.top_left, marks.corners.top_right)
        )
        left += [(part, FILM.caution) for line in marks.warnings for part in self._wrapped(line, half)]
        right += scene.company.remarks
        right += [(line, FILM.alarm) for line in marks.alarms]
        self._column(painter, inner.topLeft(), left)
        self._column(painter, inner.topRight(), right, align=Qt.AlignmentFlag.AlignRight)
        return self._height() * max(len(left), len(right))

    def _paint_bottom(self, painter: QPainter, inner: QRectF, scene: Scene, marks: Marks) -> None:
        """Both lower corners; a line at the left has the width that its neighbour at the right leaves."""
        right = [self._elided(line, FILM.text, 0.36 * inner.width()) for line in marks.corners.bottom_right]
        widths = [QFontMetricsF(self._font).horizontalAdvance(line) + 2 * MARGIN for line in reversed(right)]
        letter = marks.sides[3] if not scene.is_small else ""
        left = []
        for number, (line, colour) in enumerate(reversed(running_lines(scene))):
            beside = widths[number] if number < len(widths) else 0.0
            room = min(inner.width() - beside, self._beside(letter, number, inner), LONGEST)
            left.append((self._elided(line, colour, room), colour))
        self._column(painter, inner.bottomLeft(), left[::-1], upwards=True)
        lines = [(line, FILM.text) for line in right]
        self._column(painter, inner.bottomRight(), lines, align=Qt.AlignmentFlag.AlignRight, upwards=True)

    def _beside(self, letter: str, number: int, inner: QRectF) -> float:
        """Room for a line of a corner, counted from its edge, beside the letter in the middle of that edge."""
        return inner.width() / 2 - 1.5 * self._height() if letter and number < LINES_OF_LETTER else inner.width()

    def running_area(self, area: QRectF, lines: int) -> QRectF:
        """The part of the view that ``lines`` running lines may cover."""
        height = self._height() * (lines + 1) + MARGIN
        return QRectF(area.left(), area.bottom() - height, min(area.width(), LONGEST + 2 * MARGIN), height)

    def _height(self) -> float:
        return QFontMetricsF(self._font).height()

    def _elided(self, line: str, colour: str, width: float) -> str:
        metrics = QFontMetricsF(self._font if colour in (FILM.text, FILM.caution) else self._bold)
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
            font = self._font if colour in (FILM.text, FILM.caution) else self._bold
            self._text.draw(painter, QPointF(corner.x(), y), text, font, colour, align=align)
            y += height

    def _paint_sides(self, painter: QPainter, inner: QRectF, sides: tuple[str, str, str, str], *, small: bool) -> None:
        """Letters in the middle of the edges; above and below there is no room for them in a small view."""
        left, top, right, bottom = sides if not small else (sides[0], "", sides[2], "")
        half = self._height() * 0.72
        centre = inner.center()
        for text, where, align in (
            (left, QPointF(inner.left(), centre.y() - half), Qt.AlignmentFlag.AlignLeft),
            (right, QPointF(inner.right(), centre.y() - half), Qt.AlignmentFlag.AlignRight),
            (top, QPointF(centre.x(), inner.top()), Qt.AlignmentFlag.AlignHCenter),
            (bottom, QPointF(centre.x(), inner.bottom() - 2 * half), Qt.AlignmentFlag.AlignHCenter),
        ):
            if text:
                colour = FILM.quiet if text == "?" else FILM.text
                self._text.draw(painter, where, text, self._letters, colour, align=align)
