"""Beside the list: files without an answer, the figures of a run, two runs side by side; all reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.store.screened import MODEL, OTHER_MODEL, digest, outcome
from tests.ui.test_reach import assert_reachable
from tests.ui.worklist.conftest import now, number_of
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import Status
from xraydesk.store import decisions
from xraydesk.store.database import Database
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.dialogs import SideDialog
from xraydesk.ui.worklist.failed_files import FailedFiles
from xraydesk.ui.worklist.figures import RunFigures
from xraydesk.ui.worklist.page import WorklistPage
from xraydesk.ui.worklist.side_by_side import SideBySide


def opened(page: WorklistPage, action: str, kind: type[Any]) -> Any:
    page.window().commands[action].trigger()
    return page.window().findChild(kind)


def texts(table: Any, row: int) -> list[str]:
    return [table.item(row, column).text() for column in range(table.columnCount())]


def test_the_page_is_named_and_reached(qtbot: Any, listed: WorklistPage) -> None:
    assert_reachable(listed.window())
    listed.window().commands["line_note"].trigger()
    assert_reachable(listed.window())


def test_the_tab_key_goes_all_the_way_round(qtbot: Any, listed: WorklistPage) -> None:
    window = listed.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    listed.table.setFocus()
    names = []
    for _ in range(100):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
        if QApplication.focusWidget() is listed.table:
            break
    assert names[-1] == "Worklist"
    assert "Find in the worklist" in names
    assert all(names)


def test_files_without_an_answer_are_listed_with_reasons_and_copied(qtbot: Any, listed: WorklistPage) -> None:
    page = opened(listed, "failures", FailedFiles)
    qtbot.waitUntil(lambda: page._table.rowCount() == 2)
    assert page._summary.text() == "2 files of this run have no answer."
    assert texts(page._table, 0) == ["failed", "it is a foot", "/films/film7.dcm"]
    assert texts(page._table, 1)[0] == "declined"
    page._copy.click()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "failed\tit is a foot\t/films/film7.dcm"
    assert_reachable(page.window())


def test_no_file_is_named_while_names_are_hidden(qtbot: Any, listed: WorklistPage) -> None:
    listed.window().commands["hide_patient"].trigger()
    page = opened(listed, "failures", FailedFiles)
    qtbot.waitUntil(lambda: page._table.rowCount() == 2)
    assert "film7" not in " ".join(texts(page._table, 0))


def declared(number: int, verdict: Verdict, *, seen: bool) -> Decision:
    return Decision(
        f"{number:032x}", digest(number), 0, "normal", verdict, "Dr Curie", now(), "densenet", MODEL, 0.9, "balanced",
        0.5, seen, "pneumonia" if verdict is Verdict.CORRECTED else "",
    )  # fmt: skip


def test_the_figures_count_and_say_how_far_readers_and_model_agree(
    qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow], database: Database
) -> None:
    films = [outcome(number, 0.9, made=now()) for number in range(20)]
    films += [outcome(number, 0.1, made=now()) for number in range(20, 40)]
    run_of([*films, outcome(50, status=Status.DECLINED, made=now())])
    wrong = {3, 4}
    for number in range(40):
        verdict = Verdict.CORRECTED if number in wrong or number >= 20 else Verdict.ACCEPTED
        decisions.add(database, declared(number, verdict, seen=number < 5))
    page = make_window().worklist
    figures = opened(page, "run_figures", RunFigures)
    qtbot.waitUntil(lambda: "kappa" in figures.toPlainText())
    words = figures.toPlainText()
    assert "Both say the same of 38 of 40 films" in words
    assert "Cohen’s kappa: 0.90" in words
    assert "In 5 of these films the reader had seen the model’s answer first" in words
    assert "declined\n1\n" in words.replace("\ufffc", "")
    assert_reachable(figures.window())


def test_without_a_verdict_the_figures_say_so(qtbot: Any, listed: WorklistPage) -> None:
    figures = opened(listed, "run_figures", RunFigures)
    qtbot.waitUntil(lambda: "Nobody has declared anything" in figures.toPlainText())


@pytest.fixture
def two_runs(qtbot: Any, run_of: Callable[..., int], make_window: Callable[[], MainWindow]) -> WorklistPage:
    """An older run of another model, and a newer one that says other things of two films and has one more."""
    older = [outcome(1, 0.9, made=now()), outcome(2, 0.9, made=now()), outcome(3, 0.1, made=now())]
    run_of(older, OTHER_MODEL)
    run_of([outcome(1, 0.9, made=now()), outcome(2, 0.05, made=now()), outcome(3, 0.7, made=now()),
            outcome(4, 0.2, made=now())])  # fmt: skip
    page = make_window().worklist
    qtbot.waitUntil(lambda: len(page.lines.order) == 4)
    return page


def test_two_runs_stand_side_by_side_with_what_changed_most_first(qtbot: Any, two_runs: WorklistPage) -> None:
    page = opened(two_runs, "side_by_side", SideBySide)
    qtbot.waitUntil(lambda: page._films.rowCount() == 3)
    assert page._summary.text() == "Of 3 films that are in both runs, 2 have another answer now."
    assert texts(page._films, 0)[0] == "film2.dcm"
    assert texts(page._films, 0)[2:4] == ["normal 90 %", "pneumonia 71 %"]
    assert texts(page._films, 2)[2] == "not in this run"
    assert_reachable(page.window())


def test_a_cell_of_the_table_of_changes_lists_its_films_and_enter_opens_one(qtbot: Any, two_runs: WorklistPage) -> None:
    page = opened(two_runs, "side_by_side", SideBySide)
    qtbot.waitUntil(lambda: page._films.rowCount() == 3)
    rows = [page._matrix.verticalHeaderItem(row).text() for row in range(page._matrix.rowCount())]
    heads = [page._matrix.horizontalHeaderItem(column).text() for column in range(page._matrix.columnCount())]
    page._matrix.setCurrentCell(rows.index("pneumonia"), heads.index("→ normal"))
    qtbot.waitUntil(lambda: page._films.rowCount() == 1)
    assert texts(page._films, 0)[0] == "film3.dcm"
    page._films.activated.emit(page._films.model().index(0, 0))
    desk = two_runs.window().desk
    qtbot.waitUntil(lambda: desk.current is not None and desk.current.path.name == "film3.dcm")


def test_the_only_run_has_nothing_to_stand_beside(qtbot: Any, listed: WorklistPage) -> None:
    page = opened(listed, "side_by_side", SideBySide)
    assert page._summary.text() == "There is no other run to compare with."


@pytest.mark.parametrize("action", ["failures", "run_figures", "side_by_side"])
def test_a_page_that_was_closed_before_its_answer_came_is_left_in_peace(
    qtbot: Any, listed: WorklistPage, action: str
) -> None:
    window = listed.window()
    window.commands[action].trigger()
    for dialog in window.findChildren(SideDialog):
        dialog.close()
        dialog.deleteLater()
    QApplication.processEvents()
    listed.table.choose(number_of(listed, "film5"))
    qtbot.waitUntil(lambda: listed.lines.line(0) is not None)
