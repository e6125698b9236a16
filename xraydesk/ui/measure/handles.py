"""Where an annotation can be taken hold of, and what moving such a place does; without Qt."""

from __future__ import annotations

import math

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.imaging.measure import Scale

BOXES = (Kind.RECTANGLE, Kind.ELLIPSE)
"""Kinds that are given by two corners and can be taken at four."""

_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))
"""Handle of a box → which of the two points gives its x, which its y."""

SNAP = 45.0
"""Degrees to which a line keeps while Shift is held."""


def handles(annotation: Annotation) -> tuple[Point, ...]:
    """The places, in stored coordinates: the points; all four corners of a box; none of a freehand outline."""
    if annotation.kind is Kind.FREEHAND:
        return ()
    if annotation.kind in BOXES:
        points = annotation.points
        return tuple((points[x][0], points[y][1]) for x, y in _CORNERS)
    return annotation.points


def with_handle(annotation: Annotation, index: int, place: Point) -> Annotation:
    """The annotation with one of its handles elsewhere."""
    if annotation.kind not in BOXES:
        return annotation.with_point(index, place)
    for_x, for_y = _CORNERS[index]
    points = [list(point) for point in annotation.points]
    points[for_x][0], points[for_y][1] = place
    return annotation.with_point(0, (points[0][0], points[0][1])).with_point(1, (points[1][0], points[1][1]))


def opposite(annotation: Annotation, index: int) -> Point | None:
    """What a handle is held against while Shift is held: the other end or corner; None where there is none."""
    places = handles(annotation)
    if annotation.kind in BOXES:
        return places[(index + 2) % 4]
    if annotation.kind is Kind.ANGLE:
        return places[1] if index != 1 else None
    return places[index ^ 1] if len(places) > 1 else None


def held(kind: Kind, fixed: Point, moving: Point, scale: Scale) -> Point:
    """The moving point as it is with Shift: boxes become square on the film, lines keep to every 45°."""
    (x, y), (to_x, to_y) = scale.flat(fixed), scale.flat(moving)
    across, down = to_x - x, to_y - y
    if kind in BOXES:
        side = max(abs(across), abs(down))
        return scale.stored(x + math.copysign(side, across), y + math.copysign(side, down))
    size = math.hypot(across, down)
    turned = math.radians(round(math.degrees(math.atan2(down, across)) / SNAP) * SNAP)
    # Straight across and straight down are that exactly.
    cosine, sine = round(math.cos(turned), 12), round(math.sin(turned), 12)
    along = size * abs(math.cos(math.atan2(down, across) - turned))
    return scale.stored(x + along * cosine, y + along * sine)


def within(point: Point, shape: tuple[int, int]) -> Point:
    """The nearest point on a picture of ``(rows, columns)``."""
    return min(max(point[0], 0.0), float(shape[1])), min(max(point[1], 0.0), float(shape[0]))


def shift_within(annotation: Annotation, across: float, down: float, shape: tuple[int, int]) -> Annotation:
    """The annotation moved as a whole, as far as it stays on the picture."""
    xs, ys = [x for x, _ in annotation.points], [y for _, y in annotation.points]
    across = min(max(across, -max(min(xs), 0.0)), max(shape[1] - max(xs), 0.0))
    down = min(max(down, -max(min(ys), 0.0)), max(shape[0] - max(ys), 0.0))
    return annotation.shifted(across, down)
