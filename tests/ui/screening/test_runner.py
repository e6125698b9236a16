"""Screenings of the window: begun, followed, held up, cut off and gone on with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.screening.doubles import films
from tests.ui.conftest import SCORER
from tests.ui.screening.conftest import Gate
from xraydesk.core.findings import Status
from xraydesk.screening.progress import State
from xraydesk.screening.store_sink import StoreSink
from xraydesk.store import audit, entries, results, runs, worklist
from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError
from xraydesk.store.runs import RunState
from xraydesk.ui.screening.runner import Runner

Make = Callable[[Database], Runner]


def _done(database: Database, run: int) -> int:
    return sum(1 for _ in results.of_run(database, run))


def test_a_dropped_folder_becomes_a_run_and_is_told_step_by_step(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path
) -> None:
    paths = films(tmp_path / "films", 30)
    told: list[tuple[str, int]] = []
    for name in ("started", "committed", "ended"):
        getattr(runner, name).connect(lambda run, name=name: told.append((name, run)))
    runner.screen([tmp_path / "films"])
    assert runner.is_busy
    qtbot.waitUntil(lambda: told[-1:] == [("ended", 1)])
    assert told[0] == ("started", 1)
    assert ("committed", 1) in told
    assert {result.path for result in results.of_run(database, 1)} == set(paths)
    assert runs.of(database, 1).state is RunState.DONE
    assert not runner.is_busy
    assert runner.progress.done == 30
    assert runner.progress.state is State.DONE
    assert runner.title == "films"


def test_the_end_of_a_run_is_in_the_audit_trail(qtbot: Any, runner: Runner, database: Database, tmp_path: Path) -> None:
    films(tmp_path / "films", 3)
    with qtbot.waitSignal(runner.ended):
        runner.screen([tmp_path / "films"])
    (event,) = [each for each in audit.events(database) if each.kind is audit.Event.SCREEN]
    assert event.facts["program"] == "window"
    assert (event.facts["films"], event.facts["ok"], event.facts["model"]) == (3, 3, SCORER)


def test_what_is_found_stands_in_the_list_before_it_is_done(
    qtbot: Any, runner: Runner, gate: Gate, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 12)
    runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: worklist.counts(database, 1).by_status == {"waiting": 12} if runner.run else False)
    gate.open()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert worklist.counts(database, 1).by_status == {"ok": 12}


def test_a_second_drop_waits_for_its_turn_and_the_same_one_is_not_taken_twice(
    qtbot: Any, runner: Runner, gate: Gate, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "one", 3)
    films(tmp_path / "two", 3, first=10)
    for name in ("one", "two", "one", "two"):
        runner.screen([tmp_path / name])
    assert runner.waiting == 1
    assert runner.told == ["This is being screened already."] * 2
    gate.open()
    qtbot.waitUntil(lambda: not runner.is_busy and runner.waiting == 0)
    assert [run.dropped[0].name for run in runs.every(database)] == ["two", "one"]
    assert {run.state for run in runs.every(database)} == {RunState.DONE}


def test_pausing_begins_no_further_film_and_going_on_does(
    qtbot: Any, runner: Runner, gate: Gate, tmp_path: Path
) -> None:
    films(tmp_path / "films", 20)
    runner.screen([tmp_path / "films"])
    gate.let(4)
    qtbot.waitUntil(lambda: runner.progress is not None and runner.progress.done == 4)
    runner.pause()
    assert runner.is_paused
    gate.open()
    qtbot.waitUntil(lambda: runner.progress.state is State.PAUSED)
    # The two readers finish what they hold, and no more.
    qtbot.waitUntil(lambda: runner.progress.done == 6)
    assert len(gate.made) == 6
    runner.resume()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert runner.progress.done == 20


def test_cancelling_is_over_within_a_second_and_keeps_what_was_done(
    qtbot: Any, runner: Runner, gate: Gate, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 200)
    runner.screen([tmp_path / "films"])
    gate.let(10)
    qtbot.waitUntil(lambda: runner.progress is not None and runner.progress.done == 10)
    begin = time.perf_counter()
    runner.cancel()
    assert runner.is_stopping
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert time.perf_counter() - begin < 1
    assert runs.of(database, 1).state is RunState.CANCELLED
    counts = worklist.counts(database, 1).by_status
    assert counts["ok"] >= 10
    assert counts["ok"] + counts["waiting"] == 200


def test_cancelling_before_the_model_is_loaded_ends_the_run(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 50)
    runner.screen([tmp_path / "films"])
    runner.cancel()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert _done(database, 1) < 50
    assert runs.of(database, 1).state is RunState.CANCELLED


def test_a_window_that_closes_is_out_in_a_second_and_the_next_one_offers_to_go_on(
    qtbot: Any, make_runner: Make, workflow: Any, gate: Gate, tmp_path: Path
) -> None:
    paths, place = films(tmp_path / "films", 40), tmp_path / "store.sqlite3"
    first = make_runner(Database(place))
    first.screen([tmp_path / "films"])
    gate.let(7)
    qtbot.waitUntil(lambda: first.progress is not None and first.progress.done == 7)
    begin = time.perf_counter()
    first.end()
    assert time.perf_counter() - begin < 1
    database = Database(place)
    kept = _done(database, 1)
    assert kept >= 7
    gate.open()
    gate.made.clear()
    second = make_runner(database)
    second.begin()
    qtbot.waitUntil(lambda: bool(second.offers.found))
    (offered,) = second.offers.found
    assert (offered.run.id, offered.done, offered.found) == (1, kept, 40)
    assert not second.is_busy
    second.offers.take()
    assert second.offers.found == []
    qtbot.waitUntil(lambda: not second.is_busy and second.progress is not None)
    assert {result.path for result in results.of_run(database, 1)} == set(paths)
    assert len(gate.made) == 40 - kept
    assert [run.state for run in runs.every(database)] == [RunState.DONE]


def test_a_run_that_another_program_is_at_work_on_is_not_offered(
    qtbot: Any, make_runner: Make, database: Database, tmp_path: Path
) -> None:
    numbers = [
        runs.start(database, [tmp_path / name], "test", SCORER, {}, "2026-01-01T00:00:00+00:00") for name in "ab"
    ]
    elsewhere = StoreSink(Database(database.path), numbers[0], SCORER)
    runner = make_runner(database)
    runner.begin()
    qtbot.waitUntil(lambda: bool(runner.offers.found))
    assert [offered.run.id for offered in runner.offers.found] == [numbers[1]]
    with qtbot.waitSignal(runner.noticed) as said:
        runner.go_on(numbers[0])
    assert said.args == ["Another program is at work on this screening."]
    elsewhere.let_go()


def test_an_offer_that_is_declined_is_not_made_again_but_the_run_can_be_gone_on_with(
    qtbot: Any, make_runner: Make, tmp_path: Path
) -> None:
    paths, place = films(tmp_path / "films", 5), tmp_path / "store.sqlite3"
    database = Database(place)
    run = runs.start(database, [tmp_path / "films"], "test", SCORER, {"engine": "plain"}, "2026-01-01T00:00:00+00:00")
    entries.add(database, run, paths, "2026-01-01T00:00:00+00:00")
    first = make_runner(database)
    first.begin()
    qtbot.waitUntil(lambda: bool(first.offers.found))
    with qtbot.waitSignal(first.ended):
        first.offers.decline()
    first.end()
    second = make_runner(Database(place))
    with qtbot.waitSignal(second.changed):
        second.begin()
    assert second.offers.found == []
    with qtbot.waitSignal(second.ended):
        second.go_on(run)
    other = Database(place)
    assert _done(other, run) == 5
    assert runs.of(other, run).state is RunState.DONE
    other.close()


def test_the_film_that_the_reader_looks_at_comes_next(qtbot: Any, runner: Runner, gate: Gate, tmp_path: Path) -> None:
    paths = films(tmp_path / "films", 60)
    runner.screen([tmp_path / "films"])
    gate.let(2)
    qtbot.waitUntil(lambda: runner.progress is not None and runner.progress.done == 2)
    runner.hurry(paths[50])
    runner.hurry(Path("/elsewhere/other.dcm"))  # none of this screening
    backlog = runner._job._screening._backlog
    gate.let(1)
    qtbot.waitUntil(lambda: not backlog._urgent)
    # In the order of the folder it would be the fifty-first; two were done and each reader may hold one or take one.
    assert str(paths[50]) not in backlog._waiting
    assert len(backlog._waiting) >= 60 - 1 - 2 - 4
    gate.open()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert runner.progress.done == 60


def test_screening_stands_still_while_the_reader_waits_for_a_film_and_its_answer(
    qtbot: Any, runner: Runner, gate: Gate, workflow: Any, tmp_path: Path
) -> None:
    films(tmp_path / "films", 30)
    _lanes, _storing, desk = runner.parts
    runner.screen([tmp_path / "films"])
    gate.let(4)
    qtbot.waitUntil(lambda: runner.progress is not None and runner.progress.done == 4)
    answer = workflow.model_gates["a.dcm"] = threading.Event()
    with qtbot.waitSignal(desk.pane_shown):
        desk.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: desk.is_asked(0) and "way" in runner._job._screening._backlog.holds)
    gate.open()
    qtbot.waitUntil(lambda: len(gate.made) == 6)  # what the readers held
    assert runner.progress.done <= 6
    assert not runner.is_paused
    answer.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert runner.progress.done == 30


def test_a_full_disk_is_said_and_screening_goes_on_by_itself(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films(tmp_path / "films", 8)
    real, full = results.commit, [True]

    def commit(*arguments: Any, **more: Any) -> None:
        if full[0]:
            raise DiskFullError(database.path)
        real(*arguments, **more)

    monkeypatch.setattr(results, "commit", commit)
    runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: runner.progress is not None and "disk is full" in runner.progress.message)
    assert runner.progress.state is State.NOT_STORED
    full[0] = False
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert _done(database, 1) == 8


def test_without_a_model_nothing_is_begun_and_the_reason_is_said(
    qtbot: Any, runner: Runner, workflow: Any, database: Database, tmp_path: Path
) -> None:
    workflow.card = None
    films(tmp_path / "films", 3)
    runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert runner.told == ["there is no model at hand"]
    assert runs.every(database) == []


def test_another_model_screens_the_same_drop_in_a_run_of_its_own(
    qtbot: Any, runner: Runner, workflow: Any, database: Database, tmp_path: Path
) -> None:
    films(tmp_path / "films", 4)
    with qtbot.waitSignal(runner.ended):
        runner.screen([tmp_path / "films"])
    with qtbot.waitSignal(runner.ended):
        runner.screen_again(1, "another")
    assert workflow.model_id == "another"
    first, second = workflow.screened_with
    assert first is not second
    assert [run.dropped for run in runs.every(database)] == [(tmp_path / "films",)] * 2


def test_a_run_of_a_model_that_has_changed_is_not_gone_on_with(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path
) -> None:
    run = runs.start(database, [tmp_path], "test", "0" * 64, {}, "2026-01-01T00:00:00+00:00")
    runner.go_on(run)
    qtbot.waitUntil(lambda: bool(runner.told))
    assert "no longer here" in runner.told[0]
    assert not runner.is_busy


def test_a_second_window_screens_nothing_and_says_so(qtbot: Any, make_runner: Make, tmp_path: Path) -> None:
    films(tmp_path / "films", 3)
    place = tmp_path / "store.sqlite3"
    holder = Database(place, sole=True)
    assert holder.rows("SELECT 1")
    second = make_runner(Database(place, sole=True))
    with qtbot.waitSignal(second.changed):
        second.begin()
    assert second.reads_only
    second.screen([tmp_path / "films"])
    second.watch(tmp_path)
    assert not second.is_busy
    assert second.watched is None
    assert len(second.told) == 2
    assert "Another window" in second.told[0]
    assert runs.every(holder) == []
    holder.close()


def test_broken_files_are_lines_with_their_reasons(
    qtbot: Any, runner: Runner, database: Database, tmp_path: Path
) -> None:
    paths = films(tmp_path / "films", 3)
    paths[1].write_bytes(b"broken")
    with qtbot.waitSignal(runner.ended):
        runner.screen([tmp_path / "films"])
    stored = {result.path: result for result in results.of_run(database, 1)}
    assert stored[paths[1]].status is Status.FAILED
    assert stored[paths[1]].reason == "it is broken"
    assert runner.progress.counts[Status.FAILED] == 1
