"""Backups of the database, made by SQLite's own backup (a copied file may be half of a transaction) and looked through.

They lie in the folder ``backups`` beside it: one of each day on which it was used, of which the newest `KEPT` stay, one
from before each change of the layout, and those that somebody asked for.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from xraydesk.store import chain
from xraydesk.store.failures import BackupError, StoreError, translated
from xraydesk.store.schema import APPLICATION_ID

KEPT: Final = 7
"""Backups of days; older ones are removed."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def folder_of(path: Path) -> Path:
    """Where the backups of a database are."""
    return path.with_name("backups")


def newest_first(path: Path) -> list[Path]:
    """The backups of a database, good or not, by the time when they were made."""
    try:
        found = [(each.stat().st_mtime_ns, each) for each in folder_of(path).glob(f"{path.stem}.*{path.suffix}")]
    except OSError:
        return []
    return [each for _, each in sorted(found, reverse=True)]


def daily(path: Path, now: datetime) -> Path | None:
    """Make the backup of the day, unless there is one, and remove the oldest ones of days.

    Returns
    -------
    The backup; None where there was one.

    Raises
    ------
    BackupError
        It cannot be made.
    """
    target = _named(path, f"{now:%Y-%m-%d}")
    if target.exists():
        return None
    make(path, target)
    days = [each for each in folder_of(path).glob(f"{path.stem}.*{path.suffix}") if _DAY.fullmatch(_word(path, each))]
    for old in sorted(days, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def on_demand(path: Path, now: datetime) -> Path:
    """Make a backup that stays until somebody removes it.

    Raises
    ------
    BackupError
        It cannot be made.
    """
    return make(path, _named(path, f"{now:%Y-%m-%dT%H%M%S}"))


def before_step(path: Path, number: int) -> Path:
    """Make the backup from before a step of the layout is taken.

    Raises
    ------
    StoreError
        It cannot be made.
    """
    try:
        return make(path, _named(path, f"before-{number}"))
    except BackupError as error:
        reason = f"it has to be backed up before this version can use it, and that failed: {error.reason}"
        raise StoreError(path, reason) from error


def make(path: Path, target: Path) -> Path:
    """Make a backup of the database at ``path``; ``target`` is there when it is whole and was looked through.

    Raises
    ------
    BackupError
        It cannot be made; an older file of this name is unchanged.
    """
    folder = target.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".backup-", dir=folder)
        os.close(handle)
    except OSError as error:
        raise BackupError(target, f"{folder} cannot be written ({error.strerror})") from error
    temporary = Path(name)
    try:
        with translated(path):
            _copy(path, temporary)
            reason = misfit(temporary)
        if reason:
            raise BackupError(target, f"it would not be whole ({reason})")
        _to_disk(temporary)
        temporary.replace(target)
    except StoreError as error:
        raise BackupError(target, error.reason) from error
    except OSError as error:
        raise BackupError(target, f"{folder} cannot be written ({error.strerror})") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return target


def misfit(backup: Path) -> str:
    """Why a backup is not to be trusted, as half a sentence; empty for a good one.

    Raises
    ------
    sqlite3.Error
        It cannot be read.
    """
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return "it was made by another program"
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            return "it is damaged"
        event = chain.first_misfit(connection)
        return "" if event is None else f"event {event} of its audit trail does not fit"


def newest_good(path: Path, newest_version: int) -> tuple[Path, chain.Head] | None:
    """The newest backup that is whole and of a layout that this version knows, and the end of its audit trail."""
    for backup in newest_first(path):
        with contextlib.suppress(sqlite3.Error):
            if misfit(backup):
                continue
            with contextlib.closing(sqlite3.connect(backup)) as connection:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if 0 < version <= newest_version:
                    return backup, chain.head(connection)
    return None


def _copy(path: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(path, timeout=3)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        # One file, without a write-ahead log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _to_disk(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _named(path: Path, word: str) -> Path:
    return folder_of(path) / f"{path.stem}.{word}{path.suffix}"


def _word(path: Path, backup: Path) -> str:
    return backup.name.removeprefix(f"{path.stem}.").removesuffix(path.suffix)
