"""What the reader makes of chosen lines of the worklist, one or thousands: each command is one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from xraydesk.core.decisions import Decision, Verdict, standing
from xraydesk.core.settings import Settings
from xraydesk.store import decisions, notes, runs, worklist
from xraydesk.store.database import Database
from xraydesk.store.notes import Note
from xraydesk.store.worklist import Row
from xraydesk.store.worklist_query import Query
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.findings.declarations import Declarations
from xraydesk.ui.findings.verdicts import now_text
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.worklist.review_steps import Answer, Step, copies, is_scored, report, undoings

if TYPE_CHECKING:
    from xraydesk.model.card import OperatingPoint

FRAME = 0
"""The model reads single frames only."""

AT_ONCE = 500
"""Of more declarations the window would be held while they are made."""

STEPS_KEPT = 100
"""Older ones cannot be undone from the list any more; single declarations always can."""


class Reviewing(QObject):
    """Declares for lines of the list.

    Parameters
    ----------
    point
        The operating point in use, None where no model is at hand.
    may_see
        Called on the lane "store" with digests of films; those whose answers the reader may see, None for all.

    Signals
    -------
    changed
        Something was declared or taken back: the lines that it was about.
    said
        What was done, or why it was not, as a sentence.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        desk: Desk,
        declarations: Declarations,
        storing: Storing,
        settings: Settings,
        point: Callable[[], OperatingPoint | None],
        may_see: Callable[[Database, frozenset[str]], frozenset[str] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._declarations, self._storing, self._settings = desk, declarations, storing, settings
        self._point, self._may_see = point, may_see
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._number = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._undone)

    # ---------------------------------------------------------------------------------- declaring

    def declare(self, query: Query, lines: Sequence[int], verdict: Verdict, *, corrected_to: str = "") -> None:
        """Declare a verdict about the answer of each of these lines; those without an answer are left out."""
        card, point, reader = self._desk.card, self._point(), self._settings["reader_name"]

        def work(database: Database) -> Answer:
            run = runs.of(database, query.run)
            own = card is not None and run is not None and run.model == card.id and point is not None
            rows, force, impressed, hidden = self._gather(database, query, lines, reader)
            answer = Answer([], [], [], 0, 0)
            for row in rows:
                if not is_scored(row) or row.sha256 in hidden or run is None:
                    answer = replace(answer, unscored=answer.unscored + 1)
                    continue
                before = next((each for each in reversed(force.get(row.sha256, [])) if each.label == row.label), None)
                if before is not None and (before.verdict, before.corrected_to) == (verdict, corrected_to):
                    answer = replace(answer, same=answer.same + 1)
                    continue
                answer.lines.append(row.id)
                answer.made.append(
                    Decision(
                        id=uuid4().hex,
                        film=row.sha256,
                        frame=FRAME,
                        label=row.label,
                        verdict=verdict,
                        reader=reader,
                        declared=now_text(),
                        model=run.model,
                        model_sha256=run.model_sha256,
                        probability=row.probability or 0.0,
                        operating_point=point.name if own and point is not None else "",
                        threshold=point.thresholds.get(row.label, 0.0) if own and point is not None else 0.0,
                        ai_seen_first=row.sha256 not in impressed,
                        corrected_to=corrected_to,
                    )
                )
            return answer

        self._ask(work, lambda answer: self._declared(answer, verdict))

    def take_back(self, query: Query, lines: Sequence[int]) -> None:
        """Take back whatever stands about the films of these lines."""
        reader = self._settings["reader_name"]

        def work(database: Database) -> Answer:
            rows, force, _, _ = self._gather(database, query, lines, reader)
            answer = Answer([], [], [], 0, 0)
            for row in rows:
                stands = force.get(row.sha256, [])
                answer = replace(answer, same=answer.same + (not stands))
                answer.lines.extend([row.id] if stands else [])
                answer.taken.extend(stands)
            return answer

        self._ask(work, lambda answer: self._declared(answer, Verdict.UNDONE))

    @staticmethod
    def _model_of(database: Database, query: Query) -> str:
        run = runs.of(database, query.run)
        return run.model_sha256 if run is not None else ""

    def _gather(
        self, database: Database, query: Query, lines: Sequence[int], reader: str
    ) -> tuple[list[Row], dict[str, list[Decision]], frozenset[str], frozenset[str]]:
        """The lines, each film once; what stands about them; with a first impression; whose answers are hidden."""
        model = self._model_of(database, query)
        rows = {row.sha256 or row.id: row for row in worklist.lines(database, query, lines, datetime.now(UTC))}
        films = frozenset(row.sha256 for row in rows.values() if row.sha256)
        declared: dict[str, list[Decision]] = {}
        for each in decisions.of_films(database, films):
            declared.setdefault(each.film, []).append(each)
        force = {
            film: [each for each in standing(everything) if each.model_sha256 == model and each.frame == FRAME]
            for film, everything in declared.items()
        }
        seen = self._may_see(database, films)
        hidden = frozenset() if seen is None else films - seen
        looked = decisions.looked_at(database, films, reader)
        impressed = frozenset(
            film
            for film in looked
            if any(look.impression and look.reader == reader for look in decisions.looks_of_film(database, film))
        )
        return list(rows.values()), force, impressed, hidden

    def _ask(self, work: Callable[[Database], Answer], done: Callable[[Answer], None]) -> None:
        self._number += 1  # a command never takes the place of the one before
        self._storing.read(("worklist review", self._number), work, done)

    def _declared(self, answer: Answer, verdict: Verdict) -> None:
        if answer.lines:
            step = Step(tuple(answer.lines), tuple(answer.made), tuple(answer.taken))
            self._keep(step)
            self._store(step.made, step.taken)
        self.said.emit(report(answer, verdict))
        self.changed.emit(answer.lines)

    def _store(self, made: Sequence[Decision], taken: Sequence[Decision]) -> None:
        """Declare some and take others back; of thousands, each is made on the lane."""
        reader = self._settings["reader_name"]
        on_desk = frozenset(item.sha256 for item in self._desk.items if item.sha256)

        def done(everything: list[Decision]) -> None:
            self._declarations.add_all(everything, on_desk)
            self.changed.emit([])  # read again what was read before it was stored

        if len(taken) <= AT_ONCE:
            self._declarations.add_all([*made, *undoings(taken, reader)], on_desk)
            return
        self._number += 1
        self._storing.read(("worklist review", self._number), lambda _: [*made, *undoings(taken, reader)], done)

    def _keep(self, step: Step) -> None:
        self._done = [*self._done[1 - STEPS_KEPT :], step]
        self._undone.clear()

    # -------------------------------------------------------------------------------------- notes

    def note(self, query: Query, lines: Sequence[int], text: str) -> None:
        """Note something on the films of these lines."""
        reader, number = self._settings["reader_name"], self._number

        def work(database: Database) -> tuple[list[Note], list[int]]:
            rows = [row for row in worklist.lines(database, query, lines, datetime.now(UTC)) if row.sha256]
            films = dict.fromkeys(row.sha256 for row in rows)
            return [Note(uuid4().hex, film, reader, now_text(), text) for film in films], [row.id for row in rows]

        def done(answer: tuple[list[Note], list[int]]) -> None:
            made, noted = answer
            if made:
                self._keep(Step(tuple(noted), notes=tuple(made)))
                self._write_notes(made)
            words = counted("{n} films noted", len(made)) if made else tr("No note: these files could not be read.")
            self.said.emit(words)
            self.changed.emit([])

        self._storing.read(("worklist note", number), work, done)

    def _write_notes(self, made: Sequence[Note]) -> None:
        for note in made:
            self._storing.write(("note", note.id), partial(_add_note, note=note))

    # --------------------------------------------------------------------------------------- undo

    def undo(self) -> None:
        """Take the last step back."""
        if not self._done:
            self.said.emit(tr("There is nothing to undo in the worklist."))
            return
        step = self._done.pop()
        again = replace(step, taken=copies(step.taken))
        self._undone.append(again)
        self._store(again.taken, step.made)
        for note in step.notes:
            self._storing.write(("note", note.id), partial(_remove_note, note=note))
        self.said.emit(counted("Taken back on {n} lines.", len(step.lines)))
        self.changed.emit(list(step.lines))

    def redo(self) -> None:
        """Do what was taken back last again."""
        if not self._undone:
            self.said.emit(tr("There is nothing to do again in the worklist."))
            return
        step = self._undone.pop()
        again = replace(step, made=copies(step.made))
        self._done.append(again)
        self._store(again.made, step.taken)
        self._write_notes(step.notes)
        self.said.emit(counted("Done again on {n} lines.", len(step.lines)))
        self.changed.emit(list(step.lines))


def _add_note(database: Database, note: Note) -> None:
    notes.add(database, note)


def _remove_note(database: Database, note: Note) -> None:
    notes.remove(database, note.id)
