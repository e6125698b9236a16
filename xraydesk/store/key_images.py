"""Key images: frames that a reader has marked, to find them again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from xraydesk.store.database import Database

_AT_ONCE = 500
"""Films that one query asks for; SQLite bounds the number of parameters."""


@dataclass(frozen=True, slots=True)
class KeyImage:
    """One marked frame.

    Attributes
    ----------
    film
        SHA-256 of the file's bytes, lower-case hexadecimal.
    frame
        Frame index from 0.
    reader
        Who marked it; may be empty.
    marked
        When, as ISO 8601 in UTC.
    """

    film: str
    frame: int
    reader: str
    marked: str


def mark(database: Database, key_image: KeyImage) -> None:
    """Mark a frame; one that is marked already stays as it is.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO key_image (film, frame, reader, marked) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (key_image.film, key_image.frame, key_image.reader, key_image.marked),
        )


def unmark(database: Database, film: str, frame: int) -> None:
    """Take the mark away; nothing happens where there is none.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM key_image WHERE film = ? AND frame = ?", (film, frame))


def of_films(database: Database, films: Collection[str]) -> list[KeyImage]:
    """The marked frames of some films, in order of film and frame.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    asked = sorted(set(films))
    found: list[KeyImage] = []
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        places = ", ".join("?" * len(part))
        query = f"SELECT film, frame, reader, marked FROM key_image WHERE film IN ({places}) ORDER BY film, frame"  # noqa: S608 - question marks only
        found += [KeyImage(**dict(row)) for row in database.rows(query, part)]
    return found


def all_of(database: Database) -> list[KeyImage]:
    """Every marked frame, newest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    query = "SELECT film, frame, reader, marked FROM key_image ORDER BY marked DESC, film, frame"
    return [KeyImage(**dict(row)) for row in database.rows(query)]
