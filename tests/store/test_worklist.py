"""The worklist: pages in every order, filters, triage with a longest wait, and what to read next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.screened import MODEL, WHEN, digest, outcome, path, screened
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.store import decisions, entries, notes, worklist
from xraydesk.store.database import Database
from xraydesk.store.notes import Note
from xraydesk.store.results import Outcome
from xraydesk.store.worklist_query import Query, Sort, parts

START = datetime.fromisoformat(WHEN)
NOW = START + timedelta(hours=1)


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.close()


def _numbers(database: Database, query: Query, now: datetime = NOW) -> list[int]:
    return [int(row.path.stem.removeprefix("film")) for row in worklist.page(database, query, 0, 100, now)]


def _hours(hours: float) -> str:
    return (START + timedelta(hours=hours)).isoformat()


def _declare(database: Database, number: int, identity: str = "", undoes: str = "") -> None:
    verdict = Verdict.UNDONE if undoes else Verdict.ACCEPTED
    decisions.add(
        database,
        Decision(
            identity or f"{number:032x}", digest(number), 0, "pneumonia", verdict, "Dr Curie", _hours(2), "densenet",
            MODEL, 0.7, "balanced", 0.5, False, undoes=undoes,
        ),
    )  # fmt: skip


@pytest.fixture
def run(database: Database) -> int:
    """Six films: four scored, one declined, one that could not be read, and one that waits."""
    unread = Outcome(ScreeningResult(path(6), "", Status.FAILED, "it cannot be opened"), None, WHEN)
    number = screened(
        database,
        [
            outcome(1, 0.9, patient_name="Beta", study_date="20200102"),
            outcome(2, 0.1, patient_name="alpha_1", study_date="20200301"),
            outcome(3, 0.3, Status.ABSTAINED, patient_id="77", study_date="20200201"),
            outcome(4, 0.2),
            outcome(5, status=Status.DECLINED),
            unread,
        ],
    )
    entries.add(database, number, [path(7)], WHEN)
    return number


def test_the_order_of_triage_is_that_of_urgency_then_declined_failed_and_waiting(database: Database, run: int) -> None:
    assert _numbers(database, Query(run)) == [2, 4, 3, 1, 5, 6, 7]


def test_who_has_waited_longer_than_the_cap_comes_first_in_order_of_waiting(database: Database) -> None:
    run = screened(
        database,
        [
            outcome(1, 0.1, made=_hours(20)),
            outcome(2, 0.9, made=_hours(0)),
            outcome(3, 0.5, made=_hours(0)),
            outcome(4, 0.3, made=_hours(-5)),
            outcome(5, 0.05, made=_hours(22)),
        ],
    )
    query = Query(run, cap_hours=12)
    rows = worklist.page(database, query, 0, 100, START + timedelta(hours=24))
    assert [row.path for row in rows] == [path(number) for number in (4, 3, 2, 5, 1)]
    assert [row.overdue for row in rows] == [True, True, True, False, False]
    assert _numbers(database, query, START) == [5, 1, 4, 3, 2]
    _declare(database, 4)
    assert _numbers(database, query, START + timedelta(hours=24)) == [3, 2, 5, 1, 4]


def test_every_page_of_every_order_is_a_piece_of_the_whole_list(database: Database) -> None:
    outcomes = [
        outcome(
            number, (number * 37 % 101) / 101, (Status.OK, Status.ABSTAINED, Status.DECLINED)[number % 3],
            _hours(number % 7 * 5), patient_name=f"P{number % 11}", study_date=f"202001{number % 28 + 1:02}",
        )
        for number in range(60)
    ]  # fmt: skip
    run = screened(database, outcomes)
    for number in range(0, 60, 4):
        _declare(database, number)
    now = START + timedelta(hours=30)
    for sort in Sort:
        for descending in (False, True):
            query = Query(run, sort=sort, descending=descending)
            whole = worklist.page(database, query, 0, 1000, now)
            assert len({row.id for row in whole}) == 60
            pieces = [row for start in range(0, 77, 7) for row in worklist.page(database, query, start, 7, now)]
            assert pieces == whole, sort


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.DISCOVERY, [1, 2, 3, 4, 5, 6, 7]),
        (Sort.PATH, [1, 2, 3, 4, 5, 6, 7]),
        (Sort.STATUS, [3, 5, 6, 1, 2, 4, 7]),
        (Sort.PROBABILITY, [5, 6, 7, 3, 4, 2, 1]),
        (Sort.PATIENT, [4, 5, 6, 7, 3, 1, 2]),
        (Sort.DATE, [4, 5, 6, 7, 1, 3, 2]),
        (Sort.REASON, [1, 2, 3, 4, 7, 6, 5]),
    ],
)
def test_lines_are_sorted_by_a_column_either_way(database: Database, run: int, sort: Sort, expected: list[int]) -> None:
    assert _numbers(database, Query(run, sort=sort)) == expected
    assert _numbers(database, Query(run, sort=sort, descending=True)) == expected[::-1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"statuses": ("ok", "failed")}, {1, 2, 4, 6}),
        ({"labels": ("normal",)}, {1}),
        ({"set_label": "covid19"}, {3}),
        ({"set_label": "covid"}, set()),
        ({"low": 0.6}, {1, 2, 4}),
        ({"high": 0.7}, {2, 3, 4}),
        ({"low": 0.0}, {1, 2, 3, 4}),
        ({"since": "20200201"}, {2, 3}),
        ({"until": "20200201"}, {1, 3}),
        ({"text": "ALPHA"}, {2}),
        ({"text": "_"}, {2}),
        ({"text": "%"}, set()),
        ({"text": "cannot be opened"}, {6}),
        ({"text": "film7"}, {7}),
        ({"statuses": ("ok",), "labels": ("pneumonia",), "text": "alpha"}, {2}),
        ({"reviewed": True}, {4}),
        ({"reviewed": False}, {1, 2, 3, 5, 6, 7}),
    ],
)
def test_lines_are_filtered_and_counted(
    database: Database, run: int, wanted: dict[str, object], expected: set[int]
) -> None:
    _declare(database, 4)
    query = Query(run, **wanted)  # type: ignore[arg-type]
    assert set(_numbers(database, query)) == expected
    assert worklist.count(database, query) == len(expected)


def test_a_line_says_what_the_list_shows(database: Database, run: int) -> None:
    notes.add(database, Note("1" * 32, digest(2), "Dr Curie", WHEN, "compare with 2019"))
    row, _, abstained, *_, unread, waiting = worklist.page(database, Query(run), 0, 100, NOW)
    assert (row.sha256, row.status, row.label, row.patient, row.notes) == (digest(2), "ok", "pneumonia", "alpha_1", 1)
    assert row.probability == pytest.approx(0.675)
    assert row.urgency == pytest.approx(0.9)
    assert (row.label_set, abstained.label_set) == (("pneumonia",), ("covid19", "pneumonia"))
    assert (unread.sha256, unread.reason, unread.probability) == ("", "it cannot be opened", None)
    assert (waiting.status, waiting.urgency, waiting.label_set) == ("waiting", None, None)


def test_counts_are_those_of_status_and_label(database: Database, run: int) -> None:
    _declare(database, 4)
    counts = worklist.counts(database, run)
    assert counts.by_status == {"ok": 3, "abstained": 1, "declined": 1, "failed": 1, "waiting": 1}
    assert counts.by_label == {"normal": 1, "pneumonia": 2}
    assert (counts.total, counts.reviewed) == (7, 1)


def test_runs_do_not_mix(database: Database, run: int) -> None:
    other = screened(database, [outcome(2, 0.5)])
    assert _numbers(database, Query(other)) == [2]
    assert worklist.counts(database, other).total == 1


def test_a_film_is_reviewed_in_every_run_while_a_declaration_stands(database: Database, run: int) -> None:
    _declare(database, 2)
    other = screened(database, [outcome(2)])
    for each in (run, other):
        assert _numbers(database, Query(each, reviewed=True)) == [2]
    _declare(database, 2, "f" * 32, undoes=f"{2:032x}")
    for each in (run, other):
        assert _numbers(database, Query(each, reviewed=True)) == []


def _next(database: Database, query: Query, after: int | None) -> int | None:
    numbers = {row.id: row for row in worklist.page(database, query, 0, 100, NOW)}
    at = None if after is None else next(key for key, row in numbers.items() if row.path == path(after))
    row = worklist.next_unreviewed(database, query, at, NOW)
    return None if row is None else int(row.path.stem.removeprefix("film"))


def test_the_next_film_is_the_next_of_the_order_that_nobody_has_reviewed(database: Database, run: int) -> None:
    query = Query(run)
    assert _next(database, query, None) == 2
    assert _next(database, query, 2) == 4
    _declare(database, 4)
    _declare(database, 2)
    assert _next(database, query, 2) == 3  # from where it would be, although it was reviewed
    assert _next(database, query, 7) == 3  # after the last one comes the first again
    by_name = Query(run, sort=Sort.PATH, descending=True)
    assert _next(database, by_name, 5) == 3
    assert _next(database, Query(run, statuses=("ok",)), 1) is None
    for number in (1, 3, 5):
        _declare(database, number)
    assert _next(database, Query(run, statuses=("ok", "abstained", "declined")), None) is None


def test_the_next_film_goes_on_from_those_that_waited_too_long_to_the_others(database: Database) -> None:
    run = screened(database, [outcome(1, 0.1, made=_hours(20)), outcome(2, 0.9), outcome(3, 0.5)])
    query, now = Query(run, cap_hours=12), START + timedelta(hours=24)
    order = [row.id for row in worklist.page(database, query, 0, 10, now)]
    found = [worklist.next_unreviewed(database, query, after, now) for after in (None, *order)]
    assert [row.id for row in found if row is not None] == [*order, order[0]]


def test_films_without_a_digest_are_never_reviewed_by_each_other(database: Database) -> None:
    unread = [
        Outcome(ScreeningResult(Path(f"/x/film{number}.dcm"), "", Status.FAILED, "gone"), None, WHEN)
        for number in (1, 2)
    ]
    run = screened(database, unread)
    assert worklist.counts(database, run).by_status == {"failed": 2}
    assert worklist.page(database, Query(run), 0, 10, datetime.now(UTC))[0].overdue


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
def test_a_page_comes_from_an_index_and_nothing_is_sorted_for_it(
    database: Database, sort: Sort, descending: bool
) -> None:
    for part in parts(Query(1, sort=sort, descending=descending), NOW):
        query = f"EXPLAIN QUERY PLAN SELECT id FROM entry WHERE {part.where} ORDER BY {part.order} LIMIT 9 OFFSET 9"
        plan = [row["detail"] for row in database.rows(query, part.values)]
        assert len(plan) == 1, plan
        assert "USING" in plan[0]
        assert "INDEX" in plan[0]
