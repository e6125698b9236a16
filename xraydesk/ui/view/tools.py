"""The protocol of what the left mouse button does, from a simple drag to figures that take several clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from xraydesk.ui.view.image_view import ImageView


@dataclass(frozen=True, slots=True)
class Touch:
    """Where the pointer is while something is done with it.

    Attributes
    ----------
    place
        Logical pixels of the view.
    point
        ``(x, y)`` of the stored picture, pixel corners at integers; may lie outside of it.
    modifiers
        Keys held with it.
    """

    place: QPointF
    point: tuple[float, float]
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


class Tool:
    """What the left button does; every method does nothing until a tool needs it.

    A tool belongs to one view and hears of its own gestures only: while the middle or the right button pans or zooms,
    it hears nothing. A picture is always shown when it is called.
    """

    name = ""
    cursor: Qt.CursorShape = Qt.CursorShape.ArrowCursor
    spans_frames = False
    """Whether it goes on when another frame of the film is shown; a figure belongs to its frame and does not."""

    def __init__(self, view: ImageView) -> None:
        self.view = view

    def press(self, touch: Touch) -> None:
        """The left button went down."""

    def move(self, touch: Touch) -> None:
        """The pointer moved with the button down."""

    def release(self, touch: Touch) -> None:
        """The button went up."""

    def hover(self, touch: Touch) -> None:
        """The pointer moved without a button."""

    def leave(self) -> None:
        """The pointer left the view."""

    def double_click(self, touch: Touch) -> bool:  # noqa: ARG002
        """Two quick clicks; the first one was a press and a release. True if it was used, else the view maximises."""
        return False

    def wheel(self, notches: int, touch: Touch) -> bool:  # noqa: ARG002
        """The wheel turned, up is positive. True if it was used, else it goes through the images."""
        return False

    def wants(self, key: Qt.Key) -> bool:  # noqa: ARG002
        """Whether this key is the tool's at the moment, before any shortcut: such as Esc while a figure is drawn."""
        return False

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """A key that it wants was pressed."""

    def cancel(self) -> None:
        """Drop what is under way: another tool was chosen, or another picture or frame is shown."""


class Grabber(Protocol):
    """What can be taken hold of in the view, whatever the tool: figures that were drawn before."""

    def grab(self, view: ImageView, touch: Touch) -> Tool | None:
        """What the left button would take hold of here; its cursor is shown. None leaves the place to the tool."""

    def menu(self, view: ImageView, touch: Touch) -> bool:
        """A right click here. True if a menu of its own was shown."""
