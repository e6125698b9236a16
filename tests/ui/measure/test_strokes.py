"""Drawing figures: by dragging, by clicking and by keys, with the number that is expected."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.ui.measure.conftest import SHIFT, Room
from xraydesk.core.annotations import Kind
from xraydesk.core.radiograph import Spacing, SpacingSource, Study
from xraydesk.ui.view.orientation import Turn

KEY = Qt.Key


def test_a_dragged_line_is_a_length_with_what_its_millimetres_mean(room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (40, 40), (80, 110))
    line = room.drawn[0]
    assert line.kind is Kind.LENGTH
    assert line.points == ((20, 30), (80, 110))
    assert line.reader == "Dr Curie"
    assert room.first_lines() == ["50.0 mm at detector"]  # 100 pixels of half a millimetre
    assert room.notebook.selected == line.id


@pytest.mark.parametrize("source", list(SpacingSource))
def test_every_meaning_of_a_millimetre_stands_beside_the_number(room: Room, source: SpacingSource) -> None:
    room.show(spacing=Spacing(0.5, 0.5, source))
    room.use("length")
    room.drag((20, 30), (80, 110))
    assert room.first_lines() == [f"50.0 mm {source}"]


def test_without_a_spacing_a_length_is_in_pixels(room: Room) -> None:
    room.show(spacing=None)
    room.use("length")
    room.drag((20, 30), (80, 110))
    assert room.first_lines() == ["100.0 px"]


def test_pixels_of_unequal_sides_are_measured_as_they_are(room: Room) -> None:
    room.show(spacing=Spacing(1.0, 0.5, SpacingSource.CALIBRATED), pixel_aspect=2.0)
    room.use("length")
    room.drag((20, 30), (20, 60))
    room.drag((40, 200), (100, 200))
    assert room.first_lines() == ["30.0 mm calibrated", "30.0 mm calibrated"]


@pytest.mark.parametrize("turn", [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)])
def test_a_turned_film_is_measured_where_the_hand_is(room: Room, turn: Turn) -> None:
    room.view.set_turn(turn)
    room.use("length")
    room.drag((20, 30), (80, 110))
    for one, other in zip(room.drawn[0].points, ((20, 30), (80, 110)), strict=True):
        assert one == pytest.approx(other)
    assert room.first_lines() == ["50.0 mm at detector"]


def test_zoom_and_place_do_not_matter(room: Room) -> None:
    room.view.zoom_by(3.7)
    room.view.pan(35, -20)
    room.use("length")
    room.drag((100, 130), (140, 160))
    assert room.first_lines() == ["25.0 mm at detector"]


def test_two_clicks_draw_a_line_too_and_it_follows_between_them(room: Room) -> None:
    room.use("length")
    room.click((20, 30))
    assert not room.drawn
    room.hover((50, 60))
    assert room.easel.layer.draft is not None
    assert room.easel.layer.draft.points == ((20, 30), (50, 60))
    room.click((80, 110))
    assert room.drawn[0].points == ((20, 30), (80, 110))
    assert room.easel.layer.draft is None


def test_a_slip_of_the_hand_draws_nothing(room: Room) -> None:
    room.use("length")
    room.click((20, 30))
    room.click((20.5, 30))
    assert not room.drawn
    assert room.easel.layer.draft is None


def test_nothing_is_drawn_outside_the_film(room: Room) -> None:
    room.use("length")
    room.drag((200, 280), (400, 500))
    assert room.drawn[0].points == ((200, 280), (240, 300))


def test_shift_holds_a_line_to_45_degrees_and_makes_a_circle(room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (80, 35), modifier=SHIFT)
    assert room.drawn[0].points[1] == pytest.approx((80, 30))
    room.use("ellipse")
    room.drag((100, 100), (140, 110), modifier=SHIFT)
    assert room.drawn[1].points[1] == pytest.approx((140, 140))


def test_an_angle_is_a_drag_and_a_click(room: Room) -> None:
    room.use("angle")
    room.drag((100, 40), (100, 100))
    assert not room.drawn
    room.hover((120, 90))
    room.click((160, 100))
    assert room.drawn[0].points == ((100, 40), (100, 100), (160, 100))
    assert room.first_lines() == ["90.0°"]


def test_an_angle_is_three_clicks(room: Room) -> None:
    room.use("angle")
    for point in ((100, 40), (100, 100), (160, 40)):
        room.click(point)
    assert room.first_lines() == ["45.0°"]


def test_a_cobb_angle_is_two_lines(room: Room) -> None:
    room.use("cobb")
    room.drag((20, 40), (120, 40))
    assert room.easel.hint.lines == ("Draw the second line.",)
    room.hover((200, 200))
    room.drag((20, 240), (120, 140))
    assert room.drawn[0].points == ((20, 40), (120, 40), (20, 240), (120, 140))
    assert room.first_lines() == ["Cobb 45.0°"]


@pytest.mark.parametrize(("tool", "area"), [("rectangle", "1000 mm²"), ("ellipse", "785.4 mm²")])
def test_a_region_says_area_and_values(room: Room, tool: str, area: str) -> None:
    samples = np.zeros((1, 300, 240), np.uint16)
    samples[0, 40:80, 40:90] = 7
    room.show(room.film(samples=samples, spacing=Spacing(0.5, 0.5, SpacingSource.AT_DETECTOR)))
    room.use(tool)
    room.drag((20, 40), (120, 80))
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert reading.lines[0] == f"area {area} at detector"
    if tool == "rectangle":
        assert reading.lines[1] == "perimeter 140.0 mm at detector"
        assert reading.lines[2:] == ("mean 3.5 ± 3.5", "min 0  max 7  n 4000")


def test_a_region_of_millions_of_pixels_is_read_in_the_background(qtbot: Any, room: Room) -> None:
    big = np.full((1, 1500, 1200), 9, np.uint16)
    room.show(room.film(samples=big, spacing=None))
    room.use("rectangle")
    with qtbot.waitSignal(room.easel.readings.arrived):
        room.drag((0, 0), (1200, 1500))
        waiting = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
        assert waiting.lines[0] == "area …"
        assert len(waiting.lines) == 4
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert reading.lines == (
        "area 1800000 px²", "perimeter 5400.0 px", "mean 9.0 ± 0.0", "min 9  max 9  n 1800000"
    )  # fmt: skip


def test_a_freehand_region_closes_when_the_button_is_let_go(room: Room) -> None:
    room.use("freehand")
    room.drag((20, 20), (120, 20), (120, 70), (20, 70))
    assert room.drawn[0].points == ((20, 20), (120, 20), (120, 70), (20, 70))
    assert room.first_lines() == ["area 1250 mm² at detector"]


def test_a_freehand_region_that_crosses_itself_has_no_area(room: Room) -> None:
    room.use("freehand")
    room.drag((20, 20), (120, 120), (120, 20), (20, 120))
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert reading.cautions == ("The outline crosses itself: no area.",)


def test_a_short_freehand_stroke_is_no_region_and_esc_drops_one(qtbot: Any, room: Room) -> None:
    room.use("freehand")
    room.drag((20, 20), (21, 21))
    room.press((20, 20))
    room.pull((120, 20), (120, 120))
    qtbot.keyClick(room.view, KEY.Key_Escape)
    room.let_go((120, 120))
    assert not room.drawn


def test_a_pixel_is_noted_with_its_value(room: Room) -> None:
    samples = np.arange(300 * 240, dtype=np.uint32).reshape(1, 300, 240)
    room.show(room.film(samples=samples))
    room.use("probe")
    room.click((10.5, 3.5))
    assert room.first_lines() == ["730"]


# ------------------------------------------------------------------------------ cardiothoracic ratio


def _measure_heart(room: Room) -> None:
    room.use("cardiothoracic_ratio")
    room.drag((120, 20), (120, 280))
    room.drag((84, 180), (156, 190))
    room.drag((48, 220), (192, 220))


def test_the_cardiothoracic_ratio_is_guided_step_by_step(room: Room) -> None:
    room.use("cardiothoracic_ratio")
    room.hover((120, 20))
    steps = [room.easel.hint.lines[0]]
    room.drag((120, 20), (120, 280))
    steps.append(room.easel.hint.lines[0])
    room.drag((84, 180), (156, 190))
    steps.append(room.easel.hint.lines[0])
    room.drag((48, 220), (192, 220))
    assert [step.partition(":")[0] for step in steps] == ["Cardiothoracic ratio 1/3", "2/3", "3/3"]
    assert room.easel.hint.lines == ()
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert reading.lines == ("CTR 0.50", "heart 36.0 mm at detector", "thorax 72.0 mm at detector")
    assert reading.cautions == ()
    assert room.view.tool == "window"


def test_the_ratio_needs_no_millimetres(room: Room) -> None:
    room.show(spacing=None)
    _measure_heart(room)
    assert room.first_lines() == ["CTR 0.50"]


@pytest.mark.parametrize(
    ("view", "warning"), [("AP", "AP film"), ("", "projection unknown"), ("LL", "lateral"), ("RAO", "oblique")]
)
def test_a_film_that_is_not_pa_is_warned_of_before_and_beside_the_ratio(room: Room, view: str, warning: str) -> None:
    room.show(study=Study(view_position=view))
    room.use("cardiothoracic_ratio")
    room.hover((120, 20))
    assert warning in room.easel.hint.lines[1]
    _measure_heart(room)
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert warning in reading.cautions[0]


def test_a_midline_off_the_middle_of_the_thorax_is_warned_of(room: Room) -> None:
    room.use("cardiothoracic_ratio")
    room.drag((120, 20), (120, 280))
    room.drag((84, 180), (156, 190))
    room.drag((70, 220), (192, 220))
    reading = room.easel.readings.of(room.drawn[0], room.easel.radiograph, room.easel.scale)
    assert "may be rotated" in reading.cautions[0]


# -------------------------------------------------------------------------- leaving off, and the keys


def test_esc_drops_the_figure_under_way_and_only_that(qtbot: Any, room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (80, 110))
    room.click((100, 100))
    qtbot.keyClick(room.view, KEY.Key_Escape)
    assert room.easel.layer.draft is None
    assert len(room.drawn) == 1
    room.hover((150, 150))
    assert room.easel.layer.draft is None


def test_backspace_takes_the_last_point_back(qtbot: Any, room: Room) -> None:
    room.use("angle")
    room.click((100, 40))
    room.click((100, 100))
    qtbot.keyClick(room.view, KEY.Key_Backspace)
    room.click((40, 100))
    room.click((40, 40))
    assert room.drawn[0].points == ((100, 40), (40, 100), (40, 40))
    room.click((10, 10))
    qtbot.keyClick(room.view, KEY.Key_Backspace)
    assert room.easel.layer.draft is None


@pytest.mark.parametrize("leave", ["tool", "film"])
def test_going_elsewhere_drops_the_figure_under_way(room: Room, leave: str) -> None:
    room.use("cobb")
    room.drag((20, 40), (120, 40))
    if leave == "tool":
        room.use("window")
    else:
        room.show(name="other.dcm")
    assert room.easel.layer.draft is None
    assert room.easel.hint.lines == ()
    assert not room.drawn


def test_two_clicks_on_one_place_maximise_as_ever(qtbot: Any, room: Room) -> None:
    room.use("length")
    with qtbot.waitSignal(room.view.maximise_asked):
        room.double_click((20, 30))
    assert not room.drawn
    assert room.easel.layer.draft is None


def test_a_double_click_within_a_figure_does_not_maximise(qtbot: Any, room: Room) -> None:
    room.use("cobb")
    room.drag((20, 40), (120, 40))
    with qtbot.assertNotEmitted(room.view.maximise_asked):
        room.double_click((60, 200))


def test_a_length_is_drawn_by_keys_alone(qtbot: Any, room: Room) -> None:
    room.use("length")
    qtbot.keyClick(room.view, KEY.Key_Return)
    qtbot.keyClick(room.view, KEY.Key_Return)
    for _ in range(4):
        qtbot.keyClick(room.view, KEY.Key_Right, SHIFT)
    qtbot.keyClick(room.view, KEY.Key_Down)
    qtbot.keyClick(room.view, KEY.Key_Up)
    qtbot.keyClick(room.view, KEY.Key_Return)
    start, end = room.drawn[0].points
    assert (end[0] - start[0], end[1] - start[1]) == pytest.approx((20, 0))  # 40 pixels of the screen


def test_two_lines_are_drawn_by_keys_alone(qtbot: Any, room: Room) -> None:
    room.use("cobb")
    for arrow in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Down):
        qtbot.keyClick(room.view, KEY.Key_Return)
        for _ in range(3):
            qtbot.keyClick(room.view, arrow, SHIFT)
    qtbot.keyClick(room.view, KEY.Key_Return)
    qtbot.keyClick(room.view, KEY.Key_Left, SHIFT)
    assert room.easel.layer.draft is not None
    qtbot.keyClick(room.view, KEY.Key_Return)
    assert room.drawn
    assert room.first_lines()[0].startswith("Cobb")


def test_esc_first_lets_go_of_what_was_drawn_before_it_is_the_views_again(qtbot: Any, room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (80, 110))
    tool = room.view.hands.tool
    assert tool.wants(KEY.Key_Escape)
    qtbot.keyClick(room.view, KEY.Key_Escape)
    assert room.notebook.selected == ""
    assert len(room.drawn) == 1
    assert not tool.wants(KEY.Key_Escape)


def test_keys_that_draw_are_free_again_afterwards(room: Room) -> None:
    room.use("length")
    tool = room.view.hands.tool
    assert tool.wants(KEY.Key_Return)
    assert not tool.wants(KEY.Key_Left)
    assert not tool.wants(KEY.Key_Escape)
    room.click((20, 30))
    assert tool.wants(KEY.Key_Left)
    assert tool.wants(KEY.Key_Escape)
