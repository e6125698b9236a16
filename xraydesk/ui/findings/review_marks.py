"""Which of the opened films were reviewed or looked at before: asked in batches as their digests become known."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QTimer

from xraydesk.core.decisions import standing
from xraydesk.core.settings import Settings
from xraydesk.store import decisions as stored
from xraydesk.store.database import Database
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.findings.declarations import Declarations
from xraydesk.ui.findings.second_reader import SecondReader

GATHER_MS = 150
"""Digests that become known within this time are asked about together."""


class ReviewMarks(QObject):
    """Keeps ``Item.reviewed`` true of films about which something was declared."""

    def __init__(
        self,
        desk: Desk,
        declarations: Declarations,
        second_reader: SecondReader,
        storing: Storing,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._declarations, self._storing = desk, declarations, storing
        self._second_reader, self._settings = second_reader, settings
        self._asked: set[str] = set()
        self._due: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._soon.timeout.connect(self._ask)
        desk.items.dataChanged.connect(self._gather)
        desk.emptied.connect(self._restart)
        declarations.changed.connect(self._learn)
        settings.watch("reader_name", self._ask_again)

    def _gather(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            film = self._desk.items[row].sha256
            if film and film not in self._asked:
                self._asked.add(film)
                self._due.add(film)
        if self._due and not self._soon.isActive():
            self._soon.start()

    def _ask_again(self, _name: str) -> None:
        """Another reader has looked at other films."""
        self._due |= self._asked
        if self._due:
            self._soon.start()

    def _ask(self) -> None:
        films, self._due = frozenset(self._due), set()
        reader = self._settings["reader_name"]

        def work(database: Database) -> tuple[frozenset[str], frozenset[str]]:
            return stored.reviewed(database, films), stored.looked_at(database, films, reader)

        def done(answer: tuple[frozenset[str], frozenset[str]]) -> None:
            reviewed, looked = answer
            known = {film: film in reviewed for film in films if not self._declarations.of(film).decisions}
            self._desk.items.set_reviewed(known)
            self._second_reader.know_looked_at(looked)

        # Each batch is a question of its own: a newer one must not take the place of one that waits.
        self._storing.read(("review marks", films), work, done)

    def _restart(self) -> None:
        self._soon.stop()
        self._asked.clear()
        self._due.clear()

    def _learn(self, film: str) -> None:
        decisions = self._declarations.of(film).decisions
        if decisions or self._declarations.of(film).is_read:
            self._desk.items.set_reviewed({film: bool(standing(decisions))})
