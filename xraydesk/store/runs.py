"""Screening runs: what was dropped, with which model, and whether it came to its end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xraydesk.store.database import Database
from xraydesk.store.holding import Hold


class RunState(StrEnum):
    """Where a run stands; an open one that nobody works on was cut off and can be gone on with."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


Settings = Mapping[str, str | int | float | bool | None]
"""What a run was made with besides the model, as plain values."""


@dataclass(frozen=True, slots=True)
class Run:
    """One screening run.

    Attributes
    ----------
    id
        Number of the run, in order of their starts.
    started, ended
        ISO 8601 in UTC; ``ended`` is empty while it is open.
    dropped
        Files and folders as they were given.
    model, model_sha256
        Id and digest of the model.
    settings
        What else it was made with.
    state
        Where it stands.
    """

    id: int
    started: str
    ended: str
    dropped: tuple[Path, ...]
    model: str
    model_sha256: str
    settings: Settings
    state: RunState


def start(
    database: Database, dropped: Sequence[Path], model: str, model_sha256: str, settings: Settings, when: str
) -> int:
    """Begin a run and give its number.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    # Names that are no valid UTF-8 come through JSON as escaped surrogates.
    values = (when, json.dumps([str(path) for path in dropped]), model, model_sha256, json.dumps(dict(settings)))
    with database.transaction() as connection:
        done = connection.execute(
            "INSERT INTO run (started, ended, dropped, model, model_sha256, settings, state)"
            " VALUES (?, '', ?, ?, ?, ?, 'open')",
            values,
        )
        return int(done.lastrowid or 0)


def end(database: Database, run: int, state: RunState, when: str) -> None:
    """A run is done or was cancelled.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    _set(database, run, state, when)


def reopen(database: Database, run: int) -> None:
    """A run that was cancelled or cut off is gone on with.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    _set(database, run, RunState.OPEN, "")


def of(database: Database, run: int) -> Run | None:
    """One run; None where there is none of this number.

    Raises
    ------
    StoreError
        It cannot be read.
    """
    found = database.rows("SELECT * FROM run WHERE id = ?", (run,))
    return _run(found[0]) if found else None


def every(database: Database) -> list[Run]:
    """All runs, the newest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return [_run(row) for row in database.rows("SELECT * FROM run ORDER BY id DESC")]


def unfinished(database: Database) -> list[Run]:
    """The runs that are open, the newest first; at the start of the program, those that were cut off.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return [_run(row) for row in database.rows("SELECT * FROM run WHERE state = 'open' ORDER BY id DESC")]


def hold_of(database: Database, run: int) -> Hold | None:
    """What a program holds while it works on a run; None for a database in memory, which nobody else sees."""
    return None if database.path is None else Hold(database.path, f"run-{run}")


def is_at_work(database: Database, run: int) -> bool:
    """Whether a program works on a run, this one included."""
    hold = hold_of(database, run)
    try:
        is_free = hold is None or hold.take()
    except OSError:  # the folder may not be written: then nobody can tell
        return False
    if hold is not None:
        hold.release()
    return not is_free


def _set(database: Database, run: int, state: RunState, ended: str) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE run SET state = ?, ended = ? WHERE id = ?", (state.value, ended, run))


def _run(row: sqlite3.Row) -> Run:
    values = dict(row)
    values["dropped"] = tuple(Path(text) for text in json.loads(row["dropped"]))
    values["settings"] = json.loads(row["settings"])
    values["state"] = RunState(row["state"])
    return Run(**values)
