"""Zoom keeps the point under the pointer, fitting keeps the whole film in view, panning never loses it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.ui.view.placement import Placement

sizes = st.tuples(st.integers(10, 5000), st.integers(10, 5000))
aspects = st.floats(0.3, 3.0)


@given(sizes, sizes, aspects)
def test_a_fitted_film_is_wholly_visible_and_touches_two_edges(
    shape: tuple[int, int], view: tuple[int, int], aspect: float
) -> None:
    placement = Placement.fitted(shape, view, aspect)
    if placement.zoom in (0.02, 40.0):
        return
    width, height = placement.size
    assert width <= view[0] + 1e-6
    assert height <= view[1] + 1e-6
    assert max(width / view[0], height / view[1]) == pytest.approx(1)
    left, top = placement.origin
    assert (left, top) == (pytest.approx((view[0] - width) / 2), pytest.approx((view[1] - height) / 2))


@given(st.floats(0.2, 5), st.floats(0, 800), st.floats(0, 600), aspects)
def test_zoom_keeps_the_point_under_the_pointer(factor: float, x: float, y: float, aspect: float) -> None:
    before = Placement.fitted((2000, 1600), (800, 600), aspect)
    place = before.to_picture(x, y)
    if not (0 < place[0] < 1600 and 0 < place[1] < 2000):
        return
    after = before.zoomed(factor, (x, y))
    kept = 0 < after.centre[0] < 1600 and 0 < after.centre[1] < 2000
    if kept:
        assert after.to_picture(x, y) == (pytest.approx(place[0]), pytest.approx(place[1]))


def test_pixels_that_are_not_square_are_shown_at_true_aspect() -> None:
    placement = Placement.fitted((100, 100), (400, 400), aspect=2.0)
    width, height = placement.size
    assert height == pytest.approx(2 * width)


def test_actual_size_shows_one_sample_on_one_pixel() -> None:
    assert Placement.fitted((3000, 3000), (800, 800)).actual().zoom == 1.0


def test_a_fitted_film_follows_the_size_of_the_view_and_a_zoomed_one_does_not() -> None:
    fitted = Placement.fitted((1000, 1000), (500, 500))
    assert fitted.resized((250, 250)).zoom == fitted.zoom / 2
    zoomed = fitted.zoomed(2)
    assert zoomed.resized((250, 250)).zoom == zoomed.zoom


def test_a_film_cannot_be_pushed_out_of_sight() -> None:
    placement = Placement.fitted((1000, 1000), (500, 500)).panned(1e6, -1e6)
    left, top = placement.origin
    width, height = placement.size
    assert left < 500
    assert left + width > 0
    assert top < 500
    assert top + height > 0


def test_panning_moves_by_pixels_of_the_screen() -> None:
    before = Placement.fitted((1000, 1000), (500, 500), aspect=1.5)
    after = before.panned(30, -20)
    assert after.origin[0] - before.origin[0] == pytest.approx(30)
    assert after.origin[1] - before.origin[1] == pytest.approx(-20)
