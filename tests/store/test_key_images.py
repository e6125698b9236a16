"""Stored key images: marked once, found by film, gone when the mark is taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from xraydesk.store.database import Database
from xraydesk.store.key_images import KeyImage, all_of, mark, of_films, unmark

FIRST = KeyImage("a" * 64, 0, "Dr Curie", "2024-01-01T10:00:00+00:00")
SECOND = KeyImage("a" * 64, 3, "", "2024-01-02T10:00:00+00:00")
OTHER = KeyImage("b" * 64, 0, "", "2024-01-03T10:00:00+00:00")


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    for key_image in (SECOND, FIRST, OTHER):
        mark(made, key_image)
    yield made
    made.close()


def test_marks_are_found_by_film(database: Database) -> None:
    assert of_films(database, [FIRST.film, "c" * 64]) == [FIRST, SECOND]
    assert of_films(database, []) == []
    assert all_of(database) == [OTHER, SECOND, FIRST]


def test_thousands_of_films_are_asked_for_at_once(database: Database) -> None:
    films = [f"{number:064x}" for number in range(40_000)] + [OTHER.film]
    assert of_films(database, films) == [OTHER]


def test_marking_again_keeps_who_marked_first(database: Database) -> None:
    mark(database, KeyImage(FIRST.film, 0, "somebody else", "2025-01-01T00:00:00+00:00"))
    assert of_films(database, [FIRST.film]) == [FIRST, SECOND]


def test_a_mark_is_taken_away(database: Database) -> None:
    unmark(database, FIRST.film, 0)
    unmark(database, FIRST.film, 0)
    assert of_films(database, [FIRST.film]) == [SECOND]
