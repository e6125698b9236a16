"""The list view that strip and study browser have in common: quick with thousands of rows, calm while they change.

A list view asks its model about every row whenever it lays out anew, at every thumbnail that arrives; with a model
written in Python that takes 40 ms for 17,000 rows. Qt's own proxy in between answers from its own table: 1.5 ms.
(A tree view over a Python model takes the same 40 ms and has no such way out.)
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from xraydesk.ui.studies.entries import Entries

REST_MS = 120
"""A list that has come to rest for so long says which films are to be seen."""


class FilmList(QListView):
    """A list of entries, some or all of which are films.

    Films are chosen by the keyboard as it goes to them and by the mouse when it is released over them, so that a film
    can be dragged elsewhere without being shown here first.

    Signals
    -------
    chosen
        The reader went to a film: its row.
    rows_visible
        Rows of the films that can be seen now, after scrolling has come to rest.
    """

    chosen = Signal(int)
    rows_visible = Signal(object)

    def __init__(self, model: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self._held: tuple[Any, int] | None = None
        self._is_pressing = self._is_changing = False
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setDynamicSortFilter(False)
        self._proxy.setSourceModel(model)
        self.setModel(self._proxy)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._report)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._rest.start())
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._clicked)

    def film_at(self, index: QModelIndex) -> int:
        """The row of the film at a place, -1 for anything else."""
        raise NotImplementedError

    def go_to(self, place: int) -> None:
        """Move to an entry without asking for its film; -1 for none."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.model().index(place, 0))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    # ---------------------------------------------------------------------- while entries come and go

    def hold(self) -> None:
        """Remember where things stand, before entries change: the current one if it is seen, else the topmost."""
        self._is_changing = True
        self._held = None
        area, current = self.viewport().rect(), self.currentIndex()
        kept = current if area.intersects(self.visualRect(current)) else self.indexAt(area.topLeft())
        if kept.isValid() and self.verticalScrollBar().value() > 0:
            self._held = self._entries.entries[kept.row()], self.visualRect(kept).top()

    def release(self) -> None:
        """Bring what was remembered back to where it stood, after entries changed."""
        place = self._entries.place_of(self._held[0]) if self._held is not None else -1
        if self._held is not None and place >= 0:
            self.doItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.model().index(place, 0)).top() - self._held[1])
        self._held = None
        self._is_changing = False
        self._rest.start()

    # ------------------------------------------------------------------------------ what is to be seen

    def visible_places(self) -> range:
        """The entries that can be seen."""
        area = self.viewport().rect()
        first, last = self.indexAt(area.topLeft()), self.indexAt(area.bottomLeft())
        if not first.isValid():
            return range(0)
        return range(first.row(), (last.row() if last.isValid() else self.model().rowCount() - 1) + 1)

    def _report(self) -> None:
        rows = (self.film_at(self.model().index(place, 0)) for place in self.visible_places())
        self.rows_visible.emit([row for row in rows if row >= 0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows can be seen."""
        super().resizeEvent(event)
        self._rest.start()

    # ------------------------------------------------------------------------------ what is asked for

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing is chosen before the button is released."""
        self._is_pressing = True
        super().mousePressEvent(event)
        self._is_pressing = False

    def _moved(self, index: QModelIndex) -> None:
        if not self._is_pressing and not self._is_changing:
            self._clicked(index)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.film_at(index)
        if row >= 0:
            self.chosen.emit(row)
