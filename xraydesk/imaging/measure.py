"""Lengths, angles, areas and the cardiothoracic ratio of what was drawn, in the unit that the film allows.

Points are those of `core.annotations`: pixels of the stored picture. A number is in millimetres only where the film,
or the reader, says what a pixel measures (PS3.3 10.7); otherwise it is in pixels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.core.radiograph import Radiograph, SpacingSource
from xraydesk.core.wording import mark

OFF_CENTRE = 0.1
"""Share of the thorax's width by which its halves may differ before the patient seems to be rotated."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What one pixel of the stored picture measures.

    Attributes
    ----------
    row, column
        Height and width of a pixel: in millimetres, or without a source in widths of a pixel (``column`` is then 1).
    source
        What the millimetres mean; None where there are none.
    """

    row: float
    column: float
    source: SpacingSource | None = None

    @property
    def in_millimetres(self) -> bool:
        """Whether lengths are millimetres."""
        return self.source is not None

    def flat(self, point: Point) -> tuple[float, float]:
        """A point on the plane of the film, where both axes have the same unit."""
        return point[0] * self.column, point[1] * self.row

    def stored(self, x: float, y: float) -> Point:
        """The stored point of a point on the plane."""
        return x / self.column, y / self.row


def scale_of(radiograph: Radiograph, calibration: Annotation | None = None) -> Scale:
    """The scale of a film; a calibration by hand goes before what the file says.

    Parameters
    ----------
    calibration
        An annotation of kind ``calibration``: its line has its known length.
    """
    spacing = radiograph.spacing
    if spacing is None:
        stated = Scale(radiograph.pixel_aspect, 1.0)
    else:
        # The spacing is that of the decoded picture, points are those of the stored one.
        step = radiograph.reduction
        stated = Scale(spacing.row_mm / step, spacing.column_mm / step, spacing.source)
    if calibration is None or calibration.millimetres is None:
        return stated
    factor = calibration.millimetres / length(calibration.points, stated)
    return Scale(stated.row * factor, stated.column * factor, SpacingSource.BY_HAND)


def length(points: Sequence[Point], scale: Scale) -> float:
    """The length of a line through points."""
    return sum(math.dist(scale.flat(one), scale.flat(other)) for one, other in pairwise(points))


def angle(points: Sequence[Point], scale: Scale) -> float | None:
    """The angle at the second of three points in degrees, 0..180; None where an arm has no length."""
    end, vertex, other = (scale.flat(point) for point in points)
    return _between((end[0] - vertex[0], end[1] - vertex[1]), (other[0] - vertex[0], other[1] - vertex[1]))


def cobb_angle(points: Sequence[Point], scale: Scale) -> float | None:
    """The smaller angle between the lines of four points in degrees, 0..90; None where a line has no length.

    The lines may be drawn from either end (Cobb, Instructional Course Lectures 5, 1948).
    """
    first, second, third, fourth = (scale.flat(point) for point in points)
    between = _between((second[0] - first[0], second[1] - first[1]), (fourth[0] - third[0], fourth[1] - third[1]))
    return None if between is None else min(between, 180.0 - between)


def _between(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    if one == (0.0, 0.0) or other == (0.0, 0.0):
        return None
    cross = one[0] * other[1] - one[1] * other[0]
    dot = one[0] * other[0] + one[1] * other[1]
    return abs(math.degrees(math.atan2(cross, dot)))


# ------------------------------------------------------------------------------------------ regions


def area(annotation: Annotation, scale: Scale) -> float | None:
    """The area of a region in squares of the scale's unit; None where an outline crosses itself and has none."""
    if annotation.kind is Kind.FREEHAND:
        if crosses_itself(annotation.points):
            return None
        x, y = np.array([scale.flat(point) for point in annotation.points]).T
        # The origin lies on the outline, so that small regions far from the corner lose no digits.
        x, y = x - x[0], y - y[0]
        return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
    width, height = _box(annotation.points, scale)
    return width * height * (math.pi / 4 if annotation.kind is Kind.ELLIPSE else 1.0)


def perimeter(annotation: Annotation, scale: Scale) -> float:
    """The length of a region's outline."""
    if annotation.kind is Kind.FREEHAND:
        return length((*annotation.points, annotation.points[0]), scale)
    width, height = _box(annotation.points, scale)
    return _ellipse_perimeter(width / 2, height / 2) if annotation.kind is Kind.ELLIPSE else 2 * (width + height)


def _box(points: Sequence[Point], scale: Scale) -> tuple[float, float]:
    (left, top), (right, bottom) = (scale.flat(point) for point in points)
    return abs(right - left), abs(bottom - top)


def _ellipse_perimeter(one: float, other: float) -> float:
    """By the arithmetic-geometric mean, exact to rounding (Borwein and Borwein, Pi and the AGM, 1987)."""
    large, small = max(one, other), min(one, other)
    if small <= large * 1e-9:
        return 4 * large
    total, weight = (large + small) ** 2, 1.0
    while large - small > large * 1e-9:
        large, small = (large + small) / 2, math.sqrt(large * small)
        weight *= 2
        total -= weight * (large - small) ** 2
    return math.pi * total / (large + small)


