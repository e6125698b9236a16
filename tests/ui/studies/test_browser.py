"""The study browser and the strip in the window: in step with the desk, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollBar, QWidget

from tests.ui.studies.conftest import JOHN, header_of, picture_header
from xraydesk.core.radiograph import Study
from xraydesk.ui.desk.items import FILM_MIME, State, films_in
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.language import counted
from xraydesk.ui.studies.explanation_window import ExplanationWindow
from xraydesk.ui.studies.line_texts import caption
from xraydesk.ui.studies.nodes import Group
from xraydesk.ui.studies.outline import Outline
from xraydesk.ui.studies.outline_view import OutlineView
from xraydesk.ui.studies.query import Only, Sort
from xraydesk.ui.studies.tag_browser import TagWindow


def _film(study: str = "S1", number: int = 1, date: str = "20240131", **fields: str) -> Study:
    values = {"modality": "CR", "view_position": "PA", "series_uid": f"{study}.1", "study_description": "Thorax"}
    return Study(study_uid=study, date=date, instance_number=str(number), **values | fields)


@pytest.fixture
def reading(qtbot: Any, window: MainWindow, workflow: Any) -> MainWindow:
    """A window with two studies of one patient and one of another, the list open, headers read."""
    workflow.add("a.dcm", study=_film(number=2))
    workflow.add("b.dcm", study=_film(number=1))
    workflow.add("c.dcm", study=_film("S0", date="20190101", view_position="LL"))
    workflow.add("d.dcm", study=_film("S2"), patient=JOHN)
    window._settings.set("study_list", True)
    window.open_paths([Path("/films/folder")])
    qtbot.waitUntil(lambda: window.headers.are_read and window.desk.items.order == [1, 0, 2, 3])
    qtbot.waitUntil(lambda: window.desk.current is not None and not window.desk.is_opening)
    return window


def _list(window: MainWindow) -> OutlineView:
    return window.reading.side.browser.view


def _outline(window: MainWindow) -> Outline:
    return window.reading.side.outline


def _shown(window: MainWindow) -> str:
    picture = window.reading.view.picture
    return picture.radiograph.path.name if picture is not None else ""


def _line(window: MainWindow) -> str:
    return str(_list(window).currentIndex().data())


def _place(window: MainWindow, text: str) -> int:
    outline = _outline(window)
    return next(place for place in range(outline.rowCount()) if str(outline.index(place).data()).startswith(text))


def _click(qtbot: Any, window: MainWindow, text: str, across: int = 120) -> None:
    view = _list(window)
    rect = view.visualRect(view.model().index(_place(window, text), 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(across, rect.center().y()))


def test_the_list_stands_on_the_film_on_screen(qtbot: Any, reading: MainWindow) -> None:
    assert _outline(reading).current == reading.desk.shown == 0
    assert _list(reading).entry == 0
    reading.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: _shown(reading) == "c.dcm")
    assert _list(reading).entry == 2


def test_arrow_keys_in_the_list_show_films_and_pass_groups(qtbot: Any, reading: MainWindow) -> None:
    view = _list(reading)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert _line(reading).startswith("2019-01-01")
    assert _shown(reading) == "a.dcm"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _shown(reading) == "c.dcm")
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: _shown(reading) == "a.dcm")


def test_left_and_right_close_open_and_go_in_and_out(qtbot: Any, reading: MainWindow) -> None:
    view = _list(reading)
    view.setFocus()
    for key, expected in (
        (Qt.Key.Key_Left, "2024-01-31  Thorax"),
        (Qt.Key.Key_Left, "2024-01-31  Thorax"),
        (Qt.Key.Key_Left, "Planted, Jane"),
        (Qt.Key.Key_Space, "Planted, Jane"),
        (Qt.Key.Key_Right, "Planted, Jane"),
        (Qt.Key.Key_Right, "2024-01-31  Thorax"),
    ):
        qtbot.keyClick(view, key)
        assert _line(reading) == expected
    study = view.entry
    assert isinstance(study, Group)
    assert not _outline(reading).is_open(study)  # closed by the second key, and the film on screen left it so
    assert _shown(reading) == "a.dcm"


def test_enter_on_a_group_shows_its_first_film(qtbot: Any, reading: MainWindow) -> None:
    view = _list(reading)
    view.setFocus()
    view.go_to(_place(reading, "Roe, John"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")


def test_a_click_on_a_group_closes_and_opens_it(qtbot: Any, reading: MainWindow) -> None:
    before = len(_outline(reading).entries)
    _click(qtbot, reading, "Planted, Jane")
    assert len(_outline(reading).entries) < before
    _click(qtbot, reading, "Planted, Jane")
    assert len(_outline(reading).entries) == before
    assert _shown(reading) == "a.dcm"


def test_a_click_on_a_film_shows_it_when_the_button_is_released(qtbot: Any, reading: MainWindow) -> None:
    view = _list(reading)
    place = _outline(reading).place_of(3)
    spot = view.visualRect(view.model().index(place, 0)).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert reading.desk.panes[0].wanted == 0  # it may be about to be dragged elsewhere
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")


def test_a_double_click_on_a_patient_shows_the_first_film(qtbot: Any, reading: MainWindow) -> None:
    view = _list(reading)
    rect = view.visualRect(view.model().index(_place(reading, "Roe, John"), 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")
    assert _outline(reading).place_of(3) >= 0


def test_typing_filters_and_esc_brings_everything_back(qtbot: Any, reading: MainWindow) -> None:
    reading.commands["find_study"].trigger()
    browser = reading.reading.side.browser
    assert browser.filter.hasFocus()
    qtbot.keyClicks(browser.filter, "roe")
    qtbot.waitUntil(lambda: reading.desk.items.order == [3])
    assert browser._count._whole == f"{counted('{n} files', 1)} of 4"
    assert _shown(reading) == "a.dcm"
    qtbot.keyClick(browser.filter, Qt.Key.Key_Down)
    assert _list(reading).hasFocus()
    reading.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")
    browser.filter.setFocus()
    qtbot.keyClick(browser.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(reading.desk.items.order) == 4)
    qtbot.keyClick(browser.filter, Qt.Key.Key_Escape)
    assert reading.reading.view.hasFocus()


def test_other_films_are_listed_from_the_top(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    window._settings.set("study_list", True)
    window.survey.analyse = False
    workflow.add(*(f"{number:03}.dcm" for number in range(100)), study=_film("S1"))
    window.open_paths([Path("/films/folder")])
    qtbot.waitUntil(lambda: window.headers.are_read and len(window.desk.items.order) == 100)
    window.commands["last_image"].trigger()
    qtbot.waitUntil(lambda: _shown(window) == "099.dcm" and _list(window).verticalScrollBar().value() > 0)
    window.reading.side.browser.filter.setText("05")
    qtbot.waitUntil(lambda: _outline(window).films == 11)
    assert _list(window).verticalScrollBar().value() == 0


def test_a_filter_that_finds_nothing_says_so(qtbot: Any, reading: MainWindow) -> None:
    browser = reading.reading.side.browser
    browser.filter.setText("nobody of this name")
    qtbot.waitUntil(lambda: browser._count._whole == "Nothing found")
    assert _shown(reading) == "a.dcm"


def test_order_and_state_are_chosen_from_lists(qtbot: Any, reading: MainWindow) -> None:
    browser = reading.reading.side.browser
    qtbot.waitUntil(lambda: all(item.state is State.SCORED for item in reading.desk.items), timeout=10_000)
    browser.order.setCurrentIndex(browser.order.findData(Sort.COUNT))
    qtbot.waitUntil(lambda: _outline(reading).tree.sort is Sort.COUNT)
    assert reading._settings["study_order"] == "count"
    browser.only.setCurrentIndex(browser.only.findData(Only.DECLINED))
    qtbot.waitUntil(lambda: _outline(reading).films == 0)
    browser.only.setCurrentIndex(browser.only.findData(Only.ALL))
    qtbot.waitUntil(lambda: _outline(reading).films == 4)


def test_a_film_that_becomes_a_key_image_is_found_as_one(qtbot: Any, reading: MainWindow) -> None:
    browser = reading.reading.side.browser
    browser.only.setCurrentIndex(browser.only.findData(Only.KEY))
    qtbot.waitUntil(lambda: _outline(reading).films == 0)
    qtbot.waitUntil(lambda: reading.desk.items[2].sha256 != "")
    reading.desk.items.set_key_films(frozenset({reading.desk.items[2].sha256}))
    qtbot.waitUntil(lambda: reading.desk.items.order == [2], timeout=5000)


def test_ctrl_arrows_go_through_studies_and_patients(qtbot: Any, reading: MainWindow) -> None:
    for name, film in (
        ("next_study", "c.dcm"),
        ("next_patient", "d.dcm"),
        ("previous_patient", "b.dcm"),
        ("next_patient", "d.dcm"),
        ("previous_study", "c.dcm"),
        ("previous_series", "b.dcm"),
    ):
        reading.commands[name].trigger()
        qtbot.waitUntil(lambda film=film: _shown(reading) == film)
    reading.commands["previous_study"].trigger()
    assert _shown(reading) == "b.dcm"


def test_the_menu_of_a_line_opens_shows_and_looks_into_the_file(qtbot: Any, reading: MainWindow) -> None:
    view, outline = _list(reading), _outline(reading)
    patient = outline.entries[0]
    actions = {action.text(): action for action in view.menu_of(patient).actions()}
    actions["Close"].trigger()
    assert not outline.is_open(patient)
    actions["Open every patient"].trigger()
    assert outline.is_open(patient)
    actions = {action.text(): action for action in view.menu_of(3).actions()}
    actions["Show"].trigger()
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")
    actions["File contents…"].trigger()
    window = reading.findChild(TagWindow)
    assert window.windowTitle() == "File contents: d.dcm"
    qtbot.waitUntil(lambda: window._note._whole.endswith("there is no such file"))


def test_a_file_that_failed_can_be_looked_into(qtbot: Any, reading: MainWindow) -> None:
    reading.open_paths([Path("/films/notes.txt")])
    qtbot.waitUntil(lambda: 4 in reading.desk.items.order and not reading.desk.items[4].shows)
    actions = {action.text(): action for action in _list(reading).menu_of(4).actions()}
    assert not actions["Show"].isEnabled()
    actions["File contents…"].trigger()
    assert reading.findChild(TagWindow).windowTitle() == "File contents: notes.txt"


def test_the_list_takes_the_place_of_the_strip_or_stands_beside_it(reading: MainWindow) -> None:
    side, settings = reading.reading.side, reading._settings
    assert side.browser.isVisible()
    assert not side.strip.isVisible()
    settings.set("strip_beside_browser", True)
    assert side.strip.isVisible()
    reading.commands["study_list"].trigger()
    assert not side.browser.isVisible()
    assert side.strip.isVisible()
    assert not reading.commands["study_list"].isChecked()
    assert reading.reading.view.hasFocus()


def test_the_keyboard_stays_on_this_side_when_strip_and_list_change_places(reading: MainWindow) -> None:
    side, settings = reading.reading.side, reading._settings
    _list(reading).setFocus()
    settings.set("study_list", False)
    assert side.strip.hasFocus()
    settings.set("study_list", True)
    assert _list(reading).hasFocus()


def test_the_list_can_be_made_wider(reading: MainWindow, mouse: Any) -> None:
    side = reading.reading.side
    before = side.browser.width()
    mouse(side._edge).drag(Qt.MouseButton.LeftButton, (2, 200), (42, 200), (62, 200))
    assert side.browser.width() > before + 40
    assert reading._settings["study_list_width"] == side.browser.width()


def test_the_strip_shows_one_study_when_it_is_told_to(qtbot: Any, reading: MainWindow) -> None:
    strip = reading.reading.strip
    assert list(strip.rows.entries) == [1, 0, 2, 3]
    reading.commands["only_study"].trigger()
    assert list(strip.rows.entries) == [1, 0]
    reading.commands["next_patient"].trigger()
    qtbot.waitUntil(lambda: _shown(reading) == "d.dcm")
    assert list(strip.rows.entries) == [3]
    assert strip.film_at(strip.currentIndex()) == 3
    reading.commands["only_study"].trigger()
    assert len(strip.rows.entries) == 4


def test_the_strip_says_whose_film_it_is_and_which(reading: MainWindow) -> None:
    assert caption(2, _outline(reading)) == ("Planted, Jane", "LL  2019-01-01")
    reading.commands["hide_patient"].trigger()
    assert caption(2, _outline(reading)) == ("Patient 1", "LL  2019-01-01")


def test_a_film_can_be_dragged_out_of_strip_and_list(reading: MainWindow) -> None:
    for view in (reading.reading.strip, _list(reading)):
        indexes = [view.model().index(place, 0) for place in range(view.model().rowCount())]
        mime = view.model().mimeData([index for index in indexes if view.film_at(index) == 2])
        assert mime.hasFormat(FILM_MIME)
        assert films_in(mime) == [Path("/films/c.dcm")]
        assert view.dragEnabled()


def test_what_is_looked_at_stays_in_place_while_films_come_in_above(
    qtbot: Any, window: MainWindow, workflow: Any
) -> None:
    window._settings.set("study_list", True)
    window.survey.analyse = False
    workflow.add(*(f"{number:03}.dcm" for number in range(50, 100)), study=_film("S1"))
    window.open_paths([Path("/films/folder")])
    qtbot.waitUntil(lambda: window.headers.are_read and len(window.desk.items.order) == 50)
    view = _list(window)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: _shown(window) == "099.dcm")
    before = view.visualRect(view.currentIndex()).top()
    late = workflow.add(*(f"{number:03}.dcm" for number in range(10)), study=_film("S0", date="20250101"))
    for path in late:
        window.desk.items.add([path])
    qtbot.waitUntil(lambda: window.headers.are_read and len(window.desk.items.order) == 60)
    assert window.desk.items.order[:10] == list(range(50, 60))
    assert view.entry == 49
    assert abs(view.visualRect(view.currentIndex()).top() - before) <= 2
    assert _shown(window) == "099.dcm"


def test_files_without_an_image_can_be_left_out(qtbot: Any, reading: MainWindow) -> None:
    reading.open_paths([Path("/films/notes.txt")])
    qtbot.waitUntil(lambda: reading.desk.items.order == [1, 0, 2, 3, 4])
    reading.commands["leave_out"].trigger()
    qtbot.waitUntil(lambda: reading.desk.items.order == [1, 0, 2, 3])
    assert reading.notices.notices[-1].name == "notes.txt"


def test_films_that_can_be_seen_are_looked_at_first(qtbot: Any, reading: MainWindow) -> None:
    with qtbot.waitSignal(_list(reading).rows_visible) as seen:
        reading.resize(1200, 640)
    assert set(seen.args[0]) <= {0, 1, 2, 3}
    assert seen.args[0]


def test_the_film_keeps_its_arrow_keys_while_the_list_has_its_own(qtbot: Any, reading: MainWindow) -> None:
    reading.reading.view.setFocus()
    qtbot.keyClick(reading.reading.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: _shown(reading) == "c.dcm")
    reading.commands["focus_strip"].trigger()
    assert QApplication.focusWidget() is _list(reading)


def test_an_outline_paints_every_kind_of_line(qtbot: Any, outlined: Callable[..., Outline]) -> None:
    films = (header_of(), header_of(series=2), header_of(series=2, number=2), picture_header("a.png"))
    outline = outlined(*films, None, None, failed=(4,))
    view = OutlineView(outline)
    qtbot.addWidget(view)
    view.resize(300, 600)
    empty = view.grab().toImage()
    outline.set_current(0)
    assert view.grab().toImage() != empty
    outline.setParent(None)


def test_every_control_of_list_and_windows_has_a_name(reading: MainWindow) -> None:
    for name in ("tags", "explain"):
        reading.commands[name].trigger()
    windows = (reading.reading.side, reading.findChild(TagWindow), reading.findChild(ExplanationWindow))
    for window in windows:
        inside = [each for each in window.findChildren(QWidget) if each.isVisible()]
        controls = [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert controls
        inner = (QAbstractItemView, QScrollBar)  # what a list is made of is named by the list
        nameless = [each for each in controls if not each.accessibleName() and not isinstance(each.parent(), inner)]
        assert not nameless, nameless
