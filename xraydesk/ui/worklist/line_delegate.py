"""Paints the cells of the worklist."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from xraydesk.ui.findings.tick import paint_tick
from xraydesk.ui.findings.verdicts import look_of
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.theme import FILM, Colours, colours
from xraydesk.ui.worklist.columns import Column
from xraydesk.ui.worklist.line import TONES, Line
from xraydesk.ui.worklist.line_list import Index, LineList
from xraydesk.ui.worklist.thumbnails import Small, Thumbnails

HEIGHT = 50
"""Of a line, in logical pixels."""

_PAD = 8
_ICON = 14
_BAR = 4


class LineDelegate(QStyledItemDelegate):
    """Two lines of text a cell where there is more to say, a thumbnail, a bar for the probability, a tick."""

    def __init__(self, lines: LineList, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines, self._thumbnails = lines, thumbnails
        self._current = -1

    def set_current(self, place: int) -> None:
        """The line where the keyboard is."""
        self._current = place

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every line has the same height."""
        return QSize(60, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        theme, cell = colours(), QRect(option.rect)
        painter.save()
        painter.setFont(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            tint = QColor(theme.accent)
            tint.setAlphaF(0.22 if option.state & QStyle.StateFlag.State_Active else 0.12)
            painter.fillRect(cell, tint)
        painter.setPen(QColor(theme.line))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        line, column = self._lines.line(index.row()), Column(index.column())
        if line is None:
            if column == Column.FILM:
                self._words(painter, cell.adjusted(HEIGHT + _PAD, 0, 0, 0), "…", theme.faint)
        else:
            self._paint_cell(painter, cell, line, column, theme)
        if column == Column.FILM and self._current == index.row():
            painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), QColor(theme.active))
        painter.restore()

    def _paint_cell(self, painter: QPainter, cell: QRect, line: Line, column: Column, theme: Colours) -> None:
        words = self._lines.wording
        tone = theme.quiet if line.row.reviewed else theme.text
        inner = cell.adjusted(_PAD, 0, -_PAD, 0)
        if column == Column.FILM:
            self._paint_film(painter, cell, line, tone)
        elif column == Column.STATUS:
            own = TONES[line.row.status] if not line.answer_hidden else "quiet"
            self._words(painter, inner, words.status(line), getattr(theme, own) if own else tone)
        elif column == Column.ANSWER:
            sure = theme.quiet if line.row.status == "abstained" else tone
            self._pair(painter, inner, words.answer(line), words.detail(line), sure, theme.quiet)
        elif column == Column.PROBABILITY:
            self._paint_probability(painter, inner, line, tone, theme)
        elif column == Column.EARLIER:
            self._words(painter, inner, words.earlier(line), theme.caution if words.differs(line) else theme.quiet)
        elif column == Column.ADDED:
            self._paint_wait(painter, inner, line, tone, theme)
        elif column == Column.REVIEWED:
            self._paint_verdict(painter, inner, line, theme)
        else:
            self._words(painter, inner, words.cell(line, column, datetime.now(UTC)), tone)

    def _paint_film(self, painter: QPainter, cell: QRect, line: Line, tone: str) -> None:
        side = HEIGHT - 8
        square = QRect(cell.left() + 6, cell.top() + 4, side, side)
        painter.fillRect(square, QColor(FILM.black))
        small = self._thumbnails.of(line.row.path)
        if small is not None:
            self._paint_small(painter, square, small)
        if line.row.reviewed:
            paint_tick(painter, QRectF(square.right() - 14, square.bottom() - 14, 12, 12))
        place = QRect(square.right() + _PAD, cell.top(), cell.right() - square.right() - 2 * _PAD, cell.height())
        below = small.reason if small is not None and line.row.status not in ("failed", "waiting") else ""
        name = self._lines.wording.file(line)
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, place.width())
        self._pair(painter, place, name, below, tone, colours().quiet)

    @staticmethod
    def _paint_small(painter: QPainter, square: QRect, small: Small) -> None:
        if small.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            target = QRect(
                square.topLeft(), small.image.size().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
            )
            target.moveCenter(square.center())
            painter.drawImage(target, small.image)
            return
        painter.setPen(QPen(QColor(FILM.quiet), 1.5))
        middle = square.center()
        painter.drawLine(middle.x() - 5, middle.y() - 5, middle.x() + 5, middle.y() + 5)
        painter.drawLine(middle.x() + 5, middle.y() - 5, middle.x() - 5, middle.y() + 5)

    def _paint_probability(self, painter: QPainter, place: QRect, line: Line, tone: str, theme: Colours) -> None:
        words = self._lines.wording.probability(line)
        if not words or line.row.probability is None:
            return
        figure = painter.fontMetrics().horizontalAdvance("> 99 %") + _PAD
        self._words(painter, QRect(place.left(), place.top(), figure, place.height()), words, tone)
        bar = QRect(place.left() + figure, place.center().y() - _BAR // 2, place.width() - figure, _BAR)
        painter.fillRect(bar, QColor(theme.line))
        painter.fillRect(
            QRect(bar.left(), bar.top(), round(bar.width() * line.row.probability), _BAR),
            QColor(theme.faint if line.row.reviewed or line.row.status == "abstained" else theme.accent),
        )

    def _paint_wait(self, painter: QPainter, place: QRect, line: Line, tone: str, theme: Colours) -> None:
        words = self._lines.wording.waiting(line, datetime.now(UTC))
        if not line.row.overdue:
            self._words(painter, place, words, tone)
            return
        clock = QRectF(place.left(), place.center().y() - 6, 13, 13)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.caution), 1.5))
        painter.drawEllipse(clock)
        middle = clock.center()
        painter.drawLine(middle, middle - QPointF(0, 4))
        painter.drawLine(middle, middle + QPointF(3, 1.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._words(painter, place.adjusted(20, 0, 0, 0), words, theme.caution)

    def _paint_verdict(self, painter: QPainter, place: QRect, line: Line, theme: Colours) -> None:
        word, who = self._lines.wording.verdict(line)
        if not word:
            return
        if line.decisions:
            look = look_of(line.decisions[-1].verdict)
            mark = QRect(place.left(), place.center().y() - _ICON // 2, _ICON, _ICON)
            icon(look.icon).paint(painter, mark)
            place = place.adjusted(_ICON + 6, 0, 0, 0)
            self._pair(painter, place, word, who, getattr(theme, look.tone), theme.quiet)
        else:
            self._words(painter, place, word, theme.quiet)

    def _pair(self, painter: QPainter, place: QRect, upper: str, lower: str, tone: str, quiet: str) -> None:
        """Two lines of words, or one in the middle."""
        if not upper or not lower:
            self._words(painter, place, upper or lower, tone if upper else quiet)
            return
        half = place.height() // 2
        self._words(painter, QRect(place.left(), place.top() + 4, place.width(), half - 4), upper, tone)
        self._words(painter, QRect(place.left(), place.top() + half - 1, place.width(), half - 4), lower, quiet)

    @staticmethod
    def _words(painter: QPainter, place: QRect, words: str, tone: str) -> None:
        painter.setPen(QColor(tone))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
