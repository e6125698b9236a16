"""The hands of a radiologist: what buttons, wheel and drags do to the film, and what is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.ui.view.conftest import array_of
from xraydesk.core.radiograph import Window
from xraydesk.imaging.display import View, render
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap_layer import Heatmap, HeatmapStyle
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


def _pixels(view: ImageView) -> np.ndarray:
    """What the view paints, ``(H, W)`` uint8."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)[:, : image.width()].copy()


def _colours(view: ImageView) -> np.ndarray:
    return array_of(view.grab().toImage())


def _window(view: ImageView) -> Window:
    assert isinstance(view.voi, Window)
    return view.voi


def test_dragging_right_widens_and_dragging_up_brightens(view: ImageView, mouse: Any) -> None:
    before, grey = _window(view), _pixels(view)[150:250, 150:250].mean()
    mouse(view).drag(LEFT, (200, 200), (240, 200))
    assert _window(view).width > before.width
    assert _window(view).center == before.center
    view.reset()
    mouse(view).drag(LEFT, (200, 200), (200, 150), (200, 120))
    assert _window(view).center < before.center
    assert _pixels(view)[150:250, 150:250].mean() > grey


def test_the_direction_of_the_drag_can_be_reversed(view: ImageView, mouse: Any) -> None:
    before = _window(view)
    view.drag_reversed = True
    mouse(view).drag(LEFT, (200, 200), (240, 240))
    assert _window(view).width < before.width
    assert _window(view).center < before.center


def test_a_drag_back_to_where_it_began_changes_nothing(view: ImageView, mouse: Any) -> None:
    before = _window(view)
    mouse(view).drag(LEFT, (200, 200), (320, 90), (200, 200))
    assert (_window(view).width, _window(view).center) == (before.width, before.center)


def test_middle_drag_moves_the_film(view: ImageView, mouse: Any) -> None:
    before = view.placement.origin
    mouse(view).drag(MIDDLE, (100, 100), (130, 90))
    assert view.placement.origin == (pytest.approx(before[0] + 30), pytest.approx(before[1] - 10))


def test_right_drag_zooms_around_where_it_began(view: ImageView, mouse: Any) -> None:
    place = view.placement.to_picture(150, 180)
    mouse(view).drag(RIGHT, (150, 180), (150, 150), (150, 120))
    assert view.placement.zoom > 1.5
    assert view.placement.to_picture(150, 180) == (pytest.approx(place[0]), pytest.approx(place[1]))


def test_a_right_click_that_does_not_move_asks_for_the_menu(qtbot: Any, view: ImageView, mouse: Any) -> None:
    with qtbot.waitSignal(view.menu_asked):
        mouse(view).drag(RIGHT, (150, 150))
    with qtbot.assertNotEmitted(view.menu_asked):
        mouse(view).drag(RIGHT, (150, 150), (150, 90))


def test_the_wheel_goes_through_the_images(qtbot: Any, view: ImageView, mouse: Any) -> None:
    steps: list[int] = []
    view.step.connect(steps.append)
    mouse(view).wheel(-1)
    mouse(view).wheel(2)
    for _ in range(4):
        mouse(view).wheel(-0.25)  # a touch pad sends parts of a notch
    assert steps == [1, -2, 1]


def test_ctrl_and_wheel_zoom_at_the_pointer(view: ImageView, mouse: Any) -> None:
    place = view.placement.to_picture(120, 300)
    before = view.placement.zoom
    mouse(view).wheel(2, (120, 300), ctrl=True)
    assert view.placement.zoom > before
    assert view.placement.to_picture(120, 300) == (pytest.approx(place[0]), pytest.approx(place[1]))


def test_a_double_click_asks_to_maximise(qtbot: Any, view: ImageView, mouse: Any) -> None:
    with qtbot.waitSignal(view.maximise_asked):
        mouse(view).double_click(100, 100)


