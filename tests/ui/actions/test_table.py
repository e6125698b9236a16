"""The action table: every action can be found, is bound, and does something or is not offered."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from xraydesk.core.settings import Settings
from xraydesk.ui.actions.handlers import HANDLERS
from xraydesk.ui.actions.keymap import Keymap, shown
from xraydesk.ui.actions.table import ACTIONS, CONTEXT_MENU, MENUS, title
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.help_pages import about_html, shortcuts_html

LEAVES_THE_FILM = ("quit", "open_sample", "close_all")


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


def test_every_action_has_its_own_keys_a_handler_and_a_menu() -> None:
    keys = [key for spec in ACTIONS for key in spec.shortcut.split()]
    assert len(set(keys)) == len(keys)
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)
    for spec in ACTIONS:
        group, method = spec.handler.split(".")
        assert callable(getattr(HANDLERS[group], method))
    assert {spec.menu for spec in ACTIONS} == set(MENUS)
    assert set(CONTEXT_MENU) <= {spec.id for spec in ACTIONS}
    assert all(spec.tip.endswith(".") for spec in ACTIONS)


def test_menus_hold_every_action_once(window: MainWindow) -> None:
    in_menus = [action for menu in window.menuBar().actions() for action in menu.menu().actions()]
    plain = [action.text() for action in in_menus if action.text() and action.menu() is None]
    assert sorted(plain) == sorted(spec.text for spec in ACTIONS)


def test_the_help_sheet_names_every_action_with_the_keys_in_force() -> None:
    keymap = Keymap(Settings())
    keymap.assign("invert", ["Ctrl+F9", "Ctrl+F10"])
    sheet = unescape(shortcuts_html(keymap))
    assert all(spec.text.rstrip("…") in sheet for spec in ACTIONS)
    assert all(title(menu) in sheet for menu in MENUS)
    assert f"{shown('Ctrl+F9')}  /  {shown('Ctrl+F10')}" in sheet
    assert ">V<" not in sheet
    assert "RESEARCH USE" in about_html()


def test_the_help_sheet_follows_the_keys_while_it_is_open(window: MainWindow) -> None:
    from xraydesk.ui.shell.dialogs import Page

    window.commands["shortcuts"].trigger()
    sheet = window.findChild(Page)
    assert "Ctrl+F9" not in sheet.toPlainText()
    window.keymap.assign("invert", ["Ctrl+F9"])
    assert "Ctrl+F9" in sheet.toPlainText()


def test_every_action_can_be_done_without_a_film_or_is_not_offered(window: MainWindow, nothing_chosen: None) -> None:
    for spec in ACTIONS:
        assert window.commands[spec.id].isEnabled() != spec.needs_film, spec.id
        if spec.id not in ("quit", "open_sample"):
            window.commands[spec.id].trigger()


def test_every_action_can_be_done_with_a_film(opened: Any, nothing_chosen: None) -> None:
    window = opened("a.dcm", "b.dcm")
    for spec in ACTIONS:
        if spec.id not in LEAVES_THE_FILM:
            assert window.commands[spec.id].isEnabled() or spec.wants, spec.id
            window.commands[spec.id].trigger()
            window.commands[spec.id].trigger()
