"""What a reader draws on a film: frozen values in the film's own coordinates, with a versioned JSON form.

Points are ``(x, y)`` in the picture as stored, corners at integers: the first pixel reaches from (0, 0) to (1, 1).
They do not change when the picture is turned, mirrored, zoomed or decoded at a lower resolution.
"""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from xraydesk.core.errors import XRayDeskError

VERSION: Final = 1
"""Of the JSON form."""

LONGEST_TEXT: Final = 500
MOST_POINTS: Final = 5000
_FARTHEST: Final = 1e6
_LONGEST_MM: Final = 10_000.0

Point = tuple[float, float]
"""``(x, y)`` in pixels of the stored picture."""


class AnnotationError(XRayDeskError):
    """Something is not an annotation that this version can read; one sentence says why."""


class Kind(StrEnum):
    """What an annotation is; its points are listed in `Annotation`."""

    LENGTH = "length"
    ANGLE = "angle"
    COBB = "cobb"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    FREEHAND = "freehand"
    PROBE = "probe"
    ARROW = "arrow"
    TEXT = "text"
    HEART_RATIO = "cardiothoracic_ratio"
    CALIBRATION = "calibration"


REGIONS: Final = (Kind.RECTANGLE, Kind.ELLIPSE, Kind.FREEHAND)
"""Kinds that enclose pixels."""

WRITTEN: Final = (Kind.ARROW, Kind.TEXT)
"""Kinds that consist of words."""

_COUNTS: Final = {
    Kind.LENGTH: (2, 2),
    Kind.ANGLE: (3, 3),
    Kind.COBB: (4, 4),
    Kind.RECTANGLE: (2, 2),
    Kind.ELLIPSE: (2, 2),
    Kind.FREEHAND: (3, MOST_POINTS),
    Kind.PROBE: (1, 1),
    Kind.ARROW: (2, 2),
    Kind.TEXT: (1, 1),
    Kind.HEART_RATIO: (6, 6),
    Kind.CALIBRATION: (2, 2),
}


def points_of(kind: Kind) -> tuple[int, int]:
    """The least and the largest number of points that an annotation of this kind has."""
    return _COUNTS[kind]


def _new_id() -> str:
    return uuid.uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing drawn on one frame.

    Attributes
    ----------
    kind
        What it is.
    points
        By kind. Length, calibration: both ends. Angle: an end, the vertex, the other end. Cobb: both ends of the one
        line, both ends of the other. Rectangle, ellipse: opposite corners of the box. Freehand: the closed outline.
        Probe, text: the place. Arrow: tail, tip. Cardiothoracic ratio: two points of the midline, the two farthest
        points of the heart, the two ends of the thorax's inner diameter.
    frame
        Frame index from 0. A calibration holds for every frame of its film.
    text
        The words of an arrow or text; for the other kinds a name that the reader gave, or empty.
    label
        Where the reader has put the label; None leaves the place to the view.
    millimetres
        The known length of a calibration; None for every other kind.
    reader
        Who drew it; may be empty.
    created
        When, with its time zone.
    id
        32 hexadecimal digits that stay the same when it is changed.

    Raises
    ------
    AnnotationError
        A value is not possible.
    """

    kind: Kind
    points: tuple[Point, ...]
    frame: int = 0
    text: str = ""
    label: Point | None = None
    millimetres: float | None = None
    reader: str = ""
    created: datetime = field(default_factory=_now)
    id: str = field(default_factory=_new_id)

    def __post_init__(self) -> None:
        least, most = points_of(self.kind)
        if not least <= len(self.points) <= most:
            raise AnnotationError(f"a {self.kind.value} does not have {len(self.points)} points")
        if not all(_is_place(point) for point in (*self.points, *([self.label] if self.label else []))):
            raise AnnotationError("a point lies nowhere on the film")
        if not 0 <= self.frame < _FARTHEST:
            raise AnnotationError(f"there is no frame {self.frame}")
        if max(len(self.text), len(self.reader)) > LONGEST_TEXT:
            raise AnnotationError(f"a text is longer than {LONGEST_TEXT} characters")
        if (self.kind is Kind.CALIBRATION) != (self.millimetres is not None):
            raise AnnotationError("a calibration, and nothing else, has a known length")
        if self.millimetres is not None and not 0 < self.millimetres <= _LONGEST_MM:
            raise AnnotationError(f"a known length is more than 0 and at most {_LONGEST_MM:.0f} mm")
        if self.kind is Kind.CALIBRATION and self.points[0] == self.points[1]:
            raise AnnotationError("a calibration needs a line of some length")
        if self.created.tzinfo is None:
            raise AnnotationError("a time without its zone says nothing")
        if not re.fullmatch(r"[0-9a-f]{32}", self.id):
            raise AnnotationError("an annotation is named by 32 hexadecimal digits")

    def shifted(self, across: float, down: float) -> Annotation:
        """The same, moved as a whole by pixels of the stored picture."""
        label = None if self.label is None else (self.label[0] + across, self.label[1] + down)
        return replace(self, points=tuple((x + across, y + down) for x, y in self.points), label=label)

    def with_point(self, index: int, point: Point) -> Annotation:
        """The same with one point elsewhere."""
        return replace(self, points=(*self.points[:index], point, *self.points[index + 1 :]))


def _is_place(point: Iterable[object]) -> bool:
    values = tuple(point)
    return len(values) == 2 and all(
        isinstance(value, (int, float)) and math.isfinite(value) and abs(value) <= _FARTHEST for value in values
    )


def to_json(annotation: Annotation) -> dict[str, Any]:
    """The annotation as plain values for ``json.dumps``; what is empty is left out."""
    values: dict[str, Any] = {
        "version": VERSION,
        "id": annotation.id,
        "kind": annotation.kind.value,
        "frame": annotation.frame,
        "points": [list(point) for point in annotation.points],
        "created": annotation.created.isoformat(),
    }
    optional = {
        "text": annotation.text,
        "label": list(annotation.label) if annotation.label else None,
        "millimetres": annotation.millimetres,
        "reader": annotation.reader,
    }
    return values | {name: value for name, value in optional.items() if value}


def from_json(values: object) -> Annotation:
    """The annotation of `to_json`.

    Raises
    ------
    AnnotationError
        It is none, or of a newer version.
    """
    if not isinstance(values, dict):
        raise AnnotationError("this is not an annotation")
    version = values.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise AnnotationError("this is not an annotation")
    if version > VERSION:
        raise AnnotationError("this annotation was made by a newer version of XRayDesk")
    try:
        return Annotation(
            kind=Kind(values["kind"]),
            points=tuple(_point(point) for point in _sequence(values["points"])),
            frame=_whole(values["frame"]),
            text=_text(values.get("text", "")),
            label=None if values.get("label") is None else _point(values["label"]),
            millimetres=None if values.get("millimetres") is None else _number(values["millimetres"]),
            reader=_text(values.get("reader", "")),
            created=datetime.fromisoformat(_text(values["created"])),
            id=_text(values["id"]),
        )
    except KeyError as error:
        raise AnnotationError(f"this annotation lacks its {error.args[0]}") from error
    except ValueError as error:
        raise AnnotationError("this annotation has a value that is none") from error


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    raise ValueError


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _sequence(value: object) -> list[object]:
    if isinstance(value, list) and len(value) <= MOST_POINTS:
        return value
    raise ValueError


def _point(value: object) -> Point:
    x, y = _sequence(value)
    return _number(x), _number(y)
