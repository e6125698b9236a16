"""Annotations as lines in the view: what is stroked, where the handles lie, where the label belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.imaging.measure import Scale, across_midline, foot, straight_across
from xraydesk.ui.measure.handles import handles
from xraydesk.ui.view.scene import Scene

TICK = 5.0
"""Half the length of the stroke across the end of a line, logical pixels."""

HEAD = 13.0
"""Length of an arrow's head."""

CROSS = 6.0
"""Half the width of the cross at a pixel value; its middle is left open."""

ARC = 26.0
"""Radius of the arc of an angle, if its arms are long enough."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One annotation in logical pixels of a view.

    Attributes
    ----------
    lines, faint, filled
        What is drawn, what only helps the eye and is dashed, and what is filled.
    handles
        The places of `handles.handles`.
    anchor
        Where its label hangs.
    """

    lines: QPainterPath = field(default_factory=QPainterPath)
    faint: QPainterPath = field(default_factory=QPainterPath)
    filled: QPainterPath = field(default_factory=QPainterPath)
    handles: tuple[QPointF, ...] = ()
    anchor: QPointF = field(default_factory=QPointF)

    @property
    def bounds(self) -> QRectF:
        """All that it covers, its handles included."""
        box = self.lines.boundingRect() | self.faint.boundingRect() | self.filled.boundingRect()
        # A rectangle without height meets nothing, not even one that it lies in.
        return (box | QPolygonF([*self.handles, self.anchor]).boundingRect()).adjusted(-0.5, -0.5, 0.5, 0.5)


def onto_view(scene: Scene) -> QTransform:
    """Coordinates of annotations → logical pixels; on a picture decoded smaller they are those of the stored one."""
    step = 1.0 / scene.picture.radiograph.reduction
    return QTransform.fromScale(step, step) * scene.transform


def figure_of(annotation: Annotation, scene: Scene, scale: Scale) -> Figure:
    """The figure of an annotation."""
    onto = onto_view(scene)
    places = tuple(onto.map(QPointF(*point)) for point in handles(annotation))
    return sketch(annotation.kind, annotation.points, onto, scale, places)


def sketch(
    kind: Kind, points: Sequence[Point], onto: QTransform, scale: Scale, places: tuple[QPointF, ...] = ()
) -> Figure:
    """The figure of points of which some may still be missing."""
    mapped = [onto.map(QPointF(*point)) for point in points]
    if kind is Kind.HEART_RATIO:
        return _heart(points, onto, scale, places)
    if kind in (Kind.RECTANGLE, Kind.ELLIPSE, Kind.FREEHAND):
        return _region(kind, points, onto, places)
    return _DRAWN[kind](mapped, places)


