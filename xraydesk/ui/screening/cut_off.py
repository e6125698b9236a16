"""Screenings that did not come to their end: found at the start, offered once, gone on with or left."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from xraydesk.store import runs, worklist
from xraydesk.store.database import Database
from xraydesk.store.runs import Run


@dataclass(frozen=True, slots=True)
class CutOff:
    """One of them: its run, and how many of the lines that it had by then are done."""

    run: Run
    done: int
    found: int


def look(database: Database) -> list[CutOff]:
    """The runs that are open in the database and that no program works on, the newest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found = []
    for run in runs.unfinished(database):
        if runs.is_at_work(database, run.id):
            continue
        counts = worklist.counts(database, run.id)
        waiting = sum(counts.by_status.get(name, 0) for name in ("waiting", "unreachable"))
        found.append(CutOff(run, counts.total - waiting, counts.total))
    return found


class Offers(QObject):
    """What was found, while the reader has not said what is to become of it.

    Parameters
    ----------
    go_on, leave
        Goes on with a run; closes a run of this number for now.

    Attributes
    ----------
    found
        The runs on offer.

    Signals
    -------
    changed
        There are others, or none any more.
    """

    changed = Signal()

    def __init__(self, go_on: Callable[[Run], None], leave: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[CutOff] = []
        self._go_on, self._leave = go_on, leave

    def show(self, found: list[CutOff]) -> None:
        """Offer these."""
        self.found = found
        self.changed.emit()

    def drop(self, numbers: Collection[int]) -> None:
        """These are at work or over."""
        left = [each for each in self.found if each.run.id not in numbers]
        if len(left) != len(self.found):
            self.show(left)

    def take(self) -> None:
        """Go on with all of them."""
        found = self.found
        self.show([])
        for each in reversed(found):
            self._go_on(each.run)

    def decline(self) -> None:
        """They are over for now; their lines stay, and the worklist can still go on with them."""
        found = self.found
        self.show([])
        for each in found:
            self._leave(each.run.id)
