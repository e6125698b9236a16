"""Results of films: one for each content and model, stored in batches that are whole or absent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.screened import MODEL, OTHER_MODEL, WHEN, digest, outcome, path, result, screened
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.store import entries, films, results, runs
from xraydesk.store.database import Database
from xraydesk.store.films import Film
from xraydesk.store.results import Outcome
from xraydesk.store.runs import RunState

LATER = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.close()


def _everything(database: Database) -> list[tuple[object, ...]]:
    tables = ("film", "run", "result", "entry")
    return [tuple(row) for table in tables for row in database.rows(f"SELECT * FROM {table} ORDER BY 1")]


def test_a_result_is_read_back_as_it_was(database: Database) -> None:
    outcomes = [
        outcome(1),
        outcome(2, 0.5, Status.ABSTAINED),
        outcome(3, status=Status.DECLINED),
        outcome(4, status=Status.FAILED),
    ]
    run = screened(database, outcomes)
    assert list(results.of_run(database, run, at_once=3)) == [each.result for each in outcomes]
    assert results.of_film(database, digest(1)) == [outcomes[0].result]
    assert results.get(database, digest(4), MODEL) == outcomes[3].result
    assert results.get(database, digest(1), OTHER_MODEL) is None


def test_films_with_an_answer_are_known_to_their_model_and_failures_are_tried_again(database: Database) -> None:
    screened(database, [outcome(1), outcome(2, status=Status.DECLINED), outcome(3, status=Status.FAILED)])
    asked = [digest(number) for number in range(1, 5)]
    assert results.known(database, asked, MODEL) == {digest(1), digest(2)}
    assert results.known(database, asked, OTHER_MODEL) == frozenset()


def test_more_films_are_asked_for_than_a_query_takes(database: Database) -> None:
    screened(database, [outcome(number) for number in range(1200)])
    assert len(results.known(database, [digest(number) for number in range(1500)], MODEL)) == 1200


def test_storing_a_batch_again_changes_nothing(database: Database) -> None:
    unread = Outcome(ScreeningResult(path(9), "", Status.FAILED, "it cannot be opened"), None, WHEN)
    batch = [outcome(1), outcome(2, status=Status.FAILED), unread, outcome(3, 0.4, Status.ABSTAINED)]
    run = screened(database, batch)
    before = _everything(database)
    results.commit(database, run, batch)
    results.commit(database, run, batch[:2], again=True)
    assert _everything(database) == before


def test_one_more_copy_of_a_film_writes_one_line_however_many_there_are(database: Database) -> None:
    first = outcome(1)

    def copies(numbers: range) -> list[Outcome]:
        return [replace(first, result=replace(first.result, path=path(number))) for number in numbers]

    def written(batch: list[Outcome]) -> int:
        with database.transaction() as connection:
            before = connection.total_changes
        results.commit(database, run, batch)
        with database.transaction() as connection:
            return connection.total_changes - before

    run = screened(database, copies(range(1, 3)))
    few = written(copies(range(3, 4)))
    results.commit(database, run, copies(range(4, 200)))
    assert written(copies(range(200, 201))) == few


def test_a_name_that_is_learned_with_a_later_copy_reaches_every_line(database: Database) -> None:
    first = outcome(1)
    later = outcome(1, patient_name="Meier^Anna")
    run = screened(database, [first])
    results.commit(database, run, [replace(later, result=replace(later.result, path=path(2)))])
    assert [row["patient"] for row in database.rows("SELECT patient FROM entry")] == ["Meier^Anna"] * 2


def test_two_paths_of_one_content_are_two_lines_of_one_result(database: Database) -> None:
    first = outcome(1)
    second = replace(first, result=replace(first.result, path=path(2)))
    run = screened(database, [first, second])
    assert [each.path for each in results.of_run(database, run)] == [path(1), path(2)]
    assert len(results.of_film(database, digest(1))) == 1
    assert films.paths(database, digest(1)) == (path(1), path(2))


def test_what_is_known_stays_unless_it_was_screened_anew(database: Database) -> None:
    run = screened(database, [outcome(1, 0.2)])
    results.commit(database, run, [outcome(1, 0.9, made=LATER)])
    assert results.of_film(database, digest(1)) == [result(1, 0.2)]
    results.commit(database, run, [outcome(1, 0.9, made=LATER)], again=True)
    assert list(results.of_run(database, run)) == [result(1, 0.9)]


def test_a_failure_gives_way_to_an_answer_and_never_the_other_way_round(database: Database) -> None:
    first = screened(database, [outcome(1, status=Status.FAILED)])
    second = screened(database, [outcome(1, made=LATER)])
    assert [each.status for each in results.of_run(database, first)] == [Status.OK]
    results.commit(database, second, [outcome(1, status=Status.FAILED)])
    assert [each.status for each in results.of_run(database, second)] == [Status.OK]


def test_a_second_drop_shows_what_is_known_without_a_new_result(database: Database) -> None:
    screened(database, [outcome(1, patient_name="Curie")])
    run = runs.start(database, [Path("/elsewhere")], "densenet", MODEL, {}, LATER)
    elsewhere = Path("/elsewhere/copy.dcm")
    entries.add(database, run, [elsewhere, path(2)], LATER)
    results.reuse(database, run, [(elsewhere, Film(digest(1))), (path(2), Film(digest(2)))], LATER)
    assert list(results.of_run(database, run)) == [replace(result(1), path=elsewhere)]
    assert [each for _, each in entries.waiting(database, run)] == [path(2)]
    assert films.of(database, [digest(1), digest(2)]) == {digest(1): Film(digest(1), 1001, patient_name="Curie")}
    assert database.rows("SELECT count(*) FROM result")[0][0] == 1


def test_a_new_model_has_results_of_its_own_beside_the_old_ones(database: Database) -> None:
    screened(database, [outcome(1, 0.2), outcome(2, 0.9), outcome(3, status=Status.DECLINED)])
    screened(database, [outcome(1, 0.8), outcome(2, 0.95), outcome(4)], OTHER_MODEL, LATER)
    beside = results.beside(database, [digest(number) for number in range(5)], OTHER_MODEL)
    assert beside == {
        digest(1): result(1, 0.2),
        digest(2): result(2, 0.9),
        digest(3): result(3, status=Status.DECLINED),
    }
    assert len(results.of_film(database, digest(1))) == 2
    assert results.changes(database, MODEL, OTHER_MODEL) == {("normal", "normal"): 1, ("pneumonia", "normal"): 1}


def test_a_run_goes_on_with_what_it_has_not_done(database: Database) -> None:
    run = runs.start(database, [Path("/films")], "densenet", MODEL, {"engine": "onnxruntime"}, WHEN)
    entries.add(database, run, [path(number) for number in range(5)], WHEN)
    entries.add(database, run, [path(number) for number in range(7)], LATER)
    results.commit(database, run, [outcome(0), outcome(3)])
    entries.unreachable(database, run, [path(1), path(3)], "the share is gone")
    left = entries.waiting(database, run, limit=3)
    assert [each for _, each in left] == [path(1), path(2), path(4)]
    assert [each for _, each in entries.waiting(database, run, after=left[-1][0])] == [path(5), path(6)]
    assert [each.id for each in runs.unfinished(database)] == [run]
    runs.end(database, run, RunState.CANCELLED, LATER)
    assert runs.unfinished(database) == []
    runs.reopen(database, run)
    kept = runs.of(database, run)
    assert kept is not None
    assert (kept.state, kept.ended, kept.settings) == (RunState.OPEN, "", {"engine": "onnxruntime"})


def test_names_that_are_no_text_come_back_as_they_were(database: Database) -> None:
    odd = Path(os.fsdecode(b"/films/M\xfcller.dcm"))
    film = Film(digest(1), patient_name="M\udcfcller")
    run = runs.start(database, [odd], "densenet", MODEL, {}, WHEN)
    entries.add(database, run, [odd], WHEN)
    results.commit(database, run, [Outcome(replace(result(1), path=odd, reason="M\udcfcller"), film, WHEN)])
    assert next(results.of_run(database, run)).path == odd
    assert runs.every(database)[0].dropped == (odd,)
    assert films.of(database, [digest(1)])[digest(1)].patient_name == "M?ller"


def test_a_batch_for_a_run_that_there_is_not_is_a_defect_and_stores_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="no run 7"):
        results.commit(database, 7, [outcome(1)])
    assert database.rows("SELECT count(*) FROM film")[0][0] == 0


_WRITER = """
import sys
from pathlib import Path
from tests.store.screened import MODEL, WHEN, outcome
from xraydesk.store import results, runs
from xraydesk.store.database import Database

database = Database(Path(sys.argv[1]))
run = runs.start(database, [], "densenet", MODEL, {}, WHEN)
for batch in range(100_000):
    results.commit(database, run, [outcome(20 * batch + number) for number in range(20)])
    print(batch, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("batches", [1, 7, 23])
def test_after_a_kill_every_batch_is_whole_or_absent_and_the_rest_is_done_by_storing_all_again(
    tmp_path: Path, root: Path, batches: int
) -> None:
    target = tmp_path / "a.sqlite3"
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(target)], cwd=root, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    reported = [int(writer.stdout.readline()) for _ in range(batches)][-1]
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    database = Database(target)
    stored = database.rows("SELECT count(*) FROM result")[0][0]
    assert stored >= 20 * (reported + 1)
    assert stored % 20 == 0
    run = runs.unfinished(database)[0].id
    for batch in range(stored // 20 + 3):
        results.commit(database, run, [outcome(20 * batch + number) for number in range(20)])
    assert list(results.of_run(database, run)) == [result(number) for number in range(stored + 60)]
    assert database.notices == []
    database.close()
