"""Where each figure and its label stand in a view."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.ui.measure.figures import Figure, onto_view
from xraydesk.ui.measure.readings import Reading
from xraydesk.ui.view.scene import Scene

GAP = 12.0
"""Logical pixels between a figure and its label."""

EDGE = 6.0
"""Logical pixels that a label keeps from the border of the view."""

RIM = 4.0
"""Room on both sides of a line of text for its dark rim."""

LINE_HEIGHT = 1.16
"""Of the height of the letters, so that the rim of a line leaves its neighbours alone."""

LONGEST_LINE = 44
"""Characters; longer texts are broken."""


class Line(NamedTuple):
    """One line of a label."""

    text: str
    is_caution: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label in logical pixels.

    Attributes
    ----------
    lines
        From top to bottom.
    box
        What it covers.
    leash
        From the figure to a label that the reader has put far away; empty otherwise.
    """

    lines: tuple[Line, ...]
    box: QRectF
    leash: QLineF | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation as it stands in the view; no label when the figure is out of sight."""

    annotation: Annotation
    figure: Figure
    label: Label | None


def label_lines(annotation: Annotation, reading: Reading) -> tuple[Line, ...]:
    """What a label says: the reader's words, the numbers, the doubts."""
    words = [part for line in annotation.text.splitlines() for part in textwrap.wrap(line, LONGEST_LINE)]
    doubts = [part for caution in reading.cautions for part in textwrap.wrap(caution, LONGEST_LINE)]
    return tuple(Line(text) for text in (*words, *reading.lines)) + tuple(Line(text, True) for text in doubts)


def place(
    scene: Scene, drawn: Sequence[tuple[Annotation, Figure, Reading]], metrics: QFontMetricsF
) -> tuple[Placed, ...]:
    """Give every figure a label that lies within the view and, as far as possible, on no other label or figure."""
    taken: list[QRectF] = []
    figures = [figure for _, figure, _ in drawn]
    placed = []
    for annotation, figure, reading in drawn:
        lines = label_lines(annotation, reading)
        label = None
        if lines and figure.bounds.intersects(scene.area):
            size = label_size(lines, metrics)
            box = _box(annotation, figure, scene, size, (taken, figures))
            taken.append(box)
            label = Label(lines, box, _leash(annotation, figure, box))
        placed.append(Placed(annotation, figure, label))
    return tuple(placed)


def label_size(lines: Sequence[Line], metrics: QFontMetricsF) -> tuple[float, float]:
    """Width and height of a label."""
    return max(metrics.horizontalAdvance(line.text) for line in lines) + 2 * RIM, LINE_HEIGHT * metrics.height() * len(
        lines
    )


def _box(
    annotation: Annotation,
    figure: Figure,
    scene: Scene,
    size: tuple[float, float],
    others: tuple[Sequence[QRectF], Sequence[Figure]],
) -> QRectF:
    width, height = size
    if annotation.label is not None:
        centre = onto_view(scene).map(QPointF(*annotation.label))
        return _kept(QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height), scene.area)
    at, bounds = figure.anchor, figure.bounds
    if annotation.kind is Kind.TEXT:
        return _kept(QRectF(at.x(), at.y() - height / 2, width, height), scene.area)
    boxes = [
        QRectF(left, top, width, height)
        for left, top in (
            (at.x() + GAP, at.y() - height / 2),
            (bounds.right() + GAP, bounds.center().y() - height / 2),
            (bounds.center().x() - width / 2, bounds.bottom() + GAP),
            (bounds.left() - GAP - width, bounds.center().y() - height / 2),
            (bounds.center().x() - width / 2, bounds.top() - GAP - height),
        )
    ]
    inside = [box for box in boxes if box == _kept(box, scene.area)]
    free = [box for box in inside if not any(box.intersects(other) for other in others[0])]
    clear = (box for box in free if not any(_covers(box, other) for other in others[1]))
    return next(clear, (free or inside or [_kept(boxes[0], scene.area)])[0])


def _covers(box: QRectF, figure: Figure) -> bool:
    """Whether a label would lie on a line, or on what a region encloses."""
    return figure.bounds.intersects(box) and (figure.lines.intersects(box) or figure.faint.intersects(box))


def _kept(box: QRectF, area: QRectF) -> QRectF:
    """The box moved into the view; one that is larger shows its beginning."""
    inner = area.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    left = max(min(box.left(), inner.right() - box.width()), inner.left())
    top = max(min(box.top(), inner.bottom() - box.height()), inner.top())
    return QRectF(left, top, box.width(), box.height())


def _leash(annotation: Annotation, figure: Figure, box: QRectF) -> QLineF | None:
    if annotation.label is None or annotation.kind is Kind.TEXT:
        return None
    near = QPointF(
        min(max(figure.anchor.x(), box.left()), box.right()), min(max(figure.anchor.y(), box.top()), box.bottom())
    )
    leash = QLineF(near, figure.anchor)
    return leash if leash.length() > 2 * GAP else None
