"""Declarations of readers: every row stays, the last one that was not undone is in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from xraydesk.core.decisions import Decision, FirstLook, Verdict
from xraydesk.store import decisions as store
from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError

FILM, OTHER = "a" * 64, "b" * 64

FIRST = Decision(
    "1" * 32, FILM, 0, "pneumonia", Verdict.REJECTED, "Dr Curie", "2026-03-01T10:00:00.000000+00:00",
    "densenet", "c" * 64, 0.71, "balanced", 0.5, False, note="Nipple shadow, “right”",
)  # fmt: skip
SECOND = replace(
    FIRST, id="2" * 32, verdict=Verdict.CORRECTED, corrected_to="oedema", declared="2026-03-01T10:01:00.000000+00:00"
)
UNDO = replace(
    SECOND, id="3" * 32, verdict=Verdict.UNDONE, corrected_to="", undoes=SECOND.id, note="",
    declared="2026-03-01T10:02:00.000000+00:00",
)  # fmt: skip
LOOK = FirstLook(
    "9" * 32, FILM, 0, "Dr Curie", "2026-03-01T09:59:00.000000+00:00", 12.5, "normal", "densenet", "c" * 64
)


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.close()


def test_every_declaration_is_read_back_as_it_was_in_the_order_of_its_time(database: Database) -> None:
    for each in (UNDO, FIRST, SECOND):
        store.add(database, each)
    assert store.of_film(database, FILM) == [FIRST, SECOND, UNDO]
    assert store.of_film(database, OTHER) == []
    assert store.everything(database) == [FIRST, SECOND, UNDO]


def test_writing_the_same_declaration_again_changes_nothing(database: Database) -> None:
    store.add(database, FIRST)
    store.add(database, replace(FIRST, note="changed"))
    assert store.of_film(database, FILM) == [FIRST]


def test_a_film_is_reviewed_while_a_declaration_about_it_stands(database: Database) -> None:
    assert store.reviewed(database, [FILM]) == frozenset()
    store.add(database, SECOND)
    assert store.reviewed(database, [FILM, OTHER]) == {FILM}
    store.add(database, UNDO)
    assert store.reviewed(database, [FILM]) == frozenset()
    store.add(database, replace(FIRST, film=OTHER))
    many = [f"{number:064x}" for number in range(1200)]
    assert store.reviewed(database, [FILM, *many, OTHER]) == {OTHER}


def test_first_looks_are_read_back(database: Database) -> None:
    later = replace(LOOK, id="8" * 32, impression="", looked="2026-03-02T09:59:00.000000+00:00")
    for each in (later, LOOK, LOOK):
        store.add_look(database, each)
    store.add_look(database, replace(LOOK, id="7" * 32, film=OTHER))
    assert store.looks_of_film(database, FILM) == [LOOK, later]
    assert len(store.every_look(database)) == 3
    assert store.looked_at(database, [FILM, "d" * 64], "Dr Curie") == {FILM}
    assert store.looked_at(database, [FILM, OTHER], "Dr Roentgen") == frozenset()


@pytest.mark.parametrize(
    "wrong", [replace(FIRST, frame=-1), replace(FIRST, undoes="x"), replace(UNDO, undoes="")], ids=lambda each: each.id
)
def test_what_makes_no_sense_is_a_defect_of_ours_and_not_stored(database: Database, wrong: Decision) -> None:
    import sqlite3

    with pytest.raises(sqlite3.IntegrityError):
        store.add(database, wrong)
    assert store.everything(database) == []


def test_a_full_disk_is_said_and_nothing_is_half_stored(database: Database) -> None:
    store.add(database, FIRST)
    with database.transaction() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError):
        store.add(database, replace(SECOND, note="x" * 1_000_000))
    assert store.of_film(database, FILM) == [FIRST]
