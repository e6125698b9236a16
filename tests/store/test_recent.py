"""Recent drops: newest first, each once, bounded, forgotten on demand, with odd paths unharmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from xraydesk.store.database import Database
from xraydesk.store.recent import KEPT, RecentDrop, clear, forget, forget_patients, newest, remember

FIRST = RecentDrop((Path("/films/a"),), "2024-01-01T10:00:00+00:00", 3)
SECOND = RecentDrop((Path("/films/b.dcm"), Path("/films/c")), "2024-01-02T10:00:00+00:00", 2, "Doe, Jane")


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    for drop in (FIRST, SECOND):
        remember(made, drop)
    yield made
    made.close()


def test_the_newest_drop_comes_first(database: Database) -> None:
    assert newest(database) == [SECOND, FIRST]


def test_a_drop_that_is_opened_again_stands_there_once(database: Database) -> None:
    again = RecentDrop(FIRST.paths, "2024-01-03T10:00:00+00:00", 5)
    remember(database, again)
    assert newest(database) == [again, SECOND]


def test_the_same_paths_in_another_order_are_another_drop() -> None:
    assert RecentDrop(SECOND.paths[::-1], "", 0).key != SECOND.key
    assert RecentDrop(SECOND.paths, "later", 9, "somebody").key == SECOND.key


def test_old_drops_are_forgotten(database: Database) -> None:
    for number in range(KEPT):
        remember(database, RecentDrop((Path(f"/{number}"),), f"2025-01-{number + 1:02}T10:00:00+00:00", 1))
    kept = newest(database)
    assert len(kept) == KEPT
    assert kept[-1].paths == (Path("/0"),)


def test_paths_come_back_as_they_were(database: Database) -> None:
    odd = RecentDrop((Path("/films/\udcff\udc80 ünï, 'quoted' \"x\"\n"),), "2026-01-01T00:00:00+00:00", 1)
    remember(database, odd)
    assert newest(database)[0] == odd


def test_drops_are_forgotten_on_demand(database: Database) -> None:
    forget(database, FIRST)
    assert newest(database) == [SECOND]
    clear(database)
    assert newest(database) == []


def test_patients_are_forgotten_and_drops_stay(database: Database) -> None:
    forget_patients(database)
    assert [drop.patient for drop in newest(database)] == ["", ""]
    assert [drop.films for drop in newest(database)] == [2, 3]
