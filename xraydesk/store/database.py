"""The one database: opened when it is first used, brought up to date, written by one transaction at a time.

It is in WAL mode, so that a reader never waits for a writer and a commit survives a crash. Whatever the system says
about disks and permissions leaves here as a `StoreError`: one plain sentence, after which the program works on without
storing.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from xraydesk.core import paths
from xraydesk.store import backups, chain, integrity, places
from xraydesk.store.failures import (
    ClosedStoreError,
    DamagedStoreError,
    HeldStoreError,
    NewerStoreError,
    ReadOnlyStoreError,
    translated,
)
from xraydesk.store.holding import Hold, turn
from xraydesk.store.schema import APPLICATION_ID, STEPS

BUSY_MS = 3000
"""How long a transaction waits for another program that writes."""


def default_path() -> Path:
    """The database in the user's data folder; it may not exist yet."""
    return paths.user_data() / "xraydesk.sqlite3"


class Database:
    """One connection to one database file.

    The connection is made by the first use. Calls from several threads wait for each other; the window makes all of
    them on its lane "store".

    Parameters
    ----------
    path
        The file, created with its folder where it is missing; None keeps everything in memory.
    steps
        The steps that lead to the newest layout; tests give others.
    sole
        Whether to store only where no other such object does: a window keeps in mind what it will store, so that a
        second one reads only. The command line, which only adds, stores beside a window.

    Attributes
    ----------
    notices
        Sentences for the reader about what was done to have a sound database.
    """

    def __init__(self, path: Path | None = None, steps: Sequence[Sequence[str]] = STEPS, *, sole: bool = False) -> None:
        self.path = path
        self.notices: list[str] = []
        self._steps = tuple(steps)
        self._sole, self._hold = sole, None if path is None else Hold(path)
        self._reads_only = self._ended = False
        self._connection: sqlite3.Connection | None = None
        self._lock = RLock()

    @property
    def reads_only(self) -> bool:
        """Whether another window stores; known after the first use."""
        return self._reads_only

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is done inside, or nothing of it; not to be nested.

        Raises
        ------
        StoreError
            It cannot be opened or written; nothing was changed.
        """
        with self._lock, translated(self.path):
            connection = self._opened()
            if self._reads_only:
                raise HeldStoreError(self.path)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows that a query gives; columns are found by their names.

        Raises
        ------
        StoreError
            It cannot be opened or read.
        """
        with self._lock, translated(self.path):
            return self._opened().execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Let go of the file; a later use opens it again. What was in memory only is gone."""
        with self._lock, translated(self.path), contextlib.ExitStack() as stack:
            if self._connection is not None:
                if self.path is not None:
                    with contextlib.suppress(OSError):  # the folder is gone or may not be written any more
                        stack.enter_context(turn(self.path))
                self._connection.close()
                self._connection = None
                if self.path is not None and not self._reads_only:
                    integrity.mark_closed(self.path)
            if self._hold is not None:
                self._hold.release()

    def end(self) -> None:
        """Close it for good: a thread that has not ended yet gets a `StoreError` and does not open it again."""
        with self._lock:
            self._ended = True
            self.close()

    def _opened(self) -> sqlite3.Connection:
        if self._ended:
            raise ClosedStoreError(self.path)
        if self._connection is None:
            if self.path is None:
                self._connection = self._connected(None)
            else:
                places.refuse_share(self.path)
                try:
                    self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    with turn(self.path):
                        self._connection = self._begun(self.path)
                except OSError as error:
                    raise ReadOnlyStoreError(self.path, error.strerror) from error
        return self._connection

    def _begun(self, path: Path) -> sqlite3.Connection:
        """See to it that the file is there, whole, and ours to write, and open it."""
        assert self._hold is not None
        try:
            is_alone = self._hold.take()
            self._reads_only = self._sole and not is_alone
            restored = None
            if not self._reads_only:
                restored = integrity.ensure(path, len(self._steps), may_restore=is_alone)
                # What readers wrote on films is nobody else's business; SQLite gives its side files the same rights.
                path.touch(mode=0o600)
            connection = self._connected(restored)
            if not self._reads_only:
                integrity.mark_in_use(path)
        except BaseException:
            self._hold.release()
            raise
        if not self._sole:
            self._hold.release()
        return connection

    def _connected(self, restored: integrity.Restored | None) -> sqlite3.Connection:
        connection = self._connect()
        try:
            self._check(connection)
            _configure(connection)
            self._migrate(connection)
            if restored is not None:
                self._tell(connection, restored)
        except BaseException:
            connection.close()
            raise
        return connection

    def _tell(self, connection: sqlite3.Connection, restored: integrity.Restored) -> None:
        """Say what was done, to the reader and in the audit trail."""
        assert self.path is not None
        self.notices.append(restored.sentence)
        if chain.is_kept(connection):
            event = {
                "kind": "restore",
                "made": datetime.now(UTC).isoformat(timespec="microseconds"),
                "source": restored.source,
                "lost_events": restored.lost_events,
                "former_head": restored.former.digest,
            }
            connection.execute("BEGIN IMMEDIATE")
            last = chain.append(connection, event)
            connection.execute("COMMIT")
            with contextlib.suppress(OSError):  # the next event writes it
                chain.keep_head(self.path, last)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            ":memory:" if self.path is None else self.path,
            timeout=BUSY_MS / 1000,
            isolation_level=None,  # transactions begin where this class says so
            check_same_thread=False,  # the lock sees to that; the last call comes from another thread than the others
        )

    def _check(self, connection: sqlite3.Connection) -> None:
        """Refuse what is not ours to change, before anything is changed."""
        version = _pragma(connection, "user_version")
        is_new = version == 0 and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
        if not is_new and _pragma(connection, "application_id") != APPLICATION_ID:
            raise DamagedStoreError(self.path, "it was made by another program")
        if version > len(self._steps):
            raise NewerStoreError(self.path)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = _pragma(connection, "user_version")
        if self._reads_only:
            if version < len(self._steps):
                raise HeldStoreError(self.path)
            connection.execute("PRAGMA query_only = ON")
        if 0 < version < len(self._steps) and self.path is not None:
            backups.before_step(self.path, version + 1)
        for number, statements in enumerate(self._steps[version:], version + 1):
            connection.execute("BEGIN IMMEDIATE")
            # Another program may have taken the step while this one waited for the lock.
            if _pragma(connection, "user_version") < number:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")


def _configure(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a commit that was reported is on the disk
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",  # nothing of a patient in a temporary file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
