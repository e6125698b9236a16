"""Takes hold of what was drawn before, whatever the tool: select, move, reshape, and a menu on the right button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu

from xraydesk.core.annotations import WRITTEN, Annotation, Kind, Point
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.figures import onto_view
from xraydesk.ui.measure.handles import held, opposite, shift_within, with_handle, within
from xraydesk.ui.measure.hits import Hit, Part, hit
from xraydesk.ui.measure.listing import row_of
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.tools import Tool, Touch

_CURSORS = {
    Part.HANDLE: Qt.CursorShape.CrossCursor,
    Part.LABEL: Qt.CursorShape.SizeAllCursor,
    Part.BODY: Qt.CursorShape.SizeAllCursor,
}


class Grip(Tool):
    """An annotation in the hand: a handle, its label, or all of it."""

    def __init__(self, easel: Easel, found: Hit, centre: QPointF | None) -> None:
        super().__init__(easel.view)
        self.cursor = _CURSORS[found.part]
        self._easel, self._hit, self._centre = easel, found, centre
        self._start: Touch | None = None
        self._changed: Annotation | None = None

    def press(self, touch: Touch) -> None:
        """Select it."""
        self._start = touch
        self._easel.layer.grabbed = (self._hit.annotation.id, self._hit.handle)
        self._easel.notebook.select(self._hit.annotation.id)
        self._easel.view.update()

    def move(self, touch: Touch) -> None:
        """Show it as it would be."""
        if self._start is None:
            return
        if self._changed is None:
            way = QLineF(self._start.place, touch.place).length()
            if way < QApplication.startDragDistance() / 2:
                return  # a click selects and moves nothing
        self._changed = self._moved(touch, self._start)
        self._easel.notebook.preview(self._easel.radiograph, self._changed)

    def release(self, touch: Touch) -> None:  # noqa: ARG002
        """Keep it so."""
        self._easel.layer.grabbed = None
        if self._changed is not None:
            self._easel.notebook.change(self._easel.radiograph, self._changed)
        self._start = self._changed = None
        self._easel.view.update()

    def double_click(self, touch: Touch) -> bool:  # noqa: ARG002
        """Write its words."""
        self._easel.notebook.select(self._hit.annotation.id)
        self._easel.ask_text(self._hit.annotation, is_new=False)
        return True

    def cancel(self) -> None:
        """Leave it as it was."""
        self._easel.layer.grabbed = None
        if self._changed is not None:
            self._easel.notebook.preview(self._easel.radiograph, None)
        self._start = self._changed = None

    def _moved(self, touch: Touch, start: Touch) -> Annotation:
        annotation, easel = self._hit.annotation, self._easel
        if self._hit.part is Part.LABEL:
            way = touch.place - start.place
            centre = (self._centre or start.place) + way
            point = onto_view(easel.scene).inverted()[0].map(centre)
            return replace(annotation, label=(point.x(), point.y()))
        to = easel.point(touch)
        if self._hit.part is Part.HANDLE:
            return with_handle(annotation, self._hit.handle, self._held(annotation, to, touch))
        begun = easel.point(start)
        return shift_within(annotation, to[0] - begun[0], to[1] - begun[1], easel.stored_shape)

    def _held(self, annotation: Annotation, to: Point, touch: Touch) -> Point:
        to = within(to, self._easel.stored_shape)
        against = opposite(annotation, self._hit.handle)
        if touch.modifiers & Qt.KeyboardModifier.ShiftModifier and against is not None:
            to = held(annotation.kind, against, to, self._easel.scale)
        return within(to, self._easel.stored_shape)


class Grabbing:
    """The grabber of one view."""

    def __init__(self, easel: Easel) -> None:
        self._easel = easel

    def _hit(self, touch: Touch) -> Hit | None:
        # What is being drawn may go over anything.
        if self._easel.layer.draft is not None:
            return None
        return hit(self._easel.layer.placed(self._easel.scene), touch.place, self._easel.notebook.selected)

    def grab(self, _view: ImageView, touch: Touch) -> Tool | None:
        """The annotation under the pointer."""
        found = self._hit(touch)
        if found is None:
            return None
        label = next(
            each.label for each in self._easel.layer.placed(self._easel.scene) if each.annotation is found.annotation
        )
        return Grip(self._easel, found, None if label is None else label.box.center())

    def menu(self, _view: ImageView, touch: Touch) -> bool:
        """What can be done with the annotation under the pointer."""
        found = self._hit(touch)
        if found is None:
            return False
        easel, annotation = self._easel, found.annotation
        easel.notebook.select(annotation.id)
        menu = QMenu(easel.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = tr("Edit text…") if annotation.kind in WRITTEN else tr("Name…")
        menu.addAction(words, lambda: easel.ask_text(annotation, is_new=False))
        if annotation.kind is not Kind.TEXT:
            menu.addAction(tr("Copy the value"), lambda: self._copy(annotation))
        if annotation.label is not None:
            back = replace(annotation, label=None)
            menu.addAction(tr("Put the label back"), lambda: easel.notebook.change(easel.radiograph, back))
        menu.addAction(
            tr("Remove the calibration") if annotation.kind is Kind.CALIBRATION else tr("Delete"),
            lambda: easel.notebook.remove(easel.radiograph, annotation.id),
        )
        menu.popup(easel.view.mapToGlobal(touch.place.toPoint()))
        return True

    def _copy(self, annotation: Annotation) -> None:
        easel = self._easel
        row = row_of(annotation, easel.radiograph, easel.notebook, easel.readings)
        QApplication.clipboard().setText("; ".join(part for part in (row.value, row.details) if part))
