"""Tools that draw figures of a few points: by dragging, by single clicks, or by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtWidgets import QApplication

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.imaging.measure import view_doubts
from xraydesk.ui.measure.annotation_layer import Draft
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.handles import held, within
from xraydesk.ui.measure.steps import begins_stroke, hint, points_in_all, stroke_length
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.tools import Tool, Touch

SMALLEST = 3.0
"""Logical pixels; what is drawn smaller was a slip of the hand."""

STEP, LONG_STEP = 1.0, 10.0
"""Logical pixels that an arrow key moves a point by, and with Shift."""

_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StrokeTool(Tool):
    """Draws one kind of figure.

    A stroke is a drag from its first to its next point, or a click for each; the last point follows the pointer until
    it is set. Enter sets a point too, and arrow keys move it.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, easel: Easel, kind: Kind, finish: Callable[[Easel, Annotation], None]) -> None:
        super().__init__(easel.view)
        self.name = kind.value
        self._easel, self._kind, self._finish = easel, kind, finish
        self._set: list[Point] = []
        self._loose: Point | None = None
        self._pressed: QPointF | None = None
        self._began = False
        self._by_keys = False
        self._whole: Annotation | None = None

    # -------------------------------------------------------------------------------- by mouse

    def press(self, touch: Touch) -> None:
        """Begin a stroke, or take hold of the point that follows the pointer."""
        self._pressed, self._by_keys = touch.place, False
        self._began = self._begins_stroke
        if self._began and self._stroke > 1:
            self._set.append(self._kept(touch))
        self._loose = self._kept(touch)
        self._show()

    def move(self, touch: Touch) -> None:
        """The loose point follows."""
        self._loose = self._kept(touch)
        self._show()

    def hover(self, touch: Touch) -> None:
        """Between two clicks the loose point follows too; before the first one, only the hint is shown."""
        if self._loose is not None and (self._set or self._by_keys):
            self._loose, self._by_keys = self._kept(touch), False
        self._show()
        self._easel.show_hint(*self._hint())

    def release(self, touch: Touch) -> None:
        """After a drag the point is set here; after the first click of a stroke it goes on following."""
        if self._pressed is None:
            return
        dragged = QLineF(self._pressed, touch.place).length() >= QApplication.startDragDistance()
        self._pressed = None
        self._loose = self._kept(touch)
        if dragged or not self._began or self._stroke == 1:
            self._fix()
        self._show()

    def double_click(self, touch: Touch) -> bool:  # noqa: ARG002
        """Two clicks on one place draw nothing: they maximise the view, unless a figure is half drawn."""
        if len(self._set) == 1:
            self.cancel()
            return False
        return bool(self._set) or points_in_all(self._kind) == 1

    # ------------------------------------------------------------------------------- by keyboard

    def wants(self, key: Qt.Key) -> bool:
        """Enter at any time, Esc to drop or let go of something; in a figure also Backspace and the arrows."""
        if key == Qt.Key.Key_Escape:
            return self._loose is not None or self._has_selection
        return key in _ENTER or (self._loose is not None and key in (Qt.Key.Key_Backspace, *_ARROWS))

    @property
    def _has_selection(self) -> bool:
        return self._easel.notebook.chosen(self._easel.radiograph) is not None

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Begin, set or move a point, take one back, drop it all, or let go of what is selected."""
        if key == Qt.Key.Key_Escape and self._loose is None:
            self._easel.notebook.select("")
            return
        self._by_keys = True
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif key == Qt.Key.Key_Backspace:
            self._take_back()
        elif key in _ARROWS and self._loose is not None:
            far = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(_ARROWS[key] * (LONG_STEP if far else STEP))
        else:
            self._enter()
        self._show()

    def _enter(self) -> None:
        if self._loose is None:
            pointer = self._easel.scene.pointer
            start = pointer if pointer is not None else self._easel.scene.area.center()
            self._loose = self._at(start)
            return
        if self._begins_stroke and self._stroke > 1:
            self._set.append(self._loose)
        else:
            self._fix()

    def _nudge(self, way: QPointF) -> None:
        assert self._loose is not None
        self._loose = self._at(self._easel.place(self._loose) + way)

    def _take_back(self) -> None:
        if self._set:
            self._set.pop()
        if not self._set:
            self.cancel()

    # ------------------------------------------------------------------------------------ points

    @property
    def _stroke(self) -> int:
        return stroke_length(self._kind, len(self._set))

    @property
    def _begins_stroke(self) -> bool:
        return begins_stroke(self._kind, len(self._set))

    def _kept(self, touch: Touch) -> Point:
        """A touch on the film; with Shift held against the point before."""
        point = within(self._easel.point(touch), self._easel.stored_shape)
        if touch.modifiers & Qt.KeyboardModifier.ShiftModifier and self._set and not self._begins_stroke:
            return within(held(self._kind, self._set[-1], point, self._easel.scale), self._easel.stored_shape)
        return point

    def _at(self, place: QPointF) -> Point:
        return self._kept(Touch(place, self._easel.scene.to_stored(place)))

    def _fix(self) -> None:
        """Set the loose point; the last one finishes the figure."""
        assert self._loose is not None
        self._set.append(self._loose)
        if len(self._set) < points_in_all(self._kind):
            return
        whole = self._annotation(tuple(self._set))
        self._forget()
        self._easel.show_hint()
        if not self._is_slip(whole):
            self._finish(self._easel, whole)

    def _annotation(self, points: tuple[Point, ...]) -> Annotation:
        """The figure; one whose length is not known yet is a plain length until then."""
        kind = Kind.LENGTH if self._kind is Kind.CALIBRATION else self._kind
        # An arrow is drawn from what it points at.
        ordered = points[::-1] if kind is Kind.ARROW else points
        if self._whole is None or self._whole.kind is not kind:
            self._whole = Annotation(kind, ordered, self._easel.frame)
        self._whole = replace(self._whole, points=ordered)
        return self._whole

    def _is_slip(self, whole: Annotation) -> bool:
        places = [self._easel.place(point) for point in whole.points]
        return len(places) > 1 and max(QLineF(places[0], place).length() for place in places) < SMALLEST

    # ------------------------------------------------------------------------------------ showing

    def _show(self) -> None:
        points = tuple(self._set)
        # Between two strokes nothing hangs on the pointer; by keys the next point has to be seen before it is set.
        if self._loose is not None and (self._by_keys or not (self._begins_stroke and self._set)):
            points += (self._loose,)
        complete = len(points) == points_in_all(self._kind) and self._kind is not Kind.TEXT
        whole = self._annotation(points) if complete else None
        drawn = whole.points if whole is not None else points
        if points:
            self._easel.show_draft(Draft(self._kind, drawn, whole))
            self._easel.show_hint(*self._hint())

    def _hint(self) -> tuple[str, ...]:
        step = hint(self._kind, len(self._set))
        if not step:
            return ()
        doubts = view_doubts(self._easel.radiograph) if self._kind is Kind.HEART_RATIO else ()
        return (step, *(tr(doubt) for doubt in doubts))

    def leave(self) -> None:
        """The pointer went elsewhere; what is under way waits for it, the hint goes unless it is needed."""
        if self._loose is None:
            self._easel.show_hint()

    def cancel(self) -> None:
        """Drop what is being drawn."""
        self._forget()
        self._easel.show_hint()

    def _forget(self) -> None:
        self._set, self._loose, self._pressed, self._whole = [], None, None, None
        self._by_keys = False
        self._easel.show_draft(None)
