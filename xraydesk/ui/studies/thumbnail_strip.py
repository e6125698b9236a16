"""The strip of opened files: a small picture, the name and how far each has come."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from xraydesk.ui.desk.items import Item, ItemList, ItemRole, State
from xraydesk.ui.shell.theme import ACTIVE, BLACK, FAINT, LINE, PANEL, QUIET, RAISED, TEXT

PICTURE = 104
"""Side of the black square that holds a thumbnail, logical pixels."""

WIDTH = 146
_GAP = 6

_BADGE_COLOURS = {State.SCORED: TEXT, State.FAILED: QUIET, State.NO_IMAGE: QUIET}


class ThumbnailStrip(QListView):
    """A column of thumbnails.

    Signals
    -------
    chosen
        The reader went to a row, by mouse or keyboard.
    rows_visible
        Rows that can be seen now, after scrolling has come to rest.
    """

    chosen = Signal(int)
    rows_visible = Signal(object)

    def __init__(self, items: ItemList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Opened files")
        self.setModel(items)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH)
        self._rest = QTimer(self, singleShot=True, interval=120)
        self._rest.timeout.connect(self._report)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.selectionModel().currentChanged.connect(self._moved)

    def mark(self, row: int) -> None:
        """Select the row of the film on screen, without asking for it."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.model().index(row, 0))
        self.selectionModel().blockSignals(blocked)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows can be seen."""
        super().resizeEvent(event)
        self._rest.start()

    def _scrolled(self, _place: int) -> None:
        self._rest.start()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    def _report(self) -> None:
        area = self.viewport().rect()
        first, last = self.indexAt(area.topLeft()), self.indexAt(area.bottomLeft())
        if first.isValid():
            end = last.row() if last.isValid() else self.model().rowCount() - 1
            self.rows_visible.emit(range(first.row(), end + 1))


class _Delegate(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has the same size."""
        return QSize(WIDTH - 12, PICTURE + 2 * option.fontMetrics.height() + 3 * _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Thumbnail, name, badge."""
        item: Item = index.data(ItemRole)
        painter.save()
        cell = option.rect.adjusted(4, 3, -4, -3)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(cell, QColor(RAISED if selected else PANEL))
        square = QRect(cell.left() + (cell.width() - PICTURE) // 2, cell.top() + _GAP // 2, PICTURE, PICTURE)
        painter.fillRect(square, QColor(BLACK))
        self._paint_thumbnail(painter, square, item)
        focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(ACTIVE if selected else LINE), 2 if focused else 1))
        painter.drawRect(square.adjusted(-1, -1, 0, 0))
        metrics = option.fontMetrics
        line = QRect(cell.left() + 2, square.bottom() + 4, cell.width() - 4, metrics.height())
        painter.setPen(QColor(TEXT if selected else QUIET))
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(QColor(_BADGE_COLOURS.get(item.state, FAINT)))
        line.translate(0, metrics.height())
        badge = metrics.elidedText(item.badge, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, badge)
        painter.restore()

    def _paint_thumbnail(self, painter: QPainter, square: QRect, item: Item) -> None:
        if item.thumbnail is None:
            if not item.shows:
                painter.setPen(QPen(QColor(FAINT), 1.5))
                middle = square.adjusted(40, 40, -40, -40)
                painter.drawLine(middle.topLeft(), middle.bottomRight())
                painter.drawLine(middle.topRight(), middle.bottomLeft())
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = item.thumbnail.size().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(square.topLeft(), size)
        target.moveCenter(square.center())
        painter.drawImage(target, item.thumbnail)
