"""Everything in the window and beside it has a name for screen readers and is reached without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from xraydesk.ui.actions.table import ACTIONS
from xraydesk.ui.main_window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
)
INSIDE_OTHERS = (QScrollBar, QHeaderView)
"""Parts that the control around them is the way to."""


def _is_inside_another(widget: QWidget) -> bool:
    if isinstance(widget, INSIDE_OTHERS) or widget.objectName().startswith("qt_"):
        return True
    owner = widget.parentWidget()
    while owner is not None and not owner.isWindow():
        if isinstance(owner, (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)):
            return True
        if owner.focusProxy() is widget and isinstance(owner, CONTROLS):
            return True
        owner = owner.parentWidget()
    return type(owner).__name__ == "QComboBoxPrivateContainer"


def controls(window: QWidget) -> list[QWidget]:
    """What can be operated in a window now: known kinds of controls, and whatever takes the keyboard."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and (isinstance(widget, CONTROLS) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus)
        and not _is_inside_another(widget)
    ]


def reached_with_tab(window: QWidget) -> set[QWidget]:
    """The widgets that Tab stops at, one after the other."""
    reached, widget = set(), window.nextInFocusChain()
    while widget is not window:
        if widget.window() is window and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.update({widget, widget.focusProxy() or widget})
        widget = widget.nextInFocusChain()
    return reached


def reached_with_a_key(widget: QWidget) -> bool:
    """Whether a button's action is in a menu or has a key, or the widget is where such a key leads."""
    return isinstance(widget, QToolButton) and widget.defaultAction() is not None


def described(widgets: list[QWidget]) -> list[str]:
    return [f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}" for widget in widgets]


def assert_reachable(window: QWidget) -> None:
    found = controls(window)
    assert found, "nothing to operate"
    assert described([each for each in found if not each.accessibleName().strip()]) == []
    reached = reached_with_tab(window)
    missed = [each for each in found if each not in reached and not reached_with_a_key(each)]
    # One of a group of buttons that exclude each other is enough: arrow keys go through the others.
    missed = [each for each in missed if not (isinstance(each, QAbstractButton) and each.group() is not None)]
    assert described(missed) == []


@pytest.fixture
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file dialog is left at once."""
    answers: dict[str, Callable[..., Any]] = {
        "getOpenFileNames": lambda *_: ([], ""),
        "getOpenFileName": lambda *_: ("", ""),
        "getSaveFileName": lambda *_: ("", ""),
        "getExistingDirectory": lambda *_: "",
    }
    for name, answer in answers.items():
        monkeypatch.setattr(QFileDialog, name, answer)


def test_the_start_page_is_named_and_reached(window: MainWindow) -> None:
    window.notices.tell("a.dcm", "something")
    window.notices.tell("b.dcm", "something else")
    assert_reachable(window)


@pytest.mark.parametrize(
    "actions",
    [
        (),
        ("study_list",),
        ("measurement_list",),
        ("layout_four",),
        ("layout_overlay",),
        ("second_reader",),
    ],
    ids=lambda actions: "+".join(actions) or "one film",
)
def test_the_window_is_named_and_reached_in_every_state(qtbot: Any, opened: Any, actions: tuple[str, ...]) -> None:
    window = opened("a.dcm", "b.dcm", "c.dcm")
    for name in actions:
        window.commands[name].trigger()
    QApplication.processEvents()
    assert_reachable(window)


OPENS_A_WINDOW = [spec.id for spec in ACTIONS if spec.text.endswith("…") and not spec.id.startswith("open_")]


@pytest.mark.parametrize("action", OPENS_A_WINDOW)
def test_what_an_action_opens_is_named_reached_and_left_by_keyboard(
    qtbot: Any, opened: Any, nothing_chosen: None, action: str
) -> None:
    window = opened("a.dcm", "b.dcm")
    before = set(QApplication.topLevelWidgets())
    window.commands[action].trigger()
    QApplication.processEvents()
    beside = [each for each in QApplication.topLevelWidgets() if each not in before and each.isVisible()]
    for opened_window in beside:
        if isinstance(opened_window, QMenu):
            assert all(item.text() for item in opened_window.actions() if not item.isSeparator())
            opened_window.close()
            continue
        assert opened_window.windowTitle()
        assert not opened_window.isModal()
        assert_reachable(opened_window)
        if isinstance(opened_window, QDialog):
            qtbot.keyClick(opened_window, Qt.Key.Key_Escape)
            qtbot.waitUntil(lambda shown=opened_window: not _is_shown(shown))


def _is_shown(window: QWidget) -> bool:
    try:
        return window.isVisible()
    except RuntimeError:  # Qt has deleted it
        return False


def test_every_action_is_in_a_menu_so_that_no_key_need_be_known(window: MainWindow) -> None:
    def within(menu: QMenu) -> Iterator[QAction]:
        for action in menu.actions():
            yield action
            if isinstance(action.menu(), QMenu):
                yield from within(action.menu())

    listed = {action for top in window.menuBar().actions() for action in within(top.menu())}
    assert [name for name, action in window.commands.items() if action not in listed] == []


def test_the_tab_key_goes_all_the_way_round(qtbot: Any, opened: Any) -> None:
    """Not only in the chain on paper: with real key presses, from the film back to the film."""
    window = opened("a.dcm", "b.dcm")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.reading.view.setFocus()
    visited = []
    for _ in range(200):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
        if visited[-1] is window.reading.view:
            break
    assert visited[-1] is window.reading.view
    assert len(visited) > 10
    names = [widget.accessibleName() for widget in visited]
    assert all(names)


def test_the_border_shows_where_the_keyboard_is(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = window.reading.view
    view.setFocus()
    with_keyboard = view.grab().toImage()
    window.reading.strip.setFocus()
    QApplication.sendPostedEvents(view, QEvent.Type.UpdateRequest)
    assert view.grab().toImage() != with_keyboard


def test_tools_that_find_no_room_are_behind_a_button_that_can_be_seen(qtbot: Any, window: MainWindow) -> None:
    window.resize(700, 600)
    (more,) = window._bar.findChildren(QToolButton, "qt_toolbar_ext_button")
    qtbot.waitUntil(more.isVisible)
    assert more.accessibleName()
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    image = more.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}) > 1
