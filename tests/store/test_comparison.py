"""Two runs side by side: films are known by their content, whatever their paths."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.screened import MODEL, OTHER_MODEL, WHEN, digest, outcome, result, screened
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.store import comparison, decisions, worklist
from xraydesk.store.database import Database
from xraydesk.store.results import Outcome
from xraydesk.store.worklist_query import Query, Sort

NOW = datetime.fromisoformat(WHEN).astimezone(UTC)


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def two(database: Database) -> tuple[int, int]:
    """The newer run and the older one."""
    older = screened(database, [outcome(1, 0.9), outcome(2, 0.9), outcome(3, 0.1)], OTHER_MODEL)
    unread = Outcome(ScreeningResult(Path("/films/unread.dcm"), "", Status.FAILED, "no permission"), None, WHEN)
    moved = Outcome(replace(result(2, 0.05), path=Path("/elsewhere/2.dcm")), outcome(2).film, WHEN)
    copy = Outcome(replace(result(1, 0.9), path=Path("/copy/1.dcm")), outcome(1).film, WHEN)
    newer = screened(database, [outcome(1, 0.9), moved, outcome(4, 0.2), copy, unread])
    return newer, older


def test_changes_are_counted_by_what_was_said_before_and_now(database: Database, two: tuple[int, int]) -> None:
    assert comparison.changes(database, *two) == {
        ("normal", "normal"): 1,
        ("normal", "pneumonia"): 1,
        ("", "pneumonia"): 1,
        ("pneumonia", ""): 1,
        ("", "failed"): 1,
    }


def test_what_moved_farthest_comes_first_and_copies_count_once(database: Database, two: tuple[int, int]) -> None:
    pairs = comparison.pairs(database, *two)
    assert (pairs[0].said_before, pairs[0].said) == ("normal", "pneumonia")
    assert pairs[0].moved == pytest.approx(0.9 - 0.95 * 0.75)
    assert len(pairs) == 4
    assert len(comparison.pairs(database, *two, limit=2)) == 2
    (same,) = comparison.pairs(database, *two, only=("normal", "normal"))
    assert (same.moved, same.line is None, same.other is None) == (0, False, False)


def test_the_order_is_that_of_the_pages(database: Database) -> None:
    run = screened(database, [outcome(number, number / 10) for number in range(1, 9)])
    for query in (Query(run), Query(run, sort=Sort.PROBABILITY, descending=True), Query(run, text="ilm3")):
        numbers = worklist.order(database, query, NOW)
        pages = worklist.page(database, query, 0, 100, NOW)
        assert numbers == [row.id for row in pages]
        assert worklist.lines(database, query, [*numbers, 999], NOW) == pages


def test_many_declarations_are_stored_together_and_read_by_film(database: Database) -> None:
    made = [
        Decision(
            f"{number:032x}", digest(number % 3), 0, "normal", Verdict.ACCEPTED, "", WHEN, "densenet", MODEL, 0.7, "",
            0.5, False,
        )
        for number in range(6)
    ]  # fmt: skip
    decisions.add_all(database, made)
    decisions.add_all(database, made)
    found = decisions.of_films(database, [digest(0), digest(2), digest(9)])
    assert [each.id for each in found if each.film == digest(2)] == [f"{number:032x}" for number in (2, 5)]
    assert len(found) == 4
