"""The strip of opened films: a small picture, whose and which it is, and what the model says."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.shell.theme import FILM, colours
from xraydesk.ui.studies.entries import Index
from xraydesk.ui.studies.film_list import FilmList
from xraydesk.ui.studies.line_texts import caption
from xraydesk.ui.studies.strip_rows import StripRows
from xraydesk.ui.studies.thumbnail import paint_thumbnail

PICTURE = 104
"""Side of the black square that holds a thumbnail, logical pixels."""

WIDTH = 146
_GAP = 6
_LINES = 3


class ThumbnailStrip(FilmList):
    """A column of thumbnails."""

    def __init__(self, rows: StripRows, parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        named(self, tr("Opened files"))
        self.rows = rows
        self.setItemDelegate(_Delegate(rows, self))
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH)
        self._marked = -1
        rows.about_to_change.connect(self.hold)
        rows.has_changed.connect(self._changed)

    def film_at(self, index: QModelIndex) -> int:
        """The row of the film at a place."""
        return self.rows.entries[index.row()] if index.isValid() else -1

    def mark(self, row: int) -> None:
        """Select the row of the film on screen, without asking for it."""
        self._marked = row
        self.go_to(self.rows.place_of(row))
        self.scrollTo(self.currentIndex())

    def _changed(self) -> None:
        self.release()
        if self.film_at(self.currentIndex()) != self._marked:
            self.mark(self._marked)


class _Delegate(QStyledItemDelegate):
    """Paints one film."""

    def __init__(self, rows: StripRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every film takes the same room."""
        return QSize(WIDTH - 12, PICTURE + _LINES * option.fontMetrics.height() + 3 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Thumbnail, patient, film, answer."""
        row = self._rows.entries[index.row()]
        item: Item = self._rows.items[row]
        painter.save()
        cell = option.rect.adjusted(4, 3, -4, -3)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(cell, QColor(colours().raised if selected else colours().panel))
        square = QRect(cell.left() + (cell.width() - PICTURE) // 2, cell.top() + _GAP // 2, PICTURE, PICTURE)
        painter.fillRect(square, QColor(FILM.black))
        paint_thumbnail(painter, square, item)
        focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(colours().active if selected else colours().line), 2 if focused else 1))
        painter.drawRect(square.adjusted(-1, -1, 0, 0))
        line = QRect(cell.left() + 2, square.bottom() + 4, cell.width() - 4, option.fontMetrics.height())
        first, second = caption(row, self._rows.outline)
        told = colours().text if item.state is State.SCORED else colours().quiet
        chosen = colours().text if selected else colours().quiet
        for words, colour in ((first, chosen), (second, chosen), (item.badge, told)):
            if words:
                painter.setPen(QColor(colour))
                cut = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cut)
                line.translate(0, line.height())
        painter.restore()
