"""Which items of CLAIM and TRIPOD+AI a run answers, with what, and which its authors must write themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.data.page import Page
from trainer.evaluation.markdown import plain, table
from trainer.evaluation.reporting_answers import ANSWERS
from trainer.evaluation.reporting_items import CHECKLISTS

ANSWERED, PARTLY, OPEN = "answered", "in part", "open"
HEADER = ("item", "asks for", "this run", "in evaluation.json")
UNANSWERED = "not answered by this run: for the authors to write"
_ABOUT = (
    "Each item in a few words of ours; the papers say in full what it asks. The answers are filled in from this "
    "run's own record and judge nothing. The places are those in evaluation.json."
)

Rows = Sequence[Mapping[str, str]]


def reporting_rows(figures: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every item of both checklists with what the run says to it.

    Parameters
    ----------
    figures
        Of an evaluation, as in its JSON.

    Returns
    -------
    list
        ``checklist``, ``section``, ``item``, ``asks``, ``status`` (`ANSWERED`, `PARTLY` or `OPEN`), ``answer``,
        ``place`` in the JSON, and ``left`` for the authors.
    """
    rows = []
    for checklist in CHECKLISTS:
        for section, item in checklist.items():
            found = ANSWERS[item.answer](figures) if item.answer else None
            row = {"checklist": checklist.name, "section": section, "item": item.number, "asks": item.asks}
            if found is None:
                row |= {"status": OPEN, "answer": UNANSWERED, "place": "", "left": ""}
            else:
                status = PARTLY if found.left else ANSWERED
                row |= {"status": status, "answer": found.text, "place": found.place, "left": found.left}
            rows.append(row)
    return rows


def add_reporting(page: Page, rows: Rows) -> None:
    """The section of the report."""
    page.section("Reporting checklists")
    page.text(_ABOUT, faint=True)
    for checklist in CHECKLISTS:
        mine = [row for row in rows if row["checklist"] == checklist.name]
        page.heading(f"{checklist.name}: {_counted(mine)}")
        page.table(
            HEADER,
            [_cells(row) for row in mine],
            checklist.source,
        )


def as_markdown(figures: Mapping[str, Any]) -> str:
    """The map as a text of its own, in Markdown."""
    rows = reporting_rows(figures)
    judged = figures["judged"]
    lines = [
        f"# Reporting checklists: {plain(figures['title'])}",
        "",
        f"Judged on {judged['films']:,} films of {judged['patients']:,} patients ({judged['purpose']}). {_ABOUT}",
    ]
    for checklist in CHECKLISTS:
        mine = [row for row in rows if row["checklist"] == checklist.name]
        lines += ["", f"## {checklist.name}", "", f"{checklist.source}. {_counted(mine).capitalize()}."]
        lines += table(HEADER, [_cells(row) for row in mine])
    return "\n".join(lines).rstrip() + "\n"


def _cells(row: Mapping[str, str]) -> list[str]:
    said = f"{row['answer']} For the authors: {row['left']}." if row["left"] else row["answer"]
    return [row["item"], row["asks"], said, row["place"]]


def _counted(rows: Rows) -> str:
    counts = [sum(row["status"] == status for row in rows) for status in (ANSWERED, PARTLY, OPEN)]
    return f"{counts[0]} rows answered, {counts[1]} in part, {counts[2]} left to the authors"
