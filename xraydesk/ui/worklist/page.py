"""The worklist page: a run's films in the order in which to read them, and what can be done with them from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.store import runs
from xraydesk.store.runs import Run
from xraydesk.store.worklist_query import Query, Sort
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.findings.consultation import Consultation
from xraydesk.ui.shell import arrangement
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import OneLine, named, text, toned
from xraydesk.ui.worklist.asking import WordField
from xraydesk.ui.worklist.columns import COLUMNS, Column
from xraydesk.ui.worklist.commands import Commands
from xraydesk.ui.worklist.exporting import Exporting
from xraydesk.ui.worklist.filter_bar import FilterBar
from xraydesk.ui.worklist.line_list import LineList
from xraydesk.ui.worklist.line_table import LineTable
from xraydesk.ui.worklist.reviewing import Reviewing
from xraydesk.ui.worklist.round import Round
from xraydesk.ui.worklist.run_box import RunBox
from xraydesk.ui.worklist.thumbnails import Thumbnails
from xraydesk.ui.worklist.visibility import Visibility

if TYPE_CHECKING:
    from xraydesk.ui.desk.desk import Desk
    from xraydesk.ui.findings.findings_panel import FindingsPanel

MOST_COPIED = 5000
"""Lines that go onto the clipboard at once; more is what exports are for."""


class WorklistPage(QWidget):
    """The page.

    Attributes
    ----------
    run
        Number of the run that is shown, 0 for none.
    commands, reviewing, round, exporting
        What is done with the chosen lines, what came of it, how films are gone through, and how they are exported.

    Signals
    -------
    run_changed
        Another run is shown; its number.
    attention
        Path of the film that the reader opens.
    menu_asked
        Where a menu for the chosen lines is wanted.
    chosen_changed
        Other lines are selected, or they say something else now.
    """

    run_changed = Signal(int)
    attention = Signal(object)
    menu_asked = Signal(QPoint)
    chosen_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        consultation: Consultation,
        panel: FindingsPanel,
        storing: Storing,
        lanes: Lanes,
        workflow: Workflow,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.run = 0
        self._desk, self._consultation, self._storing, self._settings = desk, consultation, storing, settings
        self._visibility = Visibility(consultation.second_reader, settings, self)
        self.lines = LineList(storing, self._visibility.of, self)
        self.thumbnails = Thumbnails(workflow, lanes, self)
        self.table = LineTable(self.lines, self.thumbnails)
        self.filter = FilterBar()
        self.runs = RunBox()
        self.field = WordField()
        self.reviewing = Reviewing(
            desk, consultation.declarations, storing, settings, lambda: panel.operating_point, self._visibility.of, self
        )
        self.commands = Commands(self.table, self.field, self.reviewing, storing, settings, self)
        self.exporting = Exporting(storing, lanes, settings, self)
        self.round = Round(desk, self.lines, storing, self)
        self._head = QHBoxLayout()
        self._counts = OneLine(tr("How many films"), tone="quiet")
        self._said = OneLine(tr("What was done"))
        self._about = OneLine(tr("The chosen film"), tone="quiet")
        self._empty = text(name=tr("The worklist is empty"), tone="quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()
        self.reread_runs()

    def _lay_out(self) -> None:
        arrangement.arrange(self.table.horizontalHeader(), self._settings["worklist_columns"])
        self.table.setColumnHidden(Column.EARLIER, True)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        label = QLabel(tr("Run"), textFormat=Qt.TextFormat.PlainText)
        label.setBuddy(self.runs)
        upper.addWidget(toned(label, "quiet"))
        upper.addWidget(self.runs, 1)
        upper.addLayout(self._head)
        self._columns = named(QPushButton(tr("Columns")), tr("Choose columns"))
        self._columns.setMenu(self.table.columns_menu())
        upper.addWidget(self._columns)
        self._below = QStackedLayout()
        self._below.addWidget(self.table)
        self._below.addWidget(self._empty)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        lower.addWidget(self._said, 4)
        lower.addWidget(self._about, 3)
        lower.addWidget(self._counts, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addWidget(self.filter)
        column.addLayout(self._below, 1)
        column.addWidget(self.field)
        column.addLayout(lower)

    def _connect(self) -> None:
        self.filter.asked.connect(self._ask)
        self.filter.left.connect(self.take_focus)
        self.table.sort_asked.connect(self._sort_by)
        self.table.open_asked.connect(self.round.open)
        self.table.menu_asked.connect(self.menu_asked)
        self.table.chosen_changed.connect(self._show_chosen)
        self.lines.answered.connect(self._show_counts)
        self.lines.dataChanged.connect(lambda *_: self._show_about())
        self.runs.chosen.connect(self.show_run)
        self.reviewing.said.connect(self.say)
        self.reviewing.changed.connect(lambda _: self.chosen_changed.emit())
        self.commands.said.connect(self.say)
        self._visibility.changed.connect(self.lines.forget_words)
        self.round.said.connect(self.say)
        self.round.attention.connect(self.attention)
        self.round.came.connect(self._follow)
        self._consultation.declarations.changed.connect(lambda _: self.lines.refresh())
        self._desk.items.names_hidden.connect(self._hide_names)
        self._settings.watch("worklist_cap_hours", self._ask)

    def set_head(self, widget: QWidget) -> None:
        """Put something beside the choice of the run."""
        self._head.addWidget(widget)

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------------------------------ the run

    def reread_runs(self) -> None:
        """A run has begun or ended; the newest is shown where none was."""

        def done(found: list[Run]) -> None:
            self.runs.offer(found, self.run)
            several = len({each.model_sha256 for each in found}) > 1
            if several != self.lines.with_earlier:
                self.table.setColumnHidden(Column.EARLIER, not several)
                self._ask()
            if not self.run and found:
                self.show_run(found[0].id)
            self._show_counts()

        self._storing.read("worklist runs", runs.every, done)

    def show_run(self, run: int) -> None:
        """Show another run."""
        if run and run != self.run:
            self.run = run
            self.runs.setCurrentIndex(self.runs.findData(run))
            self.table.scrollToTop()
            self._ask()
            self.run_changed.emit(run)
            if self.runs.findData(run) < 0:
                self.reread_runs()

    def refresh(self) -> None:
        """Lines of the run came or changed: have them read soon."""
        self.lines.refresh()

    def _ask(self, _value: object = None) -> None:
        if not self.run:
            return
        query = self.filter.query(Query(self.run, cap_hours=float(self._settings["worklist_cap_hours"])))
        known = self.runs.runs.get(self.run)
        with_earlier = len({each.model_sha256 for each in self.runs.runs.values()}) > 1
        self.lines.ask(query, known.model_sha256 if known is not None else "", with_earlier=with_earlier)
        self.table.show_sort(query.sort, descending=query.descending)

    def _sort_by(self, sort: Sort) -> None:
        """A click sorts so that what matters comes first; another one turns the order round."""
        query = self.lines.query
        first = sort in (Sort.PROBABILITY, Sort.DATE)
        self.filter.show_sort(sort, descending=not query.descending if query.sort is sort else first)

    def sort_by_triage(self) -> None:
        """Read first what is least normal."""
        self.filter.show_sort(Sort.TRIAGE, descending=False)

    # ------------------------------------------------------------------------------------- showing

    def showEvent(self, event: object) -> None:
        """What was read in the meantime may be seen now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._visibility.renew()
        self.lines.refresh()
        self.lines.forget_words()

    def say(self, sentence: str) -> None:
        """Tell in the line below the list."""
        self._said.show_text(sentence)

    def copy(self) -> None:
        """The chosen lines as a table of text."""
        chosen = self.table.chosen()[:MOST_COPIED]
        head = self.table.horizontalHeader()
        shown = [Column(head.logicalIndex(place)) for place in range(len(Column))]
        columns = [(each, tr(COLUMNS[each].title)) for each in shown if not self.table.isColumnHidden(each)]

        def done(lines: str) -> None:
            QGuiApplication.clipboard().setText(lines)
            self.say(counted("{n} lines copied.", len(chosen)))

        if chosen:
            self.lines.words_of(chosen, columns, done)

    def _show_chosen(self) -> None:
        self._show_about()
        self._show_counts()
        self.chosen_changed.emit()

    def _show_about(self) -> None:
        line = self.lines.of(self.table.current)
        if line is None:
            self._about.show_text("")
            return
        where = self.lines.wording.file(line) if self.lines.wording.names_hidden else str(line.row.path)
        written = " · ".join(note.text for note in line.notes)
        notes = tr("Notes: {notes}").format(notes=written) if written else ""
        self._about.show_text(notes or where, "\n".join(each for each in (where, line.row.reason, notes) if each))

    def _show_counts(self) -> None:
        counts, listed = self.lines.counts, len(self.lines.order)
        self.filter.offer(counts)
        words = [counted("{n} films", counts.total)]
        if listed != counts.total:
            words.insert(0, counted("{n} listed", listed))
        words.append(counted("{n} not reviewed", counts.total - counts.reviewed))
        selected = self.table.chosen_count
        if selected > 1:
            words.insert(0, counted("{n} selected", selected))
        self._counts.show_text(" · ".join(words) if self.run else "")
        self._below.setCurrentWidget(self.table if listed or not self._why_empty() else self._empty)
        self._empty.setText(self._why_empty())

    def _why_empty(self) -> str:
        if not self.run:
            return tr("Nothing was screened yet. Drop a folder on the window: its films come onto this list.")
        if self.lines.counts.total:
            return tr("No film of this run fits the filter.")
        return tr("There is no film in this run yet.")

    def _follow(self, number: int) -> None:
        """The film on screen is the chosen line when the reader comes back."""
        if number and not self.isVisible():
            self.table.choose(number)

    def _hide_names(self, hidden: bool) -> None:
        self.lines.set_names_hidden(hidden)
        self.runs.set_names_hidden(hidden)
        self._show_about()
