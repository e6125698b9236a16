"""Small pieces that every panel is put together from, so that they look alike."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from xraydesk.ui.shell.theme import LINE, QUIET

RESEARCH_USE = "RESEARCH USE, not for diagnosis"


_Widget = TypeVar("_Widget", bound=QWidget)


def named(widget: _Widget, name: str) -> _Widget:
    """The widget, with the name that a screen reader says."""
    widget.setAccessibleName(name)
    return widget


def text(words: str = "", *, name: str = "", colour: str = "", bold: bool = False) -> QLabel:
    """Wrapping plain text; ``name`` is what a screen reader calls it."""
    label = named(QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText), name)
    label.setStyleSheet((f"color: {colour};" if colour else "") + ("font-weight: bold;" if bold else ""))
    return label


class OneLine(QLabel):
    """Plain text on one line, cut at its end where it does not fit; the whole of it is the tool tip."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(name)
        self.setStyleSheet(f"color: {colour};")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, words: str, more: str = "") -> None:
        """Set the text, and what the tool tip says instead of it."""
        self._whole = words
        self.setToolTip(more or words)
        self.setAccessibleDescription(more or words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of it fits."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def heading(words: str) -> QLabel:
    """The title of a group."""
    label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
    label.setStyleSheet(f"color: {QUIET}; font-weight: bold; letter-spacing: 1px;")
    return label


def rule() -> QFrame:
    """A thin line between groups."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {LINE};")
    return line
