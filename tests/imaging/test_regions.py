"""Pixels inside a drawn region: counted by their centres, without padding, in modality units."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imaging.drawn import film
from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.core.radiograph import LookupTable, Rescale
from xraydesk.imaging.regions import PixelValue, Statistics, region_mask, statistics, unit_of, value_at

_place = st.tuples(st.floats(-10, 60), st.floats(-10, 60))


def _whole(kind: Kind, points: list[Point], shape: tuple[int, int] = (40, 30)) -> Any:
    mask = region_mask(kind, points, shape)
    whole = np.zeros(shape, bool)
    height, width = mask.inside.shape
    whole[mask.top : mask.top + height, mask.left : mask.left + width] = mask.inside
    return whole


def _box(*points: Point) -> Annotation:
    return Annotation(Kind.RECTANGLE, points)


# -------------------------------------------------------------------------------------------- masks


def test_a_rectangle_on_pixel_corners_holds_those_pixels() -> None:
    whole = _whole(Kind.RECTANGLE, [(3, 5), (7, 11)])
    assert whole.sum() == 4 * 6
    assert whole[5:11, 3:7].all()


@pytest.mark.parametrize(
    ("points", "count"),
    [
        ([(3.4, 5), (6.6, 6)], 4),  # the centres at 3.5 and 6.5 are inside
        ([(3.6, 5), (6.4, 6)], 2),
        ([(-5, -5), (2, 3)], 6),
        ([(28, 38), (90, 90)], 4),
        ([(31, 41), (90, 90)], 0),
        ([(3.6, 5.6), (4.4, 6.4)], 0),
    ],
)
def test_a_pixel_belongs_where_its_centre_is(points: list[Point], count: int) -> None:
    assert _whole(Kind.RECTANGLE, points).sum() == count


def test_a_circle_holds_the_centres_within_its_radius() -> None:
    whole = _whole(Kind.ELLIPSE, [(5, 5), (25, 25)])
    row, column = np.mgrid[:40, :30]
    assert np.array_equal(whole, (row + 0.5 - 15) ** 2 + (column + 0.5 - 15) ** 2 <= 100)


def _inside(x: float, y: float, points: list[Point]) -> bool:
    """Even-odd for one place, by counting the edges to its left (W. R. Franklin's pnpoly)."""
    inside = False
    for (one_x, one_y), (other_x, other_y) in zip(points, [*points[1:], points[0]], strict=True):
        if (one_y > y) != (other_y > y) and x < (other_x - one_x) * (y - one_y) / (other_y - one_y) + one_x:
            inside = not inside
    return inside


@given(st.lists(st.tuples(st.integers(-40, 240), st.integers(-40, 280)), min_size=3, max_size=9))
def test_an_outline_holds_what_even_odd_says(corners: list[tuple[int, int]]) -> None:
    points = [(x / 7.3, y / 7.7) for x, y in corners]  # so that no centre of a pixel lies on an edge
    expected = [[_inside(column + 0.5, row + 0.5, points) for column in range(30)] for row in range(40)]
    assert np.array_equal(_whole(Kind.FREEHAND, points), expected)


def test_the_hole_of_a_doubled_outline_is_outside() -> None:
    ring = [(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0), (0.0, 0.0), (5.0, 5.0), (5.0, 15.0), (15.0, 15.0),
            (15.0, 5.0), (5.0, 5.0)]  # fmt: skip
    assert _whole(Kind.FREEHAND, ring).sum() == 400 - 100


@given(_place, _place)
def test_a_box_drawn_freehand_holds_the_pixels_of_the_box(one: Point, other: Point) -> None:
    corners = [one, (other[0], one[1]), other, (one[0], other[1])]
    different = _whole(Kind.FREEHAND, corners) != _whole(Kind.RECTANGLE, [one, other])
    # Centres exactly on an edge belong to a rectangle on both sides, to an outline on one.
    on_edge = any((value - 0.5).is_integer() for value in (*one, *other))
    assert on_edge or not different.any()


@given(st.lists(_place, min_size=3, max_size=12), st.integers(1, 29))
def test_the_pixels_of_two_parts_are_those_of_the_whole(points: list[Point], cut: int) -> None:
    both = _whole(Kind.FREEHAND, points)
    left = _whole(Kind.FREEHAND, points, (40, cut))
    assert np.array_equal(both[:, :cut], left)


# --------------------------------------------------------------------------------------- statistics


def test_the_values_of_a_rectangle_are_those_of_its_pixels() -> None:
    # Rows 2 and 3, columns 10 to 12: 210 211 212 310 311 312.
    found = statistics(film(), _box((10, 2), (13, 4)))
    assert (found.count, found.low, found.high, found.mean) == (6, 210.0, 312.0, 261.0)
    assert found.sd == pytest.approx(math.sqrt(2500 + 2 / 3))
    assert found.left_out == 0


def test_values_are_in_modality_units() -> None:
    found = statistics(film(modality_lut=Rescale(0.5, -100.0, "HU")), _box((10, 2), (13, 4)))
    assert (found.low, found.high, found.mean) == (5.0, 56.0, 30.5)


def test_a_modality_table_is_looked_up_for_every_value() -> None:
    table = LookupTable(np.arange(0, 5000, 2, dtype=np.uint16), first_mapped=0, bits=16)
    found = statistics(film(modality_lut=table), _box((10, 2), (13, 4)))
    assert (found.low, found.high, found.mean) == (420.0, 624.0, 522.0)


def test_padding_is_left_out() -> None:
    found = statistics(film(padding=(300, 4000)), _box((10, 2), (13, 4)))
    assert (found.count, found.low, found.high, found.left_out) == (3, 210.0, 212.0, 3)


def test_what_is_no_number_is_left_out() -> None:
    samples = np.full((40, 30), 2.0, np.float32)
    samples[0, 0], samples[0, 1] = np.nan, np.inf
    found = statistics(film(samples), _box((0, 0), (4, 1)))
    assert found == Statistics(2, 2.0, 0.0, 2.0, 2.0, left_out=2)


@pytest.mark.parametrize("region", [_box((100, 100), (120, 120)), _box((3.6, 3.6), (3.9, 3.9))])
def test_a_region_without_pixels_has_no_values(region: Annotation) -> None:
    found = statistics(film(), region)
    assert found.count == 0
    assert math.isnan(found.mean)


def test_colour_is_taken_as_brightness() -> None:
    samples = np.zeros((1, 40, 30, 3), np.uint8)
    samples[..., 1] = 100
    found = statistics(film(samples, photometric="RGB", bits_stored=8), _box((0, 0), (2, 2)))
    assert found.mean == pytest.approx(58.7)
    assert found.count == 4


def test_each_frame_has_its_own_values() -> None:
    samples = np.stack([np.full((40, 30), 7, np.int16), np.full((40, 30), -9, np.int16)])
    region = Annotation(Kind.ELLIPSE, ((2, 2), (12, 12)), frame=1)
    assert statistics(film(samples), region).mean == -9.0


def test_a_picture_decoded_smaller_is_asked_at_the_same_place() -> None:
    whole = film()
    half = film(whole.samples[:, ::2, ::2], reduction=2)
    region = _box((10, 20), (20, 30))
    assert statistics(half, region).count == 25
    assert statistics(half, region).low == statistics(whole, region).low == 2010.0


@given(st.integers(0, 29), st.integers(0, 39), st.sampled_from(["uint8", "int16", "uint16", "int32", "float32"]))
def test_the_tally_agrees_with_the_plain_way(left: int, top: int, dtype: str) -> None:
    samples = (np.random.default_rng(left + 100 * top).normal(60, 20, (40, 30))).clip(0, 255).astype(dtype)
    found = statistics(film(samples), _box((left, top), (30, 40)))
    part = samples[top:, left:].astype(np.float64)
    expected = (part.size, part.mean(), part.std(), part.min(), part.max())
    assert (found.count, found.mean, found.sd, found.low, found.high) == pytest.approx(expected, abs=1e-9)


# ------------------------------------------------------------------------------------------- probe


def test_the_value_under_a_point_is_that_of_its_pixel() -> None:
    assert value_at(film(), 0, (10.99, 2.0)) == PixelValue(2, 10, (210.0,))
    assert value_at(film(modality_lut=Rescale(2.0, 1.0)), 0, (0.0, 39.9)) == PixelValue(39, 0, (7801.0,))


@pytest.mark.parametrize("point", [(-0.1, 3.0), (30.0, 3.0), (3.0, 40.0), (3.0, -5.0)])
def test_there_is_no_value_outside(point: Point) -> None:
    assert value_at(film(), 0, point) is None


def test_padding_is_named_as_such() -> None:
    found = value_at(film(padding=(0, 99)), 0, (5.0, 0.0))
    assert found is not None
    assert found.is_padding


def test_colour_has_three_values() -> None:
    samples = np.zeros((1, 40, 30, 3), np.uint8)
    samples[0, 4, 3] = (1, 2, 3)
    assert value_at(film(samples), 0, (3.5, 4.5)) == PixelValue(4, 3, (1.0, 2.0, 3.0))


@pytest.mark.parametrize(("unit", "shown"), [("HU", "HU"), ("US", ""), ("", "")])
def test_a_unit_is_named_where_there_is_one(unit: str, shown: str) -> None:
    assert unit_of(film(modality_lut=Rescale(1.0, 0.0, unit))) == shown
