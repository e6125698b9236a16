"""What a database holds, as numbers: for somebody who must not see what it says."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from xraydesk.store import audit, backups, integrity, places
from xraydesk.store.failures import StoreError
from xraydesk.store.schema import STEPS


@dataclass(frozen=True, slots=True)
class Census:
    """A database from outside.

    Attributes
    ----------
    exists
        Whether there is one.
    size
        Bytes of its file.
    layout, newest_layout
        Version of its layout, and the newest one that this program knows.
    problem
        What is wrong with it, as half a sentence; empty where all is well.
    trail
        The verdict on the audit trail.
    was_closed
        Whether whoever used it last closed it; not so while it is in use.
    backups
        How many there are.
    share
        Kind of the network share that it lies on; empty for a disk of this computer.
    rows
        How many rows each table of this program has.
    """

    exists: bool
    size: int = 0
    layout: int = 0
    newest_layout: int = len(STEPS)
    problem: str = ""
    trail: str = ""
    was_closed: bool = True
    backups: int = 0
    share: str = ""
    rows: tuple[tuple[str, int], ...] = ()


def take(path: Path) -> Census:
    """Look at a database; it is taken as it is, and nothing in it is changed."""
    if not path.is_file():
        return Census(exists=False, share=places.share_of(path), backups=len(backups.newest_first(path)))
    layout, rows = _counted(path)
    return Census(
        exists=True,
        size=path.stat().st_size,
        layout=layout,
        problem=_problem(path),
        trail=_trail(path),
        was_closed=integrity.was_closed(path),
        backups=len(backups.newest_first(path)),
        share=places.share_of(path),
        rows=rows,
    )


def _problem(path: Path) -> str:
    try:
        return integrity.problem(path, len(STEPS), thorough=True)
    except StoreError as error:
        return error.reason


def _trail(path: Path) -> str:
    try:
        return audit.verify(path).sentence
    except StoreError as error:
        return f"cannot be read: {type(error).__name__}"


def _counted(path: Path) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Version of the layout and rows by table, of tables that this program makes and no others."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=3)) as connection:
            connection.execute("PRAGMA query_only = ON")
            layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            tables = sorted(own_tables() & there)
            counts = [connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables]  # noqa: S608
    except sqlite3.Error:
        return 0, ()
    return layout, tuple(zip(tables, counts, strict=True))


def own_tables() -> frozenset[str]:
    """The tables of the newest layout."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for statement in (statement for step in STEPS for statement in step):
            connection.execute(statement)
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        return frozenset(name for (name,) in connection.execute(query))
