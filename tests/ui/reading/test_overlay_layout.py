"""The original beside its overlay: one film twice, alike in everything but the heatmap."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.reading.conftest import names
from xraydesk.core.radiograph import Window
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.view.image_view import ImageView


@pytest.fixture
def beside(cases: Any) -> tuple[MainWindow, ImageView, ImageView]:
    other = Window(100, 50)
    window = cases.open([cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", voi=(other,))], "a.dcm")
    cases.qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    window.commands["layout_overlay"].trigger()
    return window, *window.reading.grid.shown


def test_the_left_view_is_the_film_alone_and_the_right_one_has_the_heatmap(beside: Any) -> None:
    window, left, right = beside
    assert names(window) == ["a.dcm", "a.dcm"]
    assert not left.heatmap_style.shown
    assert right.heatmap_style.shown
    assert right.heatmap.label == "pneumonia"
    assert left.scene().ai_lines == ()
    assert any("Where it looked" in line for line in right.scene().ai_lines)


def test_the_film_is_read_and_asked_about_once(beside: Any, workflow: Any) -> None:
    assert workflow.opened.count("a.dcm") == 1
    assert workflow.asked.count("a.dcm") == 1


def test_both_views_look_alike_in_everything_else(beside: Any) -> None:
    window, left, right = beside
    left.zoom_by(3.0)
    left.pan(15, -25)
    assert (right.placement.zoom, right.placement.centre) == (left.placement.zoom, left.placement.centre)
    window.commands["next_view"].trigger()
    for name in ("wider", "invert", "rotate_right", "zoom_in"):
        window.commands[name].trigger()
    assert left.adjustment == right.adjustment
    assert right.inverted
    assert (right.placement.zoom, right.placement.centre) == (left.placement.zoom, left.placement.centre)


def test_going_on_changes_both_views_from_either(cases: Any, beside: Any) -> None:
    window, _, right = beside
    window.reading.grid.activation_asked.emit(1)
    assert window.reading.view is right
    window.commands["next_image"].trigger()
    cases.wait("b.dcm", "b.dcm")
    assert window.reading.view is right


def test_the_heatmap_key_is_for_the_right_view(beside: Any) -> None:
    window, left, right = beside
    window.commands["heatmap"].trigger()
    assert not right.heatmap_style.shown
    window.commands["heatmap"].trigger()
    assert right.heatmap_style.shown
    assert not left.heatmap_style.shown


def test_a_hidden_heatmap_is_shown_when_it_is_to_lie_beside(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301")], "a.dcm")
    window.commands["heatmap"].trigger()
    window.commands["layout_overlay"].trigger()
    assert window.reading.grid.views[1].heatmap_style.shown
    assert window.commands["heatmap"].isChecked()


def test_asked_again_it_goes_back_to_the_layout_before(beside: Any) -> None:
    window, left, _ = beside
    window.commands["layout_overlay"].trigger()
    assert window.reading.hanging.layout is Layout.AUTOMATIC
    assert names(window) == ["a.dcm"]
    assert left.heatmap_style.shown
    assert window.reading.view is left


def test_another_layout_gives_the_second_view_a_film_of_its_own(cases: Any, beside: Any) -> None:
    window, left, right = beside
    before = left.adjustment
    window.commands["layout_two"].trigger()
    cases.wait("a.dcm", "b.dcm")
    assert left.adjustment == before
    right.zoom_by(2.0)
    right.set_inverted(True)
    assert not left.inverted
    assert left.heatmap_style.shown
