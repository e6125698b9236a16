"""What dragging with a mouse button does; one class per tool, made when the button goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

from xraydesk.ui.view.windowing import as_window, dragged

if TYPE_CHECKING:
    from xraydesk.ui.view.image_view import ImageView

ZOOM_LENGTH = 240.0
"""Logical pixels of dragging that zoom by a factor of e."""

SCROLL_LENGTH = 36.0
"""Logical pixels of dragging from one image to the next."""

KEY_PAN, KEY_WINDOW, KEY_ZOOM = 60.0, 24.0, 1.25
"""What one key press does: logical pixels of panning, of dragging the window, and the factor of zooming."""


class Drag(Protocol):
    """A drag under way."""

    def move(self, position: QPointF) -> None:
        """The pointer is now here, in logical pixels of the view."""


class WindowDrag:
    """Right is wider, up is brighter; the other way round if the reader set it so."""

    def __init__(self, view: ImageView, start: QPointF) -> None:
        self._view, self._start = view, start
        self._window = as_window(view.voi)

    def move(self, position: QPointF) -> None:
        """Set the window for this place."""
        way = position - self._start
        sign = -1 if self._view.drag_reversed else 1
        self._view.set_voi(dragged(self._window, sign * way.x(), -sign * way.y(), inverted=self._view.shows_high_dark))


class PanDrag:
    """The picture follows the pointer."""

    def __init__(self, view: ImageView, start: QPointF) -> None:
        self._view, self._last = view, start

    def move(self, position: QPointF) -> None:
        """Move on from the last place."""
        way = position - self._last
        self._last = position
        self._view.pan(way.x(), way.y())


class ZoomDrag:
    """Up enlarges, around the point where the drag began."""

    def __init__(self, view: ImageView, start: QPointF) -> None:
        self._view, self._start, self._last = view, start, start

    def move(self, position: QPointF) -> None:
        """Zoom on from the last place."""
        up = self._last.y() - position.y()
        self._last = position
        self._view.zoom_by(2.718281828 ** (up / ZOOM_LENGTH), self._start)


class ScrollDrag:
    """Down goes to the next image, up to the one before."""

    def __init__(self, view: ImageView, start: QPointF) -> None:
        self._view, self._last = view, start.y()

    def move(self, position: QPointF) -> None:
        """One image for every stretch of the way."""
        steps = int((position.y() - self._last) / SCROLL_LENGTH)
        if steps:
            self._last += steps * SCROLL_LENGTH
            self._view.step.emit(steps)


TOOLS: dict[str, tuple[type[WindowDrag | PanDrag | ZoomDrag | ScrollDrag], Qt.CursorShape]] = {
    "window": (WindowDrag, Qt.CursorShape.ArrowCursor),
    "pan": (PanDrag, Qt.CursorShape.OpenHandCursor),
    "zoom": (ZoomDrag, Qt.CursorShape.SizeVerCursor),
    "scroll": (ScrollDrag, Qt.CursorShape.SplitVCursor),
}
"""Tool → its drag and its pointer. Measuring tools join here."""
