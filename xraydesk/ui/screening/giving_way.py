"""Screening stands still while the reader waits for a film or for what the model says of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from xraydesk.ui.desk.desk import Desk

LOOK_MS: Final = 40
LONGEST_S: Final = 5.0
"""A film that takes longer, such as one on a share that hangs, holds nothing up any more."""


class GivingWay(QObject):
    """Follows a desk.

    Parameters
    ----------
    desk
        Where the reader waits.
    tell
        Called with whether somebody waits, when that changes.
    """

    def __init__(self, desk: Desk, tell: Callable[[bool], None]) -> None:
        super().__init__(desk)
        self._desk, self._tell = desk, tell
        self._gives, self._since = False, 0.0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        desk.opening.connect(self._look_at_once)

    def follow(self, *, active: bool) -> None:
        """Look, or not: there is nothing that could give way."""
        if active:
            self._timer.start()
        else:
            self._timer.stop()
            self._gives = False

    def _look_at_once(self) -> None:
        if self._timer.isActive():
            self._look()

    def _look(self) -> None:
        waits, now = self._waits(), time.monotonic()
        self._since = (self._since or now) if waits else 0.0
        gives = waits and now - self._since < LONGEST_S
        if gives != self._gives:
            self._gives = gives
            self._tell(gives)

    def _waits(self) -> bool:
        desk = self._desk
        return any(pane.wanted != pane.shown or desk.is_asked(pane.shown) for pane in desk.panes)
