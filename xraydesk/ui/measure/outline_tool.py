"""The tool that draws a region freehand: hold the button and go round."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPolygonF

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.ui.measure.annotation_layer import Draft
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.handles import within
from xraydesk.ui.measure.strokes import SMALLEST
from xraydesk.ui.view.tools import Tool, Touch

SPACING = 2.5
"""Logical pixels between two points of an outline."""

MOST = 1200
"""Points of an outline; of a longer one every second point is left out."""


class OutlineTool(Tool):
    """Points along the way of the hand; the outline closes when the button is let go."""

    name = Kind.FREEHAND.value
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, easel: Easel) -> None:
        super().__init__(easel.view)
        self._easel = easel
        self._way: list[Point] = []
        self._last = QPointF()

    def press(self, touch: Touch) -> None:
        """Begin here."""
        self._way = []
        self._go_on(touch)

    def move(self, touch: Touch) -> None:
        """Go on, where the hand has moved far enough."""
        if self._way and QLineF(self._last, touch.place).length() >= SPACING:
            self._go_on(touch)

    def _go_on(self, touch: Touch) -> None:
        self._last = touch.place
        point = within(self._easel.point(touch), self._easel.stored_shape)
        if not self._way or point != self._way[-1]:
            self._way.append(point)
        if len(self._way) > MOST:
            self._way = self._way[::2]
        self._easel.show_draft(Draft(Kind.FREEHAND, tuple(self._way)))

    def release(self, touch: Touch) -> None:  # noqa: ARG002
        """Close the outline; a slip of the hand is none."""
        way = tuple(self._way)
        self.cancel()
        bounds = QPolygonF([self._easel.place(point) for point in way]).boundingRect()
        if len(way) >= 3 and max(bounds.width(), bounds.height()) >= 2 * SMALLEST:
            self._easel.add(Annotation(Kind.FREEHAND, way, self._easel.frame))

    def wants(self, key: Qt.Key) -> bool:
        """Esc while it is drawn."""
        return bool(self._way) and key == Qt.Key.Key_Escape

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """Drop it."""
        self.cancel()

    def cancel(self) -> None:
        """Drop what is being drawn."""
        self._way = []
        self._easel.show_draft(None)