@pytest.mark.parametrize(("tool", "what"), [("pan", "origin"), ("zoom", "zoom")])
def test_the_left_button_does_what_the_tool_says(view: ImageView, mouse: Any, tool: str, what: str) -> None:
    before, window = getattr(view.placement, what), view.voi
    view.set_tool(tool)
    mouse(view).drag(LEFT, (200, 200), (230, 160))
    assert getattr(view.placement, what) != before
    assert view.voi == window


def test_the_scroll_tool_goes_through_the_images(view: ImageView, mouse: Any) -> None:
    steps: list[int] = []
    view.step.connect(steps.append)
    view.set_tool("scroll")
    mouse(view).drag(LEFT, (200, 100), (200, 180), (200, 110))
    assert steps == [2, -1]


def test_inverting_twice_is_as_before(view: ImageView) -> None:
    before = _pixels(view)
    view.set_inverted(True)
    inside = np.s_[100:300, 100:300]
    assert np.abs(255 - _pixels(view)[inside].astype(int) - before[inside]).max() <= 1
    view.set_inverted(False)
    assert np.array_equal(_pixels(view), before)


def test_reset_undoes_window_zoom_turn_and_inversion(view: ImageView, mouse: Any) -> None:
    before = _pixels(view)
    mouse(view).drag(LEFT, (200, 200), (260, 120))
    mouse(view).wheel(3, ctrl=True)
    view.set_inverted(True)
    view.set_turn(Turn().turned(1).flipped())
    assert not np.array_equal(_pixels(view), before)
    view.reset()
    mouse(view).move(1, 1)
    assert np.array_equal(_pixels(view), before)


def test_what_is_painted_is_what_the_grey_pipeline_says(view: ImageView, picture: Callable[..., Picture]) -> None:
    view.show_picture(picture(inverted=True))
    view.set_voi(Window(1500, 2000))
    view.actual_size()
    expected = render(view.picture.radiograph, View(voi=Window(1500, 2000)))
    left, top = (round(edge) for edge in view.placement.origin)
    painted = _pixels(view)[top + 60 : top + 240, left + 60 : left + 200]
    assert np.abs(painted.astype(int) - expected[60:240, 60:200]).max() <= 1


@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(2, mirrored=True), Turn(3)])
def test_a_large_film_made_smaller_looks_the_same_before_and_after_it_is_sharpened(
    qtbot: Any, view: ImageView, picture: Callable[..., Picture], turn: Turn
) -> None:
    view.show_picture(picture(shape=(1500, 1300)))
    view.set_turn(turn)
    view.zoom_by(1.1)
    at_once = _pixels(view)[100:300, 100:300].astype(int)
    qtbot.waitUntil(lambda: view.film.is_sharp(view.picture, view.turn, view.placement))
    sharp = _pixels(view)[100:300, 100:300].astype(int)
    assert np.abs(at_once - sharp).max() <= 3


def test_a_fitted_film_follows_the_window_and_stays_centred(view: ImageView) -> None:
    view.resize(300, 500)
    left, top = view.placement.origin
    width, height = view.placement.size
    assert width == pytest.approx(300)
    assert top == pytest.approx((500 - height) / 2)
    assert left == pytest.approx(0)


def test_pixels_that_are_not_square_are_painted_at_true_aspect(
    view: ImageView, picture: Callable[..., Picture]
) -> None:
    white = np.full((1, 100, 100), 4095, np.uint16)
    view.show_picture(picture(samples=white, pixel_aspect=2.0))
    lit = _pixels(view) > 200
    assert (lit[100].sum(), lit[4:-4, 150].sum()) == (200, 392)
    view.set_turn(Turn(1))
    lit = _pixels(view) > 200
    assert (lit[150, 4:-4].sum(), lit[:, 100].sum()) == (392, 200)


def test_a_colour_film_is_shown_in_colour_and_has_no_window(
    view: ImageView, picture: Callable[..., Picture], mouse: Any
) -> None:
    red = np.zeros((1, 200, 200, 3), np.uint8)
    red[..., 0] = 200
    view.show_picture(picture(samples=red, photometric="RGB", bits_stored=8, voi=()))
    before = view.voi
    mouse(view).drag(LEFT, (200, 200), (260, 120))
    assert view.voi == before
    assert _colours(view)[200, 100].tolist() == [200, 0, 0]


