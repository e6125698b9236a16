"""Where the window and its columns were left, as text in the settings; what does not read as such changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QHeaderView, QWidget


def place_of(window: QWidget) -> str:
    """Place and size of a window, and whether it fills the screen."""
    return _text(window.saveGeometry())


def put(window: QWidget, place: str) -> None:
    """Put a window where it was; Qt moves one whose screen is gone onto one that is there."""
    if place:
        window.restoreGeometry(_bytes(place))


def columns_of(head: QHeaderView) -> str:
    """Order, widths and visibility of columns."""
    return f"{head.count()} {_text(head.saveState())}"


def arrange(head: QHeaderView, columns: str) -> None:
    """Arrange columns as they were; not where there are more or fewer of them by now."""
    count, _, state = columns.partition(" ")
    if count == str(head.count()):
        head.restoreState(_bytes(state))


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace"))
