"""One view as a place to draw on: its layer, its tools, what can be taken hold of, the line to write into."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF

from xraydesk.core.annotations import Annotation
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.measure import Scale
from xraydesk.ui.measure.annotation_layer import AnnotationLayer, Draft
from xraydesk.ui.measure.entry import Entry, Question
from xraydesk.ui.measure.figures import onto_view
from xraydesk.ui.measure.hint_layer import HintLayer
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.scene import Depth, Scene
from xraydesk.ui.view.tools import Touch

DIGITS = 4
"""Decimals of a coordinate that are kept; a pixel is seldom as wide as a millimetre."""


class Easel(QObject):
    """What tools, layer and menus of one view share.

    Attributes
    ----------
    view, notebook, readings, layer, hint, entry
        The parts.
    """

    def __init__(self, view: ImageView, notebook: Notebook, readings: Readings) -> None:
        super().__init__(view)
        self.view, self.notebook, self.readings = view, notebook, readings
        self.layer = AnnotationLayer(notebook, readings, view.font())
        self.entry = Entry(view)
        self.hint = HintLayer(view.font())
        view.add_layer(self.layer)
        view.add_layer(self.hint, Depth.WORDS)
        view.picture_changed.connect(self._turned_page)
        notebook.changed.connect(view.update)
        readings.arrived.connect(view.update)

    def _turned_page(self) -> None:
        self.entry.leave()
        self.layer.grabbed = None
        if self.view.picture is not None:
            self.notebook.open(self.view.picture.radiograph)

    # --------------------------------------------------------------------------- what is on the view

    @property
    def scene(self) -> Scene:
        """What the view shows; there must be a picture."""
        scene = self.view.scene()
        assert scene is not None
        return scene

    @property
    def radiograph(self) -> Radiograph:
        """The film in the view; there must be one."""
        return self.scene.picture.radiograph

    @property
    def frame(self) -> int:
        """The frame in the view."""
        return self.scene.picture.frame

    @property
    def scale(self) -> Scale:
        """What a pixel of the film measures."""
        return self.notebook.scale(self.radiograph)

    @property
    def stored_shape(self) -> tuple[int, int]:
        """``(rows, columns)`` that points can lie in."""
        radiograph = self.radiograph
        rows, columns = radiograph.shape
        return rows * radiograph.reduction, columns * radiograph.reduction

    def point(self, touch: Touch) -> tuple[float, float]:
        """Where a touch is, in the coordinates of annotations, without digits that no hand has; may lie beside it."""
        step = self.radiograph.reduction
        return round(touch.point[0] * step, DIGITS), round(touch.point[1] * step, DIGITS)

    def place(self, point: tuple[float, float]) -> QPointF:
        """Where a point of an annotation is in the view."""
        return onto_view(self.scene).map(QPointF(*point))

    # ------------------------------------------------------------------------------------ drawing

    def show_draft(self, draft: Draft | None) -> None:
        """Show what is being drawn."""
        self.layer.draft = draft
        self.view.update()

    def show_hint(self, *lines: str) -> None:
        """Say what is to be done next; nothing to take it away."""
        if lines != self.hint.lines:
            self.hint.lines = lines
            self.view.update()

    def add(self, annotation: Annotation) -> None:
        """Draw something for good."""
        self.notebook.add(self.radiograph, annotation)

    def ask_text(self, annotation: Annotation, *, is_new: bool) -> None:
        """Have words written for an annotation; a new one is drawn with them, or without where it needs none."""
        radiograph = self.radiograph

        def accept(text: str) -> bool:
            if not is_new:
                self.notebook.rename(radiograph, annotation.id, text)
            elif text or len(annotation.points) > 1:
                self.notebook.add(radiograph, replace(annotation, text=text))
            self.show_draft(None)
            return True

        question = Question(tr("Text"), annotation.text, accept, lambda: self.show_draft(None))
        self.entry.ask(question, self.place(annotation.points[0]))
