"""The window's way to the database: on the lane "store", with one notice when it fails and nothing forgotten."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from xraydesk.core.errors import XRayDeskError
from xraydesk.store.database import Database
from xraydesk.store.failures import StoreError
from xraydesk.ui.desk.lanes import Lanes

_log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class _Write:
    """One write, and whether it has reached the database; the worker says so itself, even when nobody listens."""

    def __init__(self, work: Callable[[Database], object]) -> None:
        self._work = work
        self.done = False

    def run(self, database: Database) -> None:
        self._work(database)
        self.done = True


class Storing(QObject):
    """Reads and writes in the background.

    A write has a key; a newer write with the same key takes the place of one that is still waiting, so it must hold
    all that is to be stored under this key. What cannot be written is kept and tried again after the next write that
    succeeds, and when the window closes.

    Signals
    -------
    noticed
        Storing does not work, as a sentence; said once until it has worked again. Or: what was done to have a sound
        database.
    """

    noticed = Signal(str)

    def __init__(self, database: Database, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database, self._lanes = database, lanes
        self._unwritten: dict[Hashable, _Write] = {}
        self._failed: set[Hashable] = set()
        self._told = ""

    @property
    def database(self) -> Database:
        """For a thread that does not end with one question, such as a screening; never for the UI thread."""
        return self._database

    def write(self, key: Hashable, work: Callable[[Database], object], lane: str = "store") -> None:
        """Store something; ``work`` runs on the lane and touches nothing but the database and what it brings along.

        What takes long and needs no turn with the others may have another lane.
        """
        self._send(key, _Write(work), lane)

    def _send(self, key: Hashable, write: _Write, lane: str = "store") -> None:
        self._unwritten[key] = write
        self._failed.discard(key)

        def written(_: object) -> None:
            del self._unwritten[key]
            self._told = ""
            self._pass_on()
            for other in tuple(self._failed):
                self._send(other, self._unwritten[other])

        def failed(error: XRayDeskError) -> None:
            self._failed.add(key)
            self._tell(error)

        self._lanes.submit(lane, ("write", key), lambda _: write.run(self._database), written, failed=failed)

    def read(self, key: Hashable, work: Callable[[Database], _Answer], done: Callable[[_Answer], None]) -> None:
        """Ask the database and call back on the UI thread; not called back where it cannot be read.

        A newer question with the same key takes the place of the older one.
        """

        def answered(answer: Any) -> None:
            self._pass_on()
            done(answer)

        self._lanes.submit("store", ("read", key), lambda _: work(self._database), answered, failed=self._tell)

    def close(self) -> None:
        """Write what is still waiting and close the database; after `Lanes.close`."""
        waiting = [write.run for write in self._unwritten.values() if not write.done]
        self._unwritten.clear()
        try:
            for run in waiting:
                run(self._database)
            self._database.end()
        except StoreError as error:
            # Nobody is there to read a notice any more, and nobody must be kept from leaving.
            _log.warning("not everything was stored: %s", type(error).__name__)

    def _pass_on(self) -> None:
        """Say what was done to have a sound database."""
        while self._database.notices:
            self.noticed.emit(self._database.notices.pop(0))

    def _tell(self, error: XRayDeskError) -> None:
        sentence = str(error)
        if sentence != self._told:
            self._told = sentence
            self.noticed.emit(sentence)
