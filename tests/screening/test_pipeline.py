"""A screening job: what comes out, in which order, and how it stops, waits and goes on."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.screening.doubles import QUICK, KeepingSink, PlainReader, films, job
from xraydesk.core.errors import ModelError
from xraydesk.core.findings import Status
from xraydesk.screening.discovery import discover
from xraydesk.screening.film_process import ReaderDefectError, ReaderLostError
from xraydesk.screening.film_reader import Looked, Made
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.progress import Progress, State
from xraydesk.store.failures import DamagedStoreError


def _names(outcomes: object) -> list[str]:
    return [outcome.result.path.name for outcome in outcomes]


def test_every_file_comes_out_once_in_the_order_of_discovery(tmp_path: Path) -> None:
    paths = films(tmp_path, 60)
    assert _names(job(paths).outcomes()) == [path.name for path in paths]


def test_as_they_come_every_file_comes_out_once_too(tmp_path: Path) -> None:
    paths = films(tmp_path, 60)
    assert sorted(_names(job(paths).outcomes(ordered=False))) == [path.name for path in paths]


def test_what_comes_out_was_committed_before(tmp_path: Path) -> None:
    sink = KeepingSink()
    for outcome in job(films(tmp_path, 20), sink).outcomes(ordered=False):
        assert outcome in sink.lines
    assert len(sink.lines) == 20


def test_a_file_that_fails_costs_no_other(tmp_path: Path) -> None:
    paths = films(tmp_path, 5)
    paths[2].write_bytes(b"broken")
    paths.insert(3, tmp_path / "gone")
    results = [outcome.result for outcome in job(paths).outcomes()]
    assert [result.status for result in results] == [Status.OK] * 2 + [Status.FAILED] * 2 + [Status.OK] * 2
    assert (results[2].reason, results[3].reason) == ("it is broken", "there is no such file")
    assert (len(results[2].sha256), results[3].sha256) == (64, "")


def test_copies_of_one_film_are_read_and_answered_once_and_each_has_its_line(tmp_path: Path) -> None:
    paths = [tmp_path / f"copy{number:02}" for number in range(30)]
    for path in paths:
        path.write_bytes(b"the same film")
    made: list[str] = []
    sink = KeepingSink()
    outcomes = list(job(paths, sink, make_reader=lambda: PlainReader(made)).outcomes())
    assert len(made) == 1
    assert [outcome.result.path for outcome in outcomes] == paths
    assert len({outcome.result.findings for outcome in outcomes}) == 1
    assert sum(outcome.repeated for outcome in outcomes) == 29
    assert {outcome.result.path for outcome in sink.lines} == set(paths)


def test_what_the_sink_knows_is_not_read_again_and_comes_under_its_own_path(tmp_path: Path) -> None:
    sink = KeepingSink()
    first = list(job(films(tmp_path / "a", 4), sink).outcomes())
    made: list[str] = []
    second = list(job(films(tmp_path / "b", 4), sink, make_reader=lambda: PlainReader(made)).outcomes())
    assert made == []
    assert all(outcome.repeated and outcome.result.path.parent.name == "b" for outcome in second)
    assert [one.result.findings for one in second] == [one.result.findings for one in first]


def test_cancelling_ends_within_a_second_even_while_a_file_hangs(tmp_path: Path) -> None:
    paths = films(tmp_path, 200)
    for path in paths[5:]:
        path.write_bytes(b"hang " + path.name.encode())
    sink = KeepingSink()
    running = job(paths, sink)
    outcomes = running.outcomes(ordered=False)
    taken = [next(outcomes) for _ in range(3)]
    start = time.monotonic()
    running.cancel()
    taken += list(outcomes)
    assert time.monotonic() - start < 1
    assert running.now().state is State.CANCELLED
    assert 3 <= len(taken) <= 5
    assert len(sink.lines) == len(taken)


def test_whoever_stops_taking_outcomes_ends_the_job(tmp_path: Path) -> None:
    before = threading.active_count()
    running = job(films(tmp_path, 500))
    outcomes = running.outcomes()
    next(outcomes)
    outcomes.close()
    assert running.now().state is State.CANCELLED
    left = [thread for thread in threading.enumerate() if thread.name.startswith("film ")]
    for thread in left:
        thread.join(5)
    assert threading.active_count() <= before


def test_paused_it_begins_no_further_file_and_resumed_it_does_all(tmp_path: Path) -> None:
    paths = films(tmp_path, 100)
    states: list[State] = []
    paused = threading.Event()

    def progress(now: Progress) -> None:
        states.append(now.state)
        if now.state is State.PAUSED:
            paused.set()

    running = job(paths, progress=progress)
    running.pause()
    outcomes = running.outcomes()
    released = threading.Thread(target=lambda: (paused.wait(10), running.resume()))
    released.start()
    assert len(list(outcomes)) == 100
    released.join()
    assert paused.is_set()
    assert states[-1] is State.DONE


def test_a_film_that_is_looked_at_comes_first(tmp_path: Path) -> None:
    paths = films(tmp_path, 50)
    made: list[str] = []
    walked = threading.Event()

    def progress(now: Progress) -> None:
        if now.found_all:
            walked.set()

    running = job(paths, plan=replace(QUICK, readers=1), make_reader=lambda: PlainReader(made), progress=progress)
    running.pause()
    helper = threading.Thread(
        target=lambda: (walked.wait(10), running.hurry(paths[40]), running.hurry(tmp_path / "x"), running.resume())
    )
    helper.start()
    outcomes = list(running.outcomes())
    helper.join()
    assert made[0] == paths[40].name
    assert len(outcomes) == len(made) == 50
    assert [outcome.result.path for outcome in outcomes] == paths


def test_a_film_that_the_walk_has_not_reached_can_be_hurried_and_is_not_done_twice(tmp_path: Path) -> None:
    paths = films(tmp_path, 6)
    go_on = threading.Event()

    def slowly() -> object:
        yield from paths[:2]
        assert go_on.wait(10)
        yield from paths[2:]

    running = job(slowly())  # type: ignore[arg-type]
    outcomes = running.outcomes(ordered=False)
    first = [next(outcomes), next(outcomes)]
    running.hurry(paths[5])
    third = next(outcomes)
    go_on.set()
    rest = list(outcomes)
    assert third.result.path == paths[5]
    assert sorted(_names([*first, third, *rest])) == [path.name for path in paths]


def test_a_file_that_is_being_written_is_read_only_when_it_has_settled(tmp_path: Path) -> None:
    (path,) = films(tmp_path, 1)
    looks: list[Looked] = []

    class Watching(PlainReader):
        def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
            looked = super().look(path, settle_s, before)
            looks.append(looked)
            if len(looks) < 3:
                with path.open("ab") as file:
                    file.write(b" and more")
            return looked

    (outcome,) = job([path], plan=replace(QUICK, settle_s=60.0), make_reader=Watching).outcomes()
    assert outcome.result.status is Status.OK
    assert [look.unsettled is None for look in looks] == [False, False, False, True]
    assert looks[-1].size == path.stat().st_size


def test_a_file_that_never_settles_is_given_up_with_that_reason(tmp_path: Path) -> None:
    paths = films(tmp_path, 2)

    class Growing(PlainReader):
        def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
            if path == paths[0]:
                return Looked(unsettled=(1, time.monotonic_ns()))
            return super().look(path, settle_s, before)

    plan = replace(QUICK, patience_s=0.05)
    results = [outcome.result for outcome in job(paths, plan=plan, make_reader=Growing).outcomes()]
    assert [result.status for result in results] == [Status.FAILED, Status.OK]
    assert "still being written" in results[0].reason


def test_a_place_that_is_gone_holds_the_job_with_a_sentence_until_it_is_back(tmp_path: Path) -> None:
    share, away = tmp_path / "share", tmp_path / "away"
    paths = films(share, 40)
    messages: list[str] = []

    class Unplugging(PlainReader):
        def make(self) -> Made:
            if self._path == paths[10] and not away.exists() and not messages:
                share.rename(away)
                share.mkdir()  # an empty mount point is not the share
            return super().make()

    def progress(now: Progress) -> None:
        if now.state is State.UNREACHABLE and not messages:
            messages.append(now.message)
            share.rmdir()
            away.rename(share)

    outcomes = list(job(paths, make_reader=Unplugging, roots=[share], progress=progress).outcomes())
    assert messages == [f"{share} cannot be reached; screening goes on when it is back"]
    assert [outcome.result.path for outcome in outcomes] == paths
    assert all(outcome.result.status is Status.OK for outcome in outcomes)


def test_a_folder_that_was_gone_when_its_turn_came_is_walked_when_it_is_back(tmp_path: Path) -> None:
    share, away = tmp_path / "share", tmp_path / "away"
    paths = films(share, 1) + films(share / "inner", 3)
    back: list[str] = []

    def walk() -> object:
        yield paths[0]
        share.rename(away)
        yield share / "inner"  # what the walk says of a folder that it cannot list

    def progress(now: Progress) -> None:
        if now.state is State.UNREACHABLE and not back:
            back.append(now.message)
            away.rename(share)

    running = job(walk(), roots=[share], progress=progress)  # type: ignore[arg-type]
    outcomes = list(running.outcomes())
    assert [outcome.result.reason for outcome in outcomes] == [""] * 4
    assert sorted(_names(outcomes)) == [path.name for path in sorted(paths, key=lambda path: path.name)]
    assert running.now().found == running.now().done == 4


def test_a_single_file_that_was_deleted_fails_alone(tmp_path: Path) -> None:
    paths = films(tmp_path, 3)
    paths[1].unlink()
    statuses = [outcome.result.status for outcome in job(paths, roots=[tmp_path]).outcomes()]
    assert statuses == [Status.OK, Status.FAILED, Status.OK]


def test_a_store_that_is_full_is_waited_for_and_nothing_is_lost(tmp_path: Path) -> None:
    paths, sink = films(tmp_path, 30), KeepingSink(failures=40)
    told: list[Progress] = []
    outcomes = list(job(paths, sink, progress=told.append).outcomes())
    assert [outcome.result.path for outcome in outcomes] == paths
    assert sorted(_names(sink.lines)) == [path.name for path in paths]
    assert any(now.state is State.NOT_STORED and now.message == "The disk is full." for now in told)


def test_a_store_that_will_never_take_anything_ends_the_job_with_its_sentence(tmp_path: Path) -> None:
    class Damaged(KeepingSink):
        def commit(self, outcomes: Sequence[Outcome]) -> None:
            raise DamagedStoreError(None)

    with pytest.raises(DamagedStoreError, match="damaged"):
        list(job(films(tmp_path, 5), Damaged()).outcomes())


def test_a_reader_that_dies_is_replaced_and_only_a_file_that_kills_it_twice_fails(tmp_path: Path) -> None:
    paths = films(tmp_path, 8)
    deaths: list[Path] = []

    class Mortal(PlainReader):
        def make(self) -> Made:
            fatal = self._path == paths[2] or (self._path == paths[5] and paths[5] not in deaths)
            if fatal:
                deaths.append(self._path)
                raise ReaderLostError
            return super().make()

    results = [outcome.result for outcome in job(paths, make_reader=Mortal).outcomes()]
    assert [result.path for result in results if result.status is Status.FAILED] == [paths[2]]
    assert "crash" in results[2].reason
    assert len(results[2].sha256) == 64
    assert (deaths.count(paths[2]), deaths.count(paths[5])) == (2, 1)


def test_a_reader_that_is_late_costs_its_file_once(tmp_path: Path) -> None:
    paths = films(tmp_path, 3)

    class Slow(PlainReader):
        def make(self) -> Made:
            if self._path == paths[1]:
                raise ReaderLostError(late=True)
            return super().make()

    results = [outcome.result for outcome in job(paths, make_reader=Slow).outcomes()]
    assert [result.status for result in results] == [Status.OK, Status.FAILED, Status.OK]
    assert "longer" in results[1].reason


def test_a_defect_of_the_program_costs_one_file_and_is_called_one(tmp_path: Path) -> None:
    paths = films(tmp_path, 3)

    class Defective(PlainReader):
        def make(self) -> Made:
            if self._path == paths[0]:
                raise ReaderDefectError("ZeroDivisionError")
            return super().make()

    results = [outcome.result for outcome in job(paths, make_reader=Defective).outcomes()]
    assert [result.status for result in results] == [Status.FAILED, Status.OK, Status.OK]
    assert "ZeroDivisionError" in results[0].reason


def test_a_network_that_cannot_be_loaded_is_said_once_to_whoever_takes_outcomes(tmp_path: Path) -> None:
    class Broken(PlainReader):
        def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
            raise ModelError("the guard is gone")

    with pytest.raises(ModelError, match="the guard is gone"):
        list(job(films(tmp_path, 5), make_reader=Broken).outcomes())


def test_progress_counts_by_status_and_its_last_word_is_the_whole(tmp_path: Path) -> None:
    paths = films(tmp_path, 20)
    paths[3].write_bytes(b"broken")
    paths[4].write_bytes(paths[5].read_bytes())
    told: list[Progress] = []
    list(job(paths, progress=told.append).outcomes())
    last = told[-1]
    assert (last.state, last.found, last.done, last.repeated) == (State.DONE, 20, 20, 1)
    assert last.counts[Status.OK] == 19
    assert last.counts[Status.FAILED] == 1
    assert [now.done for now in told] == sorted(now.done for now in told)


def test_progress_comes_no_more_than_some_ten_times_a_second(tmp_path: Path) -> None:
    told: list[float] = []
    start = time.monotonic()
    list(job(films(tmp_path, 150), progress=lambda _: told.append(time.monotonic())).outcomes())
    assert len(told) <= 10 * (time.monotonic() - start) + 2


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_and_a_very_long_one_are_screened(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.film"))
    long = tmp_path / ("n" * 250)
    for path in (odd, long):
        path.write_bytes(os.fsencode(path.name))
    outcomes = list(job(list(discover([tmp_path]))).outcomes())
    assert {outcome.result.path for outcome in outcomes} == {odd, long}
    assert all(outcome.result.status is Status.OK for outcome in outcomes)


def test_the_stages_hold_only_a_few_films_while_nobody_takes_them(tmp_path: Path) -> None:
    made: list[str] = []
    running = job(films(tmp_path, 1500), make_reader=lambda: PlainReader(made))
    outcomes = running.outcomes()
    next(outcomes)
    before = -1
    while before != len(made):  # until the stages stand still
        before = len(made)
        running._over.wait(0.5)
    assert before < 1000
    outcomes.close()


def test_giving_way_begins_neither_a_file_nor_a_batch_and_is_no_pause(tmp_path: Path) -> None:
    made: list[str] = []
    sink = KeepingSink()
    running = job(films(tmp_path, 200), sink, make_reader=lambda: PlainReader(made))
    outcomes = running.outcomes()
    next(outcomes)
    running.give_way(gives=True)
    before = -1
    while before != len(sink.lines):  # what is under way is finished
        before = len(sink.lines)
        running._over.wait(0.3)
    assert len(made) < 200
    assert running.now().state is State.RUNNING
    running.give_way(gives=False)
    assert 1 + sum(1 for _ in outcomes) == 200


def test_a_job_that_gives_way_is_cancelled_at_once(tmp_path: Path) -> None:
    running = job(films(tmp_path, 200))
    outcomes = running.outcomes()
    next(outcomes)
    running.give_way(gives=True)
    begin = time.monotonic()
    running.cancel()
    assert sum(1 for _ in outcomes) < 200
    assert time.monotonic() - begin < 1
