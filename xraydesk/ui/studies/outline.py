"""The lines of the study browser: which groups are open, which films stand where, kept in step with the desk.

It also keeps the reading order of the opened files (`ItemList.order`), so that wheel and arrow keys go through the
films as they are listed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, QTimer, Signal

from xraydesk.ui.desk.items import ItemList, film_mime
from xraydesk.ui.studies.entries import Entries, Index
from xraydesk.ui.studies.line_texts import spoken, words_of
from xraydesk.ui.studies.nodes import Group, Kind
from xraydesk.ui.studies.query import Only, Query, Sort
from xraydesk.ui.studies.tree import StudyTree

Entry = Group | int
"""A line: a group, or the row of a film."""

FEW = 60
"""Up to so many films everything is open from the start."""

FEW_FOUND = 300
"""Up to so many films that a filter finds are all shown at once."""

ARRANGE_SECONDS = 0.012
"""For so long at a time the window works at the order."""

RESULTS_MS = 1500
"""With patients sorted by result, they change places no more often than this."""


class Outline(Entries):
    """A line for each group and film that can be seen.

    Signals
    -------
    about_to_change, has_changed
        Before and after lines come, go or say something else.
    rearranged
        What the reader asked for, another order or other films, is there.
    """

    about_to_change = Signal()
    has_changed = Signal()
    rearranged = Signal()

    def __init__(self, items: ItemList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items, self.tree = items, StudyTree(items)
        self.current = -1
        self._tops: list[Group] = []
        self._chosen: dict[Group, bool] = {}
        self._branch: frozenset[Group] = frozenset()
        self._all_open = True
        self._was_asked = False
        self._touched: set[int] = set()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._refresh)
        self._results = QTimer(self, singleShot=True, interval=RESULTS_MS)
        self._results.timeout.connect(self._refresh)
        items.rowsInserted.connect(self._inserted)
        items.described.connect(self._described)
        items.dataChanged.connect(self._data_changed)
        items.modelReset.connect(self._restart)
        items.names_hidden.connect(self._hide_names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says, in short, whole as a tool tip, and for screen readers."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(entry, self).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry, self)
        if role == Qt.ItemDataRole.ToolTipRole:
            said = words_of(entry, self)
            return "\n".join(part for part in (said.title, said.detail, said.badge) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Films can be dragged into a view, and groups with their first film."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The films under way."""
        entries = (self.entries[index.row()] for index in indexes)
        rows = (entry.order[0] if isinstance(entry, Group) else entry for entry in entries)
        return film_mime(self.items[row].path for row in rows)

    # ------------------------------------------------------------------------- what the reader asks for

    @property
    def films(self) -> int:
        """How many files are listed, in closed groups too."""
        return len(self.items.order)

    @property
    def unreadable(self) -> int:
        """How many of them are files that failed or hold no image."""
        return sum(len(top.order) for top in self._tops if top.kind is Kind.UNREADABLE)

    @property
    def patients(self) -> int:
        """How many patients and folders are listed."""
        return sum(top.kind in (Kind.PATIENT, Kind.PICTURES) for top in self._tops)

    @property
    def query(self) -> Query:
        """What is listed."""
        return self.tree.query

    def ask(self, **changes: Any) -> None:
        """List other films: fields of `Query`."""
        self.tree.set_query(replace(self.tree.query, **changes))
        self._was_asked = True
        self._soon.start(0)

    def sort_by(self, sort: Sort) -> None:
        """Bring patients and folders into another order."""
        self.tree.set_sort(sort)
        self._was_asked = True
        self._soon.start(0)

    def is_open(self, group: Group) -> bool:
        """Whether what lies in a group is listed."""
        chosen = self._chosen.get(group)
        if chosen is not None:
            return chosen
        if group.kind in (Kind.WAITING, Kind.UNREADABLE):
            return self.query.only is Only.UNREADABLE
        return self._all_open or group in self._branch

    def set_open(self, group: Group, opened: bool) -> None:
        """Open or close a group."""
        if opened != self.is_open(group):
            self._chosen[group] = opened
            self._list()

    def set_all_open(self, opened: bool) -> None:
        """Open or close every group."""
        self._chosen.clear()
        waiting = list(self._tops)
        while waiting:
            group = waiting.pop()
            self._chosen[group] = opened
            waiting.extend(group.inside)
        self._list()

    def set_current(self, row: int) -> None:
        """The film on screen: the groups that it lies in are open, unless the reader closed them."""
        self.current = row
        leaf = self.tree.leaf_of(row)
        branch = frozenset(leaf.chain()) if leaf is not None else frozenset()
        # Where the reader opened and closed groups, or all are open, the film on screen changes nothing.
        matters = not self._all_open and not (branch ^ self._branch) <= self._chosen.keys()
        self._branch = branch
        if matters:
            self._list()
        else:
            self.has_changed.emit()

    # ------------------------------------------------------------------------------ what happens outside

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._touch(range(first, last + 1))

    def _described(self, rows: list[int]) -> None:
        self._touch(rows)

    def _touch(self, rows: Iterable[int]) -> None:
        self._touched.update(rows)
        if not self._soon.isActive():
            # The more there is, the more seldom it is put in order.
            count = self.items.rowCount()
            self._soon.start(0 if count <= 500 else min(100 + count // 40, 1000))

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() != last.row():
            self._results_changed(range(first.row(), last.row() + 1))
            self.has_changed.emit()
            return
        row = first.row()
        leaf = self.tree.leaf_of(row)
        if leaf is not None and (leaf.kind is Kind.UNREADABLE) == self.items[row].shows:
            self._touch((row,))
        else:
            self._results_changed((row,))
        place = self.place_of(row)
        if place >= 0:
            self.changed(place)

    def _results_changed(self, rows: Iterable[int]) -> None:
        """Where films are chosen or sorted by what is known of them, they may now belong elsewhere."""
        if self.query.only is not Only.ALL or self.tree.sort is Sort.RESULT:
            self.tree.mark_stale(rows)
            if not self._results.isActive():
                self._results.start()

    def _restart(self) -> None:
        self._soon.stop()
        self._results.stop()
        self._touched.clear()
        self._chosen.clear()
        self._tops, self._branch, self.current = [], frozenset(), -1
        self.tree.clear()
        self._list()

    def _hide_names(self, hidden: bool) -> None:
        self.ask(names_hidden=hidden)

    # ------------------------------------------------------------------------------------- the lines

    def _refresh(self) -> None:
        if self._touched:
            self.tree.place(sorted(self._touched))
            self._touched.clear()
        if not self.tree.arrange(ARRANGE_SECONDS):
            self._soon.start(0)
            return
        self._tops = self.tree.tops()
        order: list[int] = []
        for top in self._tops:
            order += top.order
        self.items.set_order(order)
        leaf = self.tree.leaf_of(self.current)
        self._branch = frozenset(leaf.chain()) if leaf is not None else frozenset()
        self._list()
        if self._was_asked:
            self._was_asked = False
            self.rearranged.emit()

    def _list(self) -> None:
        self._all_open = self.films <= (FEW_FOUND if self.query.is_narrow else FEW)
        lines: list[Entry] = []
        for top in self._tops:
            self._add(lines, top)
        self.about_to_change.emit()
        self.replace(lines)
        self.has_changed.emit()

    def _add(self, lines: list[Entry], group: Group) -> None:
        lines.append(group)
        if not self.is_open(group):
            return
        if not group.inside:
            lines += group.order
        for inner in group.inside:
            if inner.kind is Kind.SERIES and not self._has_line(inner):
                lines += inner.order
            else:
                self._add(lines, inner)

    @staticmethod
    def _has_line(series: Group) -> bool:
        """A series of one film, or the only one of a study, would be a line that says nothing."""
        return series.parent is not None and len(series.parent.inside) > 1 and len(series.order) > 1

    def depth_of(self, entry: Entry) -> int:
        """How far a line is set in."""
        if isinstance(entry, Group):
            return entry.depth
        leaf = self.tree.leaf_of(entry)
        if leaf is None:
            return 0
        return leaf.depth + 1 if leaf.kind is not Kind.SERIES or self._has_line(leaf) else leaf.depth

    def parent_of(self, entry: Entry) -> Group | None:
        """The group that a line is listed under."""
        if isinstance(entry, Group):
            return entry.parent
        leaf = self.tree.leaf_of(entry)
        return leaf.parent if leaf is not None and leaf.kind is Kind.SERIES and not self._has_line(leaf) else leaf
