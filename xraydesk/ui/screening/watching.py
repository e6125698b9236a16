"""The watched folder as a screening that stays open: what arrives is screened in small jobs of one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from xraydesk.ui.screening.job import Job, Task
from xraydesk.ui.screening.watch import SHORTEST_S, Watch
from xraydesk.ui.shell.language import tr


class Watching(QObject):
    """At most one folder, until it is switched off or the window closes.

    Parameters
    ----------
    start
        Begins a job beside the screening at work.
    end
        Closes a run in the database.

    Attributes
    ----------
    folder, run
        What is watched, None for nothing, and its run, 0 while there is none.
    is_reached
        Whether the folder could be listed the last time.
    every_s
        Time between two looks.

    Signals
    -------
    changed
        One of these.
    noticed
        A sentence.
    """

    changed = Signal()
    noticed = Signal(str)

    def __init__(self, start: Callable[[Task], Job], end: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.run = 0
        self.is_reached = False
        self.every_s = SHORTEST_S
        self.job: Job | None = None
        self._start, self._end = start, end
        self._watch: Watch | None = None
        self._arrived: list[Path] = []

    def begin(self, folder: Path) -> None:
        """Watch a folder, in the place of the one before."""
        self.stop()
        self.folder, self.is_reached = folder, False
        self._watch = Watch(folder, self.every_s, self)
        self._watch.found.connect(self._take)
        self._watch.reached.connect(self._know_reached)
        self.changed.emit()

    def stop(self) -> None:
        """Watch no more; what is on its way is dropped, and the run is over."""
        if self._watch is None:
            return
        self.hush()
        self._watch.deleteLater()
        self._watch, self.folder = None, None
        if self.job is not None:
            self.job.cancel()  # its run is closed when it has ended
        elif self.run:
            self._end(self.run)
        self.run = 0
        self.changed.emit()

    def hush(self) -> None:
        """Look no more; the run stays as it is."""
        self._arrived.clear()
        if self._watch is not None:
            self._watch.stop()

    def took(self, job: Job) -> bool:
        """Whether a job that is over was one of this folder; the next one begins if more has arrived."""
        if job is not self.job:
            return False
        self.job = None
        if job.cancelled and job.run:
            self._end(job.run)
        self._next()
        return True

    def _know_reached(self, reached: bool) -> None:
        self.is_reached = reached
        if not reached:
            sentence = tr("The watched folder {folder} cannot be reached; watching goes on when it is back.")
            self.noticed.emit(sentence.format(folder=self.folder))
        self.changed.emit()

    def _take(self, paths: list[Path]) -> None:
        self._arrived += paths
        self._next()

    def _next(self) -> None:
        if self.job is None and self._arrived and self.folder is not None:
            task = Task((self.folder,), tuple(self._arrived), watch=True)
            self._arrived.clear()
            self.job = self._start(task)
