"""Reading film after film in the order of the worklist: Next and Previous of the reading page follow the list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from xraydesk.store import worklist
from xraydesk.store.database import Database
from xraydesk.store.worklist import Row
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import tr
from xraydesk.ui.worklist.line_list import LineList
from xraydesk.ui.worklist.order import Order

AHEAD = 24
"""Lines before and after the film on screen of which the files are at hand."""


class Round(QObject):
    """Where in the list the reader is.

    Signals
    -------
    came
        Number of the line whose film is on screen now, 0 when it is none of the list.
    turned
        A film of the list is on screen already and is to be seen.
    said
        Something to tell, as a sentence.
    attention
        Path of the film that the reader opens.
    """

    came = Signal(int)
    turned = Signal()
    said = Signal(str)
    attention = Signal(object)

    def __init__(self, desk: Desk, lines: LineList, storing: Storing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lines, self._storing = desk, lines, storing
        # As the list was when the film was opened: a reviewed film leaves its place there, and Next must not jump.
        self._order = Order()
        self._paths: dict[int, Path] = {}
        self._numbers: dict[Path, int] = {}
        self._fetching = False
        self.at = 0
        desk.beside_in_list = self._beside
        desk.current_changed.connect(self._arrived)
        desk.emptied.connect(self._end)

    @property
    def is_on(self) -> bool:
        """Whether the film on screen was opened from the list."""
        return self.at > 0

    @property
    def place(self) -> int:
        """Where in the list the film on screen is, from 0."""
        return self._order.place_of(self.at)

    @property
    def films(self) -> int:
        """How many films are gone through."""
        return len(self._order)

    def open(self, number: int) -> None:
        """Open the film of a line; the films after it follow in the order of the list."""
        line = self._lines.of(number)
        if line is not None:
            self._open(line.row)
            return

        def work(database: Database) -> list[Row]:
            return worklist.lines(database, self._lines.query, [number], datetime.now(UTC))

        self._storing.read("worklist open", work, lambda rows: self._open(rows[0]) if rows else None)

    def _open(self, row: Row) -> None:
        self._order = self._lines.order
        self._keep([row])
        (place,) = self._desk.items.add([row.path])
        self.attention.emit(row.path)
        if self._desk.shown == place:
            self._arrived(place)
            self.turned.emit()
        elif not self._desk.items[place].shows:
            self.said.emit(f"{self._desk.items.name_of(place)}: {self._desk.items[place].reason}")
        else:
            self._desk.choose(place)

    def open_next_unreviewed(self) -> None:
        """Open the next film of the list that nobody has reviewed."""
        query, after = self._lines.query, self.at or None

        def work(database: Database) -> Row | None:
            return worklist.next_unreviewed(database, query, after, datetime.now(UTC))

        def done(row: Row | None) -> None:
            if row is None:
                self.said.emit(tr("Every other film of the list was reviewed."))
            else:
                self._open(row)

        self._storing.read("worklist next", work, done)

    # ------------------------------------------------------------------------------ from film to film

    def _keep(self, rows: list[Row]) -> None:
        for row in rows:
            self._paths[row.id] = row.path
            self._numbers[row.path] = row.id

    def _arrived(self, row: int) -> None:
        path = self._desk.items[row].path if row >= 0 else None
        self.at = self._numbers.get(path, 0) if path is not None else 0
        if self.at:
            self._fetch()
            assert path is not None
            self.attention.emit(path)
        self.came.emit(self.at)

    def _around(self) -> list[int]:
        place = self._order.place_of(self.at)
        return self._order[max(0, place - AHEAD) : place + AHEAD + 1] if place >= 0 else []

    def _fetch(self) -> None:
        """Have the files of the lines around at hand."""
        missing = [number for number in self._around() if number not in self._paths]
        if not missing or self._fetching:
            return
        self._fetching = True
        query = self._lines.query

        def work(database: Database) -> list[Row]:
            return worklist.lines(database, query, missing, datetime.now(UTC))

        def done(rows: list[Row]) -> None:
            self._fetching = False
            self._keep(rows)
            self._desk.items.reordered.emit()  # what comes next is known now

        self._storing.read("worklist round", work, done)

    def _beside(self, row: int, way: int) -> int | None:
        """The row that the list has after or before another one: -1 beyond its ends, None where it is in none."""
        number = self._numbers.get(self._desk.items[row].path, 0) if row >= 0 else 0
        place = self._order.place_of(number) if number else -1
        if place < 0:
            return None
        if not 0 <= place + way < len(self._order):
            return -1
        following = self._order[place + way]
        line = self._lines.of(following)
        if line is not None:
            self._keep([line.row])
        path = self._paths.get(following)
        if path is None:
            self._fetch()
            return -1
        return self._desk.items.add([path])[0]

    def _end(self) -> None:
        self.at = 0
        self._paths.clear()
        self._numbers.clear()
        self.came.emit(0)
