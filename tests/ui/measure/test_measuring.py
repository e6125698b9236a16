"""Measuring in the window: keys, menus, the list beside the film, key images, and several views of one film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTreeWidget

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.core.radiograph import Spacing, SpacingSource
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.ui.actions.profiles import PROFILES
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.measure.steps import STROKES
from xraydesk.ui.reading.layouts import Layout

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NO_MODIFIER, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
HALF = Spacing(0.5, 0.5, SpacingSource.AT_DETECTOR)
_popup = pytest.mark.qt_log_ignore("does not support", extend=True)


def _press(qtbot: Any, window: MainWindow, key: Qt.Key, modifier: Any = NO_MODIFIER) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def _drag(window: MainWindow, *way: tuple[float, float]) -> None:
    view, easel = window.reading.view, window.measuring.easel
    assert easel is not None

    def send(kind: QEvent.Type, point: tuple[float, float], button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        place = easel.place(point)
        event = QMouseEvent(kind, place, QPointF(view.mapToGlobal(place.toPoint())), button, held, NO_MODIFIER)
        QApplication.sendEvent(view, event)

    send(QEvent.Type.MouseButtonPress, way[0], LEFT, LEFT)
    for point in way[1:]:
        send(QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, LEFT)
    send(QEvent.Type.MouseButtonRelease, way[-1], LEFT, Qt.MouseButton.NoButton)


def _drawn(window: MainWindow) -> tuple[Annotation, ...]:
    easel = window.measuring.easel
    assert easel is not None
    return window.measuring.notebook.of(easel.radiograph).all


@pytest.fixture
def reading(opened: Callable[..., MainWindow]) -> MainWindow:
    """A window with two films, the first one shown."""
    return opened("a.dcm", "b.dcm", spacing=HALF)


@pytest.mark.parametrize(
    ("key", "modifier", "tool"),
    [
        (KEY.Key_D, NO_MODIFIER, "length"), (KEY.Key_A, NO_MODIFIER, "angle"), (KEY.Key_A, SHIFT, "cobb"),
        (KEY.Key_H, NO_MODIFIER, "cardiothoracic_ratio"), (KEY.Key_E, NO_MODIFIER, "ellipse"),
        (KEY.Key_Q, NO_MODIFIER, "rectangle"), (KEY.Key_F, NO_MODIFIER, "freehand"), (KEY.Key_Q, SHIFT, "probe"),
        (KEY.Key_U, NO_MODIFIER, "arrow"), (KEY.Key_T, SHIFT, "text"), (KEY.Key_D, SHIFT, "calibration"),
    ],
)  # fmt: skip
def test_every_tool_has_its_key(qtbot: Any, reading: MainWindow, key: Qt.Key, modifier: Any, tool: str) -> None:
    _press(qtbot, reading, key, modifier)
    assert reading.reading.view.tool == tool
    assert reading.commands[f"tool_{tool}"].isChecked()
    _press(qtbot, reading, KEY.Key_W)
    assert reading.reading.view.tool == "window"


def test_every_kind_that_can_be_drawn_has_an_action(reading: MainWindow) -> None:
    kinds = {*STROKES, Kind.FREEHAND}
    assert kinds == set(Kind)
    assert all(f"tool_{kind.value}" in reading.commands for kind in kinds)


def test_the_profiles_leave_every_tool_a_key(reading: MainWindow) -> None:
    for profile in PROFILES:
        reading._settings.set("shortcut_profile", profile)
        keyless = [name for name in reading.commands if name.startswith("tool_") and not reading.keymap.keys(name)]
        assert not keyless


def test_a_line_is_measured_undone_and_redone_by_keys(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D)
    _drag(reading, (20, 30), (60, 80), (80, 110))
    assert [each.points for each in _drawn(reading)] == [((20, 30), (80, 110))]
    _press(qtbot, reading, KEY.Key_Z, CTRL)
    assert _drawn(reading) == ()
    _press(qtbot, reading, KEY.Key_Z, CTRL | SHIFT)
    assert len(_drawn(reading)) == 1
    _press(qtbot, reading, KEY.Key_Delete)
    assert _drawn(reading) == ()
    _press(qtbot, reading, KEY.Key_Z, CTRL)
    assert len(_drawn(reading)) == 1


def test_undo_is_of_the_film_on_screen(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D)
    _drag(reading, (20, 30), (80, 110))
    _press(qtbot, reading, KEY.Key_Right)
    qtbot.waitUntil(lambda: reading.desk.shown == 1)
    _press(qtbot, reading, KEY.Key_Z, CTRL)
    _press(qtbot, reading, KEY.Key_Left)
    qtbot.waitUntil(lambda: reading.desk.shown == 0)
    assert len(_drawn(reading)) == 1


def test_annotations_are_gone_through_named_and_cleared_by_keys(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D)
    for y in (30, 130, 230):
        _drag(reading, (20, y), (60, y))
    names = [each.id for each in _drawn(reading)]
    chosen = []
    for key in (KEY.Key_Period, KEY.Key_Period, KEY.Key_Comma):
        _press(qtbot, reading, key)
        chosen.append(reading.measuring.notebook.selected)
    assert chosen == [names[0], names[1], names[0]]
    _press(qtbot, reading, KEY.Key_F2)
    entry = reading.measuring.easel.entry
    qtbot.keyClicks(entry.line, "rib")
    _press(qtbot, reading, KEY.Key_Return)
    assert _drawn(reading)[0].text == "rib"
    _press(qtbot, reading, KEY.Key_Delete, SHIFT)
    assert _drawn(reading) == ()
    _press(qtbot, reading, KEY.Key_Z, CTRL)
    assert len(_drawn(reading)) == 3


def test_going_to_an_annotation_brings_it_into_sight(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D)
    _drag(reading, (20, 30), (60, 30))
    view = reading.reading.view
    view.zoom_by(6)
    view.pan(-4000, -4000)
    easel = reading.measuring.easel
    assert not easel.scene.area.contains(easel.place((40, 30)))
    _press(qtbot, reading, KEY.Key_Period)
    assert easel.scene.area.contains(easel.place((40, 30)))


def test_letters_written_into_a_text_choose_no_tool(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_T, SHIFT)
    _drag(reading, (40, 200))
    line = reading.measuring.easel.entry.line
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "wdak")
    assert reading.reading.view.tool == "text"
    _press(qtbot, reading, KEY.Key_Return)
    assert [each.text for each in _drawn(reading)] == ["wdak"]


def test_esc_in_a_text_leaves_the_window_of_the_film_alone(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_Right, SHIFT)
    voi = reading.reading.view.voi
    _press(qtbot, reading, KEY.Key_T, SHIFT)
    _drag(reading, (40, 200))
    _press(qtbot, reading, KEY.Key_Escape)
    assert reading.reading.view.voi == voi
    _press(qtbot, reading, KEY.Key_Escape)
    assert reading.reading.view.voi != voi


def test_annotations_are_hidden_and_drawing_shows_them_again(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D)
    _drag(reading, (20, 30), (80, 110))
    _press(qtbot, reading, KEY.Key_M, SHIFT)
    assert reading.measuring.notebook.hidden
    assert reading.commands["hide_annotations"].isChecked()
    _press(qtbot, reading, KEY.Key_A)
    assert not reading.measuring.notebook.hidden
    assert not reading.commands["hide_annotations"].isChecked()


@_popup
def test_m_opens_the_menu_of_tools(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_M)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert reading.reading.view.tool == "length"
    assert QApplication.activePopupWidget() is None


def test_the_hand_calibration_is_removed_by_its_action(qtbot: Any, reading: MainWindow) -> None:
    _press(qtbot, reading, KEY.Key_D, SHIFT)
    _drag(reading, (20, 200), (120, 200))
    qtbot.keyClicks(reading.measuring.easel.entry.line, "40")
    _press(qtbot, reading, KEY.Key_Return)
    assert reading.measuring.easel.scale.source is SpacingSource.BY_HAND
    reading.commands["remove_calibration"].trigger()
    assert reading.measuring.easel.scale.source is SpacingSource.AT_DETECTOR


# ------------------------------------------------------------------------------------------ the list


def _tree(window: MainWindow) -> QTreeWidget:
    tree = window.measuring.list.findChild(QTreeWidget)
    assert tree is not None
    return tree


def _rows(window: MainWindow) -> list[tuple[str, str]]:
    tree = _tree(window)
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


@pytest.fixture
def listed(qtbot: Any, reading: MainWindow) -> MainWindow:
    """Two lengths and an arrow, and the list open with the keyboard in it."""
    easel = reading.measuring.easel
    assert easel is not None
    for each in (
        Annotation(Kind.LENGTH, ((20, 30), (80, 110))),
        Annotation(Kind.LENGTH, ((20, 130), (40, 130)), text="rib"),
        Annotation(Kind.ARROW, ((150, 60), (100, 100)), text="=nodule"),
    ):
        easel.add(each)
    _press(qtbot, reading, KEY.Key_F9)
    return reading


def test_the_list_says_what_was_drawn_and_what_a_pixel_measures(listed: MainWindow) -> None:
    assert listed.measuring.dock.isVisible()
    assert listed.commands["measurement_list"].isChecked()
    assert _tree(listed).hasFocus()
    assert _rows(listed) == [("Length", "50.0 mm at detector"), ("rib", "10.0 mm at detector"), ("=nodule", "")]
    assert "1 px = 0.5 mm at detector" in listed.measuring.list._state.toolTip()


def test_going_through_the_list_selects_on_the_film_and_the_other_way_round(qtbot: Any, listed: MainWindow) -> None:
    _press(qtbot, listed, KEY.Key_Home)
    first, second, _ = _drawn(listed)
    assert listed.measuring.notebook.selected == first.id
    listed.measuring.notebook.select(second.id)
    assert _tree(listed).currentItem().text(0) == "rib"


def test_a_name_is_written_in_the_list(qtbot: Any, listed: MainWindow) -> None:
    tree = _tree(listed)
    tree.topLevelItem(1).setText(0, "seventh rib")
    assert _drawn(listed)[1].text == "seventh rib"
    tree.topLevelItem(0).setText(0, "Length")
    assert _drawn(listed)[0].text == ""
    tree.topLevelItem(2).setText(0, "scar")
    assert _drawn(listed)[2].text == "scar"


def test_the_list_is_copied_as_a_table_without_formulas(listed: MainWindow) -> None:
    listed.commands["copy_measurements"].trigger()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Kind", "Name", "Value", "Details", "Reader", "Drawn"]
    assert lines[1][:3] == ["Length", "", "50.0 mm at detector"]
    assert lines[2][:3] == ["Length", "rib", "10.0 mm at detector"]
    assert lines[3][:3] == ["Arrow", "", "'=nodule"]


def test_a_table_with_large_regions_is_copied_when_their_numbers_are_there(
    qtbot: Any, opened: Callable[..., MainWindow]
) -> None:
    window = opened("big.dcm", samples=np.zeros((1, 1500, 1200), np.uint16))
    window.measuring.easel.add(Annotation(Kind.RECTANGLE, ((0, 0), (1200, 1500))))
    QApplication.clipboard().setText("before")
    window.commands["copy_measurements"].trigger()
    qtbot.waitUntil(lambda: "1800000 px²" in QApplication.clipboard().text())
    assert "…" not in QApplication.clipboard().text()


def test_the_list_deletes_what_is_selected(qtbot: Any, listed: MainWindow) -> None:
    listed.measuring.notebook.select(_drawn(listed)[1].id)
    listed.measuring.list._delete.click()
    assert [row[0] for row in _rows(listed)] == ["Length", "=nodule"]


def test_the_list_follows_the_film_and_leaves_with_everything_else_when_it_is_maximised(
    qtbot: Any, listed: MainWindow
) -> None:
    listed.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: listed.desk.shown == 1)
    assert _rows(listed) == []
    listed.commands["maximise"].trigger()
    assert not listed.measuring.dock.isVisible()
    listed.commands["maximise"].trigger()
    assert listed.measuring.dock.isVisible()
    listed.commands["measurement_list"].trigger()
    assert not listed.measuring.dock.isVisible()
    assert listed.reading.view.hasFocus()
    listed.commands["close_all"].trigger()


def test_every_control_of_the_list_is_named_and_reached_by_tab(listed: MainWindow) -> None:
    listed.measuring.notebook.select(_drawn(listed)[0].id)
    controls = [each for each in listed.measuring.dock.findChildren(QAbstractButton) if each.isVisible()]
    assert len(controls) == 3
    for control in (*controls, _tree(listed)):
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


# ------------------------------------------------------------------------------ views, key images, disk


def test_one_film_in_two_views_has_the_same_annotations(qtbot: Any, reading: MainWindow) -> None:
    reading.reading.hanging.choose(Layout.OVERLAY)
    one, other = (reading.measuring.easels[view] for view in reading.reading.grid.shown)
    qtbot.waitUntil(lambda: one.view.picture is not None and other.view.picture is not None)
    one.add(Annotation(Kind.LENGTH, ((20, 30), (80, 110))))
    assert len(one.layer.placed(one.scene)) == len(other.layer.placed(other.scene)) == 1


def test_k_marks_a_key_image_with_a_star_on_film_and_thumbnail(qtbot: Any, reading: MainWindow) -> None:
    plain = reading.reading.view.grab().toImage()
    _press(qtbot, reading, KEY.Key_K)
    assert reading.measuring.key_images.films == {"a.dcm"}
    assert reading.desk.items[0].is_key
    assert not reading.desk.items[1].is_key
    assert reading.reading.view.grab().toImage() != plain
    _press(qtbot, reading, KEY.Key_K)
    assert not reading.desk.items[0].is_key
    assert reading.reading.view.grab().toImage() == plain


def test_what_was_drawn_and_marked_is_there_again_in_the_next_session(
    qtbot: Any, workflow: Any, tmp_path: Path
) -> None:
    paths = workflow.add("a.dcm", spacing=HALF)

    def session() -> MainWindow:
        window = MainWindow(workflow, Settings(), Database(tmp_path / "a.sqlite3"))
        window.resize(1200, 800)
        window.show()
        window.open_paths(paths)
        qtbot.waitUntil(lambda: window.desk.current is not None and window.measuring.easel is not None)
        return window

    first = session()
    first.commands["tool_length"].trigger()
    _drag(first, (20, 30), (80, 110))
    first.commands["key_image"].trigger()
    first.close()
    second = session()
    qtbot.waitUntil(lambda: len(_drawn(second)) == 1 and second.desk.items[0].is_key)
    assert _drawn(second)[0].points == ((20, 30), (80, 110))
    second.close()
    for window in (first, second):
        window.deleteLater()


def test_going_to_an_annotation_on_another_frame_shows_that_frame(
    qtbot: Any, opened: Callable[..., MainWindow]
) -> None:
    window = opened("frames.dcm", samples=np.zeros((4, 300, 240), np.uint16))
    easel = window.measuring.easel
    elsewhere = Annotation(Kind.LENGTH, ((20, 30), (80, 110)), frame=2)
    easel.add(elsewhere)
    window.measuring.go_to(elsewhere)
    qtbot.waitUntil(lambda: easel.frame == 2)
    assert len(easel.layer.placed(easel.scene)) == 1
    _press(qtbot, window, KEY.Key_K)
    assert [window.measuring.key_images.is_marked("frames.dcm", frame) for frame in range(3)] == [False, False, True]
