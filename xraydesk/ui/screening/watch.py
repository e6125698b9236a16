"""Looks into a folder again and again for files that are new and whole; on a thread of its own, since shares hang."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

SHORTEST_S: Final = 2.0
"""Between two looks; after a look that took long, ten times as long as it took."""

SETTLED_S: Final = 5.0
"""A file that was changed longer ago is whole; a younger one is once two looks have seen the same of it."""


class Watch(QObject):
    """Tells of new files in a folder and its subfolders; one that changes is new again.

    The system's own notifications are not used: they do not come from network shares, which is where films arrive.

    Signals
    -------
    found
        Files that are new since the last time, as paths.
    reached
        Whether the folder can be listed now; at the first look and whenever that changes.
    """

    found = Signal(object)
    reached = Signal(bool)
    _posted = Signal(object)

    def __init__(self, folder: Path, shortest_s: float = SHORTEST_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._shortest_s = shortest_s
        self._stopped = threading.Event()
        self._is_reached: bool | None = None
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._look_on, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Look no more; nothing is told from now on."""
        self._stopped.set()

    def _look_on(self) -> None:
        looks = Looks(self.folder)
        rest = 0.0
        while not self._stopped.wait(rest):
            begin = time.monotonic()
            answer = looks.look()
            rest = max(self._shortest_s, 10 * (time.monotonic() - begin))
            if (answer is None or answer or self._is_reached is not True) and not self._stopped.is_set():
                self._posted.emit(answer)

    def _deliver(self, answer: list[Path] | None) -> None:
        if self._stopped.is_set():
            return
        if self._is_reached is not (answer is not None):
            self._is_reached = answer is not None
            self.reached.emit(self._is_reached)
        if answer:
            self.found.emit(answer)


class Looks:
    """What was seen in a folder so far. Files are remembered by one number each, so that many cost little."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given: set[int] = set()
        self._before: set[int] = set()

    def look(self) -> list[Path] | None:
        """Files that are new and whole, in order of path; None where the folder cannot be listed."""
        fresh: list[str] = []
        unsettled: set[int] = set()
        now = time.time()
        try:
            for path, status in _files(os.fspath(self._folder)):
                mark = hash((path, status.st_size, status.st_mtime_ns))
                if mark in self._given:
                    continue
                if now - status.st_mtime > SETTLED_S or mark in self._before:
                    self._given.add(mark)
                    fresh.append(path)
                else:
                    unsettled.add(mark)
        except OSError:
            return None
        self._before = unsettled
        return [Path(path) for path in sorted(fresh)]


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Regular files; only a folder that is watched itself raises where it cannot be listed.

    Raises
    ------
    OSError
        The folder cannot be listed.
    """
    folders, seen = [folder], set[tuple[int, int]]()
    while folders:
        place = folders.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            if place == folder:
                raise
            continue
        for entry in entries:
            try:
                if entry.is_dir():
                    status = entry.stat()
                    if (status.st_dev, status.st_ino) not in seen:
                        seen.add((status.st_dev, status.st_ino))
                        folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path, entry.stat()
            except OSError:
                continue  # it has gone meanwhile
