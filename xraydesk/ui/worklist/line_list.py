"""The worklist as a model for tables: all numbers of lines in their order, and the lines themselves where one looks.

The order of 100,000 lines is 100,000 whole numbers, read in a fraction of a second in the background. What a line
says is read for those on screen and a little around them, and the oldest are forgotten again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from xraydesk.store import decisions, notes, results, worklist
from xraydesk.store.database import Database
from xraydesk.store.worklist import Counts
from xraydesk.store.worklist_query import Query
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import tr
from xraydesk.ui.worklist.columns import COLUMNS, Column
from xraydesk.ui.worklist.line import Line, Wording, line_of
from xraydesk.ui.worklist.order import Order

Index = QModelIndex | QPersistentModelIndex

LINES_KEPT = 2000
"""Lines of which the words are at hand; others are read again when one looks at them."""

AROUND = 60
"""Lines read before and after those on screen."""

REFRESH_MS = 500
"""Changes within this time are read together."""

FIRST = 80
"""Lines that come together with a new order."""

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An answer of the database: the order, some lines, how many there are."""

    query: Query
    order: Order
    lines: dict[int, Line]
    counts: Counts


class LineList(QAbstractTableModel):
    """The lines of one query.

    Attributes
    ----------
    wording
        Says what stands in the cells.
    order
        Numbers of the lines in their order; replaced as a whole.
    counts
        Of the whole run, whatever the filter.

    Parameters
    ----------
    looked_at
        Called on the lane "store" with digests of films: those at which the reader has looked, None where answers are
        not hidden at all.

    Signals
    -------
    about_to_move, moved
        Before and after lines change their places; selection and scroll place are the table's to keep.
    answered
        A question was answered: the counts are new.
    """

    about_to_move = Signal()
    moved = Signal()
    answered = Signal()

    def __init__(
        self,
        storing: Storing,
        looked_at: Callable[[Database, Collection[str]], Collection[str] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.wording = Wording()
        self.counts = Counts({}, {}, 0)
        self.query = Query(0)
        self.with_earlier = False
        self.model_sha256 = ""
        self.order = Order()
        self._storing, self._looked_at = storing, looked_at
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._stale: set[int] = set()
        self._seen = range(0)
        self._asked: frozenset[int] = frozenset()
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self._read)

    # ------------------------------------------------------------------------------ what Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Lines of the query."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """All columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """What stands over the columns; lines are numbered for screen readers."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        look = COLUMNS[Column(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(look.title)
        return tr(look.tip) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; an ellipsis while the line is being read."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in roles:
            return None
        line = self.line(index.row())
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        words = self.wording.cell(line, Column(index.column()), datetime.now(UTC))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(COLUMNS[Column(index.column())].title)}: {words or tr('nothing')}"
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.FILM and not self.wording.names_hidden:
            return str(line.row.path)
        return words

    # ------------------------------------------------------------------------------------- the lines

    def line(self, place: int) -> Line | None:
        """The line at a place, None while it is not at hand."""
        return self._lines.get(self.order[place]) if 0 <= place < len(self.order) else None

    def of(self, number: int) -> Line | None:
        """The line of a number, None while it is not at hand."""
        return self._lines.get(number)

    def place_of(self, number: int) -> int:
        """Where a line stands, -1 where it is not listed."""
        return self.order.place_of(number)

    def look_at(self, first: int, last: int) -> None:
        """These places are on screen: have them and what is around them at hand."""
        self._seen = range(max(0, first), min(last + 1, len(self.order)))
        around = range(max(0, first - AROUND), min(last + 1 + AROUND, len(self.order)))
        missing = [number for number in self.order[around.start : around.stop] if self._is_missing(number)]
        seen = [number for number in self.order[self._seen.start : self._seen.stop] if self._is_missing(number)]
        if not self._asked >= frozenset(seen) or (missing and not self._asked):
            self._fetch(missing)

    def _is_missing(self, number: int) -> bool:
        return number not in self._lines or number in self._stale

    def _fetch(self, numbers: Sequence[int]) -> None:
        self._asked = frozenset(numbers)
        query, read = self.query, self._reader()

        def done(lines: dict[int, Line]) -> None:
            self._asked = frozenset()
            if query.run == self.query.run:
                self._keep(lines)
                self.look_at(self._seen.start, self._seen.stop - 1)

        self._storing.read("worklist lines", lambda database: read(database, query, numbers), done)

    def _keep(self, lines: dict[int, Line]) -> None:
        for number, line in lines.items():
            self._lines[number] = line
            self._lines.move_to_end(number)
            self._stale.discard(number)
        while len(self._lines) > LINES_KEPT:
            self._lines.popitem(last=False)
        places = self.order.places_of(lines)
        if places:
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], len(Column) - 1))

    # --------------------------------------------------------------------------------- asking anew

    def ask(self, query: Query, model_sha256: str = "", *, with_earlier: bool = False) -> None:
        """List something else."""
        if query.run != self.query.run:
            self._lines.clear()
            self._stale.clear()
            self._seen = range(0)
        self.query, self.model_sha256, self.with_earlier = query, model_sha256, with_earlier
        self._soon.stop()
        self._read()

    def refresh(self) -> None:
        """Something has changed in the database; read it soon."""
        if self.query.run and not self._soon.isActive():
            # The longer the list, the more seldom it is read as a whole.
            self._soon.start(max(REFRESH_MS, len(self.order) // 50))

    def forget_words(self) -> None:
        """Lines are to be read again, though they stand where they stood."""
        self._stale.update(self._lines)
        self.look_at(self._seen.start, self._seen.stop - 1)

    def set_names_hidden(self, hidden: bool) -> None:
        """Number files and patients instead of naming them."""
        self.wording.names_hidden = hidden
        if self.order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, len(Column) - 1))

    def _read(self) -> None:
        query, read = self.query, self._reader()
        seen = self.order[self._seen.start : self._seen.stop]

        def work(database: Database) -> Snapshot:
            now = datetime.now(UTC)
            order = Order(worklist.order(database, query, now))
            wanted = dict.fromkeys([*order[:FIRST], *(number for number in seen if order.place_of(number) >= 0)])
            lines = read(database, query, list(wanted))
            return Snapshot(query, order, lines, worklist.counts(database, query.run))

        self._storing.read("worklist order", work, self._take)

    def _take(self, answer: Snapshot) -> None:
        if answer.query != self.query:
            return
        self.about_to_move.emit()
        before, after = len(self.order), len(answer.order)
        if after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
        elif after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
        self.order, self.counts = answer.order, answer.counts
        if after > before:
            self.endInsertRows()
        elif after < before:
            self.endRemoveRows()
        self._stale.update(self._lines)
        self._asked = frozenset()
        for number, line in answer.lines.items():
            self._lines[number] = line
            self._stale.discard(number)
        if after:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(Column) - 1))
        self.moved.emit()
        self.answered.emit()

    def _reader(self) -> Callable[[Database, Query, Sequence[int]], dict[int, Line]]:
        model, with_earlier, looked_at = self.model_sha256, self.with_earlier, self._looked_at

        def read(database: Database, query: Query, numbers: Sequence[int]) -> dict[int, Line]:
            rows = worklist.lines(database, query, numbers, datetime.now(UTC))
            films = {row.sha256 for row in rows if row.sha256}
            declared, written = _by_film(decisions.of_films(database, films)), _by_film(notes.of_films(database, films))
            other = results.beside(database, films, model) if with_earlier else {}
            looked = looked_at(database, films)
            return {
                row.id: line_of(
                    row,
                    declared.get(row.sha256, []),
                    written.get(row.sha256, []),
                    other.get(row.sha256),
                    hidden=looked is not None and row.sha256 not in looked,
                )
                for row in rows
            }

        return read

    def words_of(
        self, numbers: Sequence[int], columns: Sequence[tuple[Column, str]], done: Callable[[str], None]
    ) -> None:
        """Lines as a table of text, which is made in the background."""
        query, read, wording = self.query, self._reader(), self.wording

        def work(database: Database) -> str:
            lines = read(database, query, numbers)
            ordered = [lines[number] for number in numbers if number in lines]
            return wording.table(ordered, columns, datetime.now(UTC))

        self._storing.read("worklist words", work, done)


def _by_film(found: Iterable[Any]) -> dict[str, list[Any]]:
    films: dict[str, list[Any]] = {}
    for each in found:
        films.setdefault(each.film, []).append(each)
    return films
