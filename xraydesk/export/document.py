"""A run as a PDF to print or file: a sheet of figures, evidence and limits, then the films, the urgent ones first."""

from __future__ import annotations

from collections.abc import Sequence

from xraydesk.core.findings import Status
from xraydesk.core.statistics import counts
from xraydesk.core.triage import urgency
from xraydesk.export.figures import agreed, compared, confusions, reading_of, remarks
from xraydesk.export.run import RESEARCH_USE, Case, Run, answer_text
from xraydesk.export.sheets import MARGIN, QUIET, WARN, WIDTH, Column, Sheets
from xraydesk.export.texts import prose, visible

_TITLE = "Screening results"
_ROOM = WIDTH - 2 * MARGIN
_PLACE = 40.0


def document_of(run: Run) -> bytes:
    """A run as PDF (A4), with ``research use`` at the foot of every sheet.

    The first sheet: where it comes from, counts by status and label, agreement with readers, and what the model card
    says of evidence and limits. Then the films in triage order, and what was declined or failed with the reasons.
    """
    sheets = Sheets(_TITLE, RESEARCH_USE)
    sheets.space(12)
    sheets.text(_TITLE, 18, bold=True)
    sheets.space(2)
    sheets.text(RESEARCH_USE, 10, bold=True, colour=WARN)
    _origin(sheets, run)
    _counts(sheets, run)
    _agreement(sheets, run)
    _card(sheets, run)
    _films(sheets, run)
    _left_out(sheets, run, Status.DECLINED, "Declined")
    _left_out(sheets, run, Status.FAILED, "Failed")
    return sheets.content()


def _origin(sheets: Sheets, run: Run) -> None:
    sheets.space(6)
    columns = (Column("", 110), Column("", _ROOM - 110))
    facts = [("made", run.made), ("with", run.software), ("model", run.model), *run.settings]
    for name, value in facts:
        if value:
            sheets.row(columns, (prose(name), prose(value)))


def _counts(sheets: Sheets, run: Run) -> None:
    tally = counts((case.result for case in run.cases), run.labels)
    sheets.heading("Counts")
    sheets.text(f"{tally.lines} files, {tally.films} different films.", 8.5)
    statuses = [(status.value, number) for status, number in tally.by_status.items()]
    apart = [("scored against advice", tally.against_advice)] if tally.against_advice else []
    _bars(sheets, "status", [*statuses, *apart], tally.lines)
    sheets.space(6)
    _bars(sheets, "answers by label", list(tally.by_label.items()), max(tally.by_label.values(), default=0))


def _bars(sheets: Sheets, head: str, lines: Sequence[tuple[str, int]], most: int) -> None:
    columns = (Column(head, 150), Column("files", 50, is_number=True))
    sheets.row(columns, [column.head for column in columns], bold=True)
    for name, number in lines:
        sheets.row(columns, (prose(name), str(number)))
        sheets.bar(MARGIN + 210, number / most if most else 0, _ROOM - 210)


def _agreement(sheets: Sheets, run: Run) -> None:
    found = reading_of(run)
    if found is None:
        return
    sheets.heading("Readers and model")
    sheets.text(compared(found), 8.5)
    for label, each in confusions(found).items():
        sheets.space(4)
        if label:
            sheets.text(label, 8.5, bold=True)
        width = min(90.0, (_ROOM - 130) / len(each.labels))
        columns = (Column("reader (rows), model", 130), *(Column(name, width, is_number=True) for name in each.labels))
        sheets.row(columns, [prose(column.head) for column in columns], bold=True)
        for name, numbers in zip(each.labels, each.table, strict=True):
            sheets.row(columns, (prose(name), *map(str, numbers)))
        sheets.text(agreed(each), 8.5)


def _card(sheets: Sheets, run: Run) -> None:
    if run.model_lines:
        sheets.heading("Evidence and limits, as the model card states them")
        for line in run.model_lines:
            sheets.text(line, 7.5)
            sheets.space(2.5)


def _films(sheets: Sheets, run: Run) -> None:
    answered = [case for case in run.in_triage_order if case.result.findings]
    if not answered:
        return
    sheets.turn()
    sheets.heading("Films, the one to read first at the top")
    shown = run.labels if len(run.labels) <= 4 else ()
    numbers = [Column(name, 60, is_number=True) for name in ("not normal", *shown)]
    columns = [Column("", _PLACE, is_number=True), Column("answer", _ROOM - _PLACE - 60 * len(numbers)), *numbers]
    heads = [prose(column.head) for column in columns]
    sheets.row(columns, heads, bold=True)
    for place, case in enumerate(answered, 1):
        if sheets.need(30):
            sheets.row(columns, heads, bold=True)
        sheets.space(3)
        sheets.row(columns, [str(place), *_film(case, shown)])
        sheets.text(visible(str(case.result.path)), 7, colour=QUIET, indent=_PLACE)
        for remark in remarks(case):
            sheets.text(remark, 7, colour=WARN, indent=_PLACE)


def _film(case: Case, labels: Sequence[str]) -> list[str]:
    result = case.result
    chances = {finding.label: f"{finding.probability:.3f}" for finding in result.findings}
    return [
        prose(answer_text(result)),
        f"{urgency(result.findings) or 0.0:.3f}",
        *(chances.get(label, "") for label in labels),
    ]


def _left_out(sheets: Sheets, run: Run, status: Status, title: str) -> None:
    cases = [case for case in run.cases if case.result.status is status]
    if not cases:
        return
    sheets.heading(title)
    for case in cases:
        sheets.need(24)
        sheets.text(visible(str(case.result.path)), 7.5)
        sheets.text(case.result.reason, 7, colour=QUIET, indent=12)
