"""What readers note about a film as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass

from xraydesk.store import texts
from xraydesk.store.database import Database


@dataclass(frozen=True, slots=True)
class Note:
    """One note.

    Attributes
    ----------
    id
        Unique, 32 hexadecimal digits.
    film
        SHA-256 of the file's bytes, lower-case hexadecimal.
    reader
        Who; may be empty.
    made
        When, as ISO 8601 in UTC.
    text
        What is noted.
    """

    id: str
    film: str
    reader: str
    made: str
    text: str


def add(database: Database, note: Note) -> None:
    """Store a note; one that is stored already, by its id, stays as it is.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO note (id, film, reader, made, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            tuple(texts.plain(value) for value in astuple(note)),
        )


def remove(database: Database, note_id: str) -> None:
    """Take a note away; nothing happens where there is none.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM note WHERE id = ?", (note_id,))


def of_films(database: Database, films: Collection[str]) -> list[Note]:
    """The notes about some films, by film and in the order in which they were made.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: list[Note] = []
    for part, marks in texts.parts(films):
        query = f"SELECT id, film, reader, made, text FROM note WHERE film IN ({marks}) ORDER BY film, made, place"  # noqa: S608 - question marks only
        found += [Note(**dict(row)) for row in database.rows(query, part)]
    return found
