"""Tasks to workers and answers back, with how far it is: what the two halves of a job share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from xraydesk.cluster.crew import Crew, Done
from xraydesk.cluster.rows import Row
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.screening.progress import SHORTEST_S, Meter, Progress, State

PATIENCE_S: Final = 1.0
"""After so long a folder that could not be reached is tried again."""


_LONG: Final = 30
"""So many times the patience without a worker are worth a sentence."""

_NOBODY: Final = "no worker has started yet; screening begins when the cluster has a free core"

_Task = TypeVar("_Task")


class Work(Protocol[_Task]):
    """Tasks of one kind."""

    method: str

    def next(self) -> _Task | None:
        """The next task; None where there is none for now."""
        ...

    def say(self, task: _Task) -> dict[str, Any]:
        """What a worker is told of it."""
        ...

    def put_back(self, task: _Task) -> None:
        """It could not be done yet."""
        ...


class Dispatch:
    """Gives out tasks as workers have room for them, and tells how far it is."""

    def __init__(self, progress: Callable[[Progress], None], patience_s: float = PATIENCE_S) -> None:
        self._progress, self._patience_s, self._meter = progress, patience_s, Meter()
        self._message, self._told = "", 0.0
        self.found, self.found_all = 0, False

    def through(self, crew: Crew, work: Work[_Task]) -> Iterator[Done[_Task]]:
        """Do all tasks: what was done comes out, what met a folder that cannot be reached is tried again.

        Raises
        ------
        ClusterError
            A worker cannot work.
        """
        task, since = work.next(), time.monotonic()
        while task is not None or crew.is_busy:
            while task is not None and crew.has_room:
                crew.give(work.method, task, work.say(task))
                task = work.next()
            lost = ""
            for done in crew.collect(self._patience_s):
                if done.answer is not None and "lost" in done.answer:
                    lost = str(done.answer["lost"])
                    work.put_back(done.task)
                else:
                    self._message = ""
                    yield done
            if not crew.has_room and not crew.is_busy and time.monotonic() - since > _LONG * self._patience_s:
                self._message = _NOBODY
            if lost:
                self._message = f"{lost} cannot be reached; screening goes on when it is back"
                self._progress(self.now(State.UNREACHABLE))
                time.sleep(self._patience_s)
            task = work.next() if task is None else task
            self._tell()

    def count(self, made: Iterable[Row], *, repeated: bool = False) -> None:
        """Rows that are there now."""
        for row in made:
            self._meter.count(ScreeningResult(Path(), "", Status(row["status"])), repeated=repeated)

    def now(self, state: State) -> Progress:
        """How far it is."""
        return self._meter.read(state, self._message, self.found, found_all=self.found_all)

    def finish(self) -> Progress:
        """Tell the end."""
        last = self.now(State.DONE)
        self._progress(last)
        return last

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told >= SHORTEST_S:
            self._told = now
            self._progress(self.now(State.UNREACHABLE if self._message else State.RUNNING))
