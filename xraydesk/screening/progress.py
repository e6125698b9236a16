"""How far a job is: counts, rate, time left, and why it waits."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xraydesk.core.findings import ScreeningResult, Status

SHORTEST_S: Final = 0.1
"""Between two events: nobody reads faster, and a window must not be busy with them."""

_WINDOW_S: Final = 20.0
_BEGINNING: Final = 3


class State(StrEnum):
    """What a job does."""

    RUNNING = "running"
    PAUSED = "paused"
    UNREACHABLE = "unreachable"
    NOT_STORED = "not_stored"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes
    ----------
    state, message
        What it does; a sentence where it waits for something.
    found, found_all
        Files found, and whether the search is over.
    counts
        How many came to each status.
    repeated
        How many of them were known already.
    rate
        Files a second over the last twenty seconds.
    seconds_left
        None while it cannot be told.
    """

    state: State
    message: str
    found: int
    found_all: bool
    counts: Mapping[Status, int]
    repeated: int
    rate: float
    seconds_left: float | None

    @property
    def done(self) -> int:
        """Files that are done."""
        return sum(self.counts.values())


class Meter:
    """Counts what is done and how fast."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: Counter[Status] = Counter()
        self._repeated = 0
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def count(self, result: ScreeningResult, *, repeated: bool) -> None:
        """One more is done."""
        with self._lock:
            self._counts[result.status] += 1
            self._repeated += repeated

    def read(self, state: State, message: str, found: int, *, found_all: bool) -> Progress:
        """How far the job is now."""
        with self._lock:
            now, done = self._clock(), self._counts.total()
            if now - self._marks[-1][0] >= SHORTEST_S / 2:
                self._marks.append((now, done))
            while len(self._marks) > 2 and now - self._marks[0][0] > _WINDOW_S:
                self._marks.popleft()
            since, before = self._marks[0]
            rate = (done - before) / (now - since) if now > since else 0.0
            left = None
            if found_all and state is State.RUNNING and rate > 0 and done >= _BEGINNING:
                left = (found - done) / rate
            counts = {status: self._counts[status] for status in Status}
            return Progress(state, message, found, found_all, counts, self._repeated, rate, left)
