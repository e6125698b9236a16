"""The files of a run without an answer, with reasons: to read, to copy, to export."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.store import worklist
from xraydesk.store.database import Database
from xraydesk.store.worklist import Row
from xraydesk.store.worklist_query import Query, Sort
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import named, text
from xraydesk.ui.worklist.line import STATUSES, tabular

STATUSES_WITHOUT = ("failed", "declined", "unreachable")
"""Lines that have no answer and wait for none."""

MOST = 5000
"""Files that are shown; an export has all."""


class FailedFiles(QWidget):
    """The table, sorted by status and reason, with a line above that counts.

    Signals
    -------
    export_asked
        The reader wants a file of all of them.
    """

    export_asked = Signal()

    def __init__(self, storing: Storing, run: int, *, names_hidden: bool) -> None:
        super().__init__()
        self._names_hidden = names_hidden
        self._rows: list[tuple[str, str, str]] = []
        self._summary = text(tr("Reading …"), name=tr("How many files"))
        self._table = named(QTableWidget(0, 3), tr("Declined and failed files"))
        self._table.setHorizontalHeaderLabels([tr("Status"), tr("Reason"), tr("File")])
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = self._table.horizontalHeader()
        named(head, tr("Columns"))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self._table.setColumnWidth(0, 100)
        self._table.setColumnWidth(1, 420)
        self._copy = named(QPushButton(tr("Copy")), tr("Copy the selected files, or all"))
        self._copy.clicked.connect(self.copy)
        self._export = named(QPushButton(tr("Export…")), tr("Export this list"))
        self._export.clicked.connect(self.export_asked)
        QShortcut(
            QKeySequence.StandardKey.Copy, self._table, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self.copy)
        upper = QHBoxLayout()
        upper.addWidget(self._summary, 1)
        upper.addWidget(self._copy)
        upper.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(upper)
        column.addWidget(self._table, 1)
        self._ask(storing, run)

    def _ask(self, storing: Storing, run: int) -> None:
        query = Query(run, statuses=STATUSES_WITHOUT, sort=Sort.REASON)

        def work(database: Database) -> tuple[int, list[Row]]:
            return worklist.count(database, query), worklist.page(database, query, 0, MOST, datetime.now(UTC))

        def done(answer: tuple[int, list[Row]]) -> None:
            try:
                self._show(*answer)
            except RuntimeError:  # the window was closed before the answer came
                return

        storing.read(("failed files", run), work, done)

    def _show(self, files: int, rows: list[Row]) -> None:
        rows.sort(key=lambda row: STATUSES_WITHOUT.index(row.status))
        self._rows = [self._cells(row) for row in rows]
        self._table.setRowCount(len(rows))
        for place, cells in enumerate(self._rows):
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self._table.setItem(place, column, cell)
        words = counted("{n} files of this run have no answer.", files) if files else ""
        more = tr("The first {n} are shown; an export has all.").format(n=MOST) if files > MOST else ""
        nothing = tr("Every file of this run that was looked at has an answer.")
        self._summary.setText(" ".join(each for each in (words or nothing, more) if each))
        self._copy.setEnabled(bool(rows))
        self._export.setEnabled(bool(rows))

    def _cells(self, row: Row) -> tuple[str, str, str]:
        name = tr("File {number}").format(number=row.id) if self._names_hidden else str(row.path)
        # What the system says of a file often names it.
        reason = "" if self._names_hidden and row.status != "declined" else row.reason
        return tr(STATUSES[row.status]), reason, name

    def copy(self) -> None:
        """The selected files, or all of them, as a table of text."""
        chosen = sorted({index.row() for index in self._table.selectedIndexes()}) or range(self._table.rowCount())
        rows = [self._rows[place] for place in chosen]
        head = (tr("Status"), tr("Reason"), tr("File"))
        QGuiApplication.clipboard().setText(tabular([head, *rows]))
