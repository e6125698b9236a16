"""Which answers the list may show: in the second-reader mode only those of films that the reader has looked at."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from xraydesk.core.settings import Settings
from xraydesk.store import decisions
from xraydesk.store.database import Database
from xraydesk.ui.findings.second_reader import SecondReader


class Visibility(QObject):
    """Knows what may be seen, on the UI thread and on the lane "store".

    Signals
    -------
    changed
        Other answers may be seen now.
    """

    changed = Signal()

    def __init__(self, second_reader: SecondReader, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._second_reader, self._settings = second_reader, settings
        self._seen: frozenset[str] | None = None
        settings.watch("second_reader", self._switch)
        settings.watch("reader_name", self._switch)
        self.renew()

    def renew(self) -> None:
        """Take note of what this session has shown by now."""
        self._seen = self._second_reader.seen_films if self._second_reader.is_on else None

    def of(self, database: Database, films: Collection[str]) -> frozenset[str] | None:
        """Films whose answers may be shown, None for all; on the lane "store"."""
        seen = self._seen
        if seen is None:
            return None
        return seen | decisions.looked_at(database, films, self._settings["reader_name"])

    def _switch(self, _value: object) -> None:
        self.renew()
        self.changed.emit()
