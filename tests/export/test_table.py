"""The CSV table: one line for each film, whatever its texts are."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult
from xraydesk.export.run import Case, Run
from xraydesk.export.table import REVIEW_COLUMNS, columns, csv_of
from xraydesk.export.texts import is_formula


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_a_hostile_text_stays_in_its_cell_and_is_no_formula(hostile_run: Run) -> None:
    content = csv_of(hostile_run)
    rows = _rows(content)
    assert len(content.decode("utf-8").splitlines()) == 1 + len(rows) == 3
    assert all(set(row) == {*columns(hostile_run.labels), *REVIEW_COLUMNS} for row in rows)
    assert not any(is_formula(value) for row in rows for value in row.values())


def test_without_a_review_the_columns_are_those_of_a_screening(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    rows = _rows(csv_of(run_of(result("film.dcm", 0.125), result("other.dcm"))))
    assert [list(row) for row in rows] == [columns(("covid19", "pneumonia", "normal"))] * 2
    assert [rows[0][name] for name in ("path", "prob_covid19", "decode_ms")] == ["film.dcm", "0.125000", "12.3"]


def test_the_readers_answer_stands_beside_the_models(
    result: Callable[..., ScreeningResult], decision: Callable[..., Decision], run_of: Callable[..., Run]
) -> None:
    film = result("film.dcm", 0.7)
    rejected = decision(film, "covid19", Verdict.REJECTED)
    accepted = decision(film, "pneumonia", declared="2026-03-02T10:00:00.000000+00:00", note="left base")
    undone = decision(film, "normal", id="u")
    undo = replace(undone, id="v", verdict=Verdict.UNDONE, undoes="u")
    (row,) = _rows(csv_of(run_of(Case(film, (rejected, undone, undo, accepted), ("ask again",)))))
    assert row["label"] == "covid19"
    assert row["reader_label"] == "pneumonia"
    assert row["verdicts"] == "covid19: rejected|pneumonia: accepted"
    assert (row["readers"], row["reviewed"]) == ("Dr Curie", accepted.declared)
    assert row["notes"] == "ask again | left base"
