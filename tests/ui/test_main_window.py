"""The window as a whole: dropping, keys, names, menus, and nothing heavy before it is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QScrollBar,
    QWidget,
)

from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.ui import app
from xraydesk.ui.actions.table import MENUS
from xraydesk.ui.main_window import MainWindow

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def _shown(window: MainWindow) -> str:
    picture = window.reading.view.picture if window.furnished else None
    return picture.radiograph.path.name if picture is not None else ""


def _drop(window: MainWindow, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_MODIFIER)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_MODIFIER))


def test_dropping_files_opens_them_and_turns_the_page(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    assert window.start.isVisible()
    paths = workflow.add("a.dcm", "b.dcm")
    _drop(window, *(QUrl.fromLocalFile(str(path)) for path in paths))
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")
    assert window.reading.isVisible()
    assert window.desk.items.rowCount() == 2
    assert window.reading.view.hasFocus()


def test_a_drop_that_is_no_file_changes_nothing(window: MainWindow) -> None:
    _drop(window, QUrl("https://example.org/film.dcm"))
    assert window.start.isVisible()
    assert window.desk.items.rowCount() == 0


def test_files_and_folders_are_opened_from_the_dialogs(
    qtbot: Any, window: MainWindow, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow.add("a.dcm", "b.dcm")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/films/b.dcm"], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/films/folder")
    qtbot.mouseClick(window.start.findChildren(QAbstractButton)[0], LEFT)
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")
    window.commands["open_folder"].trigger()
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")


def test_a_dialog_that_was_left_opens_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.commands["open_files"].trigger()
    window.commands["open_folder"].trigger()
    assert window.start.isVisible()


def test_the_sample_is_one_click_away(qtbot: Any, phantom: Path, window: MainWindow, workflow: Any) -> None:
    workflow.add(phantom.name)
    buttons = {button.accessibleName(): button for button in window.start.findChildren(QAbstractButton)}
    qtbot.mouseClick(buttons["Open the sample phantom"], LEFT)
    qtbot.waitUntil(lambda: _shown(window) == phantom.name)


# ------------------------------------------------------------------------------------------- the keys


def _press(qtbot: Any, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_g_shows_and_hides_where_the_model_looked(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    with_heatmap = window.reading.view.grab().toImage()
    _press(qtbot, window, Qt.Key.Key_G)
    assert not window.reading.view.heatmap_style.shown
    assert not window.commands["heatmap"].isChecked()
    assert window.reading.view.grab().toImage() != with_heatmap
    _press(qtbot, window, Qt.Key.Key_G)
    assert window.reading.view.grab().toImage() == with_heatmap


def test_n_goes_to_the_next_class(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    _press(qtbot, window, Qt.Key.Key_N)
    assert window.reading.panel.chosen == "normal"
    assert window.reading.view.heatmap.label == "normal"


def test_keys_change_window_zoom_and_place(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    view = window.reading.view
    start, shift = (view.voi, view.placement), Qt.KeyboardModifier.ShiftModifier
    _press(qtbot, window, Qt.Key.Key_Right, shift)
    assert view.voi.width > start[0].width
    _press(qtbot, window, Qt.Key.Key_Up, shift)
    assert view.voi.center < start[0].center
    _press(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.placement.origin[0] > start[1].origin[0]
    _press(qtbot, window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.placement.zoom < start[1].zoom
    _press(qtbot, window, Qt.Key.Key_V)
    assert view.inverted
    _press(qtbot, window, Qt.Key.Key_2)
    assert view.voi.explanation == "LUNG"
    _press(qtbot, window, Qt.Key.Key_Escape)
    assert (view.voi, view.placement, view.inverted) == (*start, False)
    assert not window.commands["invert"].isChecked()


def test_arrows_go_through_the_images_while_the_film_has_the_keyboard(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm", "b.dcm", "c.dcm")
    for key, name in ((Qt.Key.Key_Right, "b.dcm"), (Qt.Key.Key_End, "c.dcm"), (Qt.Key.Key_Left, "b.dcm"),
                      (Qt.Key.Key_Home, "a.dcm")):  # fmt: skip
        _press(qtbot, window, key)
        qtbot.waitUntil(lambda name=name: _shown(window) == name)
        assert window.reading.strip.currentIndex().data() == name


def test_arrows_move_the_slider_while_it_has_the_keyboard(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm", "b.dcm")
    slider = window.reading.panel.heatmap._opacity
    slider.setFocus()
    before = slider.value()
    _press(qtbot, window, Qt.Key.Key_Right)
    assert slider.value() > before
    assert _shown(window) == "a.dcm"


def test_the_strip_is_read_by_keyboard(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm", "b.dcm")
    _press(qtbot, window, Qt.Key.Key_F7)
    _press(qtbot, window, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")
    _press(qtbot, window, Qt.Key.Key_F6)
    assert window.reading.view.hasFocus()
    _press(qtbot, window, Qt.Key.Key_F8)
    assert window.reading.panel.isAncestorOf(QApplication.focusWidget())


def test_double_click_leaves_only_the_film_and_brings_everything_back(qtbot: Any, opened: Any, mouse: Any) -> None:
    window = opened("a.dcm")
    parts = (window.menuBar(), window.reading.strip, window.reading.panel)
    mouse(window.reading.view).double_click(50, 50)
    assert not any(part.isVisible() for part in parts)
    _press(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)  # shortcuts work without the menus
    assert window.reading.view.voi != window.reading.view.picture.voi
    mouse(window.reading.view).double_click(50, 50)
    assert all(part.isVisible() for part in parts)


def test_hidden_patient_data_is_hidden_everywhere(opened: Any) -> None:
    window = opened("Planted_Jane.dcm")
    index = window.reading.strip.currentIndex()
    assert "Planted" in index.data(Qt.ItemDataRole.ToolTipRole)
    window.commands["hide_patient"].trigger()
    index = window.reading.strip.currentIndex()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    said = [window.reading.view.accessibleDescription(), *(index.data(role) for role in roles)]
    assert not any("Planted" in words for words in said)
    window.commands["hide_patient"].trigger()
    assert "Planted_Jane.dcm" in window.reading.view.accessibleDescription()


# ------------------------------------------------------------------------- names and reach by keyboard


def _controls(window: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QAbstractItemView)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and widget.window() is window
    ]


@pytest.mark.parametrize("with_film", [False, True])
def test_every_control_is_named_and_reached_with_the_tab_key(window: MainWindow, opened: Any, with_film: bool) -> None:
    if with_film:
        opened("a.dcm", "b.dcm")
        window.notices.tell("a.dcm", "something")
    controls = [control for control in _controls(window) if control.isVisible() and control.isEnabled()]
    assert len(controls) > 3
    assert [control for control in controls if not control.accessibleName()] == []
    reached, widget = set(), window.nextInFocusChain()
    while widget is not window:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
        widget = widget.nextInFocusChain()
    assert [control.accessibleName() for control in controls if control not in reached] == []


@pytest.mark.parametrize("name", ["card", "shortcuts", "notices", "about"])
def test_pages_beside_the_window_are_not_modal_and_close_with_escape(qtbot: Any, opened: Any, name: str) -> None:
    window = opened("a.dcm")
    window.commands[name].trigger()
    (dialog,) = window.findChildren(QDialog)
    assert not dialog.isModal()
    assert all(control.accessibleName() for control in _controls(dialog))
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_notices_add_up_and_can_be_dismissed_and_listed(window: MainWindow) -> None:
    window.notices.tell("a.dcm", "cut short")
    window.notices.tell("b.dcm", "no image")
    assert window.notices._text.text() == "b.dcm: no image   (+1 more)"
    window.notices.dismiss()
    assert not window.notices.isVisible()
    assert [notice.text for notice in window.notices.notices] == ["a.dcm: cut short", "b.dcm: no image"]


# ------------------------------------------------------------------------------------ start and the end


def test_importing_the_window_loads_nothing_heavy() -> None:
    heavy = ("torch", "onnxruntime", "openvino", "pydicom", "scipy", "matplotlib", "PySide6.QtOpenGL")
    code = f"import xraydesk.ui.app, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_was_set_in_the_window_is_saved_when_it_closes(qtbot: Any, workflow: Any, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    window = MainWindow(workflow, Settings.load(path))
    window.show()
    window.commands["texts"].trigger()
    window.reading.panel.heatmap.shown.setChecked(False)
    window.close()
    saved = Settings.load(path)
    assert (saved["corner_texts"], saved["heatmap_shown"]) == ("all", False)


def test_a_window_closes_though_its_settings_cannot_be_saved(qtbot: Any, workflow: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    window = MainWindow(workflow, Settings(tmp_path / "file" / "settings.json"))
    window.show()
    assert window.close()
    assert not window.isVisible()


def test_the_program_opens_what_it_is_given_and_ends_when_its_window_closes(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, phantom: Path
) -> None:
    started: list[tuple[MainWindow, str]] = []

    class Application:
        def __init__(self, _arguments: list[str]) -> None:
            self.real = QApplication.instance()

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

        def exec(self) -> int:
            windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
            (window,) = [each for each in windows if each.isVisible()]
            qtbot.waitUntil(lambda: _shown(window) == phantom.name, timeout=20_000)
            started.append((window, _shown(window)))
            window.close()
            return 0

    monkeypatch.setattr(app, "QApplication", Application)
    monkeypatch.setattr(app.theme, "ThemeKeeper", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert app.run([phantom]) == 0
    assert started[0][1] == phantom.name


def test_a_defect_of_ours_is_told_without_what_it_held(window: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ValueError, match="Planted") as caught:
        int("Planted^Name")
    app._Defects(window)(caught.type, caught.value, caught.tb)
    told = window.notices.notices[-1].text + caplog.text
    assert "ValueError in test_main_window.py" in told
    assert "Planted" not in told


def test_the_self_test_paints_a_window(qtbot: Any) -> None:
    passed, detail = app.platform_check()
    assert passed
    assert "offscreen" in detail


@pytest.fixture
def unfurnished(qtbot: Any, workflow: Any, tmp_path: Path) -> Iterator[MainWindow]:
    """A window of which only the start page is there."""
    window = MainWindow(workflow, Settings(), stored=lambda: (Database(), tmp_path / "sessions"))
    yield window
    workflow.release()
    window.close()
    window.deleteLater()


def test_the_start_page_is_painted_before_the_rest_is_made(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, unfurnished: MainWindow
) -> None:
    went_on: list[bool] = []
    app._FirstPaint(unfurnished, lambda: went_on.append(unfurnished.start.isVisible()))
    assert went_on == []
    unfurnished.show()
    qtbot.waitUntil(lambda: went_on == [True])
    menus = [menu.text() for menu in unfurnished.menuBar().actions()]
    assert len(menus) == len(MENUS)
    assert not unfurnished.furnished
    unfurnished.furnish()
    parts = (unfurnished.desk, unfurnished.reading)
    unfurnished.furnish()
    assert (unfurnished.desk, unfurnished.reading) == parts


def test_a_window_that_is_not_seen_is_furnished_all_the_same(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, unfurnished: MainWindow
) -> None:
    monkeypatch.setattr(app, "UNSEEN_MS", 20)
    went_on: list[bool] = []
    app._FirstPaint(unfurnished, lambda: went_on.append(True))
    qtbot.waitUntil(lambda: went_on == [True])
    unfurnished.show()
    qtbot.waitExposed(unfurnished)
    assert went_on == [True]


def test_who_is_quicker_than_the_start_finds_everything(qtbot: Any, workflow: Any, unfurnished: MainWindow) -> None:
    unfurnished.show()
    unfurnished.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: _shown(unfurnished) == "a.dcm")


def test_an_action_that_comes_too_early_is_done(qtbot: Any, phantom: Path, workflow: Any, unfurnished: Any) -> None:
    workflow.add(phantom.name)
    unfurnished.show()
    unfurnished.commands["open_sample"].trigger()
    qtbot.waitUntil(lambda: _shown(unfurnished) == phantom.name)


def test_a_window_can_be_closed_before_it_is_furnished(unfurnished: MainWindow) -> None:
    unfurnished.show()
    assert unfurnished.close()


def test_the_first_look_needs_neither_pictures_nor_the_database() -> None:
    heavy = ("numpy", "PIL", "sqlite3", "xraydesk.workflow", "PySide6.QtNetwork", "PySide6.QtPrintSupport")
    code = f"import xraydesk.ui.app, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
