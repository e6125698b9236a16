"""Taking hold of what was drawn: selecting, moving, reshaping, whatever the tool, and the menu on the right button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.measure.conftest import LEFT, SHIFT, Room
from xraydesk.core.annotations import Annotation, Kind
from xraydesk.ui.view.orientation import Turn

LINE = Annotation(Kind.LENGTH, ((20, 30), (80, 110)))
BOX = Annotation(Kind.RECTANGLE, ((100, 150), (200, 250)))


@pytest.fixture
def drawn(room: Room) -> Room:
    for each in (LINE, BOX):
        room.easel.add(each)
    room.notebook.select("")
    return room


def _line(room: Room) -> Annotation:
    return next(each for each in room.drawn if each.id == LINE.id)


def test_a_click_on_a_line_selects_it_and_moves_nothing(drawn: Room) -> None:
    before = drawn.drawn
    drawn.click((50, 70))
    assert drawn.notebook.selected == LINE.id
    assert drawn.drawn == before
    drawn.click((100, 200))
    assert drawn.notebook.selected == BOX.id


def test_the_inside_of_a_region_belongs_to_the_tool(drawn: Room) -> None:
    voi = drawn.view.voi
    drawn.drag((150, 200), (180, 210))
    assert drawn.notebook.selected == ""
    assert drawn.view.voi != voi


def test_dragging_a_line_moves_it_as_a_whole(drawn: Room) -> None:
    drawn.drag((50, 70), (55, 75), (60, 72))
    assert _line(drawn).points == ((30, 32), (90, 112))
    drawn.notebook.undo(drawn.easel.radiograph)
    assert _line(drawn).points == LINE.points


def test_nothing_is_moved_off_the_film(drawn: Room) -> None:
    drawn.drag((50, 70), (-300, 75))
    assert min(x for x, _ in _line(drawn).points) == 0


def test_dragging_an_end_moves_that_end(drawn: Room) -> None:
    drawn.drag((80, 110), (90, 120), (100, 140))
    assert _line(drawn).points == ((20, 30), (100, 140))


def test_the_end_that_is_dragged_is_shown_as_a_cross(drawn: Room) -> None:
    drawn.press((80, 110))
    assert drawn.easel.layer.grabbed == (LINE.id, 1)
    drawn.pull((90, 120))
    drawn.let_go((90, 120))
    assert drawn.easel.layer.grabbed is None


def test_shift_holds_the_end_against_the_other(drawn: Room) -> None:
    drawn.drag((80, 110), (82, 40), modifier=SHIFT)
    assert _line(drawn).points[1] == pytest.approx((82, 30))


@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(2, True), Turn(3)])
def test_a_corner_of_a_box_is_dragged_in_every_turn(drawn: Room, turn: Turn) -> None:
    drawn.view.set_turn(turn)
    drawn.drag((200, 150), (210, 140), (220, 130))
    box = drawn.drawn[1]
    assert box.points[0] == pytest.approx((100, 130))
    assert box.points[1] == pytest.approx((220, 250))


def test_what_is_dragged_is_shown_but_stored_only_at_the_end(drawn: Room) -> None:
    drawn.press((50, 70))
    drawn.pull((60, 72))
    shown = drawn.notebook.shown(drawn.easel.radiograph, 0)[0]
    assert shown.points == ((30, 32), (90, 112))
    assert _line(drawn).points == LINE.points
    drawn.let_go((60, 72))
    assert _line(drawn).points == ((30, 32), (90, 112))


def test_another_film_lets_go_of_what_is_dragged(drawn: Room) -> None:
    film = drawn.easel.radiograph
    drawn.press((50, 70))
    drawn.pull((60, 72))
    drawn.show(name="other.dcm")
    drawn.let_go((60, 72))
    drawn.show(film)
    assert drawn.notebook.shown(film, 0)[0].points == LINE.points


def test_a_label_is_put_elsewhere_and_keeps_its_place_on_the_film(drawn: Room) -> None:
    label = drawn.easel.layer.placed(drawn.easel.scene)[0].label
    assert label is not None
    start = drawn.easel.scene.to_stored(label.box.center())
    drawn.drag(start, (start[0] + 20, start[1] + 40), (start[0] + 30, start[1] + 60))
    placed = _line(drawn).label
    assert placed == pytest.approx((start[0] + 30, start[1] + 60))
    assert _line(drawn).points == LINE.points
    drawn.view.set_turn(Turn(1))
    moved = drawn.easel.layer.placed(drawn.easel.scene)[0].label
    assert moved is not None
    assert drawn.easel.scene.to_stored(moved.box.center()) == pytest.approx(placed)


def test_the_selected_one_is_taken_first(drawn: Room) -> None:
    over = replace(LINE, id="b" * 32)
    drawn.easel.add(over)
    drawn.notebook.select(LINE.id)
    drawn.drag((80, 110), (90, 120))
    assert _line(drawn).points[1] == (90, 120)
    assert drawn.drawn[2].points == LINE.points


def test_hidden_annotations_cannot_be_taken(drawn: Room) -> None:
    drawn.notebook.set_hidden(True)
    drawn.drag((50, 70), (60, 72))
    assert _line(drawn).points == LINE.points


def test_a_figure_under_way_may_begin_and_end_on_another(drawn: Room) -> None:
    drawn.use("length")
    drawn.click((10, 10))
    drawn.click((50, 70))
    assert drawn.drawn[2].points == ((10, 10), (50, 70))


def test_the_cursor_says_what_would_be_taken(drawn: Room) -> None:
    shapes = []
    for point in ((80, 110), (50, 70), (230, 20)):
        drawn.hover(point)
        shapes.append(drawn.view.cursor().shape())
    assert shapes == [Qt.CursorShape.CrossCursor, Qt.CursorShape.SizeAllCursor, Qt.CursorShape.ArrowCursor]


def test_a_double_click_gives_it_a_name(qtbot: Any, drawn: Room) -> None:
    with qtbot.assertNotEmitted(drawn.view.maximise_asked):
        drawn.double_click((50, 70))
    qtbot.keyClicks(drawn.easel.entry.line, "nodule")
    qtbot.keyClick(drawn.easel.entry.line, Qt.Key.Key_Return)
    assert _line(drawn).text == "nodule"


# -------------------------------------------------------------------------------------------- menu


@pytest.fixture
def menu(drawn: Room) -> Iterator[Any]:
    def open_at(point: tuple[float, float]) -> dict[str, QAction]:
        drawn.right_click(point)
        shown = QApplication.activePopupWidget()
        return {action.text(): action for action in shown.actions()} if isinstance(shown, QMenu) else {}

    yield open_at
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


# The offscreen platform raises no window and grabs no keyboard; a menu does without.
_popup = pytest.mark.qt_log_ignore("does not support", extend=True)


@_popup
def test_a_right_click_on_an_annotation_offers_what_can_be_done_with_it(drawn: Room, menu: Any) -> None:
    offered = menu((50, 70))
    assert list(offered) == ["Name…", "Copy the value", "Delete"]
    assert drawn.notebook.selected == LINE.id
    offered["Copy the value"].trigger()
    assert QApplication.clipboard().text() == "50.0 mm at detector"
    offered["Delete"].trigger()
    assert [each.id for each in drawn.drawn] == [BOX.id]


@_popup
def test_a_label_that_was_moved_is_put_back_from_the_menu(drawn: Room, menu: Any) -> None:
    drawn.notebook.change(drawn.easel.radiograph, replace(LINE, label=(200, 20)))
    menu((50, 70))["Put the label back"].trigger()
    assert _line(drawn).label is None


def test_a_right_click_elsewhere_is_the_views_own(qtbot: Any, drawn: Room, menu: Any) -> None:
    with qtbot.waitSignal(drawn.view.menu_asked):
        assert menu((230, 20)) == {}


def test_a_right_drag_over_an_annotation_still_zooms(drawn: Room) -> None:
    zoom = drawn.view.placement.zoom
    right = Qt.MouseButton.RightButton
    drawn.send(QEvent.Type.MouseButtonPress, (50, 70), right, right)
    drawn.send(QEvent.Type.MouseMove, (50, 20), LEFT, right)
    drawn.send(QEvent.Type.MouseButtonRelease, (50, 20), right, Qt.MouseButton.NoButton)
    assert drawn.view.placement.zoom > zoom
    assert QApplication.activePopupWidget() is None
