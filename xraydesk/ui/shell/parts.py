"""Small pieces that every panel is put together from, so that they look alike."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from xraydesk.ui.shell.language import mark

RESEARCH_USE = mark("RESEARCH USE, not for diagnosis")


_Widget = TypeVar("_Widget", bound=QWidget)


def named(widget: _Widget, name: str) -> _Widget:
    """The widget, with the name that a screen reader says."""
    widget.setAccessibleName(name)
    return widget


def toned(widget: _Widget, tone: str) -> _Widget:
    """The widget in one of the tones of `style_sheet`; an empty one is plain. May be called again."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        repolish(widget)
    return widget


def repolish(widget: QWidget) -> None:
    """Have the style sheet look at the properties of a widget again; one that was never shown needs no second look."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def text(words: str = "", *, name: str = "", tone: str = "", bold: bool = False) -> QLabel:
    """Wrapping plain text; ``name`` is what a screen reader calls it, ``tone`` one of the tones of `style_sheet`."""
    label = named(QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText), name)
    label.setProperty("bold", bold)
    return toned(label, tone)


class OneLine(QLabel):
    """Plain text on one line, cut at its end where it does not fit; the whole of it is the tool tip."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(name)
        toned(self, tone)
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
    return toned(QLabel(words, textFormat=Qt.TextFormat.PlainText), "heading")


def rule() -> QFrame:
    """A thin line between groups."""
    line = QFrame()
    line.setFixedHeight(1)
    return toned(line, "rule")
