"""What is still to be done: in order of discovery, what the reader looks at first, what is being written later."""

from __future__ import annotations

import heapq
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_WAITING: Final = 100_000
"""The walk runs so far ahead at most; the number of files is known at once for all but the largest folders."""


@dataclass(slots=True)
class Ticket:
    """One path on its way.

    Attributes
    ----------
    path, number
        The file, and its place in the order of discovery.
    signature
        Size and time of change when it was last seen too fresh to be read.
    since
        When it was first put back, by the monotonic clock; 0 before.
    was_lost
        Whether its place could not be reached when it was tried.
    """

    path: Path
    number: int
    signature: tuple[int, int] | None = None
    since: float = 0.0
    was_lost: bool = False


class Backlog:
    """Paths that wait; several threads bring and take them."""

    def __init__(self, limit: int = MOST_WAITING) -> None:
        self._limit = limit
        self._changed = threading.Condition()
        # As strings: a path object takes three times as much.
        self._waiting: OrderedDict[str, int] = OrderedDict()
        self._urgent: list[Ticket] = []
        self._later: list[tuple[float, int, Ticket]] = []
        self._early: set[str] = set()
        self._seen: set[int] = set()
        self._holds: set[str] = set()
        self._out = 0
        self._number = self.found = 0
        self._finished = self._closed = False

    def add(self, path: Path, *, always: bool = False) -> bool:
        """Bring a path; False where the job is over. ``always``: even beyond the limit."""
        name = os.fspath(path)
        with self._changed:
            while len(self._waiting) >= self._limit and not self._closed and not always:
                self._changed.wait()
            if self._closed:
                return False
            if name in self._early:
                self._early.discard(name)
            elif name not in self._waiting:
                self._seen.add(hash(name))
                self._waiting[name] = self._numbered()
                self._changed.notify_all()
            return True

    def hurry(self, path: Path) -> None:
        """Let a path come next, even if the walk has not come to it yet; nothing happens to one that was taken."""
        name = os.fspath(path)
        with self._changed:
            number = self._waiting.pop(name, None)
            if number is None:
                if self._finished or hash(name) in self._seen:
                    return
                self._early.add(name)
                self._seen.add(hash(name))
                number = self._numbered()
            # The last one that was looked at comes first.
            self._urgent.append(Ticket(path, number))
            self._changed.notify_all()

    def take(self) -> Ticket | None:
        """The next path, once there is one that may be worked on; None at the end. To be given to `done` or back."""
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                if not self._holds:
                    ticket = self._next(now)
                    if ticket is not None:
                        self._out += 1
                        self._changed.notify_all()
                        return ticket
                    if self._finished and not (self._waiting or self._urgent or self._later or self._out):
                        return None
                self._changed.wait(max(self._later[0][0] - now, 0.001) if self._later and not self._holds else None)
            return None

    def _numbered(self) -> int:
        self.found += 1
        self._number += 1
        return self._number - 1

    def _next(self, now: float) -> Ticket | None:
        if self._urgent:
            return self._urgent.pop()
        if self._later and self._later[0][0] <= now:
            return heapq.heappop(self._later)[2]
        if self._waiting:
            name, number = self._waiting.popitem(last=False)
            return Ticket(Path(name), number)
        return None

    def done(self) -> None:
        """A path that was taken needs no further look."""
        with self._changed:
            self._out -= 1
            self._changed.notify_all()

    def put_back(self, ticket: Ticket, seconds: float = 0.0) -> None:
        """A path that was taken is to be tried again after some time."""
        now = time.monotonic()
        ticket.since = ticket.since or now
        with self._changed:
            heapq.heappush(self._later, (now + seconds, ticket.number, ticket))
            self._out -= 1
            self._changed.notify_all()

    def withdraw(self) -> None:
        """A path that was taken is no file: others came in its place."""
        with self._changed:
            self.found -= 1
        self.done()

    def hold(self, reason: str) -> None:
        """Give nothing out until `release` is called for the same reason."""
        with self._changed:
            self._holds.add(reason)

    def release(self, reason: str) -> None:
        """The reason to hold is gone."""
        with self._changed:
            self._holds.discard(reason)
            self._changed.notify_all()

    @property
    def holds(self) -> frozenset[str]:
        """Why nothing is given out."""
        with self._changed:
            return frozenset(self._holds)

    @property
    def found_all(self) -> bool:
        """Whether the walk is over."""
        return self._finished

    def finish(self) -> None:
        """The walk is over."""
        with self._changed:
            self._finished = True
            self._changed.notify_all()

    def close(self) -> None:
        """Drop everything."""
        with self._changed:
            self._closed = self._finished = True
            self._changed.notify_all()
