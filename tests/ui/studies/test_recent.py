"""What was opened lately: noted when it is known, offered at the next start, without names unless they are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from xraydesk.core.settings import Settings
from xraydesk.store import recent as stored
from xraydesk.store.database import Database
from xraydesk.store.recent import RecentDrop
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.language import counted
from xraydesk.ui.studies.recent import MOST_PATHS
from xraydesk.ui.studies.recent_list import RecentList, RecentMenu, detail_of, title_of


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "test.sqlite3")
    yield made
    made.close()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def window(qtbot: Any, workflow: Any, database: Database, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(workflow, settings, database)
    made.show()
    yield made
    workflow.release()
    made.close()
    made.deleteLater()


def _open(qtbot: Any, window: MainWindow, *paths: Path) -> None:
    with qtbot.waitSignal(window.headers.finished):
        window.open_paths(paths)


def _noted(qtbot: Any, window: MainWindow, count: int = 1) -> list[RecentDrop]:
    qtbot.waitUntil(lambda: len(window.recent.drops) == count)
    return window.recent.drops


def test_a_drop_is_noted_with_its_films(qtbot: Any, window: MainWindow, workflow: Any, database: Database) -> None:
    workflow.add("a.dcm", "b.dcm")
    _open(qtbot, window, Path("/films/folder"), Path("/films/report.dcm"))
    (drop,) = _noted(qtbot, window)
    assert drop.paths == (Path("/films/folder"), Path("/films/report.dcm"))
    assert (drop.films, drop.patient) == (2, "")
    window.close()
    assert stored.newest(Database(database.path)) == [drop]


def test_the_patient_is_kept_only_where_the_reader_allowed_it(
    qtbot: Any, window: MainWindow, workflow: Any, settings: Settings, database: Database
) -> None:
    settings.set("recent_patients", True)
    _open(qtbot, window, *workflow.add("a.dcm"))
    assert _noted(qtbot, window)[0].patient == "Planted, Jane"
    settings.set("recent_patients", False)
    assert window.recent.drops[0].patient == ""
    window.close()
    assert b"Planted" not in (database.path or Path()).read_bytes()


def test_nothing_is_kept_where_the_reader_does_not_want_it(
    qtbot: Any, window: MainWindow, workflow: Any, settings: Settings, database: Database
) -> None:
    _open(qtbot, window, *workflow.add("a.dcm"))
    _noted(qtbot, window)
    settings.set("keep_recent", False)
    assert window.recent.drops == []
    _open(qtbot, window, *workflow.add("b.dcm"))
    assert window.recent.drops == []
    window.close()
    assert stored.newest(Database(database.path)) == []


def test_what_holds_no_film_and_endless_lists_are_not_noted(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    _open(qtbot, window, Path("/films/notes.txt"))
    _open(qtbot, window, *workflow.add(*(f"{number:04}.dcm" for number in range(MOST_PATHS + 1))))
    assert window.recent.drops == []


def test_films_that_are_open_already_are_no_drop(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    paths = workflow.add("a.dcm", "b.dcm")
    _open(qtbot, window, *paths)
    _noted(qtbot, window)
    with qtbot.waitSignal(window.desk.searched):
        window.open_paths(paths[:1])
    assert len(window.recent.drops) == 1


def test_the_next_start_offers_it_and_opens_it_again(
    qtbot: Any, window: MainWindow, workflow: Any, database: Database, tmp_path: Path
) -> None:
    there = tmp_path / "a.dcm"
    there.touch()
    workflow.add("a.dcm")
    stored.remember(database, RecentDrop((there,), "2024-01-01T10:00:00+00:00", 1))
    window.recent.read()
    _noted(qtbot, window)
    (button,) = window.start.findChild(RecentList).findChildren(QPushButton, "recent")
    assert button.accessibleName().startswith(f"a.dcm, {counted('{n} images', 1)}")
    button.click()
    qtbot.waitUntil(lambda: window.desk.current is not None)
    assert window.desk.current.path == there


def test_what_is_gone_is_said_and_the_window_stays(qtbot: Any, window: MainWindow) -> None:
    gone = RecentDrop((Path("/films/long gone"),), "2024-01-01T10:00:00+00:00", 1)
    window.recent.open(gone)
    qtbot.waitUntil(window.notices.isVisible)
    assert window.notices.notices[-1].text == "long gone: it is no longer where it was"
    assert window.start.isVisible()


def test_the_menu_lists_them_and_clears_the_list(
    qtbot: Any, window: MainWindow, workflow: Any, database: Database
) -> None:
    menu = window.findChild(RecentMenu)
    assert not menu.menuAction().isEnabled()
    _open(qtbot, window, *workflow.add("A & B.dcm"))
    _noted(qtbot, window)
    assert menu.menuAction().isEnabled()
    menu.refresh()
    texts = [action.text() for action in menu.actions()]
    assert texts[0].startswith(f"A && B.dcm\t{counted('{n} images', 1)} · ")
    assert texts[-1] == "Clear the list"
    menu.actions()[-1].trigger()
    assert not menu.menuAction().isEnabled()
    assert window.start.findChild(RecentList).isHidden()
    window.close()
    assert stored.newest(Database(database.path)) == []


def test_hidden_patient_data_hide_folders_too(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    _open(qtbot, window, *workflow.add("Planted_Jane.dcm"))
    _noted(qtbot, window)
    window.commands["hide_patient"].trigger()
    listed = window.start.findChild(RecentList)
    menu = window.findChild(RecentMenu)
    menu.refresh()
    said = [*(row.accessibleName() + row.toolTip() for row in listed.findChildren(QPushButton, "recent"))]
    said += [action.text() + action.toolTip() for action in menu.actions()]
    assert not any("Planted" in words for words in said)


def test_several_paths_are_named_by_the_first() -> None:
    drop = RecentDrop((Path("/a/first"), Path("/b"), Path("/c")), "2024-01-01T10:00:00+00:00", 7, "Doe, Jane")
    assert title_of(drop, hidden=False) == "first and 2 more"
    assert title_of(drop, hidden=True) == "7 images"
    assert detail_of(drop, hidden=False).startswith("Doe, Jane · 7 images · ")
    assert "Doe" not in detail_of(drop, hidden=True)


def test_the_sample_is_not_remembered(qtbot: Any, window: MainWindow) -> None:
    from xraydesk.core import paths

    window.recent._searched([paths.resources() / "samples" / "phantom.dcm"], [0])
    assert window.recent._waiting == []
