"""What was opened lately: noted when a drop is known, read back at the start, opened again on demand."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from xraydesk.core import paths
from xraydesk.core.settings import Settings
from xraydesk.store import recent as stored
from xraydesk.store.recent import RecentDrop
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.headers import Headers
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.corner_texts import name_text

MOST_PATHS = 200
"""A drop of more single files than this is not remembered."""


class Recent(QObject):
    """The list of recent drops, newest first.

    Signals
    -------
    changed
        The list is another one, or names are to be hidden or shown.
    """

    changed = Signal()

    def __init__(self, desk: Desk, headers: Headers, storing: Storing, lanes: Lanes, settings: Settings) -> None:
        super().__init__(desk)
        self.drops: list[RecentDrop] = []
        self._desk, self._headers, self._storing = desk, headers, storing
        self._lanes, self._settings = lanes, settings
        self._waiting: list[tuple[tuple[Path, ...], list[int]]] = []
        desk.searched.connect(self._searched)
        desk.emptied.connect(self._waiting.clear)
        headers.finished.connect(self._note)
        desk.items.names_hidden.connect(self.changed)
        settings.watch("keep_recent", self._keep)
        settings.watch("recent_patients", self._keep_patients)

    @property
    def hides_names(self) -> bool:
        """Whether neither folders nor patients are to be named."""
        return self._desk.items.hides_names

    def read(self) -> None:
        """Ask the database for the list."""
        if self._settings["keep_recent"]:
            self._storing.read("recent", stored.newest, self._take)

    def _take(self, drops: list[RecentDrop]) -> None:
        known = {drop.key for drop in self.drops}
        self.drops += [drop for drop in drops if drop.key not in known]
        self.changed.emit()

    # --------------------------------------------------------------------------------------- noting

    def _searched(self, asked: list[Path], rows: list[int]) -> None:
        ours = paths.resources()
        outside = tuple(path.absolute() for path in asked if ours not in path.parents)
        if rows and outside and len(outside) <= MOST_PATHS and self._settings["keep_recent"]:
            self._waiting.append((outside, rows))
            if self._headers.are_read:
                self._note()

    def _note(self) -> None:
        """The headers of what was found are known: how many of the files are films, and whose."""
        for asked, rows in self._waiting:
            items = [self._desk.items[row] for row in rows if self._desk.items[row].shows]
            if items and self._settings["keep_recent"]:
                named = (name_text(item.patient.name) for item in items if item.patient.name)
                patient = next(named, "") if self._settings["recent_patients"] else ""
                opened = datetime.now(UTC).isoformat(timespec="milliseconds")
                self._put(RecentDrop(asked, opened, len(items), patient))
        self._waiting.clear()

    def _put(self, drop: RecentDrop) -> None:
        self.drops = [drop, *(other for other in self.drops if other.key != drop.key)][: stored.KEPT]
        self._storing.write(("recent", drop.key), lambda database: stored.remember(database, drop))
        self.changed.emit()

    # ------------------------------------------------------------------------------ opening, forgetting

    def open(self, drop: RecentDrop) -> None:
        """Open a drop again; where nothing of it is left, that is said."""

        def work(_: Ticket) -> list[Path]:
            # A disk that is gone may take its time to say so.
            return [path for path in drop.paths if os.path.lexists(path)]

        def done(there: list[Path]) -> None:
            if there:
                self._desk.open_paths(drop.paths)
            else:
                self._desk.noticed.emit(drop.paths[0].name, tr("it is no longer where it was"))

        self._lanes.submit("io", ("recent", drop.key), work, done)

    def clear(self) -> None:
        """Forget the whole list."""
        self.drops = []
        self._waiting.clear()
        self._storing.write("recent cleared", stored.clear)
        self.changed.emit()

    def _keep(self, keep: bool) -> None:
        if not keep:
            self.clear()

    def _keep_patients(self, keep: bool) -> None:
        if not keep:
            self.drops = [replace(drop, patient="") for drop in self.drops]
            self._storing.write("recent patients", stored.forget_patients)
            self.changed.emit()
