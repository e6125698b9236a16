"""Paints the lines of the study browser."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from xraydesk.ui.shell.theme import FILM, colours
from xraydesk.ui.studies.entries import Index
from xraydesk.ui.studies.line_texts import Words, words_of
from xraydesk.ui.studies.nodes import Group
from xraydesk.ui.studies.outline import Entry, Outline
from xraydesk.ui.studies.thumbnail import paint_thumbnail

INDENT = 14
"""Logical pixels that each level is set in."""

ARROW = 18
"""Width of the place of a group's arrow: a click there opens or closes it."""

_PAD = 6


class OutlineDelegate(QStyledItemDelegate):
    """Two lines of text, an arrow before a group, a thumbnail before a film, a bar beside the film on screen."""

    def __init__(self, outline: Outline, parent: QWidget) -> None:
        super().__init__(parent)
        self._outline = outline

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every line has the same height."""
        return QSize(120, 2 * option.fontMetrics.height() + 2 * _PAD)

    def left_of(self, entry: Entry, line: QRect) -> int:
        """Where the arrow or the thumbnail of a line begins."""
        return line.left() + _PAD + INDENT * self._outline.depth_of(entry)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        entry: Entry = self._outline.entries[index.row()]
        line, theme = option.rect, colours()
        is_top = isinstance(entry, Group) and entry.parent is None
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(line, QColor(theme.raised))
        if is_top and line.top() > 0:
            painter.setPen(QColor(theme.line))
            painter.drawLine(line.topLeft(), line.topRight())
        left = self.left_of(entry, line)
        if isinstance(entry, Group):
            self._paint_arrow(painter, QRect(left, line.top(), ARROW, line.height()), entry)
            left += ARROW
        else:
            side = line.height() - 6
            square = QRect(left + 2, line.top() + 3, side, side)
            painter.fillRect(square, QColor(FILM.black))
            paint_thumbnail(painter, square, self._outline.items[entry])
            left += side + 8
        text = QRect(left, line.top() + _PAD, line.right() - left - _PAD, line.height() - 2 * _PAD)
        self._paint_words(painter, text, option.font, words_of(entry, self._outline), bold=is_top)
        if entry == self._outline.current:
            painter.fillRect(QRect(line.left(), line.top(), 3, line.height()), QColor(theme.active))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(line.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, place: QRect, group: Group) -> None:
        middle = place.center()
        if self._outline.is_open(group):
            corners = [QPoint(-4, -2), QPoint(4, -2), QPoint(0, 3)]
        else:
            corners = [QPoint(-2, -4), QPoint(3, 0), QPoint(-2, 4)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().quiet))
        painter.drawPolygon(QPolygon([middle + corner for corner in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_words(self, painter: QPainter, place: QRect, font: QFont, words: Words, *, bold: bool) -> None:
        theme = colours()
        heavy = QFont(font)
        heavy.setBold(bold)
        upper = QRect(place.left(), place.top(), place.width(), place.height() // 2)
        lower = upper.translated(0, place.height() - upper.height())
        tone = theme.quiet if words.is_quiet else theme.text
        self._paint_pair(painter, upper, (words.title, heavy, tone), (words.count, font, theme.quiet))
        self._paint_pair(painter, lower, (words.detail, font, theme.quiet), (words.badge, font, tone))

    @staticmethod
    def _paint_pair(
        painter: QPainter, place: QRect, left: tuple[str, QFont, str], right: tuple[str, QFont, str]
    ) -> None:
        """Two texts on one line: the right one whole, the left one cut where it does not fit."""
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        words, font, colour = right
        metrics = QFontMetrics(font)
        taken = min(metrics.horizontalAdvance(words) + 1, place.width() * 3 // 5) if words else 0
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, taken)
        painter.drawText(place, flags | Qt.AlignmentFlag.AlignRight, shown)
        words, font, colour = left
        room = place.adjusted(0, 0, -taken - (8 if taken else 0), 0)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, shown)
