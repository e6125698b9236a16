"""What was opened lately, to be opened again: a drop is the files and folders that were opened at once."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from xraydesk.store.database import Database

KEPT = 20
"""Drops; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class RecentDrop:
    """One drop.

    Attributes
    ----------
    paths
        Files and folders as they were opened; at least one.
    opened
        When it was opened last, as ISO 8601 in UTC.
    films
        How many images were found.
    patient
        Name of the first patient, empty unless the reader allowed to keep it.
    """

    paths: tuple[Path, ...]
    opened: str
    films: int
    patient: str = ""

    @property
    def key(self) -> str:
        """The same for the same paths, whenever they are opened."""
        return hashlib.sha256(_text_of(self.paths).encode()).hexdigest()


def remember(database: Database, drop: RecentDrop) -> None:
    """Put a drop at the top of the list; the oldest ones beyond `KEPT` are forgotten.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO recent_drop (key, paths, opened, films, patient) VALUES (?, ?, ?, ?, ?)",
            (drop.key, _text_of(drop.paths), drop.opened, drop.films, drop.patient),
        )
        connection.execute(
            "DELETE FROM recent_drop WHERE key NOT IN (SELECT key FROM recent_drop ORDER BY opened DESC LIMIT ?)",
            (KEPT,),
        )


def newest(database: Database) -> list[RecentDrop]:
    """The drops, the last one first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows("SELECT paths, opened, films, patient FROM recent_drop ORDER BY opened DESC")
    return [drop for drop in map(_drop_of, rows) if drop.paths]


def forget(database: Database, drop: RecentDrop) -> None:
    """Take one drop off the list.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM recent_drop WHERE key = ?", (drop.key,))


def clear(database: Database) -> None:
    """Take all drops off the list.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM recent_drop")


def forget_patients(database: Database) -> None:
    """Keep the drops without the names of their patients.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    with database.transaction() as connection:
        connection.execute("UPDATE recent_drop SET patient = ''")


def _text_of(paths: tuple[Path, ...]) -> str:
    # Names that are no valid UTF-8 come through as escaped surrogates.
    return json.dumps([str(path) for path in paths])


def _drop_of(row: sqlite3.Row) -> RecentDrop:
    paths = tuple(Path(text) for text in json.loads(row["paths"]))
    return RecentDrop(paths, row["opened"], row["films"], row["patient"])
