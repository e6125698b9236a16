"""Lengths, angles, areas and the cardiothoracic ratio: truths worked out by hand, and laws that hold for all."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.imaging.drawn import film, known_length
from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.core.radiograph import SpacingSource, Study
from xraydesk.imaging.measure import (
    Doubt,
    HeartRatio,
    Scale,
    angle,
    area,
    cobb_angle,
    crosses_itself,
    foot,
    heart_ratio,
    length,
    perimeter,
    ratio_doubts,
    scale_of,
    view_doubts,
)

SQUARE = Scale(0.5, 0.5, SpacingSource.AT_DETECTOR)
TALL = Scale(0.4, 0.1, SpacingSource.AT_DETECTOR)
PIXELS = Scale(1.0, 1.0)

_number = st.floats(-500, 500).map(lambda value: round(value, 3))
_point = st.tuples(_number, _number)
_scale = st.builds(Scale, st.floats(0.05, 2), st.floats(0.05, 2), st.just(SpacingSource.CALIBRATED))


# ------------------------------------------------------------------------------------------- scale


def test_the_scale_is_what_the_file_says() -> None:
    assert scale_of(film(spacing=(0.3, 0.2))) == Scale(0.3, 0.2, SpacingSource.AT_DETECTOR)


def test_without_a_spacing_there_are_no_millimetres() -> None:
    scale = scale_of(film(spacing=None))
    assert scale == Scale(1.0, 1.0, None)
    assert not scale.in_millimetres


def test_pixels_of_unequal_sides_without_a_spacing_are_counted_in_their_widths() -> None:
    scale = scale_of(film(spacing=None, pixel_aspect=2.0))
    assert length([(0, 0), (3, 2)], scale) == 5.0


def test_a_picture_decoded_smaller_measures_the_same() -> None:
    whole = film(spacing=(0.2, 0.1))
    # As the reader makes it: the spacing is that of the smaller picture, the points stay those of the stored one.
    half = film(whole.samples[:, ::2, ::2], spacing=(0.4, 0.2), reduction=2)
    line = [(2.0, 4.0), (20.0, 30.0)]
    assert length(line, scale_of(half)) == pytest.approx(length(line, scale_of(whole)))


def test_a_known_length_goes_before_what_the_file_says() -> None:
    by_hand = scale_of(film(spacing=(0.2, 0.2)), known_length(((0, 0), (30, 40)), 25.0))
    assert by_hand == Scale(0.5, 0.5, SpacingSource.BY_HAND)


def test_a_known_length_keeps_the_shape_of_the_pixels() -> None:
    scale = scale_of(film(spacing=None, pixel_aspect=2.0), known_length(((0, 0), (0, 10)), 40.0))
    assert scale == Scale(4.0, 2.0, SpacingSource.BY_HAND)


@given(_point, _point, st.floats(1, 1000), _scale)
def test_the_line_of_a_calibration_has_its_known_length(one: Point, other: Point, known: float, stated: Scale) -> None:
    assume(length([one, other], PIXELS) > 0.01)
    scale = scale_of(film(spacing=(stated.row, stated.column)), known_length((one, other), known))
    assert length([one, other], scale) == pytest.approx(known)


# --------------------------------------------------------------------------------- lengths and angles


@pytest.mark.parametrize(
    ("points", "scale", "expected"),
    [
        ([(0, 0), (6, 8)], PIXELS, 10.0),
        ([(0, 0), (6, 8)], SQUARE, 5.0),
        ([(1, 1), (4, 2)], TALL, 0.5),  # 3 columns of 0.1 and one row of 0.4
        ([(0, 0), (0, 0)], SQUARE, 0.0),
        ([(0, 0), (3, 4), (3, 0)], PIXELS, 9.0),
    ],
)
def test_length(points: list[Point], scale: Scale, expected: float) -> None:
    assert length(points, scale) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("points", "scale", "expected"),
    [
        ([(1, 0), (0, 0), (0, 1)], PIXELS, 90.0),
        ([(1, 0), (0, 0), (1, 1)], PIXELS, 45.0),
        ([(1, 0), (0, 0), (-1, 0)], PIXELS, 180.0),
        ([(2, 0), (0, 0), (5, 0)], PIXELS, 0.0),
        ([(1, 0), (0, 0), (4, 1)], TALL, 45.0),  # 4 columns of 0.1 across, one row of 0.4 down
    ],
)
def test_angle(points: list[Point], scale: Scale, expected: float) -> None:
    assert angle(points, scale) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(0, 0), (10, 0), (0, 20), (10, 30)], 45.0),
        ([(10, 0), (0, 0), (0, 20), (10, 30)], 45.0),  # one line drawn from its other end
        ([(0, 0), (10, 0), (0, 20), (10, 20)], 0.0),
        ([(0, 0), (10, 0), (5, 5), (5, 25)], 90.0),
    ],
)
def test_cobb_angle(points: list[Point], expected: float) -> None:
    assert cobb_angle(points, PIXELS) == pytest.approx(expected)


def test_a_line_without_length_has_no_angle() -> None:
    assert angle([(1, 1), (1, 1), (5, 5)], PIXELS) is None
    assert cobb_angle([(1, 1), (1, 1), (5, 5), (6, 6)], PIXELS) is None


def _turned(point: Point, quarters: int, *, mirrored: bool) -> Point:
    x, y = (-point[0] if mirrored else point[0]), point[1]
    for _ in range(quarters):
        x, y = -y, x
    return x, y


@given(st.lists(_point, min_size=4, max_size=4), st.integers(0, 3), st.booleans(), _scale)
def test_turning_and_mirroring_change_no_number(
    points: list[Point], quarters: int, mirrored: bool, scale: Scale
) -> None:
    assume(min(length(points[:2], PIXELS), length(points[1:3], PIXELS), length(points[2:], PIXELS)) > 0.1)
    moved = [_turned(point, quarters, mirrored=mirrored) for point in points]
    as_seen = Scale(scale.column, scale.row, scale.source) if quarters % 2 else scale
    assert length(moved, as_seen) == pytest.approx(length(points, scale), abs=1e-6)
    assert angle(moved[:3], as_seen) == pytest.approx(angle(points[:3], scale), abs=1e-5)
    assert cobb_angle(moved, as_seen) == pytest.approx(cobb_angle(points, scale), abs=1e-5)


@given(st.lists(_point, min_size=4, max_size=4), st.floats(0.1, 10), _scale)
def test_angles_do_not_depend_on_the_size(points: list[Point], factor: float, scale: Scale) -> None:
    assume(min(length(points[:2], PIXELS), length(points[1:3], PIXELS), length(points[2:], PIXELS)) > 0.1)
    larger = Scale(scale.row * factor, scale.column * factor, scale.source)
    assert angle(points[:3], larger) == pytest.approx(angle(points[:3], scale), abs=1e-6)
    assert cobb_angle(points, larger) == pytest.approx(cobb_angle(points, scale), abs=1e-6)


@given(_point, _point, st.floats(0, 1), _scale)
def test_the_parts_of_a_line_are_as_long_as_the_whole(one: Point, other: Point, part: float, scale: Scale) -> None:
    between = (one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1]))
    assert length([one, between, other], scale) == pytest.approx(length([one, other], scale), abs=1e-6)


# ------------------------------------------------------------------------------------------ regions


def _region(kind: Kind, *points: Point) -> Annotation:
    return Annotation(kind, points)


@pytest.mark.parametrize(
    ("region", "scale", "expected_area", "expected_perimeter"),
    [
        (_region(Kind.RECTANGLE, (2, 3), (12, 8)), PIXELS, 50.0, 30.0),
        (_region(Kind.RECTANGLE, (12, 8), (2, 3)), SQUARE, 12.5, 15.0),
        (_region(Kind.RECTANGLE, (0, 0), (10, 10)), TALL, 4.0, 10.0),
        (_region(Kind.ELLIPSE, (0, 0), (10, 10)), PIXELS, 25 * math.pi, 10 * math.pi),
        (_region(Kind.ELLIPSE, (0, 0), (40, 10)), TALL, 4 * math.pi, 4 * math.pi),  # a circle on the film
        (_region(Kind.ELLIPSE, (0, 0), (10, 0)), PIXELS, 0.0, 20.0),
        (_region(Kind.FREEHAND, (0, 0), (4, 0), (4, 3)), PIXELS, 6.0, 12.0),
        (_region(Kind.FREEHAND, (4, 3), (4, 0), (0, 0)), SQUARE, 1.5, 6.0),  # the other way round
        (_region(Kind.FREEHAND, (0, 0), (10, 0), (10, 10), (5, 5), (0, 10)), PIXELS, 75.0, 30 + 10 * math.sqrt(2)),
    ],
)
def test_area_and_perimeter(region: Annotation, scale: Scale, expected_area: float, expected_perimeter: float) -> None:
    assert area(region, scale) == pytest.approx(expected_area)
    assert perimeter(region, scale) == pytest.approx(expected_perimeter)


def test_the_perimeter_of_an_ellipse_is_that_of_the_tables() -> None:
    # Half axes 2 and 1: 8 E(3/4) = 9.688448220547676 (Abramowitz and Stegun 17.6, table 17.1).
    assert perimeter(_region(Kind.ELLIPSE, (0, 0), (4, 2)), PIXELS) == pytest.approx(9.688448220547676, rel=1e-12)


def test_an_outline_that_crosses_itself_has_no_area() -> None:
    bow_tie = _region(Kind.FREEHAND, (0, 0), (10, 10), (10, 0), (0, 10))
    assert crosses_itself(bow_tie.points)
    assert area(bow_tie, PIXELS) is None
    assert perimeter(bow_tie, PIXELS) == pytest.approx(20 + 20 * math.sqrt(2))


@given(st.lists(st.tuples(st.floats(0.05, 1), st.floats(1, 100)), min_size=3, max_size=20))
def test_a_star_shaped_outline_does_not_cross_itself(steps: list[tuple[float, float]]) -> None:
    whole = sum(step for step, _ in steps)
    turned, points = 0.0, []
    for step, radius in steps:
        turned += 2 * math.pi * step / whole
        points.append((radius * math.cos(turned), radius * math.sin(turned)))
    gaps = [2 * math.pi * step / whole for step, _ in steps]
    assume(max(gaps) < math.pi - 0.01)
    assert not crosses_itself(points)


@given(_point, _point, st.floats(0.1, 0.9), _scale)
def test_the_areas_of_two_halves_are_that_of_the_whole(one: Point, other: Point, part: float, scale: Scale) -> None:
    cut = one[0] + part * (other[0] - one[0])
    whole = area(_region(Kind.RECTANGLE, one, other), scale)
    halves = [area(_region(Kind.RECTANGLE, *box), scale) for box in ((one, (cut, other[1])), ((cut, one[1]), other))]
    assert whole is not None
    assert sum(half for half in halves if half is not None) == pytest.approx(whole, abs=1e-6)


@given(_point, _point, _scale)
def test_a_box_drawn_freehand_has_the_area_of_the_box(one: Point, other: Point, scale: Scale) -> None:
    corners = (one, (other[0], one[1]), other, (one[0], other[1]))
    drawn = area(_region(Kind.FREEHAND, *corners), scale)
    assert drawn == pytest.approx(area(_region(Kind.RECTANGLE, one, other), scale), abs=1e-5)


# ----------------------------------------------------------------------------- cardiothoracic ratio

UPRIGHT = ((50.0, 0.0), (50.0, 100.0))


def test_the_ratio_of_a_heart_and_a_thorax() -> None:
    # Heart from 35 to 80: 15 + 30; thorax from 5 to 95: 90.
    measured = heart_ratio([*UPRIGHT, (35, 60), (80, 70), (5, 80), (95, 82)], SQUARE)
    assert measured == HeartRatio(7.5, 15.0, 22.5, 45.0, 0.5, 0.0)


def test_a_midline_beside_the_heart_still_gives_its_width() -> None:
    measured = heart_ratio([*UPRIGHT, (55, 60), (85, 70), (5, 80), (95, 80)], PIXELS)
    assert measured.heart == 30.0
    assert measured.ratio == pytest.approx(1 / 3)


def test_a_thorax_without_width_has_no_ratio() -> None:
    measured = heart_ratio([*UPRIGHT, (35, 60), (80, 70), (50, 10), (50, 90)], PIXELS)
    assert measured.ratio is None
    assert measured.off_centre == 0.0


def test_a_midline_without_length_is_upright() -> None:
    on_one_point = heart_ratio([(50, 5), (50, 5), (35, 60), (80, 70), (5, 80), (95, 80)], PIXELS)
    assert on_one_point.ratio == pytest.approx(0.5)


@given(st.floats(-30, 30), _scale)
def test_a_tilted_patient_has_the_same_ratio(degrees: float, scale: Scale) -> None:
    upright = [*UPRIGHT, (35, 60), (80, 70), (5, 80), (95, 82)]
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    # Tilted on the film, then brought back to pixels of this shape.
    tilted = [scale.stored(x * cosine - y * sine, x * sine + y * cosine) for x, y in upright]
    measured = heart_ratio(tilted, scale)
    assert measured.ratio == pytest.approx(0.5)
    assert measured.heart == pytest.approx(45.0)


@given(_point, _point, _point, _scale)
def test_the_foot_lies_on_the_midline_straight_across(point: Point, one: Point, other: Point, scale: Scale) -> None:
    assume(length([one, other], scale) > 1)
    at = foot(point, (one, other), scale)
    (x, y), (foot_x, foot_y), (start_x, start_y), (end_x, end_y) = (
        scale.flat(each) for each in (point, at, one, other)
    )
    along = end_x - start_x, end_y - start_y
    assert (foot_x - start_x) * along[1] - (foot_y - start_y) * along[0] == pytest.approx(0, abs=1e-3)
    assert (x - foot_x) * along[0] + (y - foot_y) * along[1] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("study", "doubts"),
    [
        ({"view_position": "PA"}, ()),
        ({"view_position": "AP"}, (Doubt.AP,)),
        ({"view_position": "LL"}, (Doubt.LATERAL,)),
        ({"view_position": "LATERAL"}, (Doubt.LATERAL,)),
        ({"view_position": "RPO"}, (Doubt.LATERAL,)),
        ({"view_position": ""}, (Doubt.UNKNOWN_VIEW,)),
        ({"view_position": "", "series_description": "Thorax a.p. liegend"}, (Doubt.AP,)),
        ({"view_position": "", "series_description": "CHEST_PORTABLE"}, (Doubt.AP,)),
        ({"view_position": "", "series_description": "W033 Chest LAT"}, (Doubt.LATERAL,)),
        ({"view_position": "", "series_description": "Chest p.a."}, ()),
        ({"view_position": "", "study_description": "CHEST PA AND LATERAL"}, (Doubt.UNKNOWN_VIEW,)),
        ({"view_position": "", "series_description": "PA", "study_description": "PA/LAT"}, ()),
        ({"view_position": "", "study_description": "Therapy planning"}, (Doubt.UNKNOWN_VIEW,)),
    ],
)
def test_the_projection_is_doubted_where_it_is_not_pa(study: dict[str, str], doubts: tuple[Doubt, ...]) -> None:
    assert view_doubts(film(study=Study(**study))) == doubts


@pytest.mark.parametrize(
    ("orientation", "doubted"), [(("L", "F"), False), ((), False), (("F", "R"), True), (("R", "H"), False)]
)
def test_a_film_stored_on_its_side_is_doubted(orientation: Any, doubted: bool) -> None:
    assert (Doubt.ON_ITS_SIDE in view_doubts(film(orientation=orientation))) == doubted


def test_a_midline_off_the_middle_of_the_thorax_makes_a_rotated_patient_likely() -> None:
    centred = heart_ratio([*UPRIGHT, (35, 60), (80, 70), (4, 80), (95, 80)], PIXELS)
    rotated = heart_ratio([*UPRIGHT, (35, 60), (80, 70), (15, 80), (95, 80)], PIXELS)
    assert ratio_doubts(film(), centred) == ()
    assert ratio_doubts(film(study=Study(view_position="AP")), rotated) == (Doubt.AP, Doubt.OFF_CENTRE)