def _line(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path = QPainterPath()
    if len(points) == 2:
        _stroke(path, *points)
        _tick(path, points[0], points[1])
        _tick(path, points[1], points[0])
    return Figure(path, handles=places, anchor=_rightmost(points))


def _known_line(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path, dashed = QPainterPath(), QPainterPath()
    if len(points) == 2:
        _stroke(dashed, *points)
        _tick(path, points[0], points[1])
        _tick(path, points[1], points[0])
    return Figure(path, dashed, handles=places, anchor=_rightmost(points))


def _angle(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path = QPainterPath()
    for start, end in pairwise(points):
        _stroke(path, start, end)
    if len(points) == 3:
        end, vertex, other = points
        arms = QLineF(vertex, end), QLineF(vertex, other)
        radius = min(ARC, 0.6 * arms[0].length(), 0.6 * arms[1].length())
        if radius > 2:
            box = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
            sweep = (arms[1].angle() - arms[0].angle() + 180) % 360 - 180
            path.arcMoveTo(box, arms[0].angle())
            path.arcTo(box, arms[0].angle(), sweep)
    return Figure(path, handles=places, anchor=points[1] if len(points) > 1 else points[0])


def _cobb(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path, dashed = QPainterPath(), QPainterPath()
    for start, end in zip(points[::2], points[1::2], strict=False):
        _stroke(path, start, end)
        _tick(path, start, end)
        _tick(path, end, start)
    if len(points) == 4:
        _stroke(dashed, (points[0] + points[1]) / 2, (points[2] + points[3]) / 2)
    return Figure(path, dashed, handles=places, anchor=_rightmost(points))


def _region(kind: Kind, points: Sequence[Point], onto: QTransform, places: tuple[QPointF, ...]) -> Figure:
    path, stored = QPainterPath(), [QPointF(*point) for point in points]
    if kind is Kind.FREEHAND:
        path.addPolygon(QPolygonF(stored))
        path.closeSubpath()
    elif len(points) == 2:
        box = QRectF(*stored).normalized()
        if kind is Kind.ELLIPSE:
            path.addEllipse(box)
        else:
            path.addRect(box)
    path = onto.map(path)
    bounds = path.boundingRect()
    return Figure(path, handles=places, anchor=QPointF(bounds.right(), bounds.center().y()))


def _probe(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path, at = QPainterPath(), points[0]
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        _stroke(path, at + way * 2.5, at + way * CROSS)
    return Figure(path, handles=places, anchor=at)


def _arrow(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    path, filled = QPainterPath(), QPainterPath()
    if len(points) == 2 and QLineF(*points).length() > 0.5:
        tail, tip = points
        line = QLineF(tip, tail)
        size = min(HEAD, 0.7 * line.length())
        line.setLength(size)
        back, half = line.p2(), QPointF(-line.dy(), line.dx()) * 0.32
        filled.addPolygon(QPolygonF([tip, back + half, back - half]))
        filled.closeSubpath()
        _stroke(path, tail, back)
    return Figure(path, filled=filled, handles=places, anchor=points[0])


def _text(points: Sequence[QPointF], places: tuple[QPointF, ...]) -> Figure:
    return Figure(handles=places, anchor=points[0])


def _heart(points: Sequence[Point], onto: QTransform, scale: Scale, places: tuple[QPointF, ...]) -> Figure:
    """The midline dashed, the heart's two halves straight across to it, the thorax across at one height."""
    path, dashed = QPainterPath(), QPainterPath()
    midline = points[:2]
    if len(midline) == 2:
        _stroke(dashed, *(onto.map(QPointF(*point)) for point in midline))
        for point in points[2:4]:
            edge, middle = onto.map(QPointF(*point)), onto.map(QPointF(*foot(point, midline, scale)))
            _stroke(path, edge, middle)
            _tick(path, edge, middle)
    anchor = onto.map(QPointF(*points[-1]))
    if len(points) == 6:
        ends = _thorax(points, scale)
        one, other = (onto.map(QPointF(*end)) for end in ends)
        _stroke(path, one, other)
        _tick(path, one, other)
        _tick(path, other, one)
        for point, end in zip(points[4:], (one, other), strict=True):
            _stroke(dashed, onto.map(QPointF(*point)), end)
        anchor = _rightmost([one, other])
    return Figure(path, dashed, handles=places, anchor=anchor)


def _thorax(points: Sequence[Point], scale: Scale) -> tuple[Point, Point]:
    """The ends of the thorax's diameter, brought to the height in their middle."""
    midline, (one, other) = points[:2], points[4:6]
    (x, y), (other_x, other_y) = (scale.flat(foot(point, midline, scale)) for point in (one, other))
    middle = scale.stored((x + other_x) / 2, (y + other_y) / 2)
    across = [across_midline(point, midline, scale) for point in (one, other)]
    base, unit = scale.flat(middle), straight_across(midline, scale)
    left, right = (scale.stored(base[0] + part * unit[0], base[1] + part * unit[1]) for part in across)
    return left, right


def _stroke(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    path.moveTo(start)
    path.lineTo(end)


def _tick(path: QPainterPath, at: QPointF, towards: QPointF) -> None:
    """A short stroke across the end of a line."""
    line = QLineF(at, towards)
    if line.length() > 0.5:
        line.setLength(TICK)
        half = QPointF(-line.dy(), line.dx())
        _stroke(path, at + half, at - half)


def _rightmost(points: Sequence[QPointF]) -> QPointF:
    return max(points, key=lambda point: point.x())


_DRAWN: dict[Kind, Callable[[Sequence[QPointF], tuple[QPointF, ...]], Figure]] = {
    Kind.LENGTH: _line,
    Kind.CALIBRATION: _known_line,
    Kind.ANGLE: _angle,
    Kind.COBB: _cobb,
    Kind.PROBE: _probe,
    Kind.ARROW: _arrow,
    Kind.TEXT: _text,
}
