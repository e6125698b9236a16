"""Screening in the whole window: drops, the worklist coming forward, actions, closing, a second window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from tests.screening.doubles import films
from tests.ui.screening.conftest import Gate
from xraydesk.core.settings import Settings
from xraydesk.store import results, runs
from xraydesk.store.database import Database
from xraydesk.store.runs import RunState
from xraydesk.ui.actions import screening
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.screening.head import WorklistHead
from xraydesk.ui.screening.in_window import WRITING


@pytest.fixture
def make_window(qtbot: Any, workflow: Any) -> Iterator[Callable[[Database], MainWindow]]:
    made: list[MainWindow] = []

    def make(database: Database) -> MainWindow:
        window = MainWindow(workflow, Settings(), database)
        made.append(window)
        window.show()
        window.desk.load_model()
        qtbot.waitUntil(lambda: window.desk.card_is_known)
        return window

    yield make
    workflow.release()
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Callable[[Database], MainWindow], database: Database) -> MainWindow:
    return make_window(database)


def _drop(window: MainWindow, *paths: Path, on: Any = None) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(on or window, QDragEnterEvent(QPoint(50, 50), copy, data, left, plain))
    QApplication.sendEvent(on or window, QDropEvent(QPointF(50, 50), copy, data, left, plain))


def test_a_dropped_folder_is_screened_and_its_list_comes_to_the_front(
    qtbot: Any, window: MainWindow, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 5)
    _drop(window, tmp_path / "films")
    qtbot.waitUntil(window.worklist.isVisible)
    qtbot.waitUntil(lambda: not window.runner.is_busy)
    assert window.worklist.run == 1
    assert len(list(results.of_run(database, 1))) == 5
    assert window.desk.items.rowCount() == 0
    assert window.screenings.strip.isVisible()


def test_more_files_than_a_handful_are_screened_and_a_handful_is_opened(
    qtbot: Any, window: MainWindow, workflow: Any, tmp_path: Path
) -> None:
    _drop(window, *workflow.add(*(f"{number}.dcm" for number in range(20))))
    qtbot.waitUntil(lambda: window.desk.current is not None)
    assert window.reading.isVisible()
    assert not window.runner.is_busy
    _drop(window, *films(tmp_path / "films", 21))
    qtbot.waitUntil(window.worklist.isVisible)
    assert window.desk.items.rowCount() == 20


def test_a_folder_dropped_on_a_film_is_screened_too_and_a_film_from_the_strip_is_hung(
    qtbot: Any, window: MainWindow, workflow: Any, tmp_path: Path
) -> None:
    films(tmp_path / "films", 2)
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: window.desk.current is not None)
    _drop(window, tmp_path / "films", on=window.reading.grid)
    qtbot.waitUntil(window.worklist.isVisible)
    assert window.desk.items.rowCount() == 1
    window.reading.grid.films_dropped.emit(0, [Path("/films/a.dcm")])
    assert window.desk.items.rowCount() == 1


def test_the_actions_screen_and_watch_pause_and_cancel(
    qtbot: Any, window: MainWindow, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "films"
    films(folder, 20)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    commands = window.commands
    commands["screen_folder"].trigger()
    qtbot.waitUntil(lambda: window.runner.run == 1)
    commands["pause_screening"].trigger()
    assert window.runner.is_paused
    commands["pause_screening"].trigger()
    assert not window.runner.is_paused
    commands["cancel_screening"].trigger()
    qtbot.waitUntil(lambda: not window.runner.is_busy)
    commands["watch_folder"].trigger()
    assert window.runner.watched == folder
    assert commands["watch_folder"].isChecked()
    commands["watch_folder"].trigger()
    assert window.runner.watched is None
    assert not commands["watch_folder"].isChecked()


def test_an_action_without_a_screening_says_so_and_a_dialog_that_was_left_watches_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.commands["watch_folder"].trigger()
    assert not window.commands["watch_folder"].isChecked()
    for name in ("pause_screening", "cancel_screening", "go_on_screening", "screen_again"):
        window.commands[name].trigger()
    told = [notice.reason for notice in window.notices.notices]
    none = [f"there is no screening to {what}" for what in ("go on with", "make again")]
    assert told[-4:] == ["nothing is being screened"] * 2 + none


def test_the_list_of_a_cancelled_run_offers_to_go_on_and_one_at_work_does_not(
    qtbot: Any, window: MainWindow, gate: Gate, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 12)
    head = window.findChild(WorklistHead)
    window.runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: window.worklist.isVisible() and window.runner.progress is not None)
    assert not head.go_on.isVisible()
    window.runner.cancel()
    qtbot.waitUntil(head.go_on.isVisible)
    gate.open()
    head.go_on.click()
    qtbot.waitUntil(lambda: runs.of(database, 1).state is RunState.DONE)
    qtbot.waitUntil(lambda: not head.go_on.isVisible())
    assert len(list(results.of_run(database, 1))) == 12


def test_the_switch_in_the_head_of_the_list_watches_and_ends_that(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_worklist()
    head = window.findChild(WorklistHead)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    head.watch.click()
    assert not head.watch.isChecked()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    head.watch.click()
    assert head.watch.isChecked()
    assert window.runner.watched == tmp_path
    head.watch.click()
    assert not head.watch.isChecked()
    assert window.runner.watched is None


def test_another_model_is_chosen_from_those_at_hand(
    qtbot: Any, window: MainWindow, workflow: Any, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films(tmp_path / "films", 2)
    with qtbot.waitSignal(window.runner.ended):
        window.runner.screen([tmp_path / "films"])
    monkeypatch.setattr(screening, "_models", lambda _ticket: [("test", "The same"), ("other", "Another model")])
    window.commands["screen_again"].trigger()
    qtbot.waitUntil(lambda: bool([m for m in window.findChildren(QMenu) if m.title().startswith("Screen again")]))
    (menu,) = [m for m in window.findChildren(QMenu) if m.title().startswith("Screen again")]
    assert [action.text() for action in menu.actions()] == ["Another model"]
    with qtbot.waitSignal(window.runner.ended):
        menu.actions()[0].trigger()
    assert workflow.model_id == "other"
    menu.close()


def test_without_another_model_that_is_said(
    qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films(tmp_path / "films", 1)
    with qtbot.waitSignal(window.runner.ended):
        window.runner.screen([tmp_path / "films"])
    monkeypatch.setattr(screening, "_models", lambda _ticket: [("test", "The same")])
    window.commands["screen_again"].trigger()
    qtbot.waitUntil(lambda: bool(window.notices.notices))
    assert window.notices.notices[-1].reason == "there is no other model at hand to screen with"


def test_a_window_that_closes_in_the_middle_is_gone_in_a_second_and_the_run_stays_open(
    qtbot: Any, window: MainWindow, gate: Gate, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 30)
    window.runner.screen([tmp_path / "films"])
    gate.let(5)
    qtbot.waitUntil(lambda: window.runner.progress is not None and window.runner.progress.done == 5)
    begin = time.perf_counter()
    window.close()
    assert time.perf_counter() - begin < 1
    assert database.path is not None
    kept = Database(database.path)
    assert runs.of(kept, 1).state is RunState.OPEN
    assert len(list(results.of_run(kept, 1))) >= 5
    kept.close()


def test_a_second_window_shows_the_list_and_opens_folders_for_reading(
    qtbot: Any, make_window: Callable[[Database], MainWindow], workflow: Any, tmp_path: Path
) -> None:
    place = tmp_path / "store.sqlite3"
    films(tmp_path / "films", 3)
    first = make_window(Database(place, sole=True))
    with qtbot.waitSignal(first.runner.ended):
        first.runner.screen([tmp_path / "films"])
    second = make_window(Database(place, sole=True))
    qtbot.waitUntil(lambda: second.runner.reads_only)
    assert second.windowTitle() == "XRayDesk, reads only"
    assert not any(second.commands[name].isVisible() for name in WRITING)
    assert "another window" in second.notices.notices[0].reason
    second.show_worklist()
    qtbot.waitUntil(lambda: second.worklist.run == 1 and second.worklist.lines.rowCount() == 3)
    second.worklist.table.selectAll()
    for name in ("accept", "correct", "line_note", "undo_verdict"):
        second.worklist.say("")
        second.commands[name].trigger()
        assert second.worklist._said.toolTip().startswith("This window only reads. Give verdicts")
    _drop(second, tmp_path / "films")
    qtbot.waitUntil(lambda: second.desk.items.rowCount() == 3)
    assert not second.runner.is_busy


def test_the_film_on_screen_is_screened_next(
    qtbot: Any, window: MainWindow, gate: Gate, workflow: Any, tmp_path: Path
) -> None:
    paths = films(tmp_path / "films", 60)
    workflow.add(paths[50].name, path=paths[50])
    window.runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: window.runner.progress is not None and window.runner.progress.found == 60)
    window.open_paths([paths[50]])
    qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
    gate.let(10)
    qtbot.waitUntil(lambda: len(gate.made) >= 10)
    assert paths[50].name in gate.made
