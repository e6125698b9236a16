"""What becomes of a figure when its last point is set: most are drawn as they are, some need words or a length."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from xraydesk.core.annotations import Annotation, AnnotationError, Kind
from xraydesk.ui.measure.annotation_layer import Draft
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.entry import Question
from xraydesk.ui.measure.outline_tool import OutlineTool
from xraydesk.ui.measure.steps import STROKES
from xraydesk.ui.measure.strokes import StrokeTool
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.tools import Tool


def tools_of(easel: Easel) -> list[Tool]:
    """Every tool that draws, for one view; they are named like the kinds."""
    finish = {
        Kind.ARROW: _ask_words,
        Kind.TEXT: _ask_words,
        Kind.HEART_RATIO: _draw_once,
        Kind.CALIBRATION: _ask_length,
    }
    drawing: list[Tool] = [StrokeTool(easel, kind, finish.get(kind, _draw)) for kind in STROKES]
    return [*drawing, OutlineTool(easel)]


def _draw(easel: Easel, annotation: Annotation) -> None:
    easel.add(annotation)


def _draw_once(easel: Easel, annotation: Annotation) -> None:
    """A film has one such figure: the hand is free again after it."""
    easel.add(annotation)
    easel.view.set_tool("window")


def _ask_words(easel: Easel, annotation: Annotation) -> None:
    easel.show_draft(Draft(annotation.kind, annotation.points))
    easel.ask_text(annotation, is_new=True)


def _ask_length(easel: Easel, line: Annotation) -> None:
    """The known length of a line; its calibration holds for the film it was drawn on."""
    radiograph = easel.radiograph

    def accept(text: str) -> bool:
        try:
            known = float(text.lower().removesuffix("mm").strip().replace(",", "."))
            calibration = replace(line, kind=Kind.CALIBRATION, millimetres=known)
        except (ValueError, AnnotationError):
            return False
        easel.show_draft(None)
        easel.notebook.add(radiograph, calibration)
        return True

    easel.view.set_tool("window")
    easel.show_draft(Draft(Kind.CALIBRATION, line.points))
    question = Question(
        tr("Known length"), "", accept, partial(easel.show_draft, None), unit="mm", keeps_on_leaving=False
    )
    easel.entry.ask(question, easel.place(line.points[1]))
