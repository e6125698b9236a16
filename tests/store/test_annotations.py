"""Stored annotations: read back as they were, newer ones left alone, nothing half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.store.annotations import Kept, of_film, save
from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError

FILM, OTHER = "a" * 64, "b" * 64
LENGTH = Annotation(Kind.LENGTH, ((0.25, 1), (2, 3)), reader="Dr Curie")
ARROW = Annotation(Kind.ARROW, ((5, 5), (9, 9)), frame=2, text="Knoten “3 mm” 肺")


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.close()


def _insert(database: Database, name: str, content: str) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO annotation VALUES (?, ?, 0, 9, ?)", (name, FILM, content))


def test_a_film_without_annotations_has_none(database: Database) -> None:
    assert of_film(database, FILM) == Kept()


def test_annotations_are_read_back_in_their_order(database: Database) -> None:
    save(database, FILM, [LENGTH, ARROW])
    save(database, OTHER, [Annotation(Kind.PROBE, ((1, 1),))])
    assert of_film(database, FILM) == Kept((LENGTH, ARROW))
    save(database, FILM, [ARROW, LENGTH])
    assert of_film(database, FILM).annotations == (ARROW, LENGTH)


def test_a_changed_one_takes_the_place_of_the_old(database: Database) -> None:
    save(database, FILM, [LENGTH, ARROW])
    moved = replace(LENGTH.shifted(4, 4), text="nodule")
    save(database, FILM, [moved, ARROW])
    assert of_film(database, FILM).annotations == (moved, ARROW)


def test_a_deleted_one_is_gone_from_this_film_only(database: Database) -> None:
    save(database, FILM, [LENGTH, ARROW])
    save(database, OTHER, [], gone=[ARROW.id])
    assert of_film(database, FILM).annotations == (LENGTH, ARROW)
    save(database, FILM, [LENGTH], gone=[ARROW.id])
    assert of_film(database, FILM).annotations == (LENGTH,)


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 99}', "[" * 100_000])
def test_what_cannot_be_read_is_counted_and_stays_stored(database: Database, content: str) -> None:
    _insert(database, "f" * 32, content)
    save(database, FILM, [LENGTH])
    kept = of_film(database, FILM)
    assert kept.annotations == (LENGTH,)
    assert kept.unreadable == 1
    assert kept.reason
    save(database, FILM, [], gone=[LENGTH.id])
    assert of_film(database, FILM).unreadable == 1


def test_a_full_disk_leaves_the_old_state(database: Database) -> None:
    save(database, FILM, [LENGTH])
    pages = database.rows("PRAGMA page_count")[0][0]
    database.rows(f"PRAGMA max_page_count = {pages}")
    many = [Annotation(Kind.TEXT, ((0, 0),), text="x" * 500) for _ in range(300)]
    with pytest.raises(DiskFullError):
        save(database, FILM, many, gone=[LENGTH.id])
    assert of_film(database, FILM).annotations == (LENGTH,)


def test_the_content_is_the_json_form(database: Database) -> None:
    save(database, FILM, [ARROW])
    content = json.loads(database.rows("SELECT content FROM annotation")[0][0])
    assert content["kind"] == "arrow"
    assert content["text"] == ARROW.text
