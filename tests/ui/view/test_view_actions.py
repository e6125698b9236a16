"""The view by keyboard: presets, lists to choose from, frames, the magnifier, overlays; nothing that does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from xraydesk.core.radiograph import Overlay
from xraydesk.ui.view.windowing import window_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _press(qtbot: Any, window: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    window.reading.view.setFocus()
    qtbot.keyClick(window.reading.view, key, modifier)


def _menu(window: Any) -> QMenu:
    menus = [menu for menu in window.reading.view.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def test_the_number_keys_choose_presets_by_name(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("a.dcm")
    names = ("Lung", "Mediastinum", "Bone", "Soft tissue", "Wide", "Narrow", "Equalised")
    for number, name in enumerate(names, 3):
        _press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number))
        assert name in window_text(window.reading.view.voi)
    _press(qtbot, window, Qt.Key.Key_0)
    assert window_text(window.reading.view.voi).endswith("Automatic")
    _press(qtbot, window, Qt.Key.Key_1)
    assert window.reading.view.voi == window.reading.view.picture.voi


def test_the_files_windows_are_chosen_from_a_list(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("a.dcm")
    _press(qtbot, window, Qt.Key.Key_W, SHIFT)
    menu = _menu(window)
    words = [action.text() for action in menu.actions() if action.text()]
    assert [word[4:] for word in words] == [
        "W 4096  L 2048  WIDE", "W 500  L 1000  LUNG", "no window or table: full range",
    ]  # fmt: skip
    assert [action.isChecked() for action in menu.actions() if action.text()] == [True, False, False]
    qtbot.keyClick(menu, Qt.Key.Key_3)
    assert window_text(window.reading.view.voi).endswith("full range")


def test_the_films_colours_are_chosen_from_a_list_and_reset_is_grey(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("a.dcm")
    _press(qtbot, window, Qt.Key.Key_C, SHIFT)
    qtbot.keyClick(_menu(window), Qt.Key.Key_4)
    assert window.reading.view.colours == "viridis"
    _press(qtbot, window, Qt.Key.Key_Escape)
    assert window.reading.view.colours == "grey"


def test_frames_by_keyboard(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("many.dcm", samples=np.zeros((6, 64, 64), np.uint16))
    view = window.reading.view
    for key, modifier, frame in (
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_End, CONTROL, 5),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 4),
        (Qt.Key.Key_Home, CONTROL, 0),
    ):
        _press(qtbot, window, key, modifier)
        qtbot.waitUntil(lambda frame=frame: view.picture.frame == frame)
    _press(qtbot, window, Qt.Key.Key_Space)
    assert view.frames.is_playing
    rate = view.frames.rate
    _press(qtbot, window, Qt.Key.Key_PageDown, CONTROL)
    assert view.frames.rate > rate
    assert view.frames.is_playing
    _press(qtbot, window, Qt.Key.Key_PageUp, CONTROL)
    assert view.frames.rate == rate
    _press(qtbot, window, Qt.Key.Key_Space)
    assert not view.frames.is_playing


def test_overlays_and_smoothness_are_switched_in_every_view(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("a.dcm", overlays=(Overlay(np.ones((1, 9, 9), bool), 3, 3),))
    assert window.commands["overlays"].isChecked()
    _press(qtbot, window, Qt.Key.Key_O, SHIFT)
    _press(qtbot, window, Qt.Key.Key_Z, SHIFT)
    for view in window.reading.grid.views:
        assert not view.overlays_shown
        assert not view.is_smooth
    assert not window.commands["overlays"].isChecked()
    assert not window.commands["smooth"].isChecked()
    _press(qtbot, window, Qt.Key.Key_Z, SHIFT)
    assert window.reading.view.is_smooth


def test_the_magnifier_is_a_tool_like_the_others(qtbot: Any, opened: Callable[..., Any]) -> None:
    window = opened("a.dcm")
    _press(qtbot, window, Qt.Key.Key_J)
    assert {view.tool for view in window.reading.grid.views} == {"magnifier"}
    assert window.commands["tool_magnifier"].isChecked()
    _press(qtbot, window, Qt.Key.Key_W)
    assert window.reading.view.tool == "window"
    assert window.commands["tool_window"].isChecked()


@pytest.mark.parametrize(
    ("changes", "offered", "withheld"),
    [
        ({}, {"preset_lung", "film_colours", "file_window_2"}, {"next_frame", "play", "overlays"}),
        ({"samples": np.zeros((3, 40, 40), np.uint16)}, {"next_frame", "play"}, {"overlays"}),
        ({"samples": np.zeros((1, 40, 40, 3), np.uint8), "bits_stored": 8, "photometric": "RGB", "voi": ()},
         {"invert", "fit"}, {"preset_lung", "auto_window", "wider", "film_colours", "choose_window", "next_frame"}),
        ({"voi": ()}, {"file_window_1"}, {"file_window_2"}),
    ],
)  # fmt: skip
def test_only_what_the_film_has_is_offered(
    opened: Callable[..., Any], changes: dict[str, Any], offered: set[str], withheld: set[str]
) -> None:
    window = opened("a.dcm", **changes)
    enabled = {name for name, action in window.commands.items() if action.isEnabled()}
    assert offered <= enabled
    assert not withheld & enabled
