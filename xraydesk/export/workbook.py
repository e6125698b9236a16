"""Screening results as an Excel workbook, by XlsxWriter (BSD-2: it only writes, is pure Python, needs nothing else)."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from xraydesk.core.findings import Status
from xraydesk.core.statistics import counts
from xraydesk.export.run import RESEARCH_USE, Run
from xraydesk.export.table import digits, header, values
from xraydesk.export.texts import is_formula, prose, visible

MOST_CHARACTERS: Final = 32_767
MOST_ROWS: Final = 1_048_576
"""What Excel holds in a cell and in a sheet."""

_WIDTHS: Final = {"path": 60, "sha256": 20, "reason": 40, "label": 18, "model_sha256": 20, "hints": 40, "notes": 40}
_WIDTH: Final = 14


def workbook_of(run: Run) -> bytes:
    """A run as XLSX: a sheet of films with a frozen header and filters, and one that says where it comes from.

    Numbers are numbers and texts are texts: nothing becomes a formula or a link, also not when a cell is edited.
    Everything is made in memory: no temporary file holds a patient's path. A text that is too long for Excel is cut,
    and films that are too many for a sheet go on on the next.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": "Screening results", "comments": RESEARCH_USE, "created": datetime.now(UTC)})
    looks = _Looks(book)
    at_once = MOST_ROWS - 1
    for start in range(0, max(1, len(run.cases)), at_once):
        _write_films(book, looks, run, start, at_once)
    _write_about(book, looks, run)
    book.close()
    return stream.getvalue()


class _Looks:
    """Formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        self.head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.text = book.add_format({"valign": "top"})
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})

    def number(self, places: int) -> Any:
        if places not in self._numbers:
            self._numbers[places] = self._book.add_format({"num_format": f"0.{'0' * places}", "valign": "top"})
        return self._numbers[places]

    def put(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Write a text; one that looks like a formula stays a text, too, when the reader edits it."""
        if text:
            shown = text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
            sheet.write_string(row, column, shown, self.quoted if is_formula(text) else self.text)


def _write_films(book: Any, looks: _Looks, run: Run, start: int, at_once: int) -> None:
    sheet = book.add_worksheet("Films" if not start else f"Films {start // at_once + 1}")
    names = header(run)
    cases = run.cases[start : start + at_once]
    for column, name in enumerate(names):
        sheet.write_string(0, column, visible(name), looks.head)
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
    for row, case in enumerate(cases, 1):
        for column, value in enumerate(values(run, case)):
            if isinstance(value, str):
                looks.put(sheet, row, column, value)
            elif value is not None and value - value == 0:  # Excel knows neither infinity nor not-a-number
                sheet.write_number(row, column, value, looks.number(digits(names[column])))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(cases), len(names) - 1)


def _write_about(book: Any, looks: _Looks, run: Run) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    tally = counts((case.result for case in run.cases), run.labels)
    lines: list[tuple[str, str | int]] = [
        (RESEARCH_USE, ""),
        ("made", run.made),
        ("with", run.software),
        ("model", run.model),
        *(("model card", line) for line in run.model_lines),
        *run.settings,
        ("files", tally.lines),
        *((f"status {status.value}", tally.by_status[status]) for status in Status),
        *((f"label {label}", number) for label, number in tally.by_label.items()),
    ]
    for row, (name, value) in enumerate(lines):
        sheet.write_string(row, 0, prose(name), looks.head)
        if isinstance(value, int):
            sheet.write_number(row, 1, value)
        else:
            looks.put(sheet, row, 1, prose(value))
