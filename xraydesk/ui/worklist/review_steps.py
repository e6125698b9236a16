"""Steps of a review from the list: what one command did, what it left out, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import NOTHING_COUNTS
from xraydesk.store.notes import Note
from xraydesk.store.worklist import Row
from xraydesk.ui.findings.verdicts import now_text
from xraydesk.ui.shell.language import counted, tr


@dataclass(frozen=True, slots=True)
class Step:
    """What one command did.

    Attributes
    ----------
    lines
        The lines that it was about.
    made
        The declarations that it added.
    taken
        The declarations that it took back.
    notes
        The notes that it added.
    """

    lines: tuple[int, ...]
    made: tuple[Decision, ...] = ()
    taken: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found that is to be done.

    Attributes
    ----------
    made, taken, lines
        As of a `Step`.
    unscored, same
        Films that were left out: without an answer that may be seen, and those of which this stands already.
    """

    made: list[Decision]
    taken: list[Decision]
    lines: list[int]
    unscored: int
    same: int


def copies(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """The same declarations, made now."""
    return tuple(replace(each, id=uuid4().hex, declared=now_text()) for each in made)


def undoings(taken: Sequence[Decision], reader: str) -> list[Decision]:
    """Declarations that take others back."""
    return [
        replace(
            each, id=uuid4().hex, verdict=Verdict.UNDONE, reader=reader, declared=now_text(), undoes=each.id,
            corrected_to="", note="",
        )
        for each in taken
    ]  # fmt: skip


def is_scored(row: Row) -> bool:
    """Whether there is a finding that a reader could agree with."""
    return bool(row.sha256 and row.status in ("ok", "abstained") and row.label and row.label != NOTHING_COUNTS)


def report(answer: Answer, verdict: Verdict) -> str:
    """What was done, in a sentence or two."""
    films = len(answer.lines)
    done = {
        Verdict.ACCEPTED: counted("Accepted: {n} films.", films),
        Verdict.REJECTED: counted("Rejected: {n} films.", films),
        Verdict.CORRECTED: counted("Corrected: {n} films.", films),
        Verdict.UNDONE: counted("Verdicts taken back: {n} films.", films),
    }[verdict]
    nothing = tr("There is nothing to take back here.") if verdict is Verdict.UNDONE else tr("Nothing was declared.")
    parts = [done if films else nothing]
    if answer.unscored:
        parts.append(counted("{n} without an answer that you may see were left out.", answer.unscored))
    if answer.same and verdict is not Verdict.UNDONE:
        parts.append(counted("{n} were so already.", answer.same))
    return " ".join(parts)
