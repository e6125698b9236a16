"""One line of the worklist with all that the list shows of it, and its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from xraydesk.core.decisions import Decision, Verdict, standing
from xraydesk.core.findings import NOTHING_COUNTS, ScreeningResult, abstention
from xraydesk.store.notes import Note
from xraydesk.store.worklist import Row
from xraydesk.ui.findings.verdicts import word_of
from xraydesk.ui.shell.language import counted, mark, tr
from xraydesk.ui.view.corner_texts import shorten
from xraydesk.ui.worklist.columns import Column

STATUSES = {
    "ok": mark("answered"),
    "abstained": mark("abstained"),
    "declined": mark("declined"),
    "failed": mark("failed"),
    "waiting": mark("waiting"),
    "unreachable": mark("unreachable"),
}
"""Status of a line → as people read it."""

TONES = {"ok": "", "abstained": "caution", "declined": "quiet", "failed": "alarm", "waiting": "faint",
         "unreachable": "caution"}  # fmt: skip
"""Status of a line → tone of `style_sheet` in which it is written; the word says the same."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes
    ----------
    row
        What the list holds of it.
    decisions
        The standing declarations about findings of its film, oldest first.
    notes
        What readers wrote of the film, oldest first.
    earlier
        What another model said of the film last; None where none did.
    answer_hidden
        Whether what the model said must not be shown until the reader has looked at the film.
    """

    row: Row
    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()
    earlier: ScreeningResult | None = None
    answer_hidden: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether there is a finding that a reader could agree with."""
        return bool(self.row.sha256 and self.row.label and self.row.label != NOTHING_COUNTS)


def line_of(
    row: Row, decisions: Sequence[Decision], notes: Sequence[Note], earlier: ScreeningResult | None, *, hidden: bool
) -> Line:
    """A line, with what stands of the declarations."""
    has_answer = row.status in ("ok", "abstained", "declined")
    return Line(row, tuple(standing(decisions)), tuple(notes), earlier, hidden and has_answer)


def said_text(said: str) -> str:
    """A label as the model spells it, or a status as people read it."""
    return tr(STATUSES[said]) if said in STATUSES else said


def percent(probability: float) -> str:
    """A rounded 100 or 0 would claim certainty."""
    if probability > 0.99:
        return "> 99 %"
    return "< 1 %" if probability < 0.01 else f"{probability * 100:.0f} %"


def iso_text(stored: str) -> str:
    """A stored moment in local time to the minute, year first."""
    try:
        return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stored


def tabular(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text with tabs, for the clipboard; no cell breaks the table or begins a formula."""
    return "\n".join("\t".join(_plain(cell) for cell in row) for row in rows)


def _plain(cell: str) -> str:
    cell = " ".join(cell.split())
    return f"'{cell}" if cell[:1] in tuple("=+-@") else cell


class Wording:
    """Says what stands in the cells of a line.

    Attributes
    ----------
    names_hidden
        Whether files and patients are numbered instead of named.
    """

    def __init__(self) -> None:
        self.names_hidden = False

    def file(self, line: Line) -> str:
        """The file's name, or the line's number while names are hidden: file names often hold the patient's."""
        return tr("File {number}").format(number=line.row.id) if self.names_hidden else line.row.path.name

    def patient(self, line: Line) -> str:
        """The patient's name or ID in one line."""
        name = line.row.patient.replace("^", " ").strip()
        return tr("hidden") if name and self.names_hidden else shorten(name)

    def status(self, line: Line) -> str:
        """How screening ended."""
        if line.answer_hidden:
            return tr("AI hidden")
        return tr(STATUSES[line.row.status])

    def answer(self, line: Line) -> str:
        """The label, or that there is none."""
        if line.answer_hidden or line.row.status in ("waiting", "declined", "failed", "unreachable"):
            return ""
        return line.row.label

    def detail(self, line: Line) -> str:
        """What stands below the answer: the set of labels, or the reason."""
        row = line.row
        if line.answer_hidden:
            return tr("look at the film first")
        if row.status == "abstained":
            return abstention(row.label_set or (), tr)
        if row.status == "ok" and row.label_set is not None and (row.label,) != row.label_set:
            return ", ".join(row.label_set)
        reason = "" if self.names_hidden and row.status in ("failed", "unreachable") else row.reason
        return shorten(reason)

    def probability(self, line: Line) -> str:
        """In per cent."""
        if line.answer_hidden or line.row.probability is None:
            return ""
        return percent(line.row.probability)

    def earlier(self, line: Line) -> str:
        """What another model said."""
        result = line.earlier
        if result is None or line.answer_hidden:
            return ""
        if not result.findings:
            return said_text(result.status.value)
        chance = max(each.probability for each in result.findings)
        return f"{said_text('abstained') if result.status == 'abstained' else result.label} {percent(chance)}"

    def differs(self, line: Line) -> bool:
        """Whether another model said something else."""
        if line.earlier is None or line.answer_hidden:
            return False
        return (line.earlier.status.value, line.earlier.label) != (line.row.status, line.row.label)

    def study_date(self, line: Line) -> str:
        """The date, year first."""
        stored = line.row.study_date
        return f"{stored[:4]}-{stored[4:6]}-{stored[6:]}" if len(stored) == 8 and stored.isdigit() else stored

    def waiting(self, line: Line, now: datetime) -> str:
        """For how long nobody has looked at it; once somebody has, since when it is on the list."""
        if line.row.reviewed:
            return iso_text(line.row.added)
        hours = int((now - datetime.fromisoformat(line.row.added)).total_seconds() // 3600)
        if hours < 1:
            return tr("under an hour")
        return counted("{n} hours", hours) if hours < 72 else counted("{n} days", hours // 24)

    def verdict(self, line: Line) -> tuple[str, str]:
        """What was declared last, and by whom and when."""
        if not line.decisions:
            return (tr("reviewed"), "") if line.row.reviewed else ("", "")
        last = line.decisions[-1]
        word = word_of(last.verdict)
        if last.verdict is Verdict.CORRECTED:
            word = tr("corrected to {finding}").format(finding=shorten(last.corrected_to))
        return word, f"{shorten(last.reader) or tr('no name')}, {iso_text(last.declared)}"

    def cell(self, line: Line, column: Column, now: datetime) -> str:
        """A cell as text: for screen readers, tool tips and the clipboard."""
        verdict, who = self.verdict(line)
        texts = {
            Column.FILM: lambda: self.file(line),
            Column.STATUS: lambda: self.status(line),
            Column.ANSWER: lambda: " · ".join(each for each in (self.answer(line), self.detail(line)) if each),
            Column.PROBABILITY: lambda: self.probability(line),
            Column.EARLIER: lambda: self.earlier(line),
            Column.PATIENT: lambda: self.patient(line),
            Column.STUDY_DATE: lambda: self.study_date(line),
            Column.ADDED: lambda: " · ".join(
                each for each in (self.waiting(line, now), tr("waits too long") if line.row.overdue else "") if each
            ),
            Column.REVIEWED: lambda: " · ".join(each for each in (verdict, who) if each),
            Column.NOTES: lambda: str(line.row.notes) if line.row.notes else "",
        }
        return texts[column]()

    def table(self, lines: Collection[Line], columns: Sequence[tuple[Column, str]], now: datetime) -> str:
        """Lines as text with tabs, for the clipboard; no cell breaks the table or begins a formula."""
        rows = [[title for _, title in columns]]
        rows += [[self.cell(line, column, now) for column, _ in columns] for line in lines]
        return tabular(rows)
