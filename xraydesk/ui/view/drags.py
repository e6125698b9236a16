"""The tools that change the view by dragging: window, pan, zoom, and going through the images."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from xraydesk.core.radiograph import Window
from xraydesk.ui.view.tools import Tool, Touch
from xraydesk.ui.view.windowing import as_window, dragged

if TYPE_CHECKING:
    from xraydesk.ui.view.image_view import ImageView

ZOOM_LENGTH = 240.0
"""Logical pixels of dragging that zoom by a factor of e."""

SCROLL_LENGTH = 36.0
"""Logical pixels of dragging from one image to the next."""

KEY_PAN, KEY_WINDOW, KEY_ZOOM = 60.0, 24.0, 1.25
"""What one key press does: logical pixels of panning, of dragging the window, and the factor of zooming."""


class WindowTool(Tool):
    """Right is wider, up is brighter; the other way round if the reader set it so."""

    name = "window"
    spans_frames = True

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._start, self._window = QPointF(), Window(0.5, 1.0)

    def press(self, touch: Touch) -> None:
        """Begin with the window as it is."""
        self._start, self._window = touch.place, as_window(self.view.voi)

    def move(self, touch: Touch) -> None:
        """Set the window for this place."""
        way = touch.place - self._start
        sign = -1 if self.view.drag_reversed else 1
        self.view.set_voi(dragged(self._window, sign * way.x(), -sign * way.y(), inverted=self.view.shows_high_dark))


class PanTool(Tool):
    """The picture follows the pointer."""

    name = "pan"
    spans_frames = True
    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._last = QPointF()

    def press(self, touch: Touch) -> None:
        """Begin here."""
        self._last = touch.place

    def move(self, touch: Touch) -> None:
        """Move on from the last place."""
        way = touch.place - self._last
        self._last = touch.place
        self.view.pan(way.x(), way.y())


class ZoomTool(Tool):
    """Up enlarges, around the point where the drag began."""

    name = "zoom"
    spans_frames = True
    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._start = self._last = QPointF()

    def press(self, touch: Touch) -> None:
        """Begin here."""
        self._start = self._last = touch.place

    def move(self, touch: Touch) -> None:
        """Zoom on from the last place."""
        up = self._last.y() - touch.place.y()
        self._last = touch.place
        self.view.zoom_by(exp(up / ZOOM_LENGTH), self._start)


class ScrollTool(Tool):
    """Down goes to the next frame or image, up to the one before."""

    name = "scroll"
    spans_frames = True
    cursor = Qt.CursorShape.SplitVCursor

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._last = 0.0

    def press(self, touch: Touch) -> None:
        """Begin here."""
        self._last = touch.place.y()

    def move(self, touch: Touch) -> None:
        """One image for every stretch of the way."""
        steps = int((touch.place.y() - self._last) / SCROLL_LENGTH)
        if steps:
            self._last += steps * SCROLL_LENGTH
            self.view.scroll_by(steps)
