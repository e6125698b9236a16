"""The stage between backlog and model: each thread has a film process and brings file after file through it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.screening.backlog import Backlog, Ticket
from xraydesk.screening.channel import Channel
from xraydesk.screening.discovery import discover
from xraydesk.screening.film_process import Reader, ReaderDefectError, ReaderLostError
from xraydesk.screening.film_reader import Looked, Made
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.places import Places
from xraydesk.screening.plan import Plan
from xraydesk.screening.sink import Sink
from xraydesk.screening.waiting import Waiting

STILL_WRITTEN: Final = "it is still being written by another program"
_LATE: Final = "reading it takes longer than any good picture does; it was given up"
_CRASHES: Final = "it makes the reading process crash, so it is damaged or hostile"

Numbered = tuple[int, Outcome | None]
"""An outcome with its place in the order of discovery; None for a place that others have taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A film that waits for the model."""

    ticket: Ticket
    made: Made
    size: int


class Copies:
    """Which contents are on their way, and which paths wait for the same answer."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._lock = threading.Lock()
        self._waiting: dict[str, list[tuple[int, Path]]] = {}

    def claim(self, ticket: Ticket, sha256: str) -> ScreeningResult | bool:
        """What is known of a content; True where the caller is to find it out, False where somebody else does already.

        Raises
        ------
        XRayDeskError
            The sink cannot be asked.
        """
        with self._lock:
            if sha256 in self._waiting:
                self._waiting[sha256].append((ticket.number, ticket.path))
                return False
            known = self._sink.known(sha256)
            if known is not None:
                return known
            self._waiting[sha256] = []
            return True

    def settle(self, outcome: Outcome) -> list[Numbered]:
        """The paths that waited for an outcome which is kept now."""
        with self._lock:
            paths = self._waiting.pop(outcome.result.sha256, [])
        return [
            (number, replace(outcome, result=replace(outcome.result, path=path), repeated=True, prediction=None))
            for number, path in paths
        ]


class ReadingStage:
    """What the reading threads share.

    Parameters
    ----------
    ready, done
        Where films go that the model is to see, and outcomes that need no model.
    """

    def __init__(
        self,
        backlog: Backlog,
        copies: Copies,
        places: Places,
        plan: Plan,
        waiting: Waiting,
        ready: Channel[Ready],
        done: Channel[Numbered],
    ) -> None:
        self._backlog, self._copies, self._places, self._plan = backlog, copies, places, plan
        self._waiting, self._ready, self._done = waiting, ready, done

    def work(self, reader: Reader) -> None:
        """Bring file after file through a reader, until there is none."""
        while (ticket := self._backlog.take()) is not None:
            try:
                outcome = self._read(ticket, reader)
            except (ReaderLostError, ReaderDefectError) as error:
                outcome = _failed(ticket, _blame(error))
            if self._waiting.cancelled:
                return
            if outcome is not None:
                self._hand_on(ticket, outcome)

    def _hand_on(self, ticket: Ticket, outcome: Outcome) -> None:
        self._done.put((ticket.number, outcome))
        self._backlog.done()

    def _read(self, ticket: Ticket, reader: Reader) -> Outcome | None:
        """Bring one file as far as this stage can; None where it is on its way or was put back."""
        looked = self._twice(lambda: reader.look(ticket.path, self._plan.settle_s, ticket.signature))
        if looked.unsettled is not None:
            return self._not_yet(ticket, looked.unsettled)
        if looked.status:
            if self._is_elsewhere(ticket, looked):
                return None
            return Outcome(ScreeningResult(ticket.path, looked.sha256, Status(looked.status), looked.reason))
        return self._claimed(ticket, reader, looked)

    def _is_elsewhere(self, ticket: Ticket, looked: Looked) -> bool:
        """Whether the file is not to blame: its place is gone for now, or was gone when the walk came to its folder."""
        if looked.vanished or looked.is_folder:
            lost = self._places.lost(ticket.path)
            if lost is not None:
                self._wait_for(lost, ticket)
                return True
        if looked.vanished and not ticket.was_lost:
            # Its place may have been gone for a moment only: it is looked at once more.
            ticket.was_lost = True
            self._backlog.put_back(ticket)
            return True
        return looked.is_folder and self._walk_again(ticket)

    def _claimed(self, ticket: Ticket, reader: Reader, looked: Looked) -> Outcome | None:
        known = self._waiting.insist(lambda: self._copies.claim(ticket, looked.sha256))
        if known is None:
            return None
        if isinstance(known, ScreeningResult):
            return Outcome(replace(known, path=ticket.path), looked.size, repeated=True)
        if not known:
            self._backlog.done()
            return None
        return self._make(ticket, reader, looked)

    def _make(self, ticket: Ticket, reader: Reader, looked: Looked) -> Outcome | None:
        try:
            made = self._made(ticket, reader)
        except (ReaderLostError, ReaderDefectError) as error:
            return Outcome(ScreeningResult(ticket.path, looked.sha256, Status.FAILED, _blame(error)), looked.size)
        if made.prepared is None:
            return Outcome(made.result, looked.size, made.patient, made.study)
        self._ready.put(Ready(ticket, made, looked.size))
        self._backlog.done()
        return None

    def _made(self, ticket: Ticket, reader: Reader) -> Made:
        try:
            return reader.make()
        except ReaderLostError as error:
            if error.late or self._waiting.cancelled:
                raise
        # A new process holds nothing: it is shown the file once more.
        reader.look(ticket.path, 0.0)
        return reader.make()

    def _twice(self, look: Callable[[], Looked]) -> Looked:
        """Look, and once more with a new process where one died: no file pays for an earlier one."""
        try:
            return look()
        except ReaderLostError as error:
            if error.late or self._waiting.cancelled:
                raise
            return look()

    def _not_yet(self, ticket: Ticket, signature: tuple[int, int]) -> Outcome | None:
        if ticket.since and self._waiting.now() - ticket.since > self._plan.patience_s:
            return _failed(ticket, STILL_WRITTEN)
        ticket.signature = signature
        self._backlog.put_back(ticket, self._plan.retry_s)
        return None

    def _wait_for(self, lost: Path, ticket: Ticket) -> None:
        ticket.was_lost = True
        self._backlog.put_back(ticket)
        sentence = f"{lost} cannot be reached; screening goes on when it is back"
        self._waiting.until(lambda: self._places.lost(ticket.path) is None, "place", sentence)

    def _walk_again(self, ticket: Ticket) -> bool:
        """A folder that could not be listed when the walk came to it: whether it can be now."""
        walk = discover([ticket.path])
        first = next(walk, None)
        if first == ticket.path:
            return False
        for path in (first, *walk) if first is not None else ():
            self._backlog.add(path, always=True)
        self._backlog.withdraw()
        self._done.put((ticket.number, None))
        return True


def _blame(error: ReaderLostError | ReaderDefectError) -> str:
    if isinstance(error, ReaderDefectError):
        return f"the program made a mistake of its own with it ({error})"
    return _LATE if error.late else _CRASHES


def _failed(ticket: Ticket, reason: str) -> Outcome:
    return Outcome(ScreeningResult(ticket.path, "", Status.FAILED, reason))
