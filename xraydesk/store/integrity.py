"""The look at the database at the start: is it whole, is all of it there, and what is done where it is not.

A database that is damaged is kept beside the newest good backup, which takes its place. Where there is none, it is left
as it is and not used. What SQLite cannot notice is a changed letter inside a text; of the audit trail that is noticed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xraydesk.store import backups, chain
from xraydesk.store.failures import BusyStoreError, DamagedStoreError, ReadOnlyStoreError
from xraydesk.store.schema import APPLICATION_ID

_FOREIGN: Final = "it was made by another program"
_DAMAGED: Final = "it is damaged"
_EMPTY: Final = "it is empty"
_UNREADABLE: Final = "it cannot be read"
_TAIL: Final = "what was stored last is missing"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done about a database that was not in order.

    Attributes
    ----------
    sentence
        For the reader.
    source
        What is in use now: ``backup``, ``itself`` where nothing is newer than what is left, ``none`` for a new one.
    former
        The last event of the audit trail that was known of.
    lost_events
        How many events of it are missing now.
    """

    sentence: str
    source: str
    former: chain.Head
    lost_events: int


def mark_in_use(path: Path) -> None:
    """Remember that the database is open; `mark_closed` takes it back.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    _marker(path).touch(mode=0o600)


def mark_closed(path: Path) -> None:
    """The database was closed in order; while somebody else still has it open, it stays marked."""
    if not _log_of(path).exists():
        with contextlib.suppress(OSError):
            _marker(path).unlink(missing_ok=True)


def was_closed(path: Path) -> bool:
    """Whether whoever had the database open last has closed it; not so while somebody has it open."""
    return not (_marker(path).exists() or _log_of(path).exists())


def ensure(path: Path, newest_version: int, *, may_restore: bool) -> Restored | None:
    """Look at the database before it is used, thoroughly where it was not closed the last time.

    Parameters
    ----------
    newest_version
        Number of the newest layout that this version of the product knows.
    may_restore
        Whether nobody else can have it open, so that it may be replaced.

    Returns
    -------
    What was done; None where all is well.

    Raises
    ------
    StoreError
        It is damaged and there is no good backup, or it may not be replaced.
    """
    # Where a window has it open, that window has looked.
    log_is_gone = may_restore and _marker(path).exists() and not _log_of(path).exists()
    kept = chain.kept_head(path)
    if not path.exists() and kept is None:
        return None
    reason = problem(path, newest_version, thorough=may_restore and not was_closed(path))
    if not reason and not log_is_gone:
        return None
    if not may_restore:
        raise DamagedStoreError(path, f"{reason or _TAIL}, and another window of XRayDesk has it open")
    former = kept or chain.Head()
    if reason in ("", _TAIL):
        return _after_lost_tail(path, newest_version, former)
    if not path.exists():
        return Restored(_NEW.format(path=path, folder=backups.folder_of(path)), "none", former, former.number)
    good = backups.newest_good(path, newest_version)
    if good is None:
        raise DamagedStoreError(path, reason)
    return _restore(path, reason, good, former)


_NEW: Final = "The database {path} was gone, so a new one was begun; backups of it, if there are any, are in {folder}."


def problem(path: Path, newest_version: int, *, thorough: bool) -> str:
    """What is wrong with a database, as half a sentence; empty for a sound one and for one of a newer version.

    Raises
    ------
    BusyStoreError
        Another program keeps it locked.
    """
    if not path.is_file():
        return _UNREADABLE if path.exists() else _EMPTY
    # While there is a log, the newest pages may be in it alone.
    size = None if _log_of(path).exists() else path.stat().st_size
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=3)) as connection:
            reason = _problem(path, connection, newest_version, thorough=thorough)
            # A page that is not whole is read as if zeros followed, and the check may find nothing wrong with that.
            return reason or (_DAMAGED if size is not None and size < _size_of(connection) else "")
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyStoreError(path) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR):
            return _DAMAGED
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
            return _UNREADABLE
        return ""  # such as a folder that may not be written: no damage, and the first use will say so


def _problem(path: Path, connection: sqlite3.Connection, newest_version: int, *, thorough: bool) -> str:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    kept = chain.kept_head(path) or chain.Head()
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None:
        return _EMPTY if kept.number or backups.newest_first(path) else ""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return _FOREIGN
    if version > newest_version:
        return ""
    # The quick one leaves out whether indices hold what their tables hold, and takes a fraction of the time.
    check = "integrity_check" if thorough else "quick_check"
    if connection.execute(f"PRAGMA {check}(1)").fetchone()[0] != "ok":
        return _DAMAGED
    if thorough and chain.first_misfit(connection) is not None:
        return "its audit trail was changed"
    return "" if chain.fits(connection, kept) else _TAIL


def _size_of(connection: sqlite3.Connection) -> int:
    """How many bytes the file has by its own account."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])


def _after_lost_tail(path: Path, newest_version: int, former: chain.Head) -> Restored:
    """The database is sound, but its log was lost: whichever of it and the newest backup is the later one."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        last = chain.head(connection)
    good = backups.newest_good(path, newest_version)
    if good is not None and good[1].number > last.number:
        return _restore(path, _TAIL, good, former)
    try:
        kept = _beside(path)
        shutil.copyfile(path, kept)
    except OSError as error:
        raise ReadOnlyStoreError(path, error.strerror) from error
    sentence = (
        f"XRayDesk was not closed properly and the log of the database {path} is gone: what was stored last may be "
        f"missing (a copy of what was found is {kept.name})."
    )
    return Restored(sentence, "itself", former, max(0, former.number - last.number))


def _restore(path: Path, reason: str, good: tuple[Path, chain.Head], former: chain.Head) -> Restored:
    backup, last = good
    kept, fresh = _beside(path), path.with_name(f"{path.name}-restored")
    try:
        made = datetime.fromtimestamp(backup.stat().st_mtime, UTC)
        shutil.copyfile(backup, fresh)
        fresh.chmod(0o600)
        with fresh.open("rb+") as stream:
            os.fsync(stream.fileno())
        # The log belongs to the damaged file: beside the restored one it would be played into it.
        for end in ("-wal", "-shm"):
            side = path.with_name(path.name + end)
            if side.exists():
                side.replace(kept.with_name(kept.name + end))
        _keep(path, kept)
        fresh.replace(path)
    except OSError as error:
        raise ReadOnlyStoreError(path, error.strerror) from error
    sentence = (
        f"The database {path} was not in order ({reason}): the backup of {made:%Y-%m-%d %H:%M} UTC is in use, and the "
        f"old file was kept as {kept.name}."
    )
    return Restored(sentence, "backup", former, max(0, former.number - last.number))


def _keep(path: Path, kept: Path) -> None:
    """Give the file a second name, so that a crash in between leaves no moment without a database."""
    try:
        os.link(path, kept)
    except OSError:  # a folder, or a disk without links
        path.replace(kept)


def _beside(path: Path) -> Path:
    """A name for what is kept, of a moment and not in use."""
    stamp, number = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S"), 1
    kept = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}.damaged-{stamp}-{number}{path.suffix}")
    return kept


def _marker(path: Path) -> Path:
    return path.with_name(f"{path.name}-open")


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
