"""The line to write into: words for arrows and texts, the known length of a calibration; never modal."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from tests.ui.measure.conftest import Room
from xraydesk.core.annotations import Kind
from xraydesk.core.radiograph import SpacingSource

KEY = Qt.Key


def _answer(qtbot: Any, room: Room, words: str, key: Qt.Key = KEY.Key_Return) -> None:
    qtbot.keyClicks(room.easel.entry.line, words)
    qtbot.keyClick(room.easel.entry.line, key)


def test_an_arrow_points_at_where_it_was_begun_and_says_what_was_written(qtbot: Any, room: Room) -> None:
    room.use("arrow")
    room.drag((100, 100), (140, 60))
    assert not room.drawn
    assert room.easel.layer.draft is not None
    _answer(qtbot, room, "nodule")
    arrow = room.drawn[0]
    assert (arrow.kind, arrow.points, arrow.text) == (Kind.ARROW, ((140, 60), (100, 100)), "nodule")
    assert room.easel.layer.draft is None
    assert not room.easel.entry.isVisible()
    assert room.view.hasFocus()


def test_an_arrow_needs_no_words_a_text_does(qtbot: Any, room: Room) -> None:
    room.use("arrow")
    room.drag((100, 100), (140, 60))
    _answer(qtbot, room, "")
    room.use("text")
    room.click((40, 200))
    _answer(qtbot, room, "")
    assert [each.kind for each in room.drawn] == [Kind.ARROW]


def test_a_text_stands_where_it_was_clicked(qtbot: Any, room: Room) -> None:
    room.use("text")
    room.click((40, 200))
    assert room.easel.entry.line.hasFocus()
    room.easel.entry.line.insert("supine, 肺")
    _answer(qtbot, room, "")
    assert room.drawn[0].points == ((40, 200),)
    assert room.drawn[0].text == "supine, 肺"


def test_esc_in_the_line_drops_what_it_was_for_and_resets_no_view(qtbot: Any, room: Room) -> None:
    room.use("arrow")
    room.drag((100, 100), (140, 60))
    _answer(qtbot, room, "no", KEY.Key_Escape)
    assert not room.drawn
    assert room.easel.layer.draft is None
    assert room.view.hasFocus()


@pytest.mark.parametrize("how", ["click", "film"])
def test_going_on_with_something_else_keeps_the_words(qtbot: Any, room: Room, how: str) -> None:
    film = room.easel.radiograph
    room.use("text")
    room.click((40, 200))
    qtbot.keyClicks(room.easel.entry.line, "kept")
    if how == "click":
        room.view.setFocus(Qt.FocusReason.MouseFocusReason)
    else:
        room.show(name="other.dcm")
    assert [each.text for each in room.notebook.of(film).all] == ["kept"]
    assert not room.easel.entry.is_open


def test_another_window_coming_to_the_front_leaves_the_line_open(room: Room) -> None:
    room.use("text")
    room.click((40, 200))
    event = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(room.easel.entry.line, event)
    assert room.easel.entry.is_open


def test_a_text_is_written_anew(qtbot: Any, room: Room) -> None:
    room.use("text")
    room.click((40, 200))
    _answer(qtbot, room, "old")
    room.easel.ask_text(room.drawn[0], is_new=False)
    assert room.easel.entry.line.text() == "old"
    _answer(qtbot, room, "new")
    assert [each.text for each in room.drawn] == ["new"]
    room.notebook.undo(room.easel.radiograph)
    assert [each.text for each in room.drawn] == ["old"]


def test_the_line_stays_within_the_view(room: Room) -> None:
    room.use("text")
    room.click((239, 299))
    assert room.view.rect().contains(room.easel.entry.geometry())


# ------------------------------------------------------------------------------------- calibration


def _calibrate(qtbot: Any, room: Room, words: str = "40") -> None:
    room.use("calibration")
    room.drag((20, 200), (120, 200))
    _answer(qtbot, room, words)


def test_a_known_length_calibrates_the_film_by_hand(qtbot: Any, room: Room) -> None:
    room.show(spacing=None)
    room.use("length")
    room.drag((20, 30), (80, 110))
    assert room.first_lines() == ["100.0 px"]
    _calibrate(qtbot, room)
    assert room.first_lines() == ["40.0 mm calibrated by hand", "40 mm, calibrated by hand"]
    room.use("length")
    room.drag((20, 230), (120, 230))
    assert room.first_lines()[-1] == "40.0 mm calibrated by hand"
    assert room.easel.scale.source is SpacingSource.BY_HAND


def test_a_known_length_goes_before_the_files_own_and_can_be_removed(qtbot: Any, room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (80, 110))
    _calibrate(qtbot, room)
    assert room.first_lines()[0] == "40.0 mm calibrated by hand"
    calibration = room.notebook.of(room.easel.radiograph).calibration
    assert calibration is not None
    room.notebook.remove(room.easel.radiograph, calibration.id)
    assert room.first_lines() == ["50.0 mm at detector"]
    room.notebook.undo(room.easel.radiograph)
    assert room.first_lines()[0] == "40.0 mm calibrated by hand"


@pytest.mark.parametrize("words", ["40", "40.0", "40,0", "40 mm", " 40MM "])
def test_a_length_is_understood_as_people_write_it(qtbot: Any, room: Room, words: str) -> None:
    _calibrate(qtbot, room, words)
    assert room.drawn[0].millimetres == 40.0


@pytest.mark.parametrize("words", ["", "0", "-3", "4 cm", "nan", "inf", "1e9", "forty"])
def test_what_is_no_length_is_refused_on_the_spot(qtbot: Any, room: Room, words: str) -> None:
    _calibrate(qtbot, room, words)
    assert room.easel.entry.is_open
    assert room.easel.entry.line.property("refused")
    assert not room.drawn
    room.easel.entry.line.clear()
    _answer(qtbot, room, "12.5")
    assert room.drawn[0].millimetres == 12.5


def test_leaving_the_question_calibrates_nothing(qtbot: Any, room: Room) -> None:
    room.use("calibration")
    room.drag((20, 200), (120, 200))
    qtbot.keyClicks(room.easel.entry.line, "40")
    room.view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not room.drawn
    assert room.easel.layer.draft is None


def test_a_second_calibration_takes_the_place_of_the_first(qtbot: Any, room: Room) -> None:
    _calibrate(qtbot, room, "40")
    room.use("calibration")
    room.drag((20, 100), (120, 100))
    _answer(qtbot, room, "80")
    assert [each.millimetres for each in room.drawn] == [80.0]


def test_dragging_an_end_of_the_known_line_changes_every_length(qtbot: Any, room: Room) -> None:
    room.use("length")
    room.drag((20, 30), (80, 110))
    _calibrate(qtbot, room)
    room.drag((120, 200), (125, 200), (220, 200))
    assert room.first_lines()[0] == "20.0 mm calibrated by hand"
