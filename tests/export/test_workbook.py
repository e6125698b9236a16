"""The workbook, read back from its XML: typed cells, no formula, no link, a frozen header."""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from xraydesk.core.findings import ScreeningResult
from xraydesk.export import workbook
from xraydesk.export.pseudonyms import pseudonymous
from xraydesk.export.run import Run
from xraydesk.export.table import header
from xraydesk.export.texts import is_formula, prose, visible
from xraydesk.export.workbook import MOST_CHARACTERS, workbook_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _parts(run: Run) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook_of(run))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _cells(parts: dict[str, bytes], sheet: int = 1) -> list[list[str | float]]:
    """Rows of a sheet; texts by the table of shared strings."""
    shared = [
        _unescaped("".join(text.text or "" for text in item.iter(f"{_MAIN}t")))
        for item in ET.fromstring(parts["xl/sharedStrings.xml"])
    ]
    rows: list[list[str | float]] = []
    for row in ET.fromstring(parts[f"xl/worksheets/sheet{sheet}.xml"]).iter(f"{_MAIN}row"):
        rows.append([])
        for cell in row:
            value = cell.findtext(f"{_MAIN}v")
            if value is not None:
                rows[-1].append(shared[int(value)] if cell.get("t") == "s" else float(value))
    return rows


def test_a_hostile_text_is_a_text_cell_and_nothing_is_a_formula_or_link(hostile: str, hostile_run: Run) -> None:
    parts = _parts(hostile_run)
    for name, content in parts.items():
        tree = ET.fromstring(content)
        assert not list(tree.iter(f"{_MAIN}f")), name
        assert not list(tree.iter(f"{_MAIN}hyperlink")), name
        assert b'TargetMode="External"' not in content
    films = _cells(parts)
    assert films[1][0] == visible(hostile)
    assert prose(hostile) in films[1]
    assert len(films) == 3


def test_a_text_that_looks_like_a_formula_stays_a_text_when_it_is_edited(hostile: str, hostile_run: Run) -> None:
    parts = _parts(hostile_run)
    cell = next(c for c in ET.fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{_MAIN}c") if c.get("r") == "A2")
    formats = next(ET.fromstring(parts["xl/styles.xml"]).iter(f"{_MAIN}cellXfs"))
    quoted = formats[int(cell.get("s", "0"))].get("quotePrefix") == "1"
    assert quoted == is_formula(visible(hostile))


def test_numbers_are_numbers_under_a_frozen_header(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    run = run_of(result("film.dcm", 0.125))
    parts = _parts(run)
    head, row = _cells(parts)
    assert head == header(run)
    assert 0.125 in row
    assert 12.34 in row
    pane = next(ET.fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{_MAIN}pane"))
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "1", "1")
    assert _cells(parts, 2)[0] == ["Research use, not for diagnosis."]


def test_a_text_too_long_for_a_cell_is_cut_and_what_is_no_number_is_empty(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    film = result("film.dcm", reason="x" * 60_000, decode_ms=float("nan"), infer_ms=float("inf"))
    row = _cells(_parts(run_of(film)))[1]
    assert f"{'x' * (MOST_CHARACTERS - 1)}…" in row
    assert all(math.isfinite(value) for value in row if isinstance(value, float))


def test_more_films_than_a_sheet_holds_go_on_on_the_next(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    parts = _parts(run_of(*(result(f"{number}.dcm") for number in range(5))))
    assert [row[0] for sheet in (1, 2, 3) for row in _cells(parts, sheet)[1:]] == [f"{n}.dcm" for n in range(5)]


def test_with_pseudonyms_no_planted_name_is_in_any_part(planted_run: Run, salt: bytes) -> None:
    assert any(b"Planted" in content for content in _parts(planted_run).values())
    assert not any(b"Planted" in content for content in _parts(pseudonymous(planted_run, salt)).values())


def test_no_temporary_file_is_made(planted_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a temporary file would hold a patient's path")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert workbook_of(replace(planted_run, made="now"))
