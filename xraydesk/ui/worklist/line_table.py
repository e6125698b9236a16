"""The table of the worklist: it keeps selection, current line and scroll place while lines come and move."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from xraydesk.store.worklist_query import Sort
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.worklist.columns import COLUMNS, Column
from xraydesk.ui.worklist.line_delegate import HEIGHT, LineDelegate
from xraydesk.ui.worklist.line_list import Index, LineList
from xraydesk.ui.worklist.thumbnails import Thumbnails

REST_MS = 60
"""Scrolling that rests for so long has thumbnails made."""


class LineTable(QTableView):
    """Lines one below the other.

    Signals
    -------
    open_asked
        Number of the line that is to be opened.
    sort_asked
        A head was clicked.
    chosen_changed
        Another line is the current one, or others are selected.
    menu_asked
        Where a menu is wanted, in pixels of the screen.
    """

    open_asked = Signal(int)
    sort_asked = Signal(Sort)
    chosen_changed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, lines: LineList, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines, self._thumbnails = lines, thumbnails
        self._kept: tuple[frozenset[int], int, int, int] = (frozenset(), 0, 0, 0)
        self._all = False
        self._quiet = False
        self._delegate = LineDelegate(lines, thumbnails, self)
        self.setModel(lines)
        self.setItemDelegate(self._delegate)
        self.setObjectName("worklist")
        named(self, tr("Worklist"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(HEIGHT)
        rows.setDefaultSectionSize(HEIGHT)
        head = self.horizontalHeader()
        named(head, tr("Columns"))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(40)
        for column, look in COLUMNS.items():
            self.setColumnWidth(column, look.width)
        head.setStretchLastSection(True)
        # Without one of its own the head asks each column whether all its cells are selected: seconds, for nothing.
        head.setSelectionModel(QItemSelectionModel(lines, head))
        head.sectionClicked.connect(self._ask_sort)
        self.verticalScrollBar().setSingleStep(HEIGHT)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._want_thumbnails)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.activated.connect(lambda index: self._open(index.row()))
        lines.about_to_move.connect(self._keep)
        lines.moved.connect(self._restore)
        lines.dataChanged.connect(lambda *_: self._rest.start())
        thumbnails.made.connect(lambda _: self.viewport().update())

    # ------------------------------------------------------------------------------------- choosing

    @property
    def current(self) -> int:
        """Number of the current line, 0 for none."""
        place = self.currentIndex().row()
        return self.lines.order[place] if 0 <= place < len(self.lines.order) else 0

    def _parts(self) -> list[range]:
        """The selected places."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        parts = [range(part.top(), part.bottom() + 1) for part in ranges if part.left() == 0]
        return sorted(parts, key=lambda part: part.start)

    @property
    def chosen_count(self) -> int:
        """How many lines are selected."""
        return sum(map(len, self._parts()))

    def chosen(self) -> list[int]:
        """Numbers of the selected lines, in the order of the list."""
        return [number for part in self._parts() for number in self.lines.order[part.start : part.stop]]

    def choose(self, number: int) -> bool:
        """Make a line the current and only selected one and bring it into view; whether it is listed."""
        place = self.lines.place_of(number)
        if place < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._index(place), flags)
        self.scrollTo(self._index(place))
        return True

    def _index(self, place: int) -> QModelIndex:
        return self.lines.index(place, max(0, self.currentIndex().column()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The keyboard is at another line."""
        super().currentChanged(current, previous)
        self._delegate.set_current(current.row())
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.visualRect(self.lines.index(index.row(), Column.FILM)))
        self._tell()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Other lines are selected."""
        super().selectionChanged(selected, deselected)
        self._tell()

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen_changed.emit()

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.lines.order):
            self.open_asked.emit(self.lines.order[place])

    def _ask_sort(self, section: int) -> None:
        sort = COLUMNS[Column(section)].sort
        if sort is not None:
            self.sort_asked.emit(sort)

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """Mark the head of the column that the list is sorted by."""
        head = self.horizontalHeader()
        column = next((column for column, look in COLUMNS.items() if look.sort is sort), None)
        head.setSortIndicatorShown(column is not None)
        if column is not None:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.blockSignals(True)
            head.setSortIndicator(column, order)
            head.blockSignals(False)

    # ------------------------------------------------------------------- lines that come and move

    def _keep(self) -> None:
        """Remember by numbers what is selected, which line is the current one, and which one the eye is at."""
        self._all = bool(self.lines.order) and self.chosen_count == len(self.lines.order)
        chosen = frozenset() if self._all else frozenset(self.chosen())
        place, top = self.currentIndex().row(), self.rowAt(0)
        window = range(max(top, 0), max(top, 0) + self.viewport().height() // HEIGHT + 1)
        anchor = place if place in window else top
        if self.verticalScrollBar().value() == 0 or not 0 <= anchor < len(self.lines.order):
            self._kept = (chosen, self.current, 0, 0)
        else:
            self._kept = (chosen, self.current, self.lines.order[anchor], self.rowViewportPosition(anchor))
        self._quiet = True

    def _restore(self) -> None:
        chosen, current, anchor, offset = self._kept
        selection = self.selectionModel()
        if self._all and self.lines.order:
            wanted = [range(len(self.lines.order))]
        else:
            wanted = list(_runs(self.lines.order.places_of(chosen)))
        if wanted != self._parts():
            selection.select(self._selection(wanted), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = self.lines.place_of(current)
        if place < 0 and self.lines.order:
            # The line is not listed any more: the keyboard stays where it was, at what stands there now.
            place = min(max(self.currentIndex().row(), 0), len(self.lines.order) - 1)
            if not wanted:
                selection.select(self._selection([range(place, place + 1)]), QItemSelectionModel.SelectionFlag.Select)
        if place >= 0 and place != self.currentIndex().row():
            selection.setCurrentIndex(self._index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
        if anchor and self.lines.place_of(anchor) >= 0:
            self.verticalScrollBar().setValue(self.lines.place_of(anchor) * HEIGHT - offset)
        self._quiet = False
        self._delegate.set_current(self.currentIndex().row())
        self.chosen_changed.emit()
        self._look()

    def _selection(self, places: Iterable[range]) -> QItemSelection:
        selection = QItemSelection()
        for part in places:
            selection.select(self.lines.index(part.start, 0), self.lines.index(part.stop - 1, len(Column) - 1))
        return selection

    # --------------------------------------------------------------------------- what is on screen

    def places_seen(self) -> range:
        """The places on screen."""
        first = max(0, self.verticalScrollBar().value() // HEIGHT)
        return range(first, min(first + self.viewport().height() // HEIGHT + 2, len(self.lines.order)))

    def _look(self, _value: int = 0) -> None:
        seen = self.places_seen()
        self.lines.look_at(seen.start, seen.stop - 1)
        self._rest.start()

    def _want_thumbnails(self) -> None:
        if not self.isVisible():
            self._thumbnails.want(())
            return
        lines = [self.lines.line(place) for place in self.places_seen()]
        self._thumbnails.want(line.row.path for line in lines if line is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer lines can be seen."""
        super().resizeEvent(event)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every platform."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for the chosen lines."""
        self.menu_asked.emit(event.globalPos())

    def columns_menu(self) -> QMenu:
        """A menu in which columns are shown and hidden."""
        menu = QMenu(tr("Columns"), self)
        for column, look in COLUMNS.items():
            if column != Column.FILM:
                action = QAction(tr(look.title), menu, checkable=True)
                action.setChecked(not self.isColumnHidden(column))
                action.toggled.connect(lambda shown, column=column: self.setColumnHidden(column, not shown))
                menu.addAction(action)
        return menu


def _runs(places: list[int]) -> Iterable[range]:
    """Sorted numbers as ranges."""
    start = before = None
    for place in places:
        if start is None or before is None:
            start = place
        elif place != before + 1:
            yield range(start, before + 1)
            start = place
        before = place
    if start is not None and before is not None:
        yield range(start, before + 1)
