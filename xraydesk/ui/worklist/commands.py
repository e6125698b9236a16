"""What a reader does with the chosen lines of the list: verdicts, corrections, notes, and on to the next film."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from xraydesk.core.decisions import Verdict
from xraydesk.core.settings import Settings
from xraydesk.store import worklist
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.worklist.asking import WordField
from xraydesk.ui.worklist.line_table import LineTable
from xraydesk.ui.worklist.reviewing import Reviewing

LONGEST_NAME = 64


class Commands(QObject):
    """Commands for the lines that are selected in a table.

    Parameters
    ----------
    field
        Where a command asks for words.

    Signals
    -------
    said
        Why something is not done, as a sentence.
    """

    said = Signal(str)

    def __init__(
        self,
        table: LineTable,
        field: WordField,
        reviewing: Reviewing,
        storing: Storing,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._table, self._field, self._reviewing = table, field, reviewing
        self._storing, self._settings = storing, settings
        self._name_was_asked = False
        self._go_on_from = 0
        reviewing.changed.connect(self._reviewed)

    def declare(self, verdict: Verdict) -> None:
        """A verdict about the answers of the chosen lines."""
        chosen, query = self._chosen(), self._table.lines.query
        if chosen:
            self._when_named(lambda: self._reviewing.declare(query, chosen, verdict))

    def correct(self) -> None:
        """Ask what the chosen films are instead."""
        chosen, query = self._chosen(), self._table.lines.query
        if not chosen:
            return
        many = counted("What are these {n} films instead?", len(chosen))

        def given(finding: str) -> None:
            self._when_named(lambda: self._reviewing.declare(query, chosen, Verdict.CORRECTED, corrected_to=finding))

        question = many if len(chosen) > 1 else tr("What is it instead?")
        self._field.ask(question, tr("Correct"), given, self._table.setFocus, sorted(self._table.lines.counts.by_label))

    def note(self) -> None:
        """Ask for a note on the chosen films."""
        chosen, query = self._chosen(), self._table.lines.query
        if not chosen:
            return
        many = counted("Note on these {n} films", len(chosen))

        def given(text: str) -> None:
            self._when_named(lambda: self._reviewing.note(query, chosen, text))

        question = many if len(chosen) > 1 else tr("Note on this film")
        self._field.ask(question, tr("Keep the note"), given, self._table.setFocus)

    def take_back(self) -> None:
        """Take back what stands about the chosen films."""
        chosen, query = self._chosen(), self._table.lines.query
        if chosen:
            self._when_named(lambda: self._reviewing.take_back(query, chosen))

    def go_to_next_unreviewed(self) -> None:
        """Choose the next line that nobody has reviewed."""
        self._go_to_next(self._table.current or None)

    def _chosen(self) -> list[int]:
        """The lines to do something with that is stored; none where nothing can be, which is said."""
        if self._storing.database.reads_only:
            self.said.emit(tr("This window only reads. Give verdicts and notes in the window that was opened first."))
            return []
        chosen = self._table.chosen()
        if not chosen:
            self.said.emit(tr("No line is selected."))
        self._go_on_from = chosen[0] if len(chosen) == 1 else 0
        return chosen

    def _when_named(self, act: Callable[[], None]) -> None:
        """Do something that is stored with the reader's name; the first time, ask for it."""
        if self._settings["reader_name"] or self._name_was_asked:
            act()
            return

        def given(name: str) -> None:
            self._name_was_asked = True
            self._settings.set("reader_name", name[:LONGEST_NAME])
            act()

        question = tr("Who is reading? It is stored with what you declare.")
        self._field.ask(question, tr("Go on"), given, self._table.setFocus)

    def _reviewed(self, changed: Collection[int]) -> None:
        """After a verdict on one line the keyboard goes to the next film that nobody has reviewed."""
        at, self._go_on_from = self._go_on_from, 0
        if at and at in changed and self._table.isVisible() and self._table.chosen() == [at]:
            self._go_to_next(at)
        self._table.lines.refresh()

    def _go_to_next(self, after: int | None) -> None:
        lines = self._table.lines
        query = lines.query

        def done(row: worklist.Row | None) -> None:
            if row is None:
                self.said.emit(tr("Every other film of the list was reviewed."))
            elif not self._table.choose(row.id):
                lines.refresh()

        self._storing.read(
            "worklist next", lambda database: worklist.next_unreviewed(database, query, after, datetime.now(UTC)), done
        )
