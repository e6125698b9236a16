"""A watched folder: new files that are whole, told once; gone and back; a run that stays open."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.screening.doubles import films
from xraydesk.store import results, runs
from xraydesk.store.database import Database
from xraydesk.store.runs import RunState
from xraydesk.ui.screening.runner import Runner
from xraydesk.ui.screening.watch import Looks, Watch

SOON_S = 0.02


def _aged(paths: list[Path]) -> list[Path]:
    """As if they were there for long."""
    for path in paths:
        os.utime(path, (time.time() - 60, time.time() - 60))
    return paths


def test_files_that_are_there_are_told_once_in_order(tmp_path: Path) -> None:
    paths = _aged(films(tmp_path, 3) + films(tmp_path / "inner", 2, first=5))
    looks = Looks(tmp_path)
    assert looks.look() == paths
    assert looks.look() == []


def test_a_file_that_still_grows_is_told_when_two_looks_saw_the_same(tmp_path: Path) -> None:
    (path,) = films(tmp_path, 1)
    looks = Looks(tmp_path)
    assert looks.look() == []
    path.write_bytes(b"more of it")
    assert looks.look() == []
    assert looks.look() == [path]
    assert looks.look() == []


def test_a_file_that_is_written_anew_is_told_again(tmp_path: Path) -> None:
    (path,) = _aged(films(tmp_path, 1))
    looks = Looks(tmp_path)
    assert looks.look() == [path]
    path.write_bytes(b"another film")
    _aged([path])
    os.utime(path, (time.time() - 30, time.time() - 30))
    assert looks.look() == [path]


def test_links_in_circles_end(tmp_path: Path) -> None:
    paths = _aged(films(tmp_path / "films", 1))
    (tmp_path / "films" / "again").symlink_to(tmp_path / "films", target_is_directory=True)
    looked = Looks(tmp_path / "films").look()
    assert looked is not None
    assert {path.resolve() for path in looked} == set(paths)
    assert len(looked) <= 2


def test_a_folder_that_is_gone_is_told_and_so_is_its_return(qtbot: Any, tmp_path: Path) -> None:
    folder = tmp_path / "films"
    paths = _aged(films(folder, 1))
    watch = Watch(folder, SOON_S)
    told: list[object] = []
    watch.reached.connect(told.append)
    watch.found.connect(told.append)
    qtbot.waitUntil(lambda: told == [True, paths])
    folder.rename(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: told[2:] == [False])
    (tmp_path / "elsewhere").rename(folder)
    qtbot.waitUntil(lambda: told[3:] == [True])
    watch.stop()


def test_what_comes_into_a_watched_folder_becomes_lines_of_one_open_run(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    _aged(films(folder, 2))
    started: list[int] = []
    runner.started.connect(started.append)
    runner.watching.every_s = SOON_S
    runner.watch(folder)
    assert runner.watched == folder
    qtbot.waitUntil(lambda: bool(started) and len(list(results.of_run(database, 1))) == 2)
    _aged(films(folder, 3, first=10))
    qtbot.waitUntil(lambda: len(list(results.of_run(database, 1))) == 5)
    assert started == [1]  # the list comes to the front once
    assert runs.of(database, 1).state is RunState.OPEN
    runner.stop_watching()
    assert runner.watched is None
    qtbot.waitUntil(lambda: runs.of(database, 1).state is RunState.DONE)
    assert len(runs.every(database)) == 1


def test_watching_goes_on_at_the_next_start_only_if_the_reader_says_so(
    qtbot: Any, make_runner: Callable[[Database], Runner], tmp_path: Path
) -> None:
    folder, place = tmp_path / "inbox", tmp_path / "store.sqlite3"
    _aged(films(folder, 2))
    first = make_runner(Database(place))
    first.watching.every_s = SOON_S
    with qtbot.waitSignal(first.started):
        first.watch(folder)
    begin = time.perf_counter()
    first.end()
    assert time.perf_counter() - begin < 1
    database = Database(place)
    second = make_runner(database)
    second.watching.every_s = SOON_S
    second.begin()
    qtbot.waitUntil(lambda: bool(second.offers.found))
    assert second.watched is None
    second.offers.take()
    assert second.watched == folder
    films_there = len(list(folder.iterdir()))
    qtbot.waitUntil(lambda: second.watching.run == 1 and second.watching.job is None)
    assert len(list(results.of_run(database, 1))) == films_there


def test_a_screening_and_a_watched_folder_go_on_beside_each_other(
    qtbot: Any, runner: Runner, database: Database, gate: Any, tmp_path: Path
) -> None:
    _aged(films(tmp_path / "inbox", 1))
    films(tmp_path / "films", 5, first=20)
    runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: runner.run == 1)
    runner.watching.every_s = SOON_S
    runner.watch(tmp_path / "inbox")
    qtbot.waitUntil(lambda: runner.watching.run == 2)
    gate.open()
    qtbot.waitUntil(lambda: not runner.is_busy and runner.watching.job is None)
    assert len(list(results.of_run(database, 1))) == 5
    assert len(list(results.of_run(database, 2))) == 1
