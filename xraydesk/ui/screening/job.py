"""One screening on a thread of its own, with its run in the database; whatever it has to say comes to the UI thread."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from xraydesk.core.errors import XRayDeskError
from xraydesk.store import audit, runs, worklist
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.store.failures import HeldStoreError, StoreError
from xraydesk.ui.desk.use_cases import Session, Workflow
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.screening.pipeline import Screening
    from xraydesk.screening.store_sink import StoreSink

_log = logging.getLogger(__name__)

WATCH: Final = "watch"
"""The setting of a run whose folder is watched: it stays open while it has nothing to do."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be screened.

    Attributes
    ----------
    roots
        What was dropped.
    files
        What of it; everything that is found there where it is None.
    model
        Id of another model than the window's; empty for that one.
    run
        Number of a run to go on with; 0 for the one of the same drop that was cut off, or a new one.
    watch
        Whether the run stays open for what will come into its folder.
    """

    roots: tuple[Path, ...]
    files: tuple[Path, ...] | None = None
    model: str = ""
    run: int = 0
    watch: bool = False


class Job(QObject):
    """Runs a task once.

    Parameters
    ----------
    task
        What is to be done.
    workflow, session, database
        What does it, with which model, and where it is kept.

    Signals
    -------
    began
        The run is in the database: its number.
    progressed
        How far it is; carries a `Progress`.
    ended
        It is over; carries a sentence where something went wrong, else an empty one.
    """

    began = Signal(int)
    progressed = Signal(object)
    ended = Signal(str)
    _posted = Signal(str, object)

    def __init__(self, task: Task, workflow: Workflow, session: Session, database: Database, parent: QObject) -> None:
        super().__init__(parent)
        self.task, self.run = task, task.run
        self.paused = self.cancelled = False
        self._workflow, self._session, self._database = workflow, session, database
        self._lock = threading.Lock()
        self._screening: Screening | None = None
        self._leaving, self._gives_way = threading.Event(), False
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="screening", daemon=True)

    def start(self) -> None:
        """Begin; done once."""
        self._thread.start()

    # ----------------------------------------------------------------- asked for on the UI thread

    def pause(self, *, paused: bool) -> None:
        """Begin no further file, or go on and try at once what could not be reached or stored."""
        self.paused = paused
        with self._lock:
            if self._screening is not None:
                self._hold(self._screening)

    def give_way(self, *, gives: bool) -> None:
        """Stand still while the reader waits for a film, without being paused."""
        if gives != self._gives_way:
            self._gives_way = gives
            with self._lock:
                if self._screening is not None:
                    self._screening.give_way(gives=gives)

    def hurry(self, path: Path) -> None:
        """Let a file of this task come next."""
        with self._lock:
            if self._screening is not None and any(path == root or root in path.parents for root in self.task.roots):
                self._screening.hurry(path)

    def cancel(self) -> None:
        """Drop what is not done; what is done is kept, and the run is over."""
        self.cancelled = True
        with self._lock:
            if self._screening is not None:
                self._screening.cancel()

    def leave(self, seconds: float) -> bool:
        """The window closes: stop, and leave the run as one to go on with. Whether the thread has ended in time."""
        self._leaving.set()
        self.cancel()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _hold(self, screening: Screening) -> None:
        if self.paused:
            screening.pause()
        else:
            screening.resume()

    # ----------------------------------------------------------------------------- on the thread

    def _work(self) -> None:
        sentence: str | BaseException = ""
        try:
            self._screen()
        except XRayDeskError as error:
            sentence = str(error)
        except BaseException as error:  # noqa: BLE001 - thread boundary: raised again on the UI thread
            sentence = error
        self._post("ended", sentence)

    def _screen(self) -> None:
        # Loads the engine: nothing is begun where there is no usable model.
        sink = self._sink()
        try:
            self._screen_into(sink)
        finally:
            sink.let_go()

    def _screen_into(self, sink: StoreSink) -> None:
        if self._leaving.is_set():
            return
        if self.task.run:
            runs.reopen(self._database, sink.run)
        self.run = sink.run
        self._post("began", sink.run)
        files = self._workflow.discover(self.task.roots if self.task.files is None else self.task.files)
        screening = self._workflow.screening(
            sink.listing(files),
            self._session,
            sink,
            roots=self.task.roots,
            progress=lambda progress: self._post("progressed", progress),
            calm=True,
        )
        with self._lock:
            self._screening = screening
            screening.give_way(gives=self._gives_way)
            self._hold(screening)
            if self.cancelled:
                screening.cancel()
        for _ in screening.outcomes(ordered=False):
            pass  # each is in the database by now
        if not (self._leaving.is_set() or self.task.watch):
            self._end(sink)

    def _sink(self) -> StoreSink:
        from xraydesk.screening.store_sink import StoreSink

        scorer, database = self._session.scorer(), self._database
        if database.reads_only:
            raise HeldStoreError(database.path)
        if not self.task.run:
            settings = {"engine": scorer.engine, "reduced": "True"} | ({WATCH: "True"} if self.task.watch else {})
            return StoreSink.of(database, self.task.roots, scorer.model, scorer.model_sha256, settings)
        run = runs.of(database, self.task.run)
        if run is None or run.model_sha256 != scorer.model_sha256:
            raise XRayDeskError(tr("That screening was made with a model that is no longer here as it was."))
        return StoreSink(database, run.id, run.model_sha256)

    def _end(self, sink: StoreSink) -> None:
        sink.end(cancelled=self.cancelled)
        by_status = worklist.counts(self._database, sink.run).by_status
        counts = {name: by_status.get(name, 0) for name in ("ok", "abstained", "declined", "failed")}
        facts: dict[str, Any] = {"run": sink.run, "films": sum(counts.values()), **counts, "model": sink.model_sha256}
        try:
            audit.record(self._database, Event.SCREEN, program="window", **facts)
        except StoreError as error:
            _log.warning("the end of a screening is not in the audit trail: %s", type(error).__name__)

    def _post(self, kind: str, what: object) -> None:
        if not self._leaving.is_set():
            self._posted.emit(kind, what)

    @Slot(str, object)
    def _deliver(self, kind: str, what: Any) -> None:
        if kind == "began":
            self.began.emit(what)
        elif kind == "progressed":
            self.progressed.emit(what)
        elif isinstance(what, BaseException):
            self.ended.emit(tr("the screening ended with a defect of the program"))
            raise what
        else:
            self.ended.emit(what)
