"""A run as one HTML page to print or pass on: self-contained, everything escaped, nothing in it that runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.statistics import Reading, counts
from xraydesk.core.triage import urgency
from xraydesk.export.figures import agreed, compared, confusions, reading_of, remarks
from xraydesk.export.run import RESEARCH_USE, Case, Run, answer_text
from xraydesk.export.texts import prose, visible

_STYLE: Final = """
:root { color-scheme: light dark; --line: #c8ccd2; --quiet: #5a626d; --bar: #3f77b5; --warn: #8a5a00 }
@media (prefers-color-scheme: dark) { :root { --line: #3a4048; --quiet: #a0a8b3; --bar: #6fa4dd; --warn: #e0b060 } }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1.5em }
h1 { font-size: 1.5em; margin: 0 } h2 { font-size: 1.1em; margin: 2em 0 .5em }
.use { color: var(--warn); font-weight: 600 } .quiet { color: var(--quiet) }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .3em .7em .3em 0; text-align: left; vertical-align: top }
th { font-weight: 600 } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.narrow { width: auto } .card { margin: .3em 0 } dt::first-letter { text-transform: uppercase }
.left td, .films td:nth-child(2), .films td:last-child { overflow-wrap: anywhere }
.bar { background: var(--bar); height: .8em; min-width: 1px }
.bars td:last-child { width: 60% } dt { float: left; clear: left; width: 12em; color: var(--quiet) }
dd { margin-left: 13em }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } thead { display: table-header-group } }
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page_of(run: Run) -> bytes:
    """A run as one HTML file in UTF-8.

    Counts by status, a histogram by label, agreement with readers, the films in triage order, what was declined and
    what failed with the reasons, what the model's card says first, and when and with what the page was made.
    """
    results = [case.result for case in run.cases]
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Screening results</title><style>{_STYLE}</style></head><body>",
        "<h1>Screening results</h1>",
        f'<p class="use">{escape(RESEARCH_USE)}</p>',
        *_origin(run),
        *_counts(run, results),
        *_agreement(run),
        *_films(run),
        *_left_out(run, Status.DECLINED, "Declined"),
        *_left_out(run, Status.FAILED, "Failed"),
        "</body></html>",
    ]
    return "\n".join(parts).encode("utf-8")


def _text(text: str) -> str:
    """A text that nothing around it can be turned by; sentences stay on one line."""
    return f"<bdi>{escape(prose(text))}</bdi>"


def _path(case: Case) -> str:
    return f"<bdi>{escape(visible(str(case.result.path)))}</bdi>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> list[str]:
    """Heads and cells are HTML already; a head that starts with ``#`` is of a column of numbers."""

    def cell(tag: str, head: str, content: str) -> str:
        return f'<{tag} class="number">{content}</{tag}>' if head.startswith("#") else f"<{tag}>{content}</{tag}>"

    return [
        f'<table class="{kind}"><thead><tr>' + "".join(cell("th", head, head.lstrip("#")) for head in heads),
        "</tr></thead><tbody>",
        *(
            "<tr>" + "".join(cell("td", head, content) for head, content in zip(heads, row, strict=True)) + "</tr>"
            for row in rows
        ),
        "</tbody></table>",
    ]


def _origin(run: Run) -> list[str]:
    facts = [("Made", run.made), ("With", run.software), ("Model", run.model), *run.settings]
    lines = [f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in facts if value]
    card = [f'<p class="card">{_text(line)}</p>' for line in run.model_lines]
    return ["<dl>", *lines, "</dl>", *(["<h2>What the model card says</h2>", *card] if card else [])]


def _counts(run: Run, results: Sequence[ScreeningResult]) -> list[str]:
    tally = counts(results, run.labels)
    apart = [("scored against advice", tally.against_advice)] if tally.against_advice else []
    statuses = [(status.value, number) for status, number in tally.by_status.items()]
    return [
        "<h2>Counts</h2>",
        f"<p>{tally.lines} files, {tally.films} different films.</p>",
        *_table(
            ("status", "#files", ""), [_bar(name, number, tally.lines) for name, number in (*statuses, *apart)], "bars"
        ),
        "<h2>Answers by label</h2>",
        *_table(
            ("label", "#files", ""),
            [_bar(label, number, max(tally.by_label.values())) for label, number in tally.by_label.items()],
            "bars",
        ),
    ]


def _bar(name: str, number: int, most: int) -> tuple[str, str, str]:
    width = 100 * number / most if most else 0.0
    return _text(name), str(number), f'<div class="bar" style="width:{width:.1f}%"></div>' if number else ""


def _agreement(run: Run) -> list[str]:
    found = reading_of(run)
    if found is None:
        return []
    return ["<h2>Readers and model</h2>", f"<p>{compared(found)}</p>", *_confusions(found)]


def _confusions(found: Reading) -> list[str]:
    parts: list[str] = []
    for label, each in confusions(found).items():
        heads = ("reader ↓ model →", *(f"#{_text(name)}" for name in each.labels))
        rows = [(_text(name), *map(str, numbers)) for name, numbers in zip(each.labels, each.table, strict=True)]
        parts += [f"<h3>{_text(label)}</h3>"] if label else []
        parts += [*_table(heads, rows, "narrow"), f"<p>{agreed(each)}</p>"]
    return parts


def _films(run: Run) -> list[str]:
    answered = [case for case in run.in_triage_order if case.result.findings]
    if not answered:
        return []
    rows = [(str(place), *_film(run, case)) for place, case in enumerate(answered, 1)]
    heads = ["#", "film", "answer", "#not normal", *(f"#{_text(label)}" for label in run.labels), "remarks"]
    return ["<h2>Films, the one to read first at the top</h2>", *_table(heads, rows, "films")]


def _film(run: Run, case: Case) -> list[str]:
    result = case.result
    chances = {finding.label: f"{finding.probability:.3f}" for finding in result.findings}
    return [
        _path(case),
        _text(answer_text(result)),
        f"{urgency(result.findings) or 0.0:.3f}",
        *(chances.get(label, "") for label in run.labels),
        "<br>".join(map(_text, remarks(case))),
    ]


def _left_out(run: Run, status: Status, title: str) -> list[str]:
    cases = [case for case in run.cases if case.result.status is status]
    if not cases:
        return []
    rows = [(_path(case), _text(case.result.reason)) for case in cases]
    return [f"<h2>{title}</h2>", *_table(("file", "reason"), rows, "left")]
