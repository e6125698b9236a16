"""Taking hold of annotations: which places there are, and what moving one of them changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.core.radiograph import SpacingSource
from xraydesk.imaging.measure import Scale, length
from xraydesk.ui.measure.handles import handles, held, opposite, shift_within, with_handle, within

PIXELS, TALL = Scale(1.0, 1.0), Scale(0.4, 0.1, SpacingSource.CALIBRATED)
LINE = Annotation(Kind.LENGTH, ((1, 2), (11, 22)))
BOX = Annotation(Kind.RECTANGLE, ((10, 20), (30, 60)))
OUTLINE = Annotation(Kind.FREEHAND, ((0, 0), (5, 0), (5, 5)))


def test_a_line_is_taken_at_its_ends_a_box_at_its_corners_an_outline_only_as_a_whole() -> None:
    assert handles(LINE) == LINE.points
    assert handles(BOX) == ((10, 20), (30, 20), (30, 60), (10, 60))
    assert handles(OUTLINE) == ()


@pytest.mark.parametrize(
    ("index", "points"),
    [(0, ((1, 2), (30, 60))), (1, ((10, 2), (1, 60))), (2, ((10, 20), (1, 2))), (3, ((1, 20), (30, 2)))],
)
def test_a_corner_of_a_box_moves_against_the_opposite_one(index: int, points: tuple[Point, ...]) -> None:
    moved = with_handle(BOX, index, (1, 2))
    assert moved.points == points
    assert handles(moved)[(index + 2) % 4] == handles(BOX)[(index + 2) % 4]
    assert (1, 2) in handles(moved)


def test_an_end_of_a_line_moves_alone() -> None:
    assert with_handle(LINE, 1, (5, 5)).points == ((1, 2), (5, 5))


def test_with_shift_a_handle_is_held_against_the_other_end() -> None:
    assert opposite(LINE, 0) == (11, 22)
    assert opposite(BOX, 1) == (10, 60)
    angle = Annotation(Kind.ANGLE, ((0, 0), (5, 5), (9, 0)))
    assert [opposite(angle, index) for index in range(3)] == [(5, 5), None, (5, 5)]
    cobb = Annotation(Kind.COBB, ((0, 0), (1, 1), (2, 2), (3, 3)))
    assert [opposite(cobb, index) for index in range(4)] == [(1, 1), (0, 0), (3, 3), (2, 2)]
    assert opposite(Annotation(Kind.PROBE, ((1, 1),)), 0) is None


@pytest.mark.parametrize(
    ("moving", "expected"),
    [((10, 1), (10, 0)), ((-10, 1), (-10, 0)), ((1, 10), (0, 10)), ((-1, -10), (0, -10)), ((9, 11), (10, 10))],
)
def test_with_shift_a_line_keeps_to_45_degrees(moving: Point, expected: Point) -> None:
    assert held(Kind.LENGTH, (0, 0), moving, PIXELS) == pytest.approx(expected)


def test_with_shift_a_box_is_square_on_the_film() -> None:
    assert held(Kind.RECTANGLE, (0, 0), (-10, 4), PIXELS) == (-10, 10)
    x, y = held(Kind.ELLIPSE, (0, 0), (40, 3), TALL)
    assert x * 0.1 == pytest.approx(y * 0.4)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_a_held_line_is_never_longer_than_the_way_of_the_hand(x: float, y: float) -> None:
    line = held(Kind.LENGTH, (3, 4), (3 + x, 4 + y), TALL)
    assert length([(3, 4), line], TALL) <= length([(3, 4), (3 + x, 4 + y)], TALL) * (1 + 1e-9) + 1e-9


def test_nothing_leaves_the_picture() -> None:
    assert within((-3, 50), (40, 30)) == (0, 40)
    assert within((12.5, 3), (40, 30)) == (12.5, 3)
    assert shift_within(LINE, 100, -100, (40, 30)).points == ((20, 0), (30, 20))
    assert shift_within(LINE, 1.5, 2, (40, 30)).points == ((2.5, 4), (12.5, 24))


def test_what_reaches_over_the_edge_can_still_be_moved_along_it() -> None:
    beyond = Annotation(Kind.LENGTH, ((-5, 5), (35, 5)))
    assert shift_within(beyond, 3, 4, (40, 30)).points == ((-5, 9), (35, 9))
