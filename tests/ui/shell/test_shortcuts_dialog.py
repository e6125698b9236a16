"""The shortcuts dialog: find an action, give it a key, hear of a conflict before it happens."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton

from xraydesk.core.settings import Settings
from xraydesk.ui.actions.keymap import Keymap
from xraydesk.ui.actions.table import ACTIONS
from xraydesk.ui.shell.shortcuts_dialog import ShortcutsDialog


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


@pytest.fixture
def dialog(qtbot: Any, keymap: Keymap, settings: Settings) -> ShortcutsDialog:
    made = ShortcutsDialog(keymap, settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def _shown(dialog: ShortcutsDialog) -> set[str]:
    return {action for action, item in dialog._items.items() if not item.isHidden()}


def _press(qtbot: Any, dialog: ShortcutsDialog, keys: str) -> None:
    dialog.editor.field.setKeySequence(QKeySequence(keys))


def test_every_action_is_listed_with_its_keys(dialog: ShortcutsDialog) -> None:
    assert _shown(dialog) == {spec.id for spec in ACTIONS}
    assert dialog._items["invert"].text(1) == "V"
    assert not dialog.isModal()


def test_the_search_finds_names_and_keys(dialog: ShortcutsDialog) -> None:
    dialog.search.setText("rotate")
    assert {"rotate_left", "rotate_right"} <= _shown(dialog)
    assert "invert" not in _shown(dialog)
    assert dialog._items["quit"].parent().isHidden()
    dialog.search.setText("V")
    assert "invert" in _shown(dialog)
    dialog.search.setText("ctrl+q")
    assert _shown(dialog) == {"quit"}
    dialog.search.setText("")
    assert len(_shown(dialog)) == len(ACTIONS)


def test_what_is_no_longer_listed_is_no_longer_edited(dialog: ShortcutsDialog) -> None:
    dialog.choose("invert")
    assert dialog.editor.isEnabled()
    dialog.search.setText("rotate left")
    assert not dialog.editor.isEnabled()


def test_a_free_key_is_added_and_in_force_at_once(qtbot: Any, dialog: ShortcutsDialog, keymap: Keymap) -> None:
    dialog.choose("invert")
    assert not dialog.editor.add.isEnabled()
    dialog.editor.field.setFocus()
    qtbot.keyClick(dialog.editor.field, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert dialog.editor._verdict.text() == "Ctrl+F9 is free."
    qtbot.mouseClick(dialog.editor.add, Qt.MouseButton.LeftButton)
    assert keymap.keys("invert") == ("V", "Ctrl+F9")
    assert dialog._items["invert"].text(1) == "V  /  Ctrl+F9"
    assert dialog._items["invert"].text(2) == "changed"
    assert dialog.editor.field.keySequence().isEmpty()


def test_a_conflict_is_said_at_once_and_the_key_can_be_taken(
    qtbot: Any, dialog: ShortcutsDialog, keymap: Keymap
) -> None:
    dialog.choose("invert")
    _press(qtbot, dialog, "G")
    assert dialog.editor._verdict.text() == "G belongs to “Show where the model looked”."
    assert keymap.keys("heatmap") == ("G",)
    assert dialog.editor.add.text() == "Take it"
    dialog.editor.add.click()
    assert keymap.keys("invert") == ("V", "G")
    assert dialog._items["heatmap"].text(1) == ""


@pytest.mark.parametrize(("keys", "word"), [("Alt+E", "menu"), ("V", "already")])
def test_a_key_that_cannot_be_added_cannot_be_added(
    qtbot: Any, dialog: ShortcutsDialog, keymap: Keymap, keys: str, word: str
) -> None:
    dialog.choose("invert")
    _press(qtbot, dialog, keys)
    assert word in dialog.editor._verdict.text()
    assert not dialog.editor.add.isEnabled()


def test_an_action_takes_so_many_keys_and_no_more(qtbot: Any, dialog: ShortcutsDialog, keymap: Keymap) -> None:
    keymap.assign("invert", ["Ctrl+F2", "Ctrl+F3", "Ctrl+F4", "Ctrl+F5"])
    dialog.choose("invert")
    _press(qtbot, dialog, "Ctrl+F9")
    assert "at most" in dialog.editor._verdict.text()
    assert not dialog.editor.add.isEnabled()


def test_a_key_is_removed_with_its_button(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    dialog.choose("invert")
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.accessibleName() == "Remove V"]
    button.click()
    assert keymap.keys("invert") == ()
    assert not [each for each in dialog.findChildren(QPushButton) if each.isVisible() and each.text().endswith("✕")]


def test_one_action_or_all_are_restored(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    assert not dialog.restore_all.isEnabled()
    keymap.assign("invert", ["F9"])
    keymap.assign("fit", ["F10"])
    dialog.choose("invert")
    dialog.editor.restore.click()
    assert keymap.keys("invert") == ("V",)
    assert not dialog.editor.restore.isEnabled()
    dialog.restore_all.click()
    assert not keymap.has_own
    assert not dialog.restore_all.isEnabled()


def test_another_profile_is_chosen_and_shown(qtbot: Any, dialog: ShortcutsDialog, settings: Settings) -> None:
    dialog.profiles.setFocus()
    qtbot.keyClick(dialog.profiles, Qt.Key.Key_Down)
    assert settings["shortcut_profile"] == "ohif"
    assert dialog._items["invert"].text(1) == "I"
    settings.set("shortcut_profile", "default")
    assert dialog.profiles.currentData() == "default"


def test_return_in_the_search_goes_to_what_was_found(qtbot: Any, dialog: ShortcutsDialog) -> None:
    dialog.search.setText("rotate right")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.editor._title.text() == "Rotate right"


def test_the_tab_key_leaves_the_field_and_escape_is_a_key_like_others(qtbot: Any, dialog: ShortcutsDialog) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.choose("invert")
    dialog.editor.field.setFocus()
    field = QApplication.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert "Reset the view" in dialog.editor._verdict.text()
    assert dialog.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not dialog.editor.field.isAncestorOf(QApplication.focusWidget())


def test_return_in_the_list_goes_to_the_field(qtbot: Any, dialog: ShortcutsDialog) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.choose("invert")
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.editor.field.hasFocus() or dialog.editor.field.isAncestorOf(dialog.focusWidget())
    assert dialog.isVisible()
