"""Keys do what the keymap says, wherever the keyboard is, from the moment that it says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QListWidget, QMainWindow, QVBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.actions.key_binding import KeyBinding
from xraydesk.ui.actions.keymap import Keymap
from xraydesk.ui.actions.table import ACTIONS


class Desk(QMainWindow):
    """A film, a list and a field, with every action of the table; remembers what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.settings = Settings()
        self.keymap = Keymap(self.settings)
        self.film = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.inside = QWidget(self.film, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.list, self.field = QListWidget(), QLineEdit()
        self.list.addItems(["one", "two", "three"])
        self.list.setCurrentRow(0)
        central = QWidget()
        column = QVBoxLayout(central)
        for widget in (self.film, self.list, self.field):
            column.addWidget(widget)
        self.setCentralWidget(central)
        self.actions_by_id = {spec.id: QAction(spec.text, self) for spec in ACTIONS}
        menu = self.menuBar().addMenu("All")
        for name, action in self.actions_by_id.items():
            action.triggered.connect(lambda _=False, name=name: self.done.append(name))
            menu.addAction(action)
        self.binding = KeyBinding(self.actions_by_id, self, self.film, self.keymap)


@pytest.fixture
def desk(qtbot: Any) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.film.setFocus()
    return made


def _press(qtbot: Any, desk: Desk, where: QWidget, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    where.setFocus()
    qtbot.keyClick(where, key, modifier)


def test_every_key_of_every_profile_does_its_action_over_the_film(qtbot: Any, desk: Desk) -> None:
    for profile in ("default", "ohif"):
        desk.settings.set("shortcut_profile", profile)
        for spec in ACTIONS:
            for key in desk.keymap.keys(spec.id):
                desk.done.clear()
                desk.film.setFocus()
                qtbot.keySequence(desk.film, key)
                assert desk.done == [spec.id], key


def test_a_list_keeps_the_keys_that_it_needs(qtbot: Any, desk: Desk) -> None:
    desk.settings.set("shortcut_profile", "ohif")
    _press(qtbot, desk, desk.list, Qt.Key.Key_Down)
    assert desk.list.currentRow() == 1
    assert desk.done == []
    _press(qtbot, desk, desk.list, Qt.Key.Key_I)
    assert desk.done == ["invert"]


def test_a_field_keeps_its_letters(qtbot: Any, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "gwz")
    assert desk.field.text() == "gwz"
    assert desk.done == []


def test_parts_of_the_film_answer_to_its_keys(qtbot: Any, desk: Desk) -> None:
    _press(qtbot, desk, desk.inside, Qt.Key.Key_Home)
    assert desk.done == ["first_image"]


def test_a_key_moves_from_one_action_to_another_at_once(qtbot: Any, desk: Desk) -> None:
    desk.keymap.assign("invert", ["G", "Backspace"])
    for key in (Qt.Key.Key_G, Qt.Key.Key_Backspace, Qt.Key.Key_V):
        _press(qtbot, desk, desk.film, key)
    assert desk.done == ["invert", "invert"]
    desk.keymap.reset_all()
    for key in (Qt.Key.Key_G, Qt.Key.Key_Backspace, Qt.Key.Key_V):
        _press(qtbot, desk, desk.film, key)
    assert desk.done == ["invert", "invert", "heatmap", "invert"]


def test_tool_tips_name_the_keys_in_force(desk: Desk) -> None:
    action = desk.actions_by_id["invert"]
    assert action.toolTip().startswith("Invert (V)\n")
    desk.keymap.assign("invert", ["F9", "Ctrl+Y"])
    assert action.toolTip().startswith("Invert (F9  /  Ctrl+Y)\n")
    assert action.shortcut().toString() == "F9"
    desk.keymap.assign("invert", [])
    assert action.toolTip().startswith("Invert\n")


def test_an_action_that_cannot_be_done_is_not_done(qtbot: Any, desk: Desk) -> None:
    desk.settings.set("shortcut_profile", "ohif")
    desk.actions_by_id["reset"].setEnabled(False)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        _press(qtbot, desk, desk.film, key)
    assert desk.done == []


def test_a_binding_that_is_gone_is_not_told(qtbot: Any, desk: Desk) -> None:
    with qtbot.waitSignal(desk.binding.destroyed):
        desk.binding.deleteLater()
    desk.keymap.assign("invert", ["F9"])
    assert desk.actions_by_id["invert"].shortcut().toString() == "V"
