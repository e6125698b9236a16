"""Linked films: one scale where millimetres are known, one fraction of fitting where they are not, the same change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.core.radiograph import LookupTable, Spacing, SpacingSource, VoiFunction, Window
from xraydesk.ui.reading.linking import (
    Place,
    contrast_of,
    fitting_scale,
    millimetres,
    place_of,
    placed,
    units,
    with_contrast,
)
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.placement import Placement

VIEW = (400, 600)
SMALL, LARGE = Placement.fitted((1000, 800), VIEW), Placement.fitted((3000, 2500), VIEW)


def test_millimetres_of_a_turned_film_are_those_along_the_screen(film: Any) -> None:
    oblong = film(spacing=Spacing(0.2, 0.1, SpacingSource.AT_DETECTOR))
    assert millimetres(oblong, Turn()) == 0.1
    assert millimetres(oblong, Turn(1)) == 0.2
    assert millimetres(film(), Turn()) is None


def test_films_with_known_millimetres_lie_at_one_anatomical_scale() -> None:
    small, large = units([SMALL, LARGE], [0.4, 0.15])
    follower = placed(SMALL, small, place_of(LARGE.zoomed(3.0), large))
    assert follower.zoom / 0.4 == pytest.approx(LARGE.zoom * 3 / 0.15)


def test_films_without_millimetres_lie_at_one_fraction_of_fitting() -> None:
    small, large = units([SMALL, LARGE], [None, None])
    follower = placed(SMALL, small, place_of(LARGE.zoomed(3.0), large))
    assert follower.zoom == pytest.approx(SMALL.zoom * 3)


def test_a_film_without_millimetres_keeps_its_fraction_beside_films_that_have_them() -> None:
    placements = [SMALL, LARGE, SMALL]
    each = units(placements, [0.4, 0.15, None])
    scale = fitting_scale(placements, each)
    fitted = [placed(placement, unit, Place(scale)) for placement, unit in zip(placements, each, strict=True)]
    assert fitted[2].zoom == pytest.approx(SMALL.zoom)
    assert fitted[0].zoom / 0.4 == pytest.approx(fitted[1].zoom / 0.15)


def test_films_that_fit_together_are_all_seen_whole() -> None:
    placements = [SMALL, LARGE]
    each = units(placements, [0.5, 0.1])
    scale = fitting_scale(placements, each)
    for placement, unit in zip(placements, each, strict=True):
        width, height = placed(placement, unit, Place(scale)).size
        assert width <= VIEW[0] + 1e-6
        assert height <= VIEW[1] + 1e-6


@given(
    x=st.floats(0, 2500), y=st.floats(0, 3000), zoom=st.floats(0.05, 20),
    unit=st.floats(0.05, 2), aspect=st.floats(0.5, 2),
)  # fmt: skip
def test_a_place_leads_back_to_where_it_came_from(x: float, y: float, zoom: float, unit: float, aspect: float) -> None:
    placement = Placement((3000, 2500), VIEW, aspect, zoom, (x, y), fits=False)
    back = placed(placement, unit, place_of(placement, unit))
    assert (back.zoom, *back.centre) == pytest.approx((zoom, x, y), abs=1e-6)


def test_a_film_can_be_pushed_to_the_side_but_not_lost() -> None:
    assert placed(SMALL, 1.0, Place(SMALL.zoom, 10_000, -10_000)).centre == (800.0, 0.0)


def test_a_change_of_window_means_the_same_for_a_film_of_another_range() -> None:
    narrow, wide = Window(100, 200), Window(2000, 4000, VoiFunction.SIGMOID)
    contrast = contrast_of(Window(120, 100), narrow, high_dark=False)
    assert with_contrast(contrast, wide, high_dark=False) == Window(2400, 2000, VoiFunction.SIGMOID)


def test_brighter_is_brighter_in_a_film_of_the_other_polarity_too() -> None:
    first = Window(100, 200)
    contrast = contrast_of(Window(80, 200), first, high_dark=False)
    assert with_contrast(contrast, first, high_dark=True) == Window(120, 200)


def test_a_film_as_its_file_says_leaves_the_others_as_theirs_say() -> None:
    import numpy as np

    table = LookupTable(np.arange(16, dtype=np.uint16), 0, 4, "TABLE")
    contrast = contrast_of(table, table, high_dark=False)
    assert with_contrast(contrast, Window(5, 10), high_dark=False) == Window(5, 10)
    assert with_contrast(contrast_of(Window(5, 10), Window(5, 10), high_dark=True), table, high_dark=False) is table
