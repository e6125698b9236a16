"""The window's screenings: one after the other, beside them a folder that is watched, and those that were cut off."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from xraydesk.store import runs
from xraydesk.store.runs import Run, RunState
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.desk.use_cases import Session, Workflow
from xraydesk.ui.screening.cut_off import CutOff, Offers, look
from xraydesk.ui.screening.giving_way import GivingWay
from xraydesk.ui.screening.job import WATCH, Job, Task
from xraydesk.ui.screening.watching import Watching
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.screening.progress import Progress

COMMITTED_MS: Final = 250
"""Between two signals that tell of new lines."""

LEAVE_S: Final = 0.8
"""So long the window waits for its screenings when it closes; what they have not kept by then is done again."""


class Runner(QObject):
    """Starts screenings and says how they go.

    Attributes
    ----------
    progress
        How far the run at work is, or how the last one ended; None before the first.
    title
        What is or was screened: the names of what was dropped.
    reads_only
        Whether another window stores: nothing can be screened here.
    watching, offers
        The watched folder, and the runs that were cut off.

    Signals
    -------
    started
        A run has begun or goes on.
    committed
        Lines of a run are new or have changed.
    ended
        A run is done or was cancelled.
    progressed
        `progress` is another one; some ten times a second.
    changed
        Anything else is.
    noticed
        A sentence.
    list_asked
        The reader wants to see the lines of a run.
    """

    started = Signal(int)
    committed = Signal(int)
    ended = Signal(int)
    progressed = Signal()
    changed = Signal()
    noticed = Signal(str)
    list_asked = Signal(int)

    def __init__(self, desk: Desk, workflow: Workflow, storing: Storing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress: Progress | None = None
        self.title = ""
        self.last_run = 0
        self.reads_only = False
        self._desk, self._workflow, self._storing = desk, workflow, storing
        self._job: Job | None = None
        self._queue: deque[Task] = deque()
        self._closed = False
        self._with_new_lines: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=COMMITTED_MS)
        self._soon.timeout.connect(self._tell_committed)
        self.watching = Watching(self._start, lambda run: self._close_run(run, RunState.DONE), self)
        self.watching.changed.connect(self.changed)
        self.watching.noticed.connect(self.noticed)
        self.offers = Offers(self._go_on, lambda run: self._close_run(run, RunState.CANCELLED), self)
        self._way = GivingWay(desk, self._give_way)
        desk.current_changed.connect(lambda _row: self._hurry_current())

    @property
    def run(self) -> int:
        """Number of the run at work; 0 for none."""
        return 0 if self._job is None else self._job.run

    @property
    def is_busy(self) -> bool:
        """Whether something is being screened, besides what comes into a folder."""
        return self._job is not None

    @property
    def is_paused(self) -> bool:
        """Whether the reader has paused it."""
        return self._job is not None and self._job.paused

    @property
    def is_stopping(self) -> bool:
        """Whether it was cancelled and is about to end."""
        return self._job is not None and self._job.cancelled

    @property
    def waiting(self) -> int:
        """How many screenings come after this one."""
        return len(self._queue)

    @property
    def watched(self) -> Path | None:
        """The folder that is watched."""
        return self.watching.folder

    # ------------------------------------------------------------------------------ what is asked

    def begin(self) -> None:
        """Look for runs that were cut off, and whether anything may be stored."""

        def looked(answer: tuple[list[CutOff], bool]) -> None:
            found, self.reads_only = answer
            at_work = {job.run for job in self._jobs()}
            self.offers.show([each for each in found if not self.reads_only and each.run.id not in at_work])
            self.changed.emit()

        # In this order: whether it reads only is known once something was asked.
        self._storing.read("screenings", lambda database: (look(database), database.reads_only), looked)

    def screen(self, paths: Iterable[Path]) -> None:
        """Screen files and folders, after what is at work."""
        self._submit(Task(tuple(path.absolute() for path in paths)))

    def go_on(self, run: int) -> None:
        """Go on with a run that was cut off or cancelled."""
        self._with_run(run, self._go_on)

    def screen_again(self, run: int, model: str) -> None:
        """Screen what a run was made from with another model, in a run of its own."""
        self._with_run(run, lambda known: self._submit(Task(known.dropped, model=model)))

    def hurry(self, path: Path) -> None:
        """Let a film come next: the reader is looking at it."""
        for job in self._jobs():
            job.hurry(path)

    def pause(self) -> None:
        """Begin no further file."""
        self._set_paused(paused=True)

    def resume(self) -> None:
        """Go on."""
        self._set_paused(paused=False)

    def cancel(self) -> None:
        """End the screening at work; what is done stays."""
        if self._job is not None:
            self._job.cancel()
            self.changed.emit()

    def watch(self, folder: Path) -> None:
        """Screen what is in a folder and whatever comes into it, until told otherwise."""
        if not self._refuses():
            self.watching.begin(folder.absolute())

    def stop_watching(self) -> None:
        """Watch no more."""
        self.watching.stop()

    def close(self) -> None:
        """The window closes: stop within a second; runs that are not done are offered at the next start."""
        self._closed = True
        self._queue.clear()
        self.watching.hush()
        jobs = self._jobs()
        for seconds in (0.0, LEAVE_S):  # all of them are told before one is waited for
            for job in jobs:
                job.leave(seconds)

    # -------------------------------------------------------------------------------------- jobs

    def _with_run(self, run: int, do: Callable[[Run], None]) -> None:
        def found(known: Run | None) -> None:
            if known is not None:
                do(known)

        self._storing.read(("screening", run), lambda database: runs.of(database, run), found)

    def _go_on(self, run: Run) -> None:
        if run.id in {job.run for job in self._jobs()}:
            return
        if run.settings.get(WATCH):
            self.watch(run.dropped[0])
        else:
            self._submit(Task(run.dropped, model=run.model, run=run.id))

    def _refuses(self) -> bool:
        if self.reads_only:
            self.noticed.emit(tr("Another window of XRayDesk keeps the worklist; screen and watch there."))
        return self.reads_only

    def _submit(self, task: Task) -> None:
        if self._refuses():
            return
        if task in self._queue or (self._job is not None and task == self._job.task and not self._job.cancelled):
            self.noticed.emit(tr("This is being screened already."))
            return
        self._queue.append(task)
        self._next()
        self.changed.emit()

    def _next(self) -> None:
        if self._job is None and self._queue:
            task = self._queue.popleft()
            self.title = ", ".join(path.name or str(path) for path in task.roots)
            self.progress, self.last_run = None, 0
            self._job = self._start(task)

    def _start(self, task: Task) -> Job:
        card = self._desk.card
        is_own = not task.model or (card is not None and card.id == task.model)
        session: Session = self._desk.session if is_own else self._workflow.Session(task.model)
        job = Job(task, self._workflow, session, self._storing.database, self)
        job.began.connect(lambda _run: self._began(job))
        job.progressed.connect(lambda progress: self._follow(job, progress))
        job.ended.connect(lambda sentence: self._end(job, sentence))
        self._way.follow(active=True)
        job.start()
        return job

    def _jobs(self) -> list[Job]:
        return [job for job in (self._job, self.watching.job) if job is not None]

    def _began(self, job: Job) -> None:
        self.offers.drop({job.run})
        is_first = True
        if job is self.watching.job:
            is_first, self.watching.run = self.watching.run != job.run, job.run
        else:
            self.last_run = job.run
        if is_first:
            self.started.emit(job.run)
        self.changed.emit()
        self._hurry_current()

    def _follow(self, job: Job, progress: Progress) -> None:
        if job is self._job:
            self.progress = progress
        self._with_new_lines.add(job.run)
        if not self._soon.isActive():
            self._soon.start()
        self.progressed.emit()

    def _tell_committed(self) -> None:
        changed, self._with_new_lines = self._with_new_lines, set()
        for run in changed:
            self.committed.emit(run)

    def _end(self, job: Job, sentence: str) -> None:
        if self._closed:
            return
        if sentence:
            self.noticed.emit(sentence)
        self._tell_committed()
        job.deleteLater()
        if not self.watching.took(job):
            self._job = None
            if job.run:
                self.ended.emit(job.run)
            self._next()
        self._way.follow(active=bool(self._jobs()))
        self.changed.emit()

    def _close_run(self, run: int, state: RunState) -> None:
        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._storing.write(("end", run), lambda database: runs.end(database, run, state, when))
        self.ended.emit(run)

    def _give_way(self, gives: bool) -> None:
        for job in self._jobs():
            job.give_way(gives=gives)

    def _hurry_current(self) -> None:
        item = self._desk.current
        if item is not None:
            self.hurry(item.path)

    def _set_paused(self, *, paused: bool) -> None:
        if self._job is not None:
            self._job.pause(paused=paused)
            self.changed.emit()
