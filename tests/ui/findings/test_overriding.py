"""A film that the guard declined, scored all the same: knowingly, on the record, and marked from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QTextBrowser, QWidget

from xraydesk.core.decisions import Override
from xraydesk.store import decisions as store
from xraydesk.ui.main_window import MainWindow

Open = Callable[..., MainWindow]
Find = Callable[[QWidget, str], QAbstractButton]


def _declined(qtbot: Any, read: Open, workflow: Any, **values: Any) -> MainWindow:
    workflow.declined.add("a.dcm")
    window = read("b.dcm", "a.dcm", "c.dcm", **values)
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1 and window.desk.current.state.value == "declined")
    return window


def _said(window: MainWindow) -> str:
    labels = window.reading.panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(window))


def _overrides(window: MainWindow) -> tuple[Override, ...]:
    return window.consultation.review.record.overrides


def test_the_reason_stands_beside_a_button_that_scores_all_the_same(
    qtbot: Any, read: Open, workflow: Any, button: Find
) -> None:
    window = _declined(qtbot, read, workflow)
    assert "Declined: not a frontal view" in _said(window)
    button(window.reading.panel, "Score all the same").click()
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    assert "Scored against the guard’s advice: not a frontal view" in _said(window)
    assert "SCORED AGAINST THE GUARD’S ADVICE" in window.reading.view.ai_lines
    assert not window.reading.panel.advice._button.isVisible()


def test_who_wanted_it_when_and_why_is_stored(qtbot: Any, read: Open, workflow: Any) -> None:
    window = _declined(qtbot, read, workflow)
    window.reading.panel.advice._because.setText("  dextrocardia, known  ")
    window.commands["score_anyway"].trigger()
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    (made,) = _overrides(window)
    assert (made.reader, made.advice, made.because) == ("Dr Curie", "not a frontal view", "dextrocardia, known")
    assert made.film == window.desk.current.sha256
    stored: list[Override] = []
    window.storing.read("test", lambda database: store.overrides_of_film(database, made.film), stored.extend)
    qtbot.waitUntil(lambda: stored == [made])
    window.commands["history"].trigger()
    (dialog,) = [each for each in window.findChildren(QDialog) if each.windowTitle() == "What was declared"]
    text = dialog.findChild(QTextBrowser).toPlainText()
    assert "Scores against the guard’s advice" in text
    assert "dextrocardia, known" in text
    dialog.close()


def test_the_first_time_the_reader_is_asked_for_a_name_before_anything_is_scored(
    qtbot: Any, read: Open, workflow: Any
) -> None:
    window = _declined(qtbot, read, workflow, reader="")
    window.commands["score_anyway"].trigger()
    assert window.reading.panel.reader.isVisible()
    assert _overrides(window) == ()
    window.reading.panel.reader.name_given.emit("Dr Röntgen")
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    assert [made.reader for made in _overrides(window)] == ["Dr Röntgen"]


def test_the_mark_stays_with_the_film_and_does_not_pass_to_another(qtbot: Any, read: Open, workflow: Any) -> None:
    window = _declined(qtbot, read, workflow)
    window.commands["score_anyway"].trigger()
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 2 and window.desk.current.prediction is not None)
    assert "guard’s advice" not in _said(window)
    window.commands["previous_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1)
    assert "Scored against the guard’s advice" in _said(window)


def test_the_key_does_nothing_to_a_film_that_was_not_declined_or_that_cannot_be_scored(
    qtbot: Any, read: Open, workflow: Any
) -> None:
    workflow.blank.add("b.dcm")
    window = read("a.dcm", "b.dcm")
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    window.commands["score_anyway"].trigger()
    assert _overrides(window) == ()
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1 and window.desk.current.state.value == "declined")
    window.commands["score_anyway"].trigger()
    assert _overrides(window) == ()
    assert "blank" in _said(window)
    assert not window.reading.panel.advice.isVisible()


def test_the_reason_typed_for_one_film_is_not_carried_to_the_next(qtbot: Any, read: Open, workflow: Any) -> None:
    workflow.declined.add("c.dcm")
    window = _declined(qtbot, read, workflow)
    qtbot.keyClicks(window.reading.panel.advice._because, "known")
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 2 and window.desk.current.state.value == "declined")
    assert window.reading.panel.advice.because == ""


def test_hints_on_a_film_stand_in_the_panel_and_its_findings_stay(qtbot: Any, read: Open, workflow: Any) -> None:
    workflow.hints["a.dcm"] = ("the film is tilted",)
    window = read("a.dcm")
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    assert "• The film is tilted." in _said(window)
    assert window.reading.panel._answers.isVisible()


def test_a_hidden_answer_gives_neither_the_decline_nor_the_way_past_it_away(
    qtbot: Any, read: Open, workflow: Any
) -> None:
    window = _declined(qtbot, read, workflow)
    window._settings.set("second_reader", True)
    window.desk.current.answer_hidden = True
    window.desk.answer_changed.emit()
    assert not window.reading.panel.advice.isVisible()
    window.commands["score_anyway"].trigger()
    assert _overrides(window) == ()


def test_the_button_is_reached_with_the_keyboard(qtbot: Any, read: Open, workflow: Any) -> None:
    window = _declined(qtbot, read, workflow)
    qtbot.waitUntil(window.isActiveWindow)
    window.reading.panel.advice._button.setFocus()
    qtbot.keyClick(window.reading.panel.advice._button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.current.prediction is not None)
    assert len(_overrides(window)) == 1
