"""The settings dialog: made from the table, in force at once, refusing in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPushButton

from xraydesk.core.settings import SETTINGS, Section, Setting, Settings
from xraydesk.ui.shell.settings_dialog import SettingRow, SettingsDialog

WHOLE = Setting("w", int, 5, "Whole", "A number.", section=Section.IMAGE, low=2, high=40)
DECIMAL = Setting("d", float, 0.5, "Decimal", "A number.", section=Section.IMAGE, low=0.25, high=2.0, step=0.25)
WORDS = Setting("t", str, "", "Words", "A text.", section=Section.IMAGE)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def dialog(qtbot: Any, settings: Settings) -> SettingsDialog:
    made = SettingsDialog(settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def _row(dialog: SettingsDialog, key: str) -> SettingRow:
    (row,) = (row for row in dialog.rows if row.setting.key == key)
    return row


def _shown(dialog: SettingsDialog) -> set[str]:
    return {row.setting.key for row in dialog.rows if row.isVisibleTo(dialog)}


def _button(dialog: SettingsDialog, name: str) -> QPushButton:
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.accessibleName() == name)
    return button


def test_every_setting_that_is_not_hidden_has_a_row_and_a_control_that_shows_it(dialog: SettingsDialog) -> None:
    expected = {setting.key for setting in SETTINGS if setting.section is not Section.HIDDEN}
    assert _shown(dialog) == expected
    assert "last_folder" not in expected
    assert not dialog.isModal()


def test_a_choice_is_in_force_at_once(qtbot: Any, dialog: SettingsDialog, settings: Settings) -> None:
    box = _row(dialog, "corner_texts").control.findChild(QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert settings["corner_texts"] == "minimal"


def test_a_check_is_in_force_at_once(qtbot: Any, dialog: SettingsDialog, settings: Settings) -> None:
    qtbot.keyClick(_row(dialog, "reverse_window_drag").control.focusProxy(), Qt.Key.Key_Space)
    assert settings["reverse_window_drag"] is True


def test_the_dialog_follows_what_is_changed_elsewhere(dialog: SettingsDialog, settings: Settings) -> None:
    settings.set("heatmap_opacity", 0.8)
    settings.set("colour_map", "cividis")
    settings.set("analyse_all", False)
    assert _row(dialog, "heatmap_opacity").control.focusProxy().value() == 80
    assert _row(dialog, "colour_map").control.focusProxy().currentData() == "cividis"
    assert not _row(dialog, "analyse_all").control.focusProxy().isChecked()


def test_only_what_differs_can_be_reset_and_reset_puts_it_back(
    qtbot: Any, dialog: SettingsDialog, settings: Settings
) -> None:
    row = _row(dialog, "colour_map")
    assert not row.reset.isVisible()
    settings.set("colour_map", "cividis")
    assert row.reset.isVisible()
    row.reset.setFocus()
    qtbot.keyClick(row.reset, Qt.Key.Key_Space)
    assert settings["colour_map"] == "inferno"
    assert not row.reset.isVisible()
    assert row.isAncestorOf(QApplication.focusWidget())


def test_a_reset_of_everything_spares_what_is_not_shown_and_can_be_undone(
    qtbot: Any, dialog: SettingsDialog, settings: Settings
) -> None:
    settings.set("colour_map", "cividis")
    settings.set("heatmap_opacity", 0.8)
    settings.set("last_folder", "/films")
    _button(dialog, "Reset all settings").click()
    assert (settings["colour_map"], settings["heatmap_opacity"]) == ("inferno", 0.45)
    assert settings["last_folder"] == "/films"
    undo = _button(dialog, "Undo the reset")
    undo.click()
    assert (settings["colour_map"], settings["heatmap_opacity"]) == ("cividis", 0.8)
    assert not undo.isVisible()


def test_the_search_leaves_the_rows_that_have_all_words(dialog: SettingsDialog) -> None:
    dialog.findChild(QLineEdit).setText("heatmap COLOUR")
    assert "colour_map" in _shown(dialog)
    assert "theme" not in _shown(dialog)
    sections = dialog.findChild(QListWidget)
    assert [sections.item(row).text() for row in range(sections.count())] == ["Findings and heatmap"]
    dialog.findChild(QLineEdit).setText("german deutsch xylophone")
    assert _shown(dialog) == set()
    assert dialog._nothing.isVisible()
    dialog.findChild(QLineEdit).setText("")
    assert len(_shown(dialog)) == len(dialog.rows)


def test_a_section_of_the_list_is_scrolled_to(dialog: SettingsDialog) -> None:
    dialog.resize(700, 320)
    QApplication.processEvents()
    sections = dialog.findChild(QListWidget)
    sections.setCurrentRow(sections.count() - 1)
    assert dialog._page.verticalScrollBar().value() > 0


def test_what_needs_a_new_start_says_so(dialog: SettingsDialog) -> None:
    said = {row.setting.key for row in dialog.rows if "Takes effect at the next start." in " ".join(_words(row))}
    assert said == {setting.key for setting in SETTINGS if setting.at_next_start}


def _words(row: SettingRow) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in row.findChildren(QLabel)]


def test_the_wheel_scrolls_and_changes_nothing(dialog: SettingsDialog, settings: Settings) -> None:
    box = _row(dialog, "colour_map").control.focusProxy()
    notch = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, notch)
    assert settings["colour_map"] == "inferno"


# ---------------------------------------------------------------------------------- refusing in place


@pytest.fixture
def row(qtbot: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[Setting], SettingRow]:
    """A row of a setting of the test's own."""

    def make(setting: Setting) -> SettingRow:
        monkeypatch.setitem(Settings.set.__globals__["_BY_KEY"], setting.key, setting)
        made = SettingRow(setting, settings)
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


@pytest.mark.parametrize(
    ("setting", "typed", "kept", "wish"),
    [(WHOLE, "99", 5, "From 2 to 40."), (WHOLE, "1", 5, "From 2 to 40."), (DECIMAL, "7", 0.5, "From 0.25 to 2.")],
)
def test_a_number_out_of_range_is_refused_with_the_range(
    qtbot: Any, settings: Settings, row: Any, setting: Setting, typed: str, kept: float, wish: str
) -> None:
    made = row(setting)
    box = made.control.focusProxy()
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert settings[setting.key] == kept
    assert box.value() == kept
    assert made._refusal.isVisible()
    assert made._refusal.text() == wish
    box.selectAll()
    qtbot.keyClicks(box, "2")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert settings[setting.key] == 2
    assert not made._refusal.isVisible()


def test_a_text_that_is_too_long_is_refused_and_stays_to_be_shortened(qtbot: Any, settings: Settings, row: Any) -> None:
    made = row(WORDS)
    line = made.control.focusProxy()
    line.setText("x" * 5000)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert settings["t"] == ""
    assert made._refusal.isVisible()
    assert len(line.text()) == 5000
    line.setText(" Dr. Doe ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert settings["t"] == "Dr. Doe"
    assert not made._refusal.isVisible()


def test_a_dialog_that_was_closed_follows_no_longer(qtbot: Any, settings: Settings) -> None:
    closed = SettingsDialog(settings)
    gone: list[bool] = []
    row = _row(closed, "theme")  # kept here, so that a callback to it would reach a deleted widget
    row.destroyed.connect(lambda: gone.append(True))
    closed.show()
    closed.close()
    qtbot.waitUntil(lambda: bool(gone))
    settings.set("theme", "light")
    assert settings["theme"] == "light"
