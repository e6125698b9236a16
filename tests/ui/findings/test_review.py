"""Accepting, rejecting and correcting findings: with a name, undoable, stored, and shown again next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.settings import Settings
from xraydesk.store import decisions as stored
from xraydesk.store.database import Database
from xraydesk.ui.main_window import MainWindow

Open = Callable[..., MainWindow]


def _in_force(window: MainWindow) -> dict[str, str]:
    decisions = window.consultation.review.record.in_force(0, "")
    return {label: decision.verdict.value for label, decision in decisions.items()}


def _all(window: MainWindow) -> list[Decision]:
    return list(window.consultation.review.record.decisions)


def test_a_click_beside_a_finding_declares_it_and_chooses_it(qtbot: Any, read: Open, button: Any) -> None:
    window = read()
    assert window.reading.panel.chosen == "pneumonia"
    qtbot.mouseClick(button(window.reading.panel, "Reject covid19"), Qt.MouseButton.LeftButton)
    assert _in_force(window) == {"covid19": "rejected"}
    assert window.reading.panel.chosen == "covid19"
    assert "covid19: Rejected · Dr Curie" in window.reading.panel.reading._state.text()


def test_what_is_declared_says_who_when_and_of_what(read: Open) -> None:
    window = read()
    window.commands["accept"].trigger()
    (decision,) = _all(window)
    assert (decision.film, decision.frame, decision.label) == ("a.dcm", 0, "pneumonia")
    assert (decision.verdict, decision.reader, decision.model) == (Verdict.ACCEPTED, "Dr Curie", "test")
    assert (decision.probability, decision.operating_point, decision.threshold) == (0.7, "balanced", 0.5)
    assert decision.ai_seen_first
    assert decision.declared.endswith("+00:00")


def test_the_state_is_said_in_words_to_eyes_and_screen_readers(read: Open) -> None:
    window = read()
    window.commands["reject"].trigger()
    row = window.reading.panel._answers.rows["pneumonia"].answer
    assert row.accessibleName().endswith(", rejected")
    before = row.grab().toImage()
    window.commands["accept"].trigger()
    assert row.accessibleName().endswith(", accepted")
    assert row.grab().toImage() != before


def test_the_same_verdict_again_takes_it_back(read: Open) -> None:
    window = read()
    window.commands["accept"].trigger()
    window.commands["accept"].trigger()
    assert _in_force(window) == {}
    assert [each.verdict for each in _all(window)] == [Verdict.ACCEPTED, Verdict.UNDONE]


def test_undoing_goes_back_step_by_step_and_nothing_is_ever_lost(read: Open, button: Any) -> None:
    window = read()
    for name in ("accept", "reject"):
        window.commands[name].trigger()
    window.commands["undo_verdict"].trigger()
    assert _in_force(window) == {"pneumonia": "accepted"}
    button(window.reading.panel, "Take back what was declared last about this finding").click()
    assert _in_force(window) == {}
    window.commands["undo_verdict"].trigger()
    assert len(_all(window)) == 4


def test_a_finding_is_corrected_to_a_label_or_to_free_text(qtbot: Any, read: Open) -> None:
    window = read()
    box = window.reading.panel.reading
    window.commands["correct"].trigger()
    field = box._correct.lineEdit()
    qtbot.keyClicks(field, "pleural effusion")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [each.corrected_to for each in _all(window)] == ["pleural effusion"]
    assert "Corrected to pleural effusion" in box._state.text()
    choices = [box._correct.itemText(row) for row in range(box._correct.count())]
    assert choices == ["covid19", "normal"]
    qtbot.keyClicks(field, "normal")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [each.corrected_to for each in _all(window)] == ["pleural effusion", "normal"]


def test_a_note_goes_with_the_verdict_and_can_be_added_later(qtbot: Any, read: Open) -> None:
    window = read()
    note = window.reading.panel.reading._note
    qtbot.keyClicks(note, "a nipple")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert _all(window) == []
    assert "kept with your verdict" in window.reading.panel.reading._state.text()
    window.commands["reject"].trigger()
    note.setText("two nipples")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert [each.note for each in _all(window)] == ["a nipple", "two nipples"]
    assert _in_force(window) == {"pneumonia": "rejected"}


# ------------------------------------------------------------------------------------------ the name


def test_the_name_is_asked_once_in_the_panel_and_then_the_declaration_is_made(qtbot: Any, opened: Open) -> None:
    window = opened("a.dcm")
    field = window.reading.panel.reader
    assert not field.isVisible()
    window.commands["accept"].trigger()
    assert field.isVisible()
    assert _all(window) == []
    name = field.findChild(QLineEdit)
    qtbot.keyClicks(name, "Dr Roentgen")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert [each.reader for each in _all(window)] == ["Dr Roentgen"]
    assert window._settings["reader_name"] == "Dr Roentgen"
    window.commands["reject"].trigger()
    assert not field.isVisible()


def test_who_will_not_say_their_name_is_not_asked_again(qtbot: Any, opened: Open) -> None:
    window = opened("a.dcm")
    window.commands["accept"].trigger()
    qtbot.keyClick(window.reading.panel.reader.findChild(QLineEdit), Qt.Key.Key_Return)
    window.commands["next_class"].trigger()
    window.commands["reject"].trigger()
    assert [each.reader for each in _all(window)] == ["", ""]
    assert not window.reading.panel.reader.isVisible()


@pytest.mark.parametrize("way", ["escape", "another film"])
def test_a_declaration_that_waits_for_a_name_can_be_left(qtbot: Any, opened: Open, way: str) -> None:
    window = opened("a.dcm", "b.dcm")
    window.commands["accept"].trigger()
    field = window.reading.panel.reader
    if way == "escape":
        qtbot.keyClick(field.findChild(QLineEdit), Qt.Key.Key_Escape)
    else:
        window.commands["next_image"].trigger()
        qtbot.waitUntil(lambda: window.desk.shown == 1)
    assert not field.isVisible()
    assert window.consultation.declarations.of("a.dcm").decisions == ()


def test_another_reader_takes_over_from_the_panel(qtbot: Any, read: Open, button: Any) -> None:
    window = read()
    button(window.reading.panel, "Reader").click()
    name = window.reading.panel.reader.findChild(QLineEdit)
    assert name.text() == "Dr Curie"
    name.setText("Dr Roentgen")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert button(window.reading.panel, "Reader").text() == "Dr Roentgen"
    assert _all(window) == []


# ------------------------------------------------------------------------------------------- storing


def test_what_was_declared_is_shown_again_next_time(qtbot: Any, workflow: Any, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    workflow.add("a.dcm", "b.dcm")

    def start() -> MainWindow:
        window = MainWindow(workflow, Settings(), Database(path))
        window._settings.set("reader_name", "Dr Curie")
        window.show()
        window.desk.load_model()
        window.open_paths([Path("/films/a.dcm"), Path("/films/b.dcm")])
        qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
        return window

    first = start()
    first.commands["accept"].trigger()
    first.commands["next_class"].trigger()
    first.commands["reject"].trigger()
    first.commands["undo_verdict"].trigger()
    first.close()
    kept = stored.everything(Database(path))
    assert [each.verdict for each in kept] == [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNDONE]
    second = start()
    qtbot.waitUntil(lambda: _in_force(second) == {"pneumonia": "accepted"})
    assert "Accepted · Dr Curie" in second.reading.panel.reading._state.text()
    qtbot.waitUntil(lambda: second.desk.items[0].reviewed)
    assert not second.desk.items[1].reviewed
    second.close()
    for window in (first, second):
        window.deleteLater()


def test_a_reviewed_film_is_marked_in_the_strip_until_all_is_taken_back(qtbot: Any, read: Open) -> None:
    window = read("a.dcm", "b.dcm")
    qtbot.waitUntil(lambda: window.desk.items[0].thumbnail is not None)
    plain = window.reading.strip.grab().toImage()
    window.commands["accept"].trigger()
    assert window.desk.items[0].reviewed
    assert "reviewed" in window.desk.items.data(window.desk.items.index(0), Qt.ItemDataRole.ToolTipRole)
    assert window.reading.strip.grab().toImage() != plain
    window.commands["undo_verdict"].trigger()
    assert not window.desk.items[0].reviewed


def test_the_history_shows_every_row_as_plain_text(read: Open) -> None:
    window = read(reader="<b>Dr & Curie</b>")
    window.commands["accept"].trigger()
    window.commands["reject"].trigger()
    window.commands["undo_verdict"].trigger()
    window.reading.panel.reading.history_asked.emit()
    (dialog,) = [each for each in window.findChildren(QDialog) if each.windowTitle() == "What was declared"]
    assert not dialog.isModal()
    said = dialog.findChild(QTextBrowser).toPlainText()
    assert said.count("<b>Dr & Curie</b>") == 3
    assert "rejected (taken back later)" in said
    assert "taken back" in said
    assert "70 %" in said
    dialog.close()


def test_a_film_without_declarations_has_an_empty_history(read: Open) -> None:
    window = read()
    assert not window.reading.panel.reading._history.isEnabled()
    window.commands["history"].trigger()
    (dialog,) = [each for each in window.findChildren(QDialog) if each.windowTitle() == "What was declared"]
    assert "Nothing yet." in dialog.findChild(QTextBrowser).toPlainText()
    dialog.close()


def test_without_an_answer_nothing_is_declared(qtbot: Any, read: Open, workflow: Any) -> None:
    workflow.declined.add("b.dcm")
    window = read("a.dcm", "b.dcm")
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.current.state.value == "declined")
    for name in ("accept", "reject", "undo_verdict", "correct"):
        window.commands[name].trigger()
    window.reading.panel.reading.corrected.emit("oedema")
    window.reading.panel.reading.noted.emit("a note")
    assert _all(window) == []
    assert not window.reading.panel.reading.isVisible()


def test_verdicts_have_keys_that_do_not_reach_into_what_is_typed(qtbot: Any, read: Open) -> None:
    window = read()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.reading.view, Qt.Key.Key_X)
    assert _in_force(window) == {"pneumonia": "rejected"}
    qtbot.keyClick(window.reading.view, Qt.Key.Key_Y)
    assert _in_force(window) == {"pneumonia": "accepted"}
    note = window.reading.panel.reading._note
    note.setFocus()
    qtbot.keyClicks(note, "xy")
    assert note.text() == "xy"
    assert _in_force(window) == {"pneumonia": "accepted"}
