"""The list: in which order lines come, what is left out, and that nothing is lost while lines come and move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.store.screened import OTHER_MODEL, outcome, path
from tests.ui.conftest import FakeWorkflow
from tests.ui.worklist.conftest import files, now, number_of
from xraydesk.core.findings import Status
from xraydesk.core.settings import Settings
from xraydesk.store import entries, results
from xraydesk.store.database import Database
from xraydesk.store.worklist_query import Sort
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.worklist.columns import Column
from xraydesk.ui.worklist.filter_fields import day
from xraydesk.ui.worklist.line_delegate import HEIGHT
from xraydesk.ui.worklist.page import WorklistPage


def cell(page: WorklistPage, place: int, column: Column) -> str:
    return str(page.lines.index(place, column).data())


def test_what_is_least_normal_comes_first_and_what_has_no_answer_last(listed: WorklistPage) -> None:
    assert files(listed) == ["film5", "film4", "film3", "film2", "film1", "film6", "film7"]


def test_a_line_says_what_there_is_to_say(listed: WorklistPage) -> None:
    words = [cell(listed, 0, column) for column in Column]
    assert words[: Column.EARLIER] == ["film5.dcm", "answered", "normal", "50 %"]
    assert words[Column.PATIENT] == "Patient 5"
    assert words[Column.ADDED] == "under an hour"
    assert cell(listed, 5, Column.ANSWER) == "it is a foot"
    assert cell(listed, 5, Column.STATUS) == "declined"


def test_what_has_waited_too_long_comes_before_all_and_is_marked(
    qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow], settings: Settings
) -> None:
    run_of([outcome(1, 0.9, made=now(30)), outcome(2, 0.1, made=now())])
    page = make_window().worklist
    qtbot.waitUntil(lambda: files(page) == ["film1", "film2"])
    assert "waits too long" in cell(page, 0, Column.ADDED)
    settings.set("worklist_cap_hours", 40)
    qtbot.waitUntil(lambda: files(page) == ["film2", "film1"])


def test_the_fields_above_the_list_leave_lines_out_and_clearing_brings_them_back(
    qtbot: Any, listed: WorklistPage
) -> None:
    bar = listed.filter
    bar.search.setText("ilm3")
    qtbot.waitUntil(lambda: files(listed) == ["film3"])
    bar.search.setText("nobody is called so")
    qtbot.waitUntil(listed._empty.isVisible)
    assert listed._empty.text() == "No film of this run fits the filter."
    bar.clear_button.click()
    qtbot.waitUntil(lambda: len(files(listed)) == 7)
    bar.show_statuses(("declined", "failed"))
    qtbot.waitUntil(lambda: files(listed) == ["film6", "film7"])
    bar.clear()
    bar.low.setValue(75)
    qtbot.waitUntil(lambda: files(listed) == ["film2", "film1"])
    assert bar.clear_button.isEnabled()


def test_a_click_on_a_head_sorts_and_another_one_turns_the_order_round(qtbot: Any, listed: WorklistPage) -> None:
    head = listed.table.horizontalHeader()
    place = head.sectionViewportPosition(Column.FILM) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _right(place))
    qtbot.waitUntil(lambda: files(listed)[0] == "film1")
    assert listed.filter.sort.currentData() == Sort.PATH
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _right(place))
    qtbot.waitUntil(lambda: files(listed)[0] == "film7")
    listed.sort_by_triage()
    qtbot.waitUntil(lambda: files(listed)[0] == "film5")
    assert not listed.filter.downwards.isEnabled()


def _right(pixels: int) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(pixels, 5)


def test_lines_that_come_leave_selection_current_line_and_scroll_place_alone(
    qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow], database: Database
) -> None:
    run = run_of([outcome(number, 0.5, made=now()) for number in range(1, 61)])
    page = make_window().worklist
    qtbot.waitUntil(lambda: len(page.lines.order) == 60)
    table = page.table
    table.choose(page.lines.order[30])
    table.verticalScrollBar().setValue(25 * HEIGHT + 7)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen, current, seen = table.chosen(), table.current, table.rowViewportPosition(page.lines.place_of(table.current))
    assert len(chosen) == 2
    results.commit(database, run, [outcome(number, 0.1, made=now()) for number in range(100, 120)])
    page.refresh()
    qtbot.waitUntil(lambda: len(page.lines.order) == 80)
    assert files(page)[0] in ("…", "film100")
    assert (table.chosen(), table.current) == (chosen, current)
    assert page.lines.place_of(current) == 51
    assert table.rowViewportPosition(51) == seen


def test_at_the_top_the_list_stays_at_the_top(
    qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow], database: Database
) -> None:
    run = run_of([outcome(number, 0.5, made=now()) for number in range(1, 41)])
    page = make_window().worklist
    qtbot.waitUntil(lambda: len(page.lines.order) == 40)
    results.commit(database, run, [outcome(100, 0.1, made=now())])
    page.refresh()
    qtbot.waitUntil(lambda: len(page.lines.order) == 41)
    assert page.table.verticalScrollBar().value() == 0
    assert files(page)[0] == "film100"


def test_every_line_can_be_selected_and_stays_so_when_lines_come(
    qtbot: Any, listed: WorklistPage, database: Database
) -> None:
    qtbot.keyClick(listed.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert listed.table.chosen_count == 7
    results.commit(database, listed.run, [outcome(9, 0.2, made=now())])
    listed.refresh()
    qtbot.waitUntil(lambda: len(listed.lines.order) == 8)
    assert listed.table.chosen_count == 8


def test_lines_are_read_where_one_looks_and_nowhere_else(
    qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow]
) -> None:
    run_of([outcome(number, 0.5, made=now()) for number in range(1, 601)])
    page = make_window().worklist
    qtbot.waitUntil(lambda: len(page.lines.order) == 600)
    assert page.lines.line(400) is None
    page.table.verticalScrollBar().setValue(400 * HEIGHT)
    qtbot.waitUntil(lambda: page.lines.line(400) is not None)
    assert page.lines.line(599) is None


def test_films_on_screen_get_small_pictures_and_those_that_are_gone_say_so(
    qtbot: Any, listed: WorklistPage, workflow: FakeWorkflow
) -> None:
    known = listed.thumbnails.of
    qtbot.waitUntil(lambda: all(known(path(number)) for number in range(1, 8)))
    assert known(path(1)).image is not None
    assert known(path(7)).image is None
    assert known(path(7)).reason == "the film is not there any more"


def test_another_model_stands_beside_where_there_was_one(
    qtbot: Any, five: int, run_of: Callable[..., int], make_window: Callable[[], MainWindow]
) -> None:
    run_of([outcome(5, 0.05, made=now())], OTHER_MODEL)
    page = make_window().worklist
    page.show_run(five)
    qtbot.waitUntil(lambda: cell(page, 0, Column.EARLIER) == "pneumonia 71 %" if page.lines.order else False)
    assert not page.table.isColumnHidden(Column.EARLIER)


def test_with_names_hidden_no_cell_and_no_run_names_anybody(qtbot: Any, listed: WorklistPage) -> None:
    window = listed.window()
    window.commands["hide_patient"].trigger()
    everything = " ".join(
        str(listed.lines.index(row, column).data(role))
        for row in range(7)
        for column in Column
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    )
    assert "Patient 5" not in everything
    assert "film5" not in everything
    assert listed.runs.currentText().startswith("run ")
    assert "film" not in listed._about.toolTip()


def test_chosen_lines_are_copied_as_a_table(qtbot: Any, listed: WorklistPage) -> None:
    listed.table.selectAll()
    listed.window().commands["copy_picture"].trigger()
    qtbot.waitUntil(lambda: listed._said.toolTip() == "7 lines copied.")
    head, first, *_ = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:3] == ["Film", "Status", "Answer"]
    assert first.split("\t")[:3] == ["film5.dcm", "answered", "normal"]


def test_a_run_that_begins_is_shown_when_it_is_asked_for(
    qtbot: Any, listed: WorklistPage, run_of: Callable[..., int], database: Database
) -> None:
    run = run_of([])
    entries.add(database, run, [Path("/films/new.dcm")], now())
    listed.window().show_worklist(run)
    qtbot.waitUntil(lambda: files(listed) == ["new"])
    assert cell(listed, 0, Column.STATUS) == "waiting"
    qtbot.waitUntil(lambda: listed.runs.currentData() == run)


def test_without_a_run_the_page_says_how_to_begin(qtbot: Any, make_window: Callable[[], MainWindow]) -> None:
    page = make_window().worklist
    qtbot.waitUntil(lambda: page._empty.text().startswith("Nothing was screened yet."))
    assert page._empty.isVisible()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("", "", ""),
        ("2024", "20240101", "20241231"),
        ("2024-02", "20240201", "20240229"),
        ("2024-03-09", "20240309", "20240309"),
        ("9.3.2024", "20240309", "20240309"),
        ("20240309", "20240309", "20240309"),
        ("2024-02-30", None, None),
        ("2024-13", None, None),
        ("yesterday", None, None),
    ],
)
def test_dates_are_years_months_or_days(typed: str, first: str | None, last: str | None) -> None:
    assert day(typed) == first
    assert day(typed, last=True) == last


def test_a_date_that_is_none_is_marked_and_leaves_nothing_out(qtbot: Any, listed: WorklistPage) -> None:
    listed.filter.since.setText("yesterday")
    assert listed.filter.since.property("refused")
    assert listed.filter.query(listed.lines.query).since == ""


def test_a_failed_line_keeps_its_place_and_number(listed: WorklistPage) -> None:
    assert listed.lines.place_of(number_of(listed, "film7")) == 6
    assert listed.lines.counts.by_status == {"ok": 5, Status.DECLINED: 1, Status.FAILED: 1}


def test_the_keyboard_is_in_the_list_when_it_comes_to_the_front(qtbot: Any, listed: WorklistPage) -> None:
    window = listed.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is listed.table
    window.commands["find_study"].trigger()
    assert QApplication.focusWidget() is listed.filter.search
    qtbot.keyClick(listed.filter.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is listed.table
