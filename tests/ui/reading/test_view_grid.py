"""Several views: one is active, commands are for it, drops go where they fall, and what is common is common."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.ui.reading.conftest import JOHN, names
from xraydesk.ui.desk.items import film_mime
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.reading.view_grid import ViewGrid

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _drop(grid: ViewGrid, view: int, data: QMimeData) -> bool:
    """Drag something over a view and let it go there; whether it was welcome."""
    place = grid.views[view].geometry().center()
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    QApplication.sendEvent(grid, enter)
    if enter.isAccepted():
        QApplication.sendEvent(grid, QDragMoveEvent(place, Qt.DropAction.CopyAction, data, LEFT, NO_KEY))
        drop = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
        QApplication.sendEvent(grid, drop)
    return enter.isAccepted()


def _press(qtbot: Any, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


@pytest.mark.parametrize("by", ["press", "wheel", "key"])
def test_another_view_becomes_the_active_one(qtbot: Any, jane: Any, mouse: Any, by: str) -> None:
    window = jane()
    grid = window.reading.grid
    if by == "press":
        mouse(grid.views[1]).drag(Qt.MouseButton.MiddleButton, (50, 50))
    elif by == "wheel":
        mouse(grid.views[1]).wheel(1, ctrl=True)
    else:
        _press(qtbot, window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.reading.view is grid.views[1]
    assert [view.active for view in grid.shown] == [False, True]
    assert window.desk.shown == 1
    assert window.reading.strip.currentIndex().row() == 1
    _press(qtbot, window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert grid.active == 0


def test_the_border_shows_which_view_is_active(jane: Any) -> None:
    window = jane()
    grid = window.reading.grid
    before = [view.grab().toImage() for view in grid.shown]
    window.desk.activate(1)
    after = [view.grab().toImage() for view in grid.shown]
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_commands_are_for_the_active_view(jane: Any) -> None:
    window = jane()
    left, right = window.reading.grid.shown
    window.desk.activate(1)
    window.commands["invert"].trigger()
    assert (left.inverted, right.inverted) == (False, True)
    assert window.commands["invert"].isChecked()
    window.desk.activate(0)
    assert not window.commands["invert"].isChecked()


def test_the_keyboard_goes_along_with_the_active_view(qtbot: Any, jane: Any) -> None:
    window = jane()
    window.reading.view.setFocus()
    window.commands["next_view"].trigger()
    assert window.reading.grid.views[1].hasFocus()
    _press(qtbot, window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: names(window) == ["new.dcm", "older.dcm"])


def test_the_wheel_goes_on_in_the_view_under_it(cases: Any, jane: Any, mouse: Any) -> None:
    window = jane()
    mouse(window.reading.grid.views[1]).wheel(-1)
    cases.wait("new.dcm", "older.dcm")


def test_the_panel_follows_the_active_view(cases: Any, workflow: Any) -> None:
    workflow.chances["b.dcm"] = (0.9, 0.05, 0.05)
    window = cases.open([cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", JOHN)], "a.dcm")
    window.commands["layout_two"].trigger()
    window.desk.choose(1, pane=1)
    left, right = window.reading.grid.shown
    cases.qtbot.waitUntil(lambda: left.heatmap is not None and right.heatmap is not None)
    assert (left.heatmap.label, right.heatmap.label) == ("pneumonia", "covid19")
    assert window.reading.panel.chosen == "pneumonia"
    window.desk.activate(1)
    assert window.reading.panel.chosen == "covid19"
    assert left.heatmap.label == "pneumonia"


def test_a_class_that_the_reader_chooses_is_shown_in_every_view(cases: Any, jane: Any) -> None:
    window = jane()
    left, right = window.reading.grid.shown
    cases.qtbot.waitUntil(lambda: left.heatmap is not None and right.heatmap is not None)
    window.commands["next_class"].trigger()
    assert left.heatmap.label == right.heatmap.label == window.reading.panel.chosen == "normal"
    assert left.scene().ai_lines[-1] == right.scene().ai_lines[-1] == "Where it looked: normal"


@pytest.mark.parametrize("carried", ["film", "file"])
def test_a_film_goes_into_the_view_on_which_it_is_dropped(cases: Any, jane: Any, carried: str) -> None:
    window = jane()
    path = Path("/films/older.dcm")
    data = film_mime([path])
    if carried == "file":
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
    assert _drop(window.reading.grid, 1, data)
    cases.wait("new.dcm", "older.dcm")
    assert window.reading.grid.active == 1


def test_what_is_no_film_is_not_welcome(jane: Any) -> None:
    window = jane()
    data = QMimeData()
    data.setText("a text")
    assert not _drop(window.reading.grid, 1, data)
    assert names(window) == ["new.dcm", "old.dcm"]


def test_a_double_click_leaves_only_the_active_view_and_brings_the_others_back(jane: Any, mouse: Any) -> None:
    window = jane()
    left, right = window.reading.grid.shown
    mouse(right).double_click(50, 50)
    assert [left.isVisible(), right.isVisible()] == [False, True]
    assert window.reading.strip.isVisible()
    window.commands["next_view"].trigger()
    assert [left.isVisible(), right.isVisible()] == [True, False]
    mouse(left).double_click(50, 50)
    assert [left.isVisible(), right.isVisible()] == [True, True]


def test_an_empty_view_says_what_it_is_for(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301")], "a.dcm")
    window.commands["layout_two"].trigger()
    hint = window.reading.grid._hints[window.reading.grid.views[1]]
    assert hint.isVisible()
    assert "Drag a film here" in hint.text()
    window.desk.activate(1)
    assert window.reading.isVisible()
    assert not window.commands["invert"].isEnabled()
    assert window.commands["next_image"].isEnabled()
    window.desk.choose(0)
    cases.wait("a.dcm", "a.dcm")
    assert not hint.isVisible()


def test_stepping_from_an_empty_view_brings_the_next_film(cases: Any) -> None:
    paths = [cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", JOHN)]
    window = cases.open(paths, "a.dcm")
    window.commands["layout_two"].trigger()
    window.desk.activate(1)
    window.commands["next_image"].trigger()
    cases.wait("a.dcm", "b.dcm")


def test_a_tool_is_the_tool_of_every_view(jane: Any) -> None:
    window = jane()
    window.commands["tool_pan"].trigger()
    assert {view.tool for view in window.reading.grid.views} == {"pan"}
    window.reading.grid.views[1].set_tool("zoom")
    assert {view.tool for view in window.reading.grid.views} == {"zoom"}
    assert window.commands["tool_zoom"].isChecked()


def test_hidden_patients_texts_and_style_are_common_to_all_views(jane: Any) -> None:
    window = jane()
    window.commands["hide_patient"].trigger()
    window.commands["texts"].trigger()
    window.commands["next_colours"].trigger()
    window.commands["heatmap"].trigger()
    scenes = [view.scene() for view in window.reading.grid.shown]
    assert {scene.patient_hidden for scene in scenes} == {True}
    assert {scene.amount for scene in scenes} == {"minimal"}
    assert {scene.heatmap_style for scene in scenes} == {window.reading.panel.heatmap.style_in_use}
    assert not scenes[1].heatmap_style.shown


def test_views_are_named_for_those_who_do_not_see_them(jane: Any) -> None:
    window = jane()
    assert [view.accessibleName() for view in window.reading.grid.shown] == [
        "Radiograph, view 1 of 2", "Radiograph, view 2 of 2",
    ]  # fmt: skip
    window.commands["layout_one"].trigger()
    assert window.reading.view.accessibleName() == "Radiograph"


def test_an_open_film_that_is_slow_is_announced_in_its_empty_view(cases: Any, jane: Any, workflow: Any) -> None:
    window = jane()
    window.commands["layout_one"].trigger()
    window.desk._cache.clear()
    workflow.gates["old.dcm"] = threading.Event()
    window.commands["layout_automatic"].trigger()
    hint = window.reading.grid._hints[window.reading.grid.views[1]]
    cases.qtbot.waitUntil(lambda: hint.text() == "opening old.dcm …")
    workflow.release()
    cases.wait("new.dcm", "old.dcm")