def _evidence(values: np.ndarray) -> Heatmap:
    return Heatmap("pneumonia", values.astype(np.float32), scale=4.0)


def test_a_film_without_evidence_is_not_touched_by_its_heatmap(view: ImageView) -> None:
    before = _colours(view)
    view.show_heatmap(_evidence(np.full((30, 24), -2.0)))
    assert np.array_equal(_colours(view), before)


def test_evidence_is_coloured_on_a_fixed_scale_and_can_be_switched_off(view: ImageView) -> None:
    before = _colours(view)
    spot = np.s_[180:220, 180:220]
    tint: list[float] = []
    for evidence in (0.4, 2.0, 4.0, 40.0):
        view.show_heatmap(_evidence(np.full((30, 24), evidence)))
        tint.append(float(np.abs(_colours(view)[spot] - before[spot]).mean()))
    assert tint[0] < 0.25 * tint[2]
    assert tint[1] < tint[2] == tint[3]
    view.set_heatmap_style(HeatmapStyle(shown=False))
    assert np.array_equal(_colours(view), before)


def test_opacity_zero_shows_the_film_alone(view: ImageView) -> None:
    before = _colours(view)
    view.show_heatmap(_evidence(np.full((30, 24), 4.0)))
    view.set_heatmap_style(HeatmapStyle(opacity=0.0))
    assert np.abs(_colours(view) - before).max() <= 1


@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(2), Turn(0, mirrored=True), Turn(3, mirrored=True)])
def test_the_heatmap_turns_with_the_film(view: ImageView, turn: Turn) -> None:
    values = np.zeros((300, 240), np.float32)
    values[20:80, 10:60] = 4.0
    view.set_turn(turn)
    before = _colours(view)
    view.show_heatmap(_evidence(values))
    changed = np.abs(_colours(view) - before).sum(-1) > 30
    rows, columns = np.nonzero(changed)
    x, y = view.placement.to_picture(columns.mean(), rows.mean())
    row, column = turn.stored_point(int(y), int(x), (300, 240))
    assert (row, column) == (pytest.approx(50, abs=4), pytest.approx(35, abs=4))


def test_contour_lines_leave_the_inside_free(view: ImageView) -> None:
    values = np.zeros((300, 240), np.float32)
    values[60:240, 50:190] = 3.9
    before = _colours(view)
    view.show_heatmap(_evidence(values))
    view.set_heatmap_style(HeatmapStyle(kind="contour"))
    changed = np.abs(_colours(view) - before).sum(-1) > 30
    assert changed.any()
    assert not changed[190:210, 190:210].any()


def test_another_film_brings_nothing_of_the_film_before(view: ImageView, picture: Callable[..., Picture]) -> None:
    view.show_heatmap(_evidence(np.full((30, 24), 4.0)))
    view.set_ai_lines(("AI: a model",))
    view.set_inverted(True)
    view.show_picture(picture("next.dcm"))
    assert view.heatmap is None
    assert not view.inverted
    fresh = _colours(view)[40:160, 60:340]
    assert (fresh[..., 0] == fresh[..., 1]).all()


def test_the_value_under_the_pointer_is_written(view: ImageView, mouse: Any) -> None:
    view.set_amount(Amount.ALL)
    without = _pixels(view)
    mouse(view).move(200, 200)
    row, column = view.scene().pointed
    assert (row, column) == (150, 120)
    assert not np.array_equal(_pixels(view)[300:, :250], without[300:, :250])


def test_a_view_without_a_film_is_black_and_calm(qtbot: Any, mouse: Any) -> None:
    lanes = Lanes()
    view = ImageView(lanes)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    mouse(view).drag(LEFT, (100, 100), (150, 150))
    mouse(view).wheel(1, ctrl=True)
    mouse(view).move(10, 10)
    view.reset()
    view.set_turn(Turn(1))
    assert _pixels(view).max() == 0
    lanes.close()
