"""Linked views keep step in zoom, place and window; unlinked ones do not."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.reading.conftest import JOHN
from xraydesk.core.radiograph import Spacing, SpacingSource, Window
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn


def _pair(cases: Any, **prior: Any) -> tuple[MainWindow, ImageView, ImageView]:
    """A film of 300 rows with 1 mm per column beside its prior."""
    spacing = Spacing(1.0, 1.0, SpacingSource.AT_DETECTOR)
    paths = [
        cases.add("new.dcm", "20240301", spacing=spacing),
        cases.add("old.dcm", "20230401", **({"spacing": spacing} | prior)),
    ]
    window = cases.open(paths, "new.dcm")
    cases.wait("new.dcm", "old.dcm")
    return window, *window.reading.grid.shown


def _scale(view: ImageView) -> float:
    """Device pixels per millimetre."""
    return view.placement.zoom / view.picture.radiograph.spacing.column_mm


def test_films_of_different_detectors_are_seen_at_one_scale(cases: Any) -> None:
    _, left, right = _pair(cases, shape=(900, 700), spacing=Spacing(0.4, 0.4, SpacingSource.AT_DETECTOR))
    assert _scale(left) == pytest.approx(_scale(right))
    left.zoom_by(2.0)
    assert _scale(left) == pytest.approx(_scale(right))
    right.zoom_by(1.7)
    assert _scale(left) == pytest.approx(_scale(right))


def test_a_point_stays_under_the_pointer_in_both_films(cases: Any, mouse: Any) -> None:
    _, left, right = _pair(cases)
    for _ in range(3):
        mouse(left).wheel(1, (40, 60), ctrl=True)
    assert right.placement.zoom == pytest.approx(left.placement.zoom)
    assert right.placement.centre == pytest.approx(left.placement.centre)


def test_without_millimetres_the_fraction_of_fitting_is_common(cases: Any) -> None:
    _, left, right = _pair(cases, shape=(900, 700), spacing=None)
    fit = left.placement.zoom, right.placement.zoom
    left.zoom_by(2.5)
    assert right.placement.zoom / fit[1] == pytest.approx(left.placement.zoom / fit[0])


def test_a_move_is_the_same_on_the_screen_however_a_film_is_turned(cases: Any) -> None:
    _, left, right = _pair(cases)
    right.set_turn(Turn(1, True))
    left.zoom_by(3.0)
    before = right.placement.origin
    left.pan(30, -20)
    after = right.placement.origin
    ratio = right.devicePixelRatioF()
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((30 * ratio, -20 * ratio))


def test_fit_shows_both_films_whole(cases: Any) -> None:
    _, left, right = _pair(cases, shape=(300, 600))
    left.zoom_by(4.0)
    left.fit()
    assert _scale(left) == pytest.approx(_scale(right))
    for view in (left, right):
        assert view.placement.size[0] <= view.placement.view[0] + 1
        assert view.placement.fits


def test_fitted_films_stay_whole_when_the_window_changes(qtbot: Any, cases: Any) -> None:
    window, left, right = _pair(cases, shape=(300, 600))
    before = left.placement.view
    window.resize(900, 700)
    qtbot.waitUntil(lambda: left.placement.view != before and right.placement.view[0] <= left.placement.view[0] + 1)
    assert _scale(left) == pytest.approx(_scale(right))
    assert right.placement.size[0] <= right.placement.view[0] + 1


def test_unlinked_films_lie_as_the_reader_laid_them(cases: Any) -> None:
    window, left, right = _pair(cases)
    window.commands["link_zoom"].trigger()
    assert not window._settings["linked_zoom"]
    before = right.placement
    left.zoom_by(2.0)
    left.pan(10, 10)
    assert right.placement == before


def test_linking_keeps_how_the_reader_laid_the_films_against_each_other(cases: Any) -> None:
    window, left, right = _pair(cases)
    window.commands["link_zoom"].trigger()
    left.zoom_by(4.0)
    right.zoom_by(4.0)
    right.pan(0, 50)
    window.commands["link_zoom"].trigger()
    apart = right.placement.centre[1] - left.placement.centre[1]
    assert apart < -1
    left.pan(-20, -30)
    assert right.placement.centre[1] - left.placement.centre[1] == pytest.approx(apart)


def test_a_film_that_comes_in_falls_in_with_the_others(cases: Any) -> None:
    window, left, right = _pair(cases)
    left.zoom_by(3.0)
    left.pan(-20, 10)
    cases.add_later(cases.add("older.dcm", "20200101", spacing=Spacing(1.0, 1.0, SpacingSource.AT_DETECTOR)))
    window.commands["older_prior"].trigger()
    cases.wait("new.dcm", "older.dcm")
    assert _scale(right) == pytest.approx(_scale(left))
    assert right.placement.centre == pytest.approx(left.placement.centre)


def test_linked_views_say_so(cases: Any) -> None:
    window, left, right = _pair(cases)
    assert left.scene().company.zoom_linked
    assert right.scene().company.zoom_linked
    assert not left.scene().company.window_linked
    window.commands["link_window"].trigger()
    assert right.scene().company.window_linked
    assert window.commands["link_window"].isChecked()
    window.commands["layout_one"].trigger()
    assert not left.scene().company.zoom_linked


def test_a_linked_window_changes_by_the_same_relative_to_what_each_film_opens_with(cases: Any, mouse: Any) -> None:
    window, left, right = _pair(cases, voi=(Window(100, 200),))
    window.commands["link_window"].trigger()
    first = left.picture.voi
    mouse(left).drag(Qt.MouseButton.LeftButton, (100, 100), (200, 60))
    assert left.voi.width > first.width
    assert right.voi.width / 200 == pytest.approx(left.voi.width / first.width)
    assert (right.voi.center - 100) / 200 == pytest.approx((left.voi.center - first.center) / first.width)
    window.commands["invert"].trigger()
    assert right.inverted


def test_an_unlinked_window_is_each_films_own(cases: Any) -> None:
    window, left, right = _pair(cases)
    before = right.voi
    window.commands["wider"].trigger()
    assert left.voi != before
    assert right.voi == before


def test_resetting_a_film_resets_the_linked_window_of_the_others(cases: Any) -> None:
    window, left, right = _pair(cases, voi=(Window(100, 200),))
    window.commands["link_window"].trigger()
    window.commands["wider"].trigger()
    left.reset()
    assert (left.voi, right.voi) == (left.picture.voi, right.picture.voi)


def test_going_on_to_another_case_carries_nothing_over(cases: Any) -> None:
    window, left, _ = _pair(cases)
    window.commands["link_window"].trigger()
    window.commands["wider"].trigger()
    left.zoom_by(4.0)
    paths = [cases.add("john.dcm", "20240501", JOHN), cases.add("john before.dcm", "20240101", JOHN)]
    cases.open(paths, "john.dcm")
    cases.wait("john.dcm", "john before.dcm")
    assert all(view.voi == view.picture.voi and view.placement.fits for view in window.reading.grid.shown)
