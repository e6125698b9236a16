"""Accepting, rejecting and correcting from the list: one line or many, each command one step to undo."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.store.screened import MODEL, digest
from tests.ui.worklist.conftest import files, number_of
from xraydesk.core.decisions import Decision, FirstLook, Verdict, in_force
from xraydesk.core.settings import Settings
from xraydesk.store import decisions, notes
from xraydesk.store.database import Database
from xraydesk.ui.worklist.columns import Column
from xraydesk.ui.worklist.page import WorklistPage


def force(database: Database, number: int) -> dict[str, Decision]:
    return in_force(decisions.of_film(database, digest(number)), 0, MODEL)


def do(page: WorklistPage, action: str) -> None:
    page.window().commands[action].trigger()


def reviewed(page: WorklistPage) -> int:
    return page.lines.counts.reviewed


def test_a_verdict_on_one_line_goes_on_to_the_next_unreviewed_one(
    qtbot: Any, listed: WorklistPage, database: Database
) -> None:
    listed.table.choose(number_of(listed, "film5"))
    do(listed, "accept")
    qtbot.waitUntil(lambda: reviewed(listed) == 1 and listed.table.current == number_of(listed, "film4"))
    assert files(listed)[-1] != "film4"
    (declared,) = force(database, 5).values()
    assert (declared.label, declared.verdict, declared.reader) == ("normal", Verdict.ACCEPTED, "Dr Curie")
    assert declared.model_sha256 == MODEL
    assert declared.ai_seen_first
    do(listed, "reject")
    qtbot.waitUntil(lambda: reviewed(listed) == 2)
    assert force(database, 4)["normal"].verdict is Verdict.REJECTED


def test_the_line_says_what_was_declared_and_by_whom(qtbot: Any, listed: WorklistPage) -> None:
    number = number_of(listed, "film3")
    listed.table.choose(number)
    do(listed, "accept")
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    words = listed.lines.index(listed.lines.place_of(number), Column.REVIEWED).data()
    assert words.startswith("accepted · Dr Curie")


def test_many_lines_are_one_step_and_what_has_no_answer_is_left_out(
    qtbot: Any, listed: WorklistPage, database: Database
) -> None:
    listed.table.selectAll()
    do(listed, "accept")
    qtbot.waitUntil(lambda: reviewed(listed) == 5)
    assert listed._said.toolTip() == "Accepted: 5 films. 2 without an answer that you may see were left out."
    assert listed.table.chosen_count == 7
    do(listed, "undo")
    qtbot.waitUntil(lambda: reviewed(listed) == 0)
    assert not any(force(database, number) for number in range(1, 8))
    assert len(decisions.of_film(database, digest(1))) == 2
    do(listed, "redo")
    qtbot.waitUntil(lambda: reviewed(listed) == 5)
    do(listed, "undo")
    qtbot.waitUntil(lambda: reviewed(listed) == 0)
    do(listed, "undo")
    assert listed._said.toolTip() == "There is nothing to undo in the worklist."


def test_the_same_verdict_again_changes_nothing(qtbot: Any, listed: WorklistPage, database: Database) -> None:
    number = number_of(listed, "film5")
    # Where a translation was loaded before, English ones have their plurals, too.
    for said in ("Accepted: 1 film", "Nothing was declared. 1 w"):
        listed.table.choose(number)
        do(listed, "accept")
        qtbot.waitUntil(lambda said=said: listed._said.toolTip().startswith(said))
    assert len(decisions.of_film(database, digest(5))) == 1


def test_what_was_declared_is_taken_back_and_that_is_undone_too(
    qtbot: Any, listed: WorklistPage, database: Database
) -> None:
    number = number_of(listed, "film5")
    listed.table.choose(number)
    do(listed, "reject")
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    listed.table.choose(number)
    do(listed, "undo_verdict")
    qtbot.waitUntil(lambda: reviewed(listed) == 0)
    do(listed, "undo")
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    assert force(database, 5)["normal"].verdict is Verdict.REJECTED
    do(listed, "redo")
    qtbot.waitUntil(lambda: reviewed(listed) == 0)


def test_films_are_corrected_to_what_is_typed(qtbot: Any, listed: WorklistPage, database: Database) -> None:
    listed.table.choose(number_of(listed, "film5"))
    do(listed, "correct")
    assert listed.field.isVisible()
    listed.field._words.setEditText("  pneumonia ")
    qtbot.keyClick(listed.field._words.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    assert not listed.field.isVisible()
    declared = force(database, 5)["normal"]
    assert (declared.verdict, declared.corrected_to) == (Verdict.CORRECTED, "pneumonia")


def test_escape_leaves_the_field_and_declares_nothing(qtbot: Any, listed: WorklistPage, database: Database) -> None:
    window = listed.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    listed.table.choose(number_of(listed, "film5"))
    do(listed, "correct")
    qtbot.keyClick(listed.field._words.lineEdit(), Qt.Key.Key_Escape)
    assert not listed.field.isVisible()
    assert QApplication.focusWidget() is listed.table
    assert not decisions.of_film(database, digest(5))


def test_the_first_time_it_is_asked_who_reads(
    qtbot: Any, listed: WorklistPage, database: Database, settings: Settings
) -> None:
    settings.set("reader_name", "")
    listed.table.choose(number_of(listed, "film5"))
    do(listed, "accept")
    assert listed.field.isVisible()
    listed.field._words.setEditText("Dr Rossi")
    qtbot.keyClick(listed.field._words.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    assert settings["reader_name"] == "Dr Rossi"
    assert force(database, 5)["normal"].reader == "Dr Rossi"


def test_a_note_stays_with_the_film_until_it_is_undone(qtbot: Any, listed: WorklistPage, database: Database) -> None:
    number = number_of(listed, "film5")
    listed.table.choose(number)
    do(listed, "line_note")
    listed.field._words.setEditText("compare with March")
    qtbot.keyClick(listed.field._words.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed.lines.of(number).row.notes == 1)
    assert "compare with March" in listed._about.toolTip()
    do(listed, "undo")
    qtbot.waitUntil(lambda: listed.lines.of(number).row.notes == 0)
    assert notes.of_films(database, [digest(5)]) == []


def test_a_second_reader_sees_no_answer_in_the_list_and_accepts_none(
    qtbot: Any, listed: WorklistPage, database: Database, settings: Settings
) -> None:
    look = FirstLook("a" * 32, digest(4), 0, "Dr Curie", "2026-03-01T10:00:00+00:00", 3.0, "normal", "densenet", MODEL)
    decisions.add_look(database, look)
    settings.set("second_reader", True)
    lines = listed.lines
    qtbot.waitUntil(lambda: lines.index(0, Column.STATUS).data() == "AI hidden")
    assert lines.index(0, Column.PROBABILITY).data() == ""
    assert "normal" not in lines.index(0, Column.ANSWER).data()
    assert lines.index(1, Column.STATUS).data() == "answered"
    listed.table.selectAll()
    do(listed, "accept")
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
    assert force(database, 4)["normal"].ai_seen_first is False
    assert not force(database, 5)


def test_a_verdict_on_the_reading_page_is_seen_in_the_list(
    qtbot: Any, listed: WorklistPage, database: Database
) -> None:
    from tests.store.screened import outcome

    decided = Decision(
        "f" * 32, outcome(5).result.sha256, 0, "normal", Verdict.ACCEPTED, "Dr Curie", "2026-03-01T10:00:00+00:00",
        "densenet", MODEL, 0.5, "balanced", 0.5, False,
    )  # fmt: skip
    listed.window().consultation.declarations.add(decided)
    qtbot.waitUntil(lambda: reviewed(listed) == 1)
