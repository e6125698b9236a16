"""Work leaves the UI thread here and comes back here: a few thread pools with one queued signal home.

Every request has a key. A newer request with the same key cancels the older one, and the answer of a cancelled
request is dropped, so that nothing stale is ever painted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from xraydesk.core.errors import CancelledError, XRayDeskError

LANES = {
    "infer": 1,
    "io": 2,
    "view": 1,
    "background": 1,
    "store": 1,
    "headers": 1,
    "explain": 1,
    "page": 1,
    "export": 1,
    "backup": 1,
}
"""Lane → threads. The model has one; pictures that somebody waits for do not queue behind thumbnails."""


class Ticket:
    """One request: the worker asks it whether to go on and hands it partial results; the owner may cancel it."""

    def __init__(
        self,
        key: Hashable,
        post: Callable[[Ticket, str, Any], None],
        answers: dict[str, Callable[[Any], None]],
    ) -> None:
        self.key = key
        self._post = post
        self._answers = answers
        self._cancelled = Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Drop the request; safe from any thread and more than once."""
        self._cancelled.set()

    def raise_if_cancelled(self) -> None:
        """Leave the work early.

        Raises
        ------
        CancelledError
            The request was cancelled.
        """
        if self.cancelled:
            raise CancelledError

    def report(self, part: object) -> None:
        """Send a partial result home, from the worker."""
        self._post(self, "progress", part)

    def run(self, work: Callable[[Ticket], Any]) -> None:
        """Do the work on the calling thread and send the answer home."""
        try:
            self.raise_if_cancelled()
            kind, answer = "done", work(self)
        except CancelledError:
            return
        except BaseException as error:  # noqa: BLE001 - thread boundary: everything is raised again at home
            kind, answer = "failed", error
        self._post(self, kind, answer)

    def deliver(self, kind: str, answer: Any) -> None:
        """Call back, on the UI thread; a failure that is not meant for people is raised again as the defect it is."""
        if self.cancelled:
            return
        if kind == "failed" and not isinstance(answer, XRayDeskError):
            raise answer
        callback = self._answers.get(kind)
        if callback is not None:
            callback(answer)
        elif kind == "failed":
            raise answer


class Lanes(QObject):
    """The pools. Whoever makes this object keeps it alive until `close` has returned."""

    _posted = Signal(object, str, object)

    def __init__(self, widths: Mapping[str, int] = LANES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {name: ThreadPoolExecutor(width, thread_name_prefix=name) for name, width in widths.items()}
        self._newest: dict[Hashable, Ticket] = {}
        self._closed = Event()
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        lane: str,
        key: Hashable,
        work: Callable[[Ticket], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[XRayDeskError], None] | None = None,
        progress: Callable[[Any], None] | None = None,
    ) -> Ticket:
        """Run ``work`` on a lane and call back on the UI thread.

        Parameters
        ----------
        lane
            One of `LANES`.
        key
            What the request is about; an older request with this key is cancelled.
        work
            Called with its ticket on a worker thread; touches no widget.
        done, failed, progress
            Called with the result, with an error meant for people, with each part that the work reported.
        """
        self.cancel(key)
        answers: dict[str, Callable[[Any], None]] = {"done": done}
        if failed is not None:
            answers["failed"] = failed
        if progress is not None:
            answers["progress"] = progress
        ticket = Ticket(key, self._post, answers)
        self._newest[key] = ticket
        if not self._closed.is_set():
            self._pools[lane].submit(ticket.run, work)
        return ticket

    def cancel(self, key: Hashable) -> None:
        """Cancel the request with this key, if there is one."""
        ticket = self._newest.pop(key, None)
        if ticket is not None:
            ticket.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the work in hand to end; nothing is delivered afterwards."""
        self._closed.set()
        for key in tuple(self._newest):
            self.cancel(key)
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _post(self, ticket: Ticket, kind: str, answer: Any) -> None:
        if not (ticket.cancelled or self._closed.is_set()):
            self._posted.emit(ticket, kind, answer)

    @Slot(object, str, object)
    def _deliver(self, ticket: Ticket, kind: str, answer: Any) -> None:
        if kind != "progress" and self._newest.get(ticket.key) is ticket:
            del self._newest[ticket.key]
        ticket.deliver(kind, answer)