def crosses_itself(points: Sequence[Point]) -> bool:
    """Whether the closed outline through the points properly crosses itself, so that inside and outside are unclear."""
    start = np.array(points, np.float64)
    end = np.roll(start, -1, axis=0)
    # A sweep would be quicker for many points; rows of pairs are quick enough and plain.
    return any(_crossed(start[row], end[row], start[row + 1 :], end[row + 1 :]) for row in range(len(start) - 1))


def _crossed(
    one: NDArray[np.float64], other: NDArray[np.float64], starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> bool:
    """Whether a segment properly crosses any of the others; touching is no crossing."""
    along, ways = other - one, ends - starts
    before = _turn(along, starts - one) * _turn(along, ends - one)
    after = _turn(ways, one - starts) * _turn(ways, other - starts)
    return bool(((before < 0) & (after < 0)).any())


def _turn(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0], np.float64)


# ----------------------------------------------------------------------------- cardiothoracic ratio


@dataclass(frozen=True, slots=True)
class HeartRatio:
    """The transverse diameter of the heart by that of the thorax (Danzer, Am J Med Sci 157, 1919).

    Attributes
    ----------
    to_first, to_second
        From the midline to each of the two farthest points of the heart.
    heart, thorax
        The diameters, across the midline.
    ratio
        Their quotient; None where the thorax has no width.
    off_centre
        By how much the halves of the thorax differ, as a share of its width; 0 where the midline is its middle.
    """

    to_first: float
    to_second: float
    heart: float
    thorax: float
    ratio: float | None
    off_centre: float


def heart_ratio(points: Sequence[Point], scale: Scale) -> HeartRatio:
    """The ratio from its six points, see `Annotation`; every distance is taken across the midline."""
    first, second, right, left = (across_midline(point, points[:2], scale) for point in points[2:6])
    heart, thorax = abs(second - first), abs(left - right)
    off_centre = abs(abs(left) - abs(right)) / thorax if thorax else 0.0
    return HeartRatio(abs(first), abs(second), heart, thorax, heart / thorax if thorax else None, off_centre)


def across_midline(point: Point, midline: Sequence[Point], scale: Scale) -> float:
    """How far a point lies from the midline, negative on the one side."""
    (x, y), (at_x, at_y), (across_x, across_y) = (
        scale.flat(point),
        scale.flat(midline[0]),
        straight_across(midline, scale),
    )
    return (x - at_x) * across_x + (y - at_y) * across_y


def foot(point: Point, midline: Sequence[Point], scale: Scale) -> Point:
    """The stored point of the midline that lies at the height of another point."""
    distance, (x, y), (across_x, across_y) = (
        across_midline(point, midline, scale),
        scale.flat(point),
        straight_across(midline, scale),
    )
    return scale.stored(x - distance * across_x, y - distance * across_y)


def straight_across(midline: Sequence[Point], scale: Scale) -> tuple[float, float]:
    """The direction across the midline on the plane of the film, of length 1; a midline without length is upright."""
    (x, y), (other_x, other_y) = (scale.flat(point) for point in midline)
    size = math.hypot(other_x - x, other_y - y)
    return ((other_y - y) / size, -(other_x - x) / size) if size else (1.0, 0.0)


class Doubt(StrEnum):
    """Why a cardiothoracic ratio must not be read like one of a PA film; the value is the sentence."""

    LATERAL = mark("lateral or oblique film: there is no cardiothoracic ratio")
    AP = mark("AP film: the heart appears larger than it is")
    UNKNOWN_VIEW = mark("projection unknown: on an AP film the heart appears larger than it is")
    ON_ITS_SIDE = mark("the film is stored turned: check the sides")
    OFF_CENTRE = mark("the midline is off the middle of the thorax: the patient may be rotated")


_PROJECTIONS = {
    None: re.compile(r"\bPA\b|\bP\.A\."),
    Doubt.AP: re.compile(r"\bAP\b|\bA\.P\.|PORTABLE|BEDSIDE|SUPINE|\bBETT|LIEGEND"),
    Doubt.LATERAL: re.compile(r"\bLAT|\b[LR]L[DO]?\b|\b[LR][AP]O\b|OBLI|SEITL"),
}
"""What the words for a projection say against the ratio; a PA film is what it was made for."""


def view_doubts(radiograph: Radiograph) -> tuple[Doubt, ...]:
    """What the file says of the projection and speaks against the ratio, before anything is drawn.

    View Position (PS3.3 C.8.1.1 and C.8.7.5.1.1) decides; where it is silent, words of the descriptions do.
    """
    study = radiograph.study
    doubts: list[Doubt] = []
    for words in (study.view_position, study.series_description, study.study_description):
        plain = words.upper().replace("_", " ")
        named = [doubt for doubt, pattern in _PROJECTIONS.items() if pattern.search(plain)]
        # A study "PA and lateral" does not say which of the two this film is.
        if len(named) == 1:
            doubts += [doubt for doubt in named if doubt is not None]
            break
    else:
        doubts.append(Doubt.UNKNOWN_VIEW)
    if len(radiograph.orientation) == 2 and not set("HF") & set(radiograph.orientation[1]):
        doubts.append(Doubt.ON_ITS_SIDE)
    return tuple(doubts)


def ratio_doubts(radiograph: Radiograph, measured: HeartRatio) -> tuple[Doubt, ...]:
    """All that speaks against a measured ratio: the projection, and what the lines themselves show."""
    doubts = view_doubts(radiograph)
    return (*doubts, Doubt.OFF_CENTRE) if measured.off_centre > OFF_CENTRE else doubts
