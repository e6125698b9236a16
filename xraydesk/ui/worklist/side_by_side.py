"""Two runs side by side: a table of what changed, and the films of which they do not say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.store import comparison, worklist
from xraydesk.store.comparison import ABSENT, Pair
from xraydesk.store.database import Database
from xraydesk.store.runs import Run
from xraydesk.store.worklist import Row
from xraydesk.store.worklist_query import Query
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, text
from xraydesk.ui.worklist.line import percent, said_text
from xraydesk.ui.worklist.run_box import title_of

MOST = 1000
"""Films that are listed."""


@dataclass(frozen=True, slots=True)
class _Answer:
    changes: dict[tuple[str, str], int]
    pairs: list[Pair]
    rows: dict[int, Row]


class SideBySide(QWidget):
    """The choice of the other run, the table of changes, the films.

    Signals
    -------
    open_asked
        Number of the line of the run that is shown, whose film is to be opened.
    """

    open_asked = Signal(int)

    def __init__(self, storing: Storing, runs: Mapping[int, Run], run: int, *, names_hidden: bool) -> None:
        super().__init__()
        self._storing, self._run, self._names_hidden = storing, run, names_hidden
        self._only: tuple[str, str] | None = None
        self._changes: dict[tuple[str, str], int] = {}
        self._pairs: list[Pair] = []
        self._said: list[list[str]] = [[], []]
        self._other = named(QComboBox(), tr("The other run"))
        for each in runs.values():
            if each.id != run:
                self._other.addItem(title_of(each, hidden=names_hidden), each.id)
        # The last run of another model is what is meant most often.
        own = runs[run].model_sha256 if run in runs else ""
        others = [each.id for each in runs.values() if each.id != run and each.model_sha256 != own]
        if others:
            self._other.setCurrentIndex(self._other.findData(others[0]))
        self._other.currentIndexChanged.connect(self._ask)
        self._summary = text(tr("There is no other run to compare with."), name=tr("What changed"))
        self._matrix = self._table(tr("What changed"))
        self._matrix.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._matrix.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._matrix.itemSelectionChanged.connect(self._choose)
        self._films = self._table(tr("Films that changed"))
        self._films.activated.connect(lambda index: self._open(index.row()))
        self._lay_out(title_of(runs[run], hidden=names_hidden) if run in runs else "")
        self._ask()

    @staticmethod
    def _table(name: str) -> QTableWidget:
        table = named(QTableWidget(0, 0), name)
        table.setShowGrid(False)
        table.setCornerButtonEnabled(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for head in (table.horizontalHeader(), table.verticalHeader()):
            named(head, name)
            head.setHighlightSections(False)
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self, title: str) -> None:
        upper = QHBoxLayout()
        upper.addWidget(QLabel(tr("Before"), textFormat=Qt.TextFormat.PlainText))
        upper.addWidget(self._other, 1)
        self._films.verticalHeader().hide()
        self._films.horizontalHeader().setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(upper)
        column.addWidget(text(tr("Now: {run}").format(run=title), name=tr("This run"), tone="quiet"))
        column.addWidget(self._summary)
        column.addWidget(self._matrix, 2)
        column.addWidget(self._films, 3)

    def _ask(self, _index: int = 0) -> None:
        other = self._other.currentData()
        if other is None:
            return
        run, only = self._run, self._only

        def work(database: Database) -> _Answer:
            pairs = comparison.pairs(database, run, other, only=only, limit=MOST)
            numbers = [number for pair in pairs for number in (pair.line, pair.other) if number is not None]
            rows = worklist.lines(database, Query(run), numbers, datetime.now(UTC))
            return _Answer(comparison.changes(database, run, other), pairs, {row.id: row for row in rows})

        def done(answer: _Answer) -> None:
            try:
                self._show(answer)
            except RuntimeError:  # the window was closed before the answer came
                return

        self._storing.read("side by side", work, done)

    # -------------------------------------------------------------------------------------- showing

    def _show(self, answer: _Answer) -> None:
        if answer.changes != self._changes:
            self._changes = answer.changes
            self._show_changes()
        self._pairs = answer.pairs
        self._show_films(answer)

    def _show_changes(self) -> None:
        before, now = (sorted({pair[side] for pair in self._changes}) for side in (0, 1))
        self._said = [before, now]
        self._matrix.blockSignals(True)
        self._matrix.clear()
        self._matrix.setRowCount(len(before))
        self._matrix.setColumnCount(len(now))
        self._matrix.setVerticalHeaderLabels([self._word(said) for said in before])
        self._matrix.setHorizontalHeaderLabels([f"→ {self._word(said)}" for said in now])
        for row, old in enumerate(before):
            for column, new in enumerate(now):
                films = self._changes.get((old, new), 0)
                cell = QTableWidgetItem(str(films) if films else "·")
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                cell.setToolTip(f"{self._word(old)} → {self._word(new)}: {films}")
                font = QFont(self._matrix.font())
                font.setBold(bool(films) and old != new)
                cell.setFont(font)
                self._matrix.setItem(row, column, cell)
        self._matrix.resizeColumnsToContents()
        self._matrix.blockSignals(False)
        changed = sum(films for (old, new), films in self._changes.items() if old != new and ABSENT not in (old, new))
        both = sum(films for (old, new), films in self._changes.items() if ABSENT not in (old, new))
        words = tr("Of {films} films that are in both runs, {changed} have another answer now.")
        self._summary.setText(words.format(films=both, changed=changed))

    @staticmethod
    def _word(said: str) -> str:
        return tr("not in this run") if said == ABSENT else said_text(said)

    def _show_films(self, answer: _Answer) -> None:
        heads = (tr("File"), tr("Patient"), tr("Before"), tr("Now"), tr("Moved by"))
        self._films.clear()
        self._films.setColumnCount(len(heads))
        self._films.setHorizontalHeaderLabels(heads)
        self._films.setRowCount(len(self._pairs))
        for place, pair in enumerate(self._pairs):
            new, old = answer.rows.get(pair.line or 0), answer.rows.get(pair.other or 0)
            row = new or old
            if row is None:
                continue
            hidden = tr("File {number}").format(number=row.id)
            cells = (
                hidden if self._names_hidden else row.path.name,
                "" if self._names_hidden else row.patient.replace("^", " "),
                self._said_of(old, pair.said_before),
                self._said_of(new, pair.said),
                f"{100 * pair.moved:.0f} %" if pair.moved else "",
            )
            for column, words in enumerate(cells):
                self._films.setItem(place, column, QTableWidgetItem(words))
        for column, width in enumerate((260, 180, 200, 200)):
            self._films.setColumnWidth(column, width)

    def _said_of(self, row: Row | None, said: str) -> str:
        if row is None or row.probability is None:
            return self._word(said)
        label = f"{self._word(said)} ({row.label})" if row.status == "abstained" else self._word(said)
        return f"{label} {percent(row.probability)}"

    def _choose(self) -> None:
        """Only the films of the chosen cell; without one all that changed."""
        chosen = self._matrix.selectedIndexes()
        before, now = self._said
        self._only = (before[chosen[0].row()], now[chosen[0].column()]) if chosen else None
        self._ask()

    def _open(self, place: int) -> None:
        if place < len(self._pairs) and self._pairs[place].line is not None:
            self.open_asked.emit(self._pairs[place].line)
