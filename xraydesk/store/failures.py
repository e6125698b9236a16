"""Why something was not stored, as sentences for the reader, from what SQLite and the system say."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from xraydesk.core.errors import XRayDeskError


class StoreError(XRayDeskError):
    """Something cannot be stored or read back; the window works on without it.

    Parameters
    ----------
    path
        The database; None for one in memory.
    reason
        Why, as half a sentence.
    """

    def __init__(self, path: Path | None, reason: str) -> None:
        place = "in memory" if path is None else str(path)
        super().__init__(f"The database ({place}) is not in use: {reason}.")
        self.path, self.reason = path, reason


class BackupError(StoreError):
    """A backup was not made; the database itself is in use as before."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.args = (f"No backup of the database ({path}) was made: {reason}.",)


class ReadOnlyStoreError(StoreError):
    """The folder or the file may not be written."""

    def __init__(self, path: Path | None, detail: str | None = None) -> None:
        super().__init__(path, "it cannot be written there" + (f" ({detail.lower()})" if detail else ""))


class DiskFullError(StoreError):
    """There is no room left."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "the disk is full; what was stored before is unharmed")


class BusyStoreError(StoreError):
    """Another program holds the database."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "another program is writing to it")


class NewerStoreError(StoreError):
    """A newer version of the product has changed the layout; it is never changed back."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "a newer version of XRayDesk has written it; start that version to use it")


class HeldStoreError(StoreError):
    """A window has it open; a second one reads only, because each window keeps in mind what it will store."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "another window of XRayDesk has it open, so this one reads from it and stores nothing")


class ClosedStoreError(StoreError):
    """The program ends: what a thread would still store comes too late."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "the program has closed it")


class RunAtWorkError(StoreError):
    """Another program works on this run."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, "another program is at work on this screening")
        self.args = ("Another program is at work on this screening.",)


class SharedPlaceError(StoreError):
    """It lies on a network share, where the locks that keep a database whole cannot be relied on."""

    def __init__(self, path: Path | None, kind: str, advice: str) -> None:
        super().__init__(path, f"it lies on a network share ({kind}), where it would be damaged; {advice}")


class DamagedStoreError(StoreError):
    """The file is no database of ours, or no longer a sound one; it is left as it is."""

    def __init__(self, path: Path | None, detail: str = "it is damaged") -> None:
        super().__init__(path, f"{detail}; it was left as it is")


@contextlib.contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """Raise what SQLite says of disks, rights and damage as a `StoreError`; a fault in our own SQL stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known(path, error)
        if known is None:
            raise
        raise known from error


def _known(path: Path | None, error: sqlite3.Error) -> StoreError | None:
    # The low byte is the kind, the others say more of the same (https://www.sqlite.org/rescode.html).
    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else code & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        return DiskFullError(path)
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return ReadOnlyStoreError(path)
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyStoreError(path)
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedStoreError(path)
    if kind == sqlite3.SQLITE_IOERR:
        return StoreError(path, "the disk reports an error")
    return None
