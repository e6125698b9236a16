"""A run in figures: counts by status and label, and how far readers and model agree."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from xraydesk.core.agreement import LEAST_FILMS, Agreement
from xraydesk.core.statistics import OTHER, Reading, reading
from xraydesk.store import decisions, results, worklist
from xraydesk.store.database import Database
from xraydesk.store.worklist import Counts
from xraydesk.store.worklist_query import Query, Sort
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.dialogs import Page
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.worklist.line import STATUSES

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard


class RunFigures(Page):
    """A page to read; it fills when the figures are there."""

    def __init__(self, storing: Storing, run: int, card: ModelCard | None, title: str) -> None:
        super().__init__(f"<p>{escape(tr('Reading …'))}</p>")
        labels = card.labels if card is not None else ()
        exclusive = card.exclusive if card is not None else True

        def work(database: Database) -> tuple[Counts, Reading]:
            counts = worklist.counts(database, run)
            # Only what was reviewed can agree; 100,000 results need not be read for it.
            reviewed = Query(run, reviewed=True, sort=Sort.DISCOVERY)
            entries = worklist.order(database, reviewed, datetime.now(UTC))
            lines = list(results.of_run(database, run, entries=entries)) if entries else []
            declared = decisions.of_films(database, {line.sha256 for line in lines})
            spoken = labels or tuple(sorted(counts.by_label))
            return counts, reading(lines, declared, spoken, exclusive=exclusive)

        def done(answer: tuple[Counts, Reading]) -> None:
            try:
                self.show_html(figures_html(title, *answer))
            except RuntimeError:  # the window was closed before the answer came
                return

        storing.read(("run figures", run), work, done)


def figures_html(title: str, counts: Counts, read: Reading) -> str:
    """The figures as rich text."""
    parts = [f"<h1>{escape(tr('Figures of the run'))}</h1><p class='quiet'>{escape(title)}</p>"]
    parts.append(_counts(tr("Files by status"), [
        (tr(words), counts.by_status.get(status, 0)) for status, words in STATUSES.items()
    ], counts.total))  # fmt: skip
    answered = counts.by_status.get("ok", 0)
    by_label = sorted(counts.by_label.items(), key=lambda item: -item[1])
    parts.append(_counts(tr("Answers by label"), by_label, answered))
    parts.append(f"<h2>{escape(tr('Readers and model'))}</h2>")
    open_ = counts.total - counts.reviewed
    parts.append(
        f"<p>{escape(counted('{n} files reviewed', counts.reviewed))},"
        f" {escape(counted('{n} not reviewed', open_))}.</p>"
    )
    parts.append(_reading(read))
    return "".join(parts)


def _counts(head: str, rows: list[tuple[str, int]], total: int) -> str:
    body = "".join(
        f"<tr><td>{escape(words)}</td><td align='right'>{count}</td>"
        f"<td align='right' class='quiet'>{_share(count, total)}</td></tr>"
        for words, count in rows
    )
    total_row = f"<tr><td><b>{escape(tr('all'))}</b></td><td align='right'><b>{total}</b></td><td></td></tr>"
    return f"<h2>{escape(head)}</h2><table cellpadding='4' cellspacing='0' width='60%'>{body}{total_row}</table>"


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f} %" if total else ""


def _reading(read: Reading) -> str:
    if not read.reviewed:
        return f"<p>{escape(tr('Nobody has declared anything about a film of this run yet.'))}</p>"
    parts = []
    left = [
        counted("{n} on which the model abstained", read.abstained) if read.abstained else "",
        counted("{n} scored against advice", read.against_advice) if read.against_advice else "",
        counted("{n} without one clear verdict", read.undecided) if read.undecided else "",
    ]
    if any(left):
        parts.append(f"<p>{escape(tr('Left out:'))} {escape(', '.join(each for each in left if each))}.</p>")
    if read.by_finding:
        for label, found in read.by_finding.items():
            if found.films:
                parts.append(f"<h3>{escape(label)}</h3>{_agreement(found)}")
    else:
        parts.append(_agreement(read.all))
    if read.seen_first:
        seen = counted(
            "In {n} of these films the reader had seen the model’s answer first: that is no independent agreement.",
            read.seen_first,
        )
        parts.append(f"<p class='caution'>{escape(seen)}</p>")
        if read.unaided.films:
            parts.append(f"<h3>{escape(tr('Films read before the answer was seen'))}</h3>{_agreement(read.unaided)}")
    return "".join(parts)


def _agreement(found: Agreement) -> str:
    if not found.films:
        return f"<p>{escape(tr('No film can be compared yet.'))}</p>"
    agreed = tr("Both say the same of {agreed} of {films} films").format(agreed=found.agreed, films=found.films)
    words = f"<p>{escape(agreed)}"
    if found.raw is not None:
        words += f" ({100 * found.raw.value:.0f} %"
        if found.raw.low is not None and found.raw.high is not None:
            words += f", 95 % {tr('interval')} {100 * found.raw.low:.0f}–{100 * found.raw.high:.0f} %"
        words += ")"
    words += ".</p>"
    if found.kappa is not None:
        kappa = found.kappa
        words += (
            f"<p>{escape(tr('Cohen’s kappa'))}: <b>{kappa.value:.2f}</b>"
            f" (95 % {tr('interval')} {kappa.low:.2f}–{kappa.high:.2f})</p>"
        )
    elif found.films < LEAST_FILMS:
        words += f"<p class='quiet'>{escape(counted('Kappa is given from {n} films on.', LEAST_FILMS))}</p>"
    return words + _table(found)


def _table(found: Agreement) -> str:
    names = [tr("other") if name == OTHER else name for name in found.labels]
    head = "".join(f"<th align='right' class='quiet'>{escape(name)}</th>" for name in names)
    rows = "".join(
        f"<tr><td class='quiet'>{escape(names[row])}</td>"
        + "".join(
            f"<td align='right'>{'<b>' if row == column else ''}{count}{'</b>' if row == column else ''}</td>"
            for column, count in enumerate(counts)
        )
        + "</tr>"
        for row, counts in enumerate(found.table)
    )
    corner = escape(tr("reader ↓   model →"))
    top = f"<tr><th align='left' class='quiet'>{corner}</th>{head}</tr>"
    return f"<table cellpadding='5' cellspacing='0'>{top}{rows}</table>"
