"""What the window leaves behind in the audit trail, and that it is told when the database had to be put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.settings import Settings
from xraydesk.store import audit, backups
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.ui.main_window import MainWindow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.sqlite3"


@pytest.fixture
def windowed(qtbot: Any, workflow: Any, file: Path) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window on that database."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(workflow, Settings(), Database(file, sole=True))
        made.append(window)
        window.show()
        return window

    yield make
    workflow.release()
    for window in made:
        window.close()
        window.deleteLater()


def _kinds(file: Path) -> list[Event]:
    database = Database(file)
    found = [each.kind for each in audit.events(database)]
    database.close()
    return found


def test_start_stop_and_each_film_that_was_opened_are_in_the_trail_once(
    qtbot: Any, windowed: Callable[[], MainWindow], workflow: Any, file: Path
) -> None:
    window = windowed()
    window.open_paths(workflow.add("one.dcm", "two.dcm"))
    qtbot.waitUntil(lambda: window.desk.shown == 0)
    for row in (1, 0, 1):
        window.desk.choose(row)
        qtbot.waitUntil(lambda row=row: window.desk.shown == row)
    window.close()
    assert _kinds(file) == [Event.START, Event.OPEN, Event.OPEN, Event.STOP]
    assert audit.verify(file).misfit is None
    assert len(backups.newest_first(file)) == 1


def test_a_database_that_was_restored_is_told_of_in_the_notices(
    qtbot: Any, windowed: Callable[[], MainWindow], file: Path
) -> None:
    windowed().close()
    with file.open("rb+") as stream:
        stream.write(bytes(4096))
    window = windowed()
    qtbot.waitUntil(lambda: any("the backup of" in notice.reason for notice in window.notices.notices))
    window.close()
    assert Event.RESTORE in _kinds(file)


def test_a_second_window_says_that_it_stores_nothing(
    qtbot: Any, windowed: Callable[[], MainWindow], file: Path
) -> None:
    first = windowed()
    qtbot.waitUntil(lambda: file.with_name("a.sqlite3-open").exists())
    second = windowed()
    qtbot.waitUntil(lambda: any("another window" in notice.reason for notice in second.notices.notices))
    second.close()
    first.close()
    assert _kinds(file) == [Event.START, Event.STOP]
