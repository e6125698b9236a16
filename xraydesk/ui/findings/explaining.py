"""Which explainer the reader chose, what it has found, and what it is at: computed in the background, kept for a while.

The class maps that come with every prediction are always there; the other methods take their place when they are ready.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xraydesk.core.errors import XRayDeskError
from xraydesk.model.explainers import FAST, METHODS, Explanation, Method, method
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes, Ticket

if TYPE_CHECKING:
    from xraydesk.core.radiograph import Radiograph

KEPT = 48
"""Explanations of some 0.2 MB each."""


class Stage(StrEnum):
    """How far the explanation of the class on screen has come."""

    READY = "ready"
    OFFERED = "offered"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the explainer is at.

    Attributes
    ----------
    stage
        Offered means that it waits for the reader to start it.
    done, total
        Forward passes, while it is running.
    reason
        Why it failed, as a sentence.
    """

    stage: Stage = Stage.READY
    done: int = 0
    total: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is explained, by which method; ``label`` is empty where the method knows no classes."""

    film: str
    frame: int
    label: str
    method: str


class Explaining(QObject):
    """Asks the session for explanations on the lane ``explain``.

    Signals
    -------
    changed
        There is another map to show.
    progressed
        `progress` is not what it was.
    methods_known
        The methods that can be used here.
    """

    changed = Signal()
    progressed = Signal()
    methods_known = Signal(object)

    def __init__(self, desk: Desk, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self.methods: tuple[Method, ...] = METHODS[:1]
        self.chosen = FAST
        self.progress = Progress()
        self._kept: OrderedDict[_Question, Explanation] = OrderedDict()
        self._wanted: tuple[_Question, Radiograph] | None = None
        self._asked: _Question | None = None
        self._refused = False
        desk.card_known.connect(self._look_for_methods)
        desk.emptied.connect(self._forget)

    @property
    def method(self) -> Method:
        """The method in use."""
        return method(self.chosen)

    def choose(self, key: str) -> None:
        """Explain by another method from now on."""
        if key != self.chosen and key in {each.key for each in self.methods}:
            self.leave()
            self.chosen = key
            self.progressed.emit()
            self.changed.emit()

    def choose_next(self) -> None:
        """The next method, after the last the first."""
        keys = [each.key for each in self.methods]
        self.choose(keys[(keys.index(self.chosen) + 1) % len(keys)])

    def explanation(self, film: str, frame: int, label: str) -> Explanation | None:
        """What the method in use has found, None while it has not or is the fast one."""
        return self._kept.get(self._question(film, frame, label))

    def want(self, radiograph: Radiograph, frame: int, label: str, *, shown: bool) -> None:
        """Have what is on screen explained, unless heatmaps are off, or it is slow and nobody asked for it."""
        question = self._question(radiograph.sha256, frame, label)
        if self._wanted is None or self._wanted[0] != question:
            self._abandon()
            self._wanted, self._refused = (question, radiograph), False
            ready = self.chosen == FAST or question in self._kept
            self._set(Progress(Stage.READY if ready else Stage.OFFERED))
        if shown and self.progress.stage is Stage.OFFERED and not (self.method.slow or self._refused):
            self.start()

    def leave(self) -> None:
        """Nothing is on screen that could be explained."""
        self._abandon()
        self._wanted = None
        self._set(Progress())

    def start(self) -> None:
        """Explain what is on screen, if it is not explained yet."""
        if self._wanted is None or self.chosen == FAST or self._wanted[0] in self._kept or self._asked is not None:
            return
        question, radiograph = self._wanted
        self._asked = question

        def work(ticket: Ticket) -> Explanation:
            return self._desk.session.explain(
                radiograph,
                question.label or next(iter(self._labels())),
                question.method,
                question.frame,
                cancelled=lambda: ticket.cancelled,
                progress=lambda done, total: ticket.report((done, total)),
            )

        def done(explanation: Explanation) -> None:
            self._asked = None
            self._kept[question] = explanation
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self._set(Progress())
            self.changed.emit()

        def failed(error: XRayDeskError) -> None:
            self._asked = None
            self._set(Progress(Stage.FAILED, reason=str(error)))

        self._set(Progress(Stage.RUNNING))
        self._lanes.submit("explain", "explain", work, done, failed=failed, progress=self._report)

    def start_or_cancel(self) -> None:
        """Start what was not started, stop what is being computed."""
        if self._asked is not None:
            self.cancel()
        else:
            self.start()

    def cancel(self) -> None:
        """The reader does not want to wait for it; it can be started again."""
        if self._asked is not None:
            self._refused = True
            self._abandon()
            self._set(Progress(Stage.OFFERED))

    def _abandon(self) -> None:
        if self._asked is not None:
            self._lanes.cancel("explain")
            self._asked = None

    def _report(self, way: tuple[int, int]) -> None:
        done, total = way
        self._set(Progress(Stage.RUNNING, done, total) if total else Progress(Stage.STARTING))

    def _set(self, progress: Progress) -> None:
        if progress != self.progress:
            self.progress = progress
            self.progressed.emit()

    def _question(self, film: str, frame: int, label: str) -> _Question:
        return _Question(film, frame, label if self.method.by_class else "", self.chosen)

    def _labels(self) -> tuple[str, ...]:
        return self._desk.card.labels if self._desk.card is not None else ("",)

    def _look_for_methods(self, card: object) -> None:
        if card is None:
            return

        def done(methods: tuple[Method, ...]) -> None:
            self.methods = methods
            self.methods_known.emit(methods)

        # Looking for packages asks the disk.
        self._lanes.submit("explain", "methods", lambda _: self._desk.session.methods(), done)

    def _forget(self) -> None:
        self.leave()
        self._kept.clear()
