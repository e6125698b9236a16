"""What files say of patient, study and picture, read in the background while a drop streams in.

A film that somebody waits for comes first: between two chunks of some tens of milliseconds the reading rests as long
as a film is being opened. One chunk is under way at a time, so the window is told at most once per chunk.
"""

from __future__ import annotations

import gc
from collections import deque
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from xraydesk.core.errors import FileError
from xraydesk.core.radiograph import Study
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import State
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.use_cases import Workflow

if TYPE_CHECKING:
    from xraydesk.imaging.header import Header

CHUNK_SECONDS = 0.08
"""A chunk ends after this time: the window is not told more often, and no film waits longer for its turn."""

BREATH_SECONDS = 0.0003
"""Rest behind every header: without it a window that wants to paint waits for the interpreter, 5 ms each time."""

CHUNK_FILES = 400
"""So many headers, at most, are handed over at a time: the window takes them in within a few milliseconds."""

SETTLED_FILES = 1000
"""After so many headers what is known of them is left alone by the garbage collector."""

REST_MS = 25
"""Between two looks whether the film that came first is there."""

_Value = TypeVar("_Value")


class Headers(QObject):
    """Reads the header of every item of a desk.

    Signals
    -------
    finished
        Every header that is known to be readable has been read; comes again after every further drop.
    """

    finished = Signal()

    def __init__(self, desk: Desk, workflow: Workflow, lanes: Lanes) -> None:
        super().__init__(desk)
        self._desk, self._workflow, self._lanes = desk, workflow, lanes
        self._waiting: deque[int] = deque()
        self._is_reading = False
        self._unsettled = 0
        self._same = _Same()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        desk.items.rowsInserted.connect(self._inserted)
        desk.items.modelReset.connect(self._restart)

    @property
    def are_read(self) -> bool:
        """Whether nothing is left to read."""
        return not self._waiting and not self._is_reading

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._waiting.extend(range(first, last + 1))
        # Not at once: whoever added the rows is about to open one of them.
        self._start(0)

    def _restart(self) -> None:
        self._lanes.cancel("headers")
        self._waiting.clear()
        self._soon.stop()
        self._is_reading = False
        self._same = _Same()

    def _start(self, after_ms: int) -> None:
        if not self._is_reading:
            self._soon.start(after_ms)

    def _go_on(self) -> None:
        if self._is_reading or not self._waiting:
            return
        if self._desk.is_opening:
            self._start(REST_MS)
            return
        rows = list(islice(self._waiting, CHUNK_FILES))
        paths = [self._desk.items[row].path for row in rows]
        same = self._same
        self._is_reading = True

        def work(ticket: Ticket) -> list[Header | FileError]:
            until = perf_counter() + CHUNK_SECONDS
            answers: list[Header | FileError] = []
            for path in paths:
                ticket.raise_if_cancelled()
                answers.append(self._read(path, same))
                sleep(BREATH_SECONDS)
                if perf_counter() > until:
                    break
            return answers

        def done(answers: list[Header | FileError]) -> None:
            self._is_reading = False
            for _ in answers:
                self._waiting.popleft()
            self._take(list(zip(rows, answers, strict=False)))
            self._settle(len(answers))
            if self._waiting:
                self._start(0)
            else:
                self.finished.emit()

        self._lanes.submit("headers", "headers", work, done)

    def _read(self, path: Path, same: _Same) -> Header | FileError:
        """On the lane: the header, or why there is none."""
        try:
            return same.compact(self._workflow.read_header(path))
        except FileError as error:
            return error

    def _settle(self, count: int) -> None:
        """Keep the garbage collector from walking through all that is known of the files again and again.

        With 17,000 films a full collection holds every thread for 50 to 170 ms. What is told here holds no cycles and
        goes away without it.
        """
        self._unsettled += count
        if self._unsettled >= SETTLED_FILES:
            self._unsettled = 0
            gc.collect(1)
            gc.freeze()

    def _take(self, answers: list[tuple[int, Header | FileError]]) -> None:
        self._desk.items.describe((row, answer) for row, answer in answers if not isinstance(answer, FileError))
        for row, answer in answers:
            # A film that was opened meanwhile is better known than by its header.
            if isinstance(answer, FileError) and self._desk.items[row].state is State.PENDING:
                self._desk.record_failure(row, answer)


class _Same:
    """Keeps one copy of what thousands of headers of one hospital repeat; used by one lane only."""

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}

    def compact(self, header: Header) -> Header:
        """The header with texts and patient shared with those before it."""
        study = header.study
        texts = {field: self._one(getattr(study, field)) for field in Study.__slots__ if field != "instance_uid"}
        return replace(
            header,
            photometric=self._one(header.photometric),
            transfer_syntax=self._one(header.transfer_syntax),
            patient=self._one(header.patient),
            study=replace(study, **texts),
        )

    def _one(self, value: _Value) -> _Value:
        kept = self._kept.setdefault(value, value)
        assert isinstance(kept, type(value))
        return kept
