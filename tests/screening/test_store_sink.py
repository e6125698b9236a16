"""A screening with the database: nothing is lost or doubled, whatever ends it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks import kill_and_resume
from tests.screening.doubles import PlainReader, films, job
from xraydesk.core.findings import Status
from xraydesk.screening.store_sink import StoreSink
from xraydesk.store import entries, results, runs
from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError, RunAtWorkError

DIGEST = "ab" * 32


def _sink(database: Database, folder: Path, *, reuse: bool = True) -> StoreSink:
    return StoreSink.of(database, [folder], "model", DIGEST, {"engine": "plain"}, reuse=reuse)


def test_a_run_in_the_database_holds_a_line_for_each_path_and_one_answer_for_each_content(tmp_path: Path) -> None:
    paths = films(tmp_path / "films", 6)
    paths[4].write_bytes(paths[0].read_bytes())
    paths[5].unlink()
    database = Database()
    sink = _sink(database, tmp_path / "films")
    outcomes = list(job(paths, sink).outcomes())
    sink.end()
    stored = {result.path: result for result in results.of_run(database, sink.run)}
    assert stored == {outcome.result.path: outcome.result for outcome in outcomes}
    assert stored[paths[5]].status is Status.FAILED
    assert database.rows("SELECT count(*) AS n FROM result")[0]["n"] == 4
    assert runs.unfinished(database) == []


def test_a_second_drop_reads_no_film_again(tmp_path: Path) -> None:
    paths, database = films(tmp_path / "films", 5), Database()
    first = _sink(database, tmp_path / "films")
    before = list(job(paths, first).outcomes())
    first.end()
    made: list[str] = []
    second = _sink(database, tmp_path / "films")
    after = list(job(paths, second, make_reader=lambda: PlainReader(made)).outcomes())
    assert second.run != first.run
    assert made == []
    assert [one.result for one in after] == [one.result for one in before]
    assert len(list(results.of_run(database, second.run))) == 5


def test_a_run_that_another_program_works_on_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first = _sink(Database(path), tmp_path)
    other = Database(path)
    assert runs.is_at_work(other, first.run)
    with pytest.raises(RunAtWorkError, match="Another program is at work on this screening"):
        StoreSink(other, first.run, DIGEST)
    second = _sink(other, tmp_path)
    assert second.run != first.run
    second.end()
    first.let_go()
    assert not runs.is_at_work(other, first.run)
    third = _sink(other, tmp_path)
    assert third.run == first.run
    third.end()
    assert not list(tmp_path.glob("*-run-*"))


def test_a_run_that_was_cut_off_is_gone_on_with(tmp_path: Path) -> None:
    paths, database = films(tmp_path / "films", 40), Database()
    first = _sink(database, tmp_path / "films")
    outcomes = job(paths, first).outcomes()
    next(outcomes)
    outcomes.close()
    second = _sink(database, tmp_path / "films")
    made: list[str] = []
    assert second.run == first.run
    done = sum(1 for _ in results.of_run(database, first.run))
    assert len(list(job(paths, second, make_reader=lambda: PlainReader(made)).outcomes())) == 40
    assert len(made) == 40 - done
    assert len(list(results.of_run(database, second.run))) == 40


def test_another_model_or_another_folder_begins_a_run_of_its_own(tmp_path: Path) -> None:
    database = Database()
    first = _sink(database, tmp_path)
    assert _sink(database, tmp_path / "else").run != first.run
    assert StoreSink.of(database, [tmp_path], "model", "cd" * 32, {"engine": "plain"}).run != first.run


def test_what_failed_is_tried_again_and_what_is_not_to_be_reused_too(tmp_path: Path) -> None:
    paths, database = films(tmp_path / "films", 2), Database()
    paths[0].write_bytes(b"broken")
    list(job(paths, _sink(database, tmp_path / "films")).outcomes())
    made: list[str] = []
    list(job(paths, _sink(database, tmp_path / "films"), make_reader=lambda: PlainReader(made)).outcomes())
    assert made == [paths[0].name]
    list(job(paths, _sink(database, tmp_path, reuse=False), make_reader=lambda: PlainReader(made)).outcomes())
    assert sorted(made[1:]) == [path.name for path in paths]


def test_what_is_listed_stands_in_the_run_by_the_time_it_is_handed_on(tmp_path: Path) -> None:
    paths, database = films(tmp_path / "films", 20), Database()
    sink = _sink(database, tmp_path / "films")
    for number, path in enumerate(sink.listing(paths)):
        assert path == paths[number]
        assert path in [each for _, each in entries.waiting(database, sink.run)]
    assert [each for _, each in entries.waiting(database, sink.run)] == paths


def test_a_disk_that_is_full_leaves_the_lines_to_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(None)

    paths, database = films(tmp_path / "films", 5), Database()
    sink = _sink(database, tmp_path / "films")
    monkeypatch.setattr(entries, "add", full)
    assert len(list(job(list(sink.listing(paths)), sink).outcomes())) == 5
    assert len(list(results.of_run(database, sink.run))) == 5


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
def test_a_screening_that_is_killed_again_and_again_leaves_what_an_undisturbed_one_leaves(tmp_path: Path) -> None:
    films(tmp_path / "films", 120)
    killed, differences = kill_and_resume.compare(tmp_path / "films", tmp_path, 120, 2, plain=True)
    assert differences == []
    assert killed >= 1
