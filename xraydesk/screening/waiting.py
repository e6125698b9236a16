"""Why a job stands still, and how it is woken: one place for pause, lost places, a full disk and cancelling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from xraydesk.core.errors import XRayDeskError
from xraydesk.screening.backlog import Backlog
from xraydesk.screening.progress import State
from xraydesk.store.failures import DamagedStoreError, NewerStoreError, ReadOnlyStoreError, SharedPlaceError

_T = TypeVar("_T")

_STATES: Final = {"user": State.PAUSED, "place": State.UNREACHABLE, "sink": State.NOT_STORED}

_LASTING: Final = (DamagedStoreError, NewerStoreError, ReadOnlyStoreError, SharedPlaceError)


class Waiting:
    """What holds a job's backlog, with the sentence to say."""

    def __init__(self, backlog: Backlog, retry_s: float) -> None:
        self._backlog, self._retry_s = backlog, retry_s
        self._changed = threading.Condition()
        self._said: dict[str, str] = {}
        self._turn = 0
        self.cancelled = False

    def now(self) -> float:
        """The monotonic clock in seconds."""
        return time.monotonic()

    def state(self) -> tuple[State, str]:
        """What the job does, with a sentence where it waits for something; a reader's own pause comes first."""
        with self._changed:
            for kind, state in _STATES.items():
                if kind in self._said:
                    return state, self._said[kind]
        return State.RUNNING, ""

    def hold(self, kind: str, sentence: str = "") -> None:
        """Take nothing new until `release`."""
        with self._changed:
            self._said[kind] = sentence
        self._backlog.hold(kind)

    def release(self, kind: str) -> None:
        """Go on, and whatever waits for a better time tries again at once."""
        with self._changed:
            self._said.pop(kind, None)
            self._turn += 1
            self._changed.notify_all()
        self._backlog.release(kind)

    def cancel(self) -> None:
        """Wait for nothing any more."""
        with self._changed:
            self.cancelled = True
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool], kind: str, sentence: str) -> None:
        """Hold the backlog until something holds; asked again every ``retry_s``."""
        self.hold(kind, sentence)
        while not self.cancelled and not holds():
            self._rest()
        self.release(kind)

    def insist(self, work: Callable[[], _T]) -> _T | None:
        """Do something that may be impossible for now, until it succeeds; None where the job was cancelled.

        Raises
        ------
        StoreError
            It will not succeed by waiting.
        """
        waited = False
        while not self.cancelled:
            try:
                answer = work()
            except _LASTING:
                raise
            except XRayDeskError as error:
                self.hold("sink", str(error))
                waited = True
                self._rest()
                continue
            if waited:
                self.release("sink")
            return answer
        return None

    def _rest(self) -> None:
        with self._changed:
            turn = self._turn
            self._changed.wait_for(lambda: self.cancelled or self._turn != turn, self._retry_s)
