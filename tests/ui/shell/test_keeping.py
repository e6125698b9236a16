"""What was chosen is on disk soon after, without the UI thread, and at the latest when the window closes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.settings import Settings
from xraydesk.ui.main_window import MainWindow


@pytest.fixture
def kept(qtbot: Any, workflow: Any, tmp_path: Path) -> Any:
    window = MainWindow(workflow, Settings.load(tmp_path / "settings.json"))
    window.show()
    yield window
    workflow.release()
    window.close()
    window.deleteLater()


def test_a_change_is_written_while_the_window_is_open(qtbot: Any, kept: MainWindow, tmp_path: Path) -> None:
    kept._keeping._rest.setInterval(10)
    for opacity in (0.1, 0.2, 0.3):
        kept._settings.set("heatmap_opacity", opacity)
    kept.keymap.assign("invert", ["Ctrl+F9"])
    settings, shortcuts = tmp_path / "settings.json", tmp_path / "shortcuts.json"
    qtbot.waitUntil(lambda: settings.exists() and shortcuts.exists(), timeout=10_000)
    assert json.loads(settings.read_text("utf-8"))["heatmap_opacity"] == 0.3
    assert json.loads(shortcuts.read_text("utf-8")) == {"default": {"invert": ["Ctrl+F9"]}}


def test_the_last_change_is_written_when_the_window_closes(kept: MainWindow, tmp_path: Path) -> None:
    kept._settings.set("heatmap_opacity", 0.9)
    kept.close()
    assert Settings.load(tmp_path / "settings.json")["heatmap_opacity"] == 0.9


def test_a_folder_that_cannot_be_written_is_logged_and_nothing_else(
    qtbot: Any, workflow: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    window = MainWindow(workflow, Settings(tmp_path / "file" / "settings.json"))
    window.keymap.assign("invert", ["Ctrl+F9"])
    window.show()
    assert window.close()
    said = [record.getMessage() for record in caplog.records]
    assert [line.split(":")[0] for line in said] == ["the settings were not saved", "the shortcuts were not saved"]


def test_the_window_follows_its_settings_at_once(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    settings, view = window._settings, window.reading.view
    texts = view.grab().toImage()
    settings.set("corner_texts", "none")
    assert view.grab().toImage() != texts
    settings.set("reverse_window_drag", True)
    assert view.drag_reversed
    settings.set("heatmap_shown", False)
    assert not view.heatmap_style.shown
    assert not window.commands["heatmap"].isChecked()
    settings.set("colour_map", "cividis")
    assert view.heatmap_style.colour_map == "cividis"
    settings.set("heatmap_opacity", 0.9)
    assert view.heatmap_style.opacity == 0.9
    settings.set("heatmap_style", "both")
    assert view.heatmap_style.kind == "both"
    settings.set("analyse_all", False)
    assert not window.survey.analyse


def test_files_that_were_not_analysed_are_when_the_setting_says_so(qtbot: Any, window: Any, workflow: Any) -> None:
    window._settings.set("analyse_all", False)
    window.open_paths(workflow.add("a.dcm", "b.dcm", "c.dcm", "d.dcm"))
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 4)
    qtbot.waitUntil(lambda: all(window.desk.items[row].thumbnail is not None for row in range(4)), timeout=10_000)
    assert window.desk.items[3].prediction is None
    window._settings.set("analyse_all", True)
    qtbot.waitUntil(lambda: all(window.desk.items[row].prediction is not None for row in range(4)), timeout=10_000)
