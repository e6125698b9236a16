"""Fields of the filter bar: dates as they are typed, a search that the keyboard leaves, a menu with ticks."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named

_DATE = re.compile(r"(\d{4})(?:[-./]?(\d{1,2})(?:[-./]?(\d{1,2}))?)?\Z")
_GERMAN_DATE = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})\Z")


def day(text: str, *, last: bool = False) -> str | None:
    """A typed date as ``YYYYMMDD``: a year, a month of a year, or a day; None for what is none, empty for nothing.

    ``last`` gives the last day of what was named instead of the first.
    """
    text = text.strip()
    if not text:
        return ""
    found, turned = _DATE.match(text), _GERMAN_DATE.match(text)
    if found is None and turned is None:
        return None
    parts = found.groups() if found is not None else turned.groups()[::-1] if turned is not None else ()
    year, month, date = (int(part) if part else 0 for part in parts)
    if not year or month > 12 or (date and not month):
        return None
    month_ = month or (12 if last else 1)
    longest = monthrange(year, month_)[1]
    if date > longest:
        return None
    return f"{year:04}{month_:02}{date or (longest if last else 1):02}"


class SearchField(QLineEdit):
    """A field that Escape empties and Down leaves for the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down; everything else is text."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TickMenu(QPushButton):
    """A button with a menu of which several lines can be ticked; it says what is ticked.

    Signals
    -------
    changed
        Something was ticked or no longer.
    """

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._actions: dict[str, QAction] = {}
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setObjectName("choice_of_filter")
        self._say()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of what is ticked."""
        return tuple(key for key, action in self._actions.items() if action.isChecked())

    def offer(self, words: Mapping[str, str]) -> None:
        """What can be ticked: key → words; what was ticked stays so."""
        if list(self._actions) == list(words):
            for key, each in words.items():
                self._actions[key].setText(each)
            return
        ticked = self.ticked
        self._menu.clear()
        self._actions = {}
        for key, each in words.items():
            action = QAction(each, self._menu, checkable=True)
            action.setChecked(key in ticked)
            action.toggled.connect(self._toggled)
            self._menu.addAction(action)
            self._actions[key] = action
        self._say()

    def tick(self, keys: Iterable[str]) -> None:
        """Tick just these."""
        wanted = set(keys)
        for key, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(key in wanted)
            action.blockSignals(False)
        self._say()

    def _toggled(self, _checked: bool) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        ticked = [self._actions[key].text().split("  ")[0] for key in self.ticked]
        words = f"{self._title}: {', '.join(ticked) or tr('all')}"
        self.setText(words if len(words) < 40 else f"{self._title}: {len(ticked)}")
        named(self, words)
        self.setProperty("on", bool(ticked))
