"""The lines of a run: every path that was found, and what is still to be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from xraydesk.store import texts
from xraydesk.store.database import Database

SLOT_S: Final = 600
"""Seconds: films that were added within one such slot have waited equally long."""


def slot_of(when: str) -> int:
    """The slot of time, counted from 1970, in which something was added; ``when`` as ISO 8601 with its zone."""
    return int(datetime.fromisoformat(when).timestamp()) // SLOT_S


def add(database: Database, run: int, paths: Iterable[Path], when: str) -> None:
    """Put paths on the list as waiting, in their order; one that is on the run's list already stays as it is.

    Raises
    ------
    StoreError
        They cannot be stored; none of them is then on the list.
    """
    slot = slot_of(when)
    rows = [(run, texts.of_path(path), when, slot) for path in paths]
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO entry (run, path, added, slot) VALUES (?, ?, ?, ?) ON CONFLICT (run, path) DO NOTHING", rows
        )


def waiting(database: Database, run: int, limit: int = 1000, after: int = 0) -> list[tuple[int, Path]]:
    """What a run still has to do, in order of discovery: numbers of lines and their paths.

    Parameters
    ----------
    limit
        At most so many.
    after
        Only lines with a higher number than this: the last one of the part before.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows(
        "SELECT id, path FROM entry WHERE run = ? AND status IN ('waiting', 'unreachable') AND id > ?"
        " ORDER BY id LIMIT ?",
        (run, after, limit),
    )
    return [(row["id"], texts.to_path(row["path"])) for row in rows]


def unreachable(database: Database, run: int, paths: Sequence[Path], reason: str) -> None:
    """Paths of a run cannot be reached for now, such as on a share that is gone; they are still to be done.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    rows = [(texts.plain(reason), run, texts.of_path(path)) for path in paths]
    with database.transaction() as connection:
        connection.executemany(
            "UPDATE entry SET status = 'unreachable', reason = ?"
            " WHERE run = ? AND path = ? AND status IN ('waiting', 'unreachable')",
            rows,
        )
