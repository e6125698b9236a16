"""The second-reader mode: the answer stays out of sight everywhere until the reader has looked at the film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from xraydesk.core.settings import Settings
from xraydesk.store import decisions as stored
from xraydesk.store.database import Database
from xraydesk.ui.findings.probability_row import ProbabilityRow
from xraydesk.ui.findings.second_reader import SecondReader
from xraydesk.ui.main_window import MainWindow

Open = Callable[..., MainWindow]


def _texts(window: MainWindow) -> str:
    """All that is written in the panel and over the film, and what the strip says."""
    panel = window.reading.panel
    items = window.desk.items
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    said += [row.accessibleName() for row in panel.findChildren(ProbabilityRow) if row.isVisible()]
    said += list(window.reading.view.scene().ai_lines)
    said += [str(items.data(items.index(row), Qt.ItemDataRole.ToolTipRole)) for row in range(items.rowCount())]
    return "\n".join(said)


def _is_answered(window: MainWindow) -> bool:
    return window.desk.current is not None and window.desk.current.prediction is not None


@pytest.fixture
def hidden(read: Open) -> Open:
    """Opens films in a window in second-reader mode."""

    def open_hidden(*names: str, **changes: Any) -> MainWindow:
        window = read("before.dcm")
        window.desk.close_all()
        window.commands["second_reader"].trigger()
        return read(*names, **changes)

    return open_hidden


def test_the_answer_is_nowhere_to_be_seen_before_the_reader_has_looked(hidden: Open) -> None:
    window = hidden("a.dcm")
    assert _is_answered(window)
    assert "70" not in _texts(window)
    assert "pneumonia" not in _texts(window).replace("DenseNet", "")
    assert "AI hidden" in _texts(window)
    assert window.reading.view.heatmap is None
    assert not window.reading.panel.heatmap.isVisible()
    assert not window.reading.panel.reading.isVisible()
    assert window.reading.panel.first_look.isVisible()


def test_keys_for_classes_and_verdicts_give_nothing_away(hidden: Open) -> None:
    window = hidden("a.dcm")
    for name in ("next_class", "accept", "reject", "next_point", "next_explainer", "compute_explainer"):
        window.commands[name].trigger()
    assert window.reading.view.heatmap is None
    assert window.consultation.declarations.of("a.dcm").decisions == ()
    assert "70" not in _texts(window)


def test_one_key_reveals_the_film_on_screen_and_no_other(qtbot: Any, hidden: Open) -> None:
    window = hidden("a.dcm", "b.dcm")
    window.commands["reveal"].trigger()
    assert "70 %" in _texts(window)
    assert window.reading.view.heatmap is not None
    assert not window.reading.panel.first_look.isVisible()
    assert window.desk.items[1].answer_hidden
    (look,) = window.consultation.declarations.of("a.dcm").looks
    assert (look.impression, look.reader) == ("", "Dr Curie")
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1 and _is_answered(window))
    assert window.reading.view.heatmap is None
    window.commands["previous_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 0)
    assert window.reading.view.heatmap is not None


def test_the_key_is_named_and_follows_the_profile(hidden: Open) -> None:
    window = hidden("a.dcm")
    first_look = window.reading.panel.first_look
    assert first_look._sentence.text() == "AI hidden until you have looked – press R"
    window._settings.set("shortcut_profile", "ohif")
    assert first_look._sentence.text() == "AI hidden until you have looked – press Shift+R"
    window.keymap.assign("reveal", ())
    assert first_look._sentence.text() == "AI hidden until you have looked."


def test_a_first_impression_is_stored_and_shows_the_answer(hidden: Open, button: Any) -> None:
    window = hidden("a.dcm")
    button(window.reading.panel, "First impression: abnormal").click()
    assert "70 %" in _texts(window)
    (look,) = window.consultation.declarations.of("a.dcm").looks
    assert (look.impression, look.reader, look.film, look.model) == ("abnormal", "Dr Curie", "a.dcm", "test")
    assert look.seconds >= 0
    assert window.reading.panel.reading._impression.text() == "Your first impression: abnormal"
    window.commands["accept"].trigger()
    (decision,) = window.consultation.declarations.of("a.dcm").decisions
    assert not decision.ai_seen_first


def test_normal_abnormal_and_every_label_can_be_the_first_impression(hidden: Open) -> None:
    window = hidden("a.dcm")
    names = [each.accessibleName() for each in window.reading.panel.first_look._buttons]
    assert names == [f"First impression: {word}" for word in ("normal", "abnormal", "covid19", "pneumonia")]


def test_what_was_revealed_without_an_impression_counts_as_seen_first(hidden: Open) -> None:
    window = hidden("a.dcm")
    window.commands["reveal"].trigger()
    window.commands["accept"].trigger()
    (decision,) = window.consultation.declarations.of("a.dcm").decisions
    assert decision.ai_seen_first


def test_the_time_that_the_reader_looked_is_measured(read: Open) -> None:
    window = read("a.dcm", "b.dcm")
    now = [100.0]
    reader = SecondReader(window.desk, window.consultation.declarations, window._settings, clock=lambda: now[0])
    window.desk.pane_shown.emit(0, window.desk.panes[0].picture)
    window.desk.items[0].answer_hidden = True
    now[0] = 112.34
    reader.reveal("normal")
    (look,) = window.consultation.declarations.of("a.dcm").looks
    assert look.seconds == 12.3


def test_a_declined_film_gives_nothing_away_either(hidden: Open, workflow: Any, qtbot: Any) -> None:
    workflow.declined.add("b.dcm")
    window = hidden("a.dcm", "b.dcm")
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1 and window.desk.items[1].state.value == "declined")
    assert "frontal" not in _texts(window)
    window.commands["reveal"].trigger()
    assert "Declined: not a frontal view" in _texts(window)


def test_switching_the_mode_off_shows_everything_and_on_again_hides_what_was_not_looked_at(
    qtbot: Any, read: Open
) -> None:
    window = read("a.dcm", "b.dcm")
    qtbot.waitUntil(lambda: window.desk.items[1].prediction is not None)
    window.commands["second_reader"].trigger()
    assert window.commands["second_reader"].isChecked()
    assert [item.answer_hidden for item in window.desk.items] == [False, True]
    window._settings.set("second_reader", False)
    assert not window.commands["second_reader"].isChecked()
    assert [item.answer_hidden for item in window.desk.items] == [False, False]


def test_revealing_what_is_not_hidden_records_nothing(read: Open) -> None:
    window = read("a.dcm")
    window.commands["reveal"].trigger()
    assert window.consultation.declarations.of("a.dcm").looks == ()


def test_who_has_looked_in_an_earlier_session_need_not_look_again(qtbot: Any, workflow: Any, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    workflow.add("a.dcm", "b.dcm")

    def start(reader: str) -> MainWindow:
        settings = Settings()
        settings.set("second_reader", True)
        settings.set("reader_name", reader)
        window = MainWindow(workflow, settings, Database(path))
        window.show()
        window.desk.load_model()
        window.open_paths([Path("/films/a.dcm"), Path("/films/b.dcm")])
        qtbot.waitUntil(lambda: _is_answered(window) and all(item.sha256 for item in window.desk.items))
        return window

    first = start("Dr Curie")
    first.reading.panel.first_look.impression_given.emit("normal")
    assert not first.desk.items[0].answer_hidden
    first.close()
    assert [look.impression for look in stored.every_look(Database(path))] == ["normal"]
    same = start("Dr Curie")
    qtbot.waitUntil(lambda: [item.answer_hidden for item in same.desk.items] == [False, True])
    same.close()
    other = start("Dr Roentgen")
    qtbot.waitUntil(lambda: other.consultation.declarations.of("a.dcm").is_read)
    assert [item.answer_hidden for item in other.desk.items] == [True, True]
    other.close()
    for window in (first, same, other):
        window.deleteLater()


def test_sorting_by_suspicion_gives_nothing_away(hidden: Open) -> None:
    from xraydesk.ui.studies.query import suspicion

    window = hidden("a.dcm")
    assert suspicion(window.desk.items[0]) == -1.0
    window.commands["reveal"].trigger()
    assert suspicion(window.desk.items[0]) > 0


def test_a_first_impression_waits_for_the_readers_name_and_nothing_is_shown_before(
    qtbot: Any, opened: Open, button: Any
) -> None:
    window = opened("before.dcm")
    window.desk.close_all()
    window.commands["second_reader"].trigger()
    opened("a.dcm")
    button(window.reading.panel, "First impression: normal").click()
    assert window.desk.items[0].answer_hidden
    name = window.reading.panel.reader._name
    qtbot.keyClicks(name, "Dr Curie")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    (look,) = window.consultation.declarations.of("a.dcm").looks
    assert (look.impression, look.reader) == ("normal", "Dr Curie")
    assert not window.desk.items[0].answer_hidden
