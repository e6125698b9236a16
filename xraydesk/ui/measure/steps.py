"""How a figure comes about: which points belong to one stroke of the hand, and what is to be done for the next."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from xraydesk.core.annotations import Kind
from xraydesk.ui.shell.language import mark, tr

STROKES: Final = {
    Kind.LENGTH: (2,),
    Kind.ANGLE: (3,),
    Kind.COBB: (2, 2),
    Kind.RECTANGLE: (2,),
    Kind.ELLIPSE: (2,),
    Kind.PROBE: (1,),
    Kind.ARROW: (2,),
    Kind.TEXT: (1,),
    Kind.HEART_RATIO: (2, 2, 2),
    Kind.CALIBRATION: (2,),
}
"""How many points each stroke of the hand sets; the first point of a stroke is where the button goes down."""

_HINTS: Final = {
    Kind.ANGLE: ("", "", mark("Click the end of the other arm.")),
    Kind.COBB: ("", "", mark("Draw the second line."), ""),
    Kind.HEART_RATIO: (
        mark("Cardiothoracic ratio 1/3: draw the midline along the spinous processes."),
        mark("Cardiothoracic ratio 1/3: draw the midline along the spinous processes."),
        mark("2/3: from the farthest right border of the heart to its farthest left border."),
        mark("2/3: from the farthest right border of the heart to its farthest left border."),
        mark("3/3: the largest inner diameter of the thorax, from rib to rib."),
        mark("3/3: the largest inner diameter of the thorax, from rib to rib."),
    ),
    Kind.CALIBRATION: (mark("Draw a line along something of known length."),) * 2,
}
"""What is to be done while so many points are set."""


def points_in_all(kind: Kind) -> int:
    """How many points a figure has."""
    return sum(STROKES[kind])


def stroke_length(kind: Kind, count: int) -> int:
    """How many points the stroke has that the next point belongs to, after so many; 1 when none is missing."""
    ends = accumulate(STROKES[kind])
    return next((length for length, end in zip(STROKES[kind], ends, strict=True) if count < end), 1)


def begins_stroke(kind: Kind, count: int) -> bool:
    """Whether the next point is the first of a stroke."""
    return count in (0, *accumulate(STROKES[kind]))


def hint(kind: Kind, count: int) -> str:
    """What is to be done for the next point; empty where that is plain."""
    hints = _HINTS.get(kind, ())
    return tr(hints[count]) if count < len(hints) and hints[count] else ""
