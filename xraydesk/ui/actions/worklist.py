"""The worklist: going there and back, and what is done with its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from xraydesk.core.decisions import Verdict
from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.ui.worklist.page import WorklistPage


class WorklistHandlers:
    """Handlers of the action table's group ``worklist``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def _page(self) -> WorklistPage:
        return self._context.window.worklist

    def _bring(self) -> WorklistPage:
        """Have the list in front: what is done with its lines is to be seen."""
        if not self._page.isVisible():
            self._context.window.show_worklist()
        return self._page

    def show(self, shown: bool) -> None:
        """The list, or the page before it."""
        if shown:
            self._context.window.show_worklist()
        else:
            self._context.window.pages.leave_worklist()

    def next_unreviewed(self) -> None:
        """On the reading page the next film is opened, in the list its line is chosen."""
        if self._page.round.is_on and not self._page.isVisible():
            self._page.round.open_next_unreviewed()
        else:
            self._bring().commands.go_to_next_unreviewed()

    def open_line(self) -> None:
        """Read the film of the current line."""
        page = self._bring()
        if page.table.current:
            page.round.open(page.table.current)
        else:
            page.say(tr("No line is selected."))

    def accept(self) -> None:
        """The answers of the chosen lines hold."""
        self._page.commands.declare(Verdict.ACCEPTED)

    def reject(self) -> None:
        """They do not hold."""
        self._page.commands.declare(Verdict.REJECTED)

    def correct(self) -> None:
        """Say what the chosen films are instead."""
        self._page.commands.correct()

    def take_back(self) -> None:
        """Take back what stands about the chosen films."""
        self._page.commands.take_back()

    def note(self) -> None:
        """Write a note on the chosen films."""
        self._bring().commands.note()

    def undo(self) -> None:
        """Take the last step back."""
        self._page.reviewing.undo()

    def redo(self) -> None:
        """Do it again."""
        self._page.reviewing.redo()

    def copy(self) -> None:
        """The chosen lines as a table of text."""
        self._page.copy()

    def find(self) -> None:
        """The keyboard goes to the field that searches the list."""
        field = self._page.filter.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def select_all(self) -> None:
        """Every line that is listed."""
        self._bring().table.selectAll()

    def triage_order(self) -> None:
        """Read first what is least normal."""
        self._bring().sort_by_triage()

    def clear_filter(self) -> None:
        """Every film of the run."""
        self._bring().filter.clear()

    def show_failures(self) -> None:
        """Every file without an answer."""
        from xraydesk.ui.worklist.failed_files import FailedFiles

        window, page = self._context.window, self._bring()
        content = FailedFiles(window.storing, page.run, names_hidden=self._context.desk.items.hides_names)
        content.export_asked.connect(self._export_problems)
        self._context.show(tr("Declined and failed files"), content, (920, 560))

    def _export_problems(self) -> None:
        from xraydesk.exporting.stored import Part

        self._page.exporting.ask(self._page.run, (), Part.PROBLEMS)

    def show_figures(self) -> None:
        """Counts of the run, and how far readers and model agree."""
        from xraydesk.ui.worklist.figures import RunFigures

        window, page = self._context.window, self._bring()
        content = RunFigures(window.storing, page.run, self._context.desk.card, page.runs.title(page.run))
        self._context.show(tr("Figures of the run"), content, (760, 640))

    def show_side_by_side(self) -> None:
        """What another run said of the same films."""
        from xraydesk.ui.worklist.side_by_side import SideBySide

        window, page = self._context.window, self._bring()
        hidden = self._context.desk.items.hides_names
        content = SideBySide(window.storing, page.runs.runs, page.run, names_hidden=hidden)
        content.open_asked.connect(page.round.open)
        self._context.show(tr("Two runs side by side"), content, (1000, 680))

    def export(self) -> None:
        """Write the run or the chosen lines."""
        page = self._bring()
        if page.run:
            page.exporting.ask(page.run, page.table.chosen() if page.table.chosen_count > 1 else ())
        else:
            page.say(tr("There is no run to export yet."))
