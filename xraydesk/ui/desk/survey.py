"""Thumbnails and, if the reader set it so, the model's answer for every opened file, in the background.

An answer that the worklist knows is not asked for again. One file at a time: whoever is reading comes first, and no
more than one film waits in memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtGui import QImage

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.radiograph import Radiograph
from xraydesk.store import results
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.film_loader import THUMBNAIL_SIDE
from xraydesk.ui.desk.items import State
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.picture import thumbnail

LEAST_SIDE = 672
"""Pixels of a film's shorter side that thumbnails and the model need; JPEG 2000 is not decoded further than that."""


class Survey(QObject):
    """Walks over the items of a desk until every one is known."""

    def __init__(self, desk: Desk, workflow: Workflow, lanes: Lanes, storing: Storing, *, analyse: bool) -> None:
        super().__init__(desk)
        self.analyse = analyse
        self._desk, self._workflow, self._lanes, self._storing = desk, workflow, lanes, storing
        self._next = 0
        self._urgent: deque[int] = deque()
        self._working: Path | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        desk.items.rowsInserted.connect(self._inserted)
        desk.items.modelReset.connect(self._restart)
        desk.card_known.connect(self._again)
        desk.items.dataChanged.connect(self._go_on_if_answered)
        desk.current_changed.connect(self._moved_on)
        self._passed: set[int] = set()

    def set_analyse(self, analyse: bool) -> None:
        """Run the model over every file from now on, or only over those on screen."""
        self.analyse = analyse
        self._again()

    def hurry(self, rows: Iterable[int]) -> None:
        """Rows that are on screen come first."""
        self._urgent = deque(row for row in rows if self._is_due(row))
        self._go_on()

    def _inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self._next = min(self._next, first)
        self._soon.start()  # not at once: whoever added the rows is about to choose one of them

    def _restart(self) -> None:
        self._lanes.cancel("survey")
        self._lanes.cancel("survey recall")
        self._lanes.cancel("survey model")
        self._next, self._working = 0, None
        self._passed.clear()
        self._urgent.clear()

    def _moved_on(self, _row: int) -> None:
        """A film that the reader left before its answer came is due again."""
        self._go_on()

    def _again(self) -> None:
        """With a model at hand, files that were only looked at are due again; without it, nothing waits for it."""
        if self._desk.card is None:
            self._working = None
        self._next = 0
        self._go_on()

    def _is_due(self, row: int) -> bool:
        if not 0 <= row < self._desk.items.rowCount():
            return False
        item = self._desk.items[row]
        return item.shows and (item.thumbnail is None or self._lacks_answer(row))

    def _lacks_answer(self, row: int) -> bool:
        unanswered = self._desk.items[row].state in (State.PENDING, State.READABLE)
        return self.analyse and self._desk.card is not None and unanswered

    def _go_on(self) -> None:
        if self._working is not None:
            return
        row = self._take()
        if row < 0:
            return
        path = self._desk.items[row].path
        self._working = path

        def work(ticket: Ticket) -> tuple[Radiograph, QImage]:
            radiograph = self._workflow.open_radiograph(path, least_side=LEAST_SIDE)
            ticket.raise_if_cancelled()
            return radiograph, to_image(thumbnail(radiograph, THUMBNAIL_SIDE))

        def done(answer: tuple[Radiograph, QImage]) -> None:
            radiograph, small = answer
            self._desk.items.set_thumbnail(row, small, radiograph.sha256)
            if self._desk.items[row].state is State.PENDING:
                self._desk.items.set_state(row, State.READABLE)
            if self._lacks_answer(row):
                self._answer(row, radiograph)
            else:
                self._finish()

        def failed(error: XRayDeskError) -> None:
            self._desk.record_failure(row, error)
            self._finish()

        self._lanes.submit("background", "survey", work, done, failed=failed)

    def _answer(self, row: int, radiograph: Radiograph) -> None:
        """Have the answer that the worklist knows, or ask the model."""
        session, database = self._desk.session, self._storing.database

        def work(_ticket: Ticket) -> ScreeningResult | None:
            known = results.get(database, radiograph.sha256, session.digest())
            return None if known is None or known.status is Status.FAILED else known

        def done(known: ScreeningResult | None) -> None:
            if not self._lacks_answer(row):  # it came on screen meanwhile, and was answered there
                self._finish()
            elif known is None:
                self._desk.predict(row, radiograph, "survey model")
            else:
                self._desk.items.recall(row, known)

        # What cannot be read is not known.
        self._lanes.submit("store", "survey recall", work, done, failed=lambda _: done(None))

    def _take(self) -> int:
        """The next row that nobody else is at work on, -1 if there is none."""
        while self._urgent:
            row = self._urgent.popleft()
            if self._is_due(row) and not self._desk.attends(row):
                return row
        while self._next < self._desk.items.rowCount():
            row, self._next = self._next, self._next + 1
            if self._desk.attends(row):
                self._passed.add(row)
            elif self._is_unknown(row):
                return row
        for row in sorted(self._passed):
            if not self._desk.attends(row):
                self._passed.discard(row)
                if self._is_unknown(row):
                    return row
        return -1

    def _is_unknown(self, row: int) -> bool:
        """Whether nobody looked at the row yet; a thumbnail alone is made again only when it is scrolled to."""
        item = self._desk.items[row]
        return item.shows and (item.state is State.PENDING or self._lacks_answer(row))

    def _go_on_if_answered(self, changed: QModelIndex) -> None:
        item = self._desk.items[changed.row()]
        if item.path == self._working and item.state in (State.SCORED, State.DECLINED):
            self._finish()

    def _finish(self) -> None:
        self._working = None
        self._go_on()
