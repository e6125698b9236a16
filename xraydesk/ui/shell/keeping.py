"""Writes settings and shortcuts soon after they change, away from the UI thread, and once more at the end."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer

from xraydesk.core.settings import SETTINGS, Settings
from xraydesk.ui.actions.keymap import Keymap
from xraydesk.ui.desk.lanes import Lanes

_log = logging.getLogger(__name__)

REST_MS = 1000
"""A slider that is dragged is written once, when it has come to rest."""


class Keeping(QObject):
    """Keeps what the reader chose, so that even a crash costs at most the last second of it."""

    def __init__(self, settings: Settings, keymap: Keymap, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._keymap, self._lanes = settings, keymap, lanes
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write_later)
        for setting in SETTINGS:
            settings.watch(setting.key, self._changed)
        self.destroyed.connect(keymap.watch(self._rest.start))

    def _changed(self, _value: Any) -> None:
        self._rest.start()

    def _write_later(self) -> None:
        settings, keymap = self._settings, self._keymap
        self._lanes.submit("background", "settings", lambda _: _write(settings, keymap), lambda _: None)

    def close(self) -> None:
        """Write everything now; after the lanes were closed."""
        self._rest.stop()
        _write(self._settings, self._keymap)


def _write(settings: Settings, keymap: Keymap) -> None:
    for kept, what in ((settings, "settings"), (keymap, "shortcuts")):
        try:
            kept.save()
        except OSError as error:
            # A folder that cannot be written must not keep anyone from reading, or from leaving.
            _log.warning("the %s were not saved: %s", what, error.strerror)
