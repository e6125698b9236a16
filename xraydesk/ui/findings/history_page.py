"""Everything that was ever declared of one film, as a page to read: rows are added, none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from xraydesk.core.decisions import Decision, Verdict, standing
from xraydesk.ui.findings.declarations import Record
from xraydesk.ui.findings.probability_row import percent
from xraydesk.ui.findings.verdicts import impression_text, moment_text, word_of
from xraydesk.ui.shell.language import tr


def history_html(record: Record) -> str:
    """The declarations of a film as rich text, newest last; everything that was typed is escaped."""
    names = {each.id: each.label for each in record.decisions}
    counts = {each.id for each in standing(record.decisions)}
    rows = [_row(each, names, each.id in counts) for each in record.decisions]
    looks = [
        (
            moment_text(look.looked, full=True),
            look.reader or tr("no name"),
            impression_text(look.impression) if look.impression else tr("revealed without one"),
            f"{look.seconds:.0f} s",
        )
        for look in record.looks
    ]
    page = f"<h1>{escape(tr('What was declared of this film'))}</h1>"
    heads: tuple[str, ...]
    if looks:
        heads = (tr("Time"), tr("Reader"), tr("First impression"), tr("After"))
        page += f"<h2>{escape(tr('First impressions, before the answer was shown'))}</h2>{_table(heads, looks)}"
    if rows:
        heads = (
            tr("Time"), tr("Reader"), tr("Finding"), tr("Verdict"), tr("Note"), tr("Model said"),
            tr("Operating point"), tr("Model"), tr("Answer seen first"),
        )  # fmt: skip
        page += f"<h2>{escape(tr('Findings'))}</h2>{_table(heads, rows)}"
    if record.overrides:
        heads = (tr("Time"), tr("Reader"), tr("The guard said"), tr("Reason"), tr("Model"))
        scores = [
            (moment_text(each.made, full=True), each.reader or tr("no name"), each.advice, each.because, each.model)
            for each in record.overrides
        ]
        page += f"<h2>{escape(tr('Scores against the guard’s advice'))}</h2>{_table(heads, scores)}"
    if not looks and not rows and not record.overrides:
        page += f"<p>{escape(tr('Nothing yet.'))}</p>"
    return page


def _row(each: Decision, names: dict[str, str], counts: bool) -> tuple[str, ...]:
    verdict = word_of(each.verdict)
    if each.verdict is Verdict.CORRECTED:
        verdict = tr("corrected to {finding}").format(finding=each.corrected_to)
    if each.verdict is not Verdict.UNDONE and not counts:
        verdict = tr("{verdict} (taken back later)").format(verdict=verdict)
    return (
        moment_text(each.declared, full=True),
        each.reader or tr("no name"),
        names.get(each.undoes, each.label),
        verdict,
        each.note,
        percent(each.probability),
        f"{each.operating_point} ({percent(each.threshold)})",
        f"{each.model} {each.model_sha256[:8]}",
        tr("yes") if each.ai_seen_first else tr("no"),
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cell = "style='padding-right:14px'"
    head = "".join(f"<th align='left' class='quiet' {cell}>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td {cell}>{escape(value)}</td>" for value in row) + "</tr>" for row in rows)
    return f"<table cellspacing='0' cellpadding='3'><tr>{head}</tr>{body}</table>"
