"""What of an annotation lies under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainterPathStroker

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.ui.measure.figures import Figure
from xraydesk.ui.measure.placing import Placed

REACH, HANDLE_REACH = 5.0, 8.0
"""Logical pixels within which a line and a handle are taken hold of."""


class Part(Enum):
    """What of an annotation is taken hold of."""

    HANDLE = "handle"
    LABEL = "label"
    BODY = "body"


class Hit(NamedTuple):
    """What lies under the pointer; ``handle`` is its number, -1 for the other parts."""

    annotation: Annotation
    part: Part
    handle: int = -1


def hit(placed: Sequence[Placed], pointer: QPointF, selected: str) -> Hit | None:
    """What the pointer would take hold of: the selected one first, then the newest; handles before the rest."""
    newest_first = placed[::-1]
    candidates = sorted(newest_first, key=lambda each: each.annotation.id != selected)
    for each in candidates:
        # The one point of a text is the text itself.
        handles = () if each.annotation.kind is Kind.TEXT else each.figure.handles
        for number, handle in enumerate(handles):
            if QLineF(handle, pointer).length() <= HANDLE_REACH:
                return Hit(each.annotation, Part.HANDLE, number)
    for each in candidates:
        if each.label is not None and each.label.box.contains(pointer):
            return Hit(each.annotation, Part.BODY if each.annotation.kind is Kind.TEXT else Part.LABEL)
        if _touches(each.figure, pointer):
            return Hit(each.annotation, Part.BODY)
    return None


def _touches(figure: Figure, pointer: QPointF) -> bool:
    if not figure.bounds.adjusted(-REACH, -REACH, REACH, REACH).contains(pointer):
        return False
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * REACH)
    paths = (figure.lines, figure.faint, figure.filled)
    return any(stroker.createStroke(path).contains(pointer) for path in paths if not path.isEmpty())
