"""Who may do what with the database: locks on files beside it, which the system lets go of when a program ends.

The first window holds one lock and stores; a second one reads only. Whoever screens holds one for the run. Another lock
is held for a moment by every program that begins or ends with the database, so that none takes a half-closed database
for one that was cut off.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from xraydesk.store.failures import BusyStoreError


class Hold:
    """A lock on a file beside the database, held by one process at a time and never longer than that process lives.

    Parameters
    ----------
    path
        The database.
    name
        What is held.
    """

    def __init__(self, path: Path, name: str = "lock") -> None:
        self._file = path.with_name(f"{path.name}-{name}")
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""
        return self._handle is not None

    def take(self) -> bool:
        """Take it if nobody has it.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        if self._handle is not None:
            return True
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle, wait=False)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go; nothing happens where it is not held. The file stays, so that two can never lock different ones."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def give_up(self) -> None:
        """Let go, and take the file away: nobody will ask for this lock again."""
        if self._handle is not None:
            self.release()
            with contextlib.suppress(OSError):
                self._file.unlink()


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait until nobody else begins or ends with a database, and then be the one who does.

    Raises
    ------
    OSError
        The folder cannot be written.
    BusyStoreError
        Somebody takes too long; only on Windows, elsewhere it is waited for.
    """
    handle = os.open(path.with_name(f"{path.name}-turn"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(handle, wait=True)
        except OSError as error:
            raise BusyStoreError(path) from error
        yield
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
