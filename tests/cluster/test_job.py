"""A screening on a cluster: what is asked once, what is kept, what goes on, and what stops it in plain words."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cluster.doubles import PlainWorker, answer_to, job, write_films
from xraydesk.cluster.failures import ClusterError
from xraydesk.cluster.rows import result_of, row_of
from xraydesk.core.findings import Status
from xraydesk.screening.progress import Progress, State

pytestmark = pytest.mark.skipif(
    not (find_spec("pyarrow") and find_spec("fsspec")), reason="the extra `cluster` is not installed"
)


class StoppedError(Exception):
    """The driver is cut off."""


def stop_at(number: int) -> Callable[[int], None]:
    def before(given: int) -> None:
        if given == number:
            raise StoppedError

    return before


def shards_in(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.glob("*.parquet")}


def test_every_film_has_a_row_with_the_worker_s_answer_to_the_bit(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 23)
    screening = job(tmp_path / "films", tmp_path / "place")
    counts = screening.run()
    assert counts[Status.OK] == 23
    found = {result.path: result for result in screening.results()}
    assert found == {film: result_of(row_of(answer_to(film))) for film in films}
    assert len(shards_in(tmp_path / "place")) == 5
    assert screening.notices == ["it is a double"]


def test_copies_are_asked_about_in_one_task_and_lie_in_one_shard(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 12)
    for film in films[:6]:
        (tmp_path / "films" / f"copy of {film.name}").write_bytes(film.read_bytes())
    tasks: list[str] = []

    class Watching(PlainWorker):
        def screen(self, task: str) -> str | None:
            tasks.append(task)
            return super().screen(task)

    screening = job(tmp_path / "films", tmp_path / "place", Watching())
    assert screening.run()[Status.OK] == 18
    for film in films[:6]:
        holding = [task for task in tasks if f"/{film.name}" in task or f"copy of {film.name}" in task]
        assert len(holding) == 1
        assert film.name in holding[0]
        assert f"copy of {film.name}" in holding[0]


def test_a_second_start_asks_nothing_and_touches_no_shard(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 20)
    job(tmp_path / "films", tmp_path / "place").run()
    before = shards_in(tmp_path / "place")
    worker = PlainWorker()
    again = job(tmp_path / "films", tmp_path / "place", worker)
    assert again.run()[Status.OK] == 20
    assert worker.asked == []
    assert again.kept == len(before)
    assert shards_in(tmp_path / "place") == before


def test_a_driver_that_was_cut_off_goes_on_behind_its_last_whole_shard(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 40)
    with pytest.raises(StoppedError):
        job(tmp_path / "films", tmp_path / "place", before=stop_at(6)).run()
    whole = shards_in(tmp_path / "place")
    assert 0 < len(whole) < 8
    worker = PlainWorker()
    again = job(tmp_path / "films", tmp_path / "place", worker)
    again.run()
    assert again.kept == len(whole)
    assert whole.items() <= shards_in(tmp_path / "place").items()
    job(tmp_path / "films", tmp_path / "undisturbed").run()
    assert shards_in(tmp_path / "undisturbed") == shards_in(tmp_path / "place")
    assert len(worker.asked) == len(films) - sum(1 for name in whole for _ in names_in(tmp_path / "undisturbed", name))


def names_in(place: Path, shard: str) -> list[str]:
    from xraydesk.cluster.rows import from_parquet

    return [row["path"] for row in from_parquet((place / shard).read_bytes())]


def test_films_that_came_later_are_the_only_ones_asked_about(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 20)
    job(tmp_path / "films", tmp_path / "place").run()
    write_films(tmp_path / "films", 3, first=50)
    (tmp_path / "films" / "000.film").unlink()
    worker = PlainWorker()
    again = job(tmp_path / "films", tmp_path / "place", worker)
    assert again.run()[Status.OK] == 22
    assert sorted(worker.asked) == ["050.film", "051.film", "052.film"]
    assert "000.film" not in {result.path.name for result in again.results()}


def test_a_film_that_changed_is_asked_about_again(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 9)
    job(tmp_path / "films", tmp_path / "place").run()
    films[4].write_bytes(b"something else, and longer")
    worker = PlainWorker()
    again = job(tmp_path / "films", tmp_path / "place", worker)
    again.run()
    assert worker.asked == ["004.film"]
    [changed] = [result for result in again.results() if result.path == films[4]]
    assert changed == result_of(row_of(answer_to(films[4])))


def test_what_failed_is_a_row_with_its_reason_and_is_tried_again_next_time(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 9)
    films[3].write_bytes(b"broken")
    screening = job(tmp_path / "films", tmp_path / "place")
    counts = screening.run()
    assert (counts[Status.OK], counts[Status.FAILED]) == (8, 1)
    [failed] = [result for result in screening.results() if result.status is Status.FAILED]
    assert (failed.path, failed.reason) == (films[3], "it is broken")
    worker = PlainWorker()
    job(tmp_path / "films", tmp_path / "place", worker).run()
    assert worker.asked == ["003.film"]


def test_a_film_that_kills_workers_is_a_row_and_its_neighbours_are_answered(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 12)
    films[7].write_bytes(b"kills workers")
    screening = job(tmp_path / "films", tmp_path / "place")
    counts = screening.run()
    assert (counts[Status.OK], counts[Status.FAILED]) == (11, 1)
    [failed] = [result for result in screening.results() if result.status is Status.FAILED]
    assert failed.path == films[7]
    assert "dies" in failed.reason


def test_a_folder_that_is_gone_for_a_while_is_waited_for_and_nothing_fails(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 12)
    worker = PlainWorker()
    told: list[Progress] = []

    def vanish(given: int) -> None:
        if given == 2:
            worker.lost = str(tmp_path / "films")

    def tell(progress: Progress) -> None:
        told.append(progress)
        if progress.state is State.UNREACHABLE:
            worker.lost = ""

    counts = job(tmp_path / "films", tmp_path / "place", worker, before=vanish, progress=tell).run()
    assert counts[Status.OK] == 12
    assert any("cannot be reached" in progress.message for progress in told)
    assert told[-1].state is State.DONE
    assert told[-1].message == ""


def test_a_cluster_without_a_free_core_is_waited_for_with_a_sentence(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 3)
    told: list[Progress] = []
    worker = PlainWorker(starts_after_s=0.4)
    assert job(tmp_path / "films", tmp_path / "place", worker, progress=told.append).run()[Status.OK] == 3
    assert any("free core" in progress.message for progress in told)
    assert told[-1].message == ""


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("dropped", '["/elsewhere"]', "of other files and folders"),
        ("model_sha256", '"another"', "of another model"),
        ("version", '"0.0"', "of another version"),
    ],
)
def test_a_place_that_holds_something_else_is_refused(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    import json

    write_films(tmp_path / "films", 3)
    job(tmp_path / "films", tmp_path / "place").run()
    manifest = tmp_path / "place" / "_screening.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {name: json.loads(value)}))
    before = shards_in(tmp_path / "place")
    with pytest.raises(ClusterError, match=sentence):
        job(tmp_path / "films", tmp_path / "place").run()
    assert shards_in(tmp_path / "place") == before


@pytest.mark.parametrize("content", ["", "[]", "{}", "not JSON"])
def test_a_damaged_manifest_is_said_in_one_sentence(tmp_path: Path, content: str) -> None:
    write_films(tmp_path / "films", 3)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "_screening.json").write_text(content)
    with pytest.raises(ClusterError, match="is damaged"):
        job(tmp_path / "films", tmp_path / "place").run()


def test_a_damaged_shard_is_named_and_not_overwritten(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 3)
    job(tmp_path / "films", tmp_path / "place").run()
    [shard] = (tmp_path / "place").glob("*.parquet")
    shard.write_bytes(shard.read_bytes()[:-20])
    with pytest.raises(ClusterError, match=shard.name):
        job(tmp_path / "films", tmp_path / "place").run()


def test_somebody_else_s_parquet_files_are_left_alone(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 3)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "other.parquet").write_bytes(b"PAR1")
    with pytest.raises(ClusterError, match="choose an empty place"):
        job(tmp_path / "films", tmp_path / "place").run()


def test_a_place_among_the_films_is_refused(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 3)
    with pytest.raises(ClusterError, match="among the films"):
        job(tmp_path / "films", tmp_path / "films" / "place").run()


def test_an_empty_folder_is_an_empty_answer(tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    screening = job(tmp_path / "films", tmp_path / "place")
    assert sum(screening.run().values()) == 0
    assert list(screening.results()) == []


def test_shards_go_to_any_address_that_fsspec_knows(tmp_path: Path) -> None:
    write_films(tmp_path / "films", 12)
    address = f"memory://{tmp_path.name}/place"
    first = job(tmp_path / "films", address)
    first.run()
    assert len(list(first.results())) == 12
    worker = PlainWorker()
    again = job(tmp_path / "films", address, worker)
    assert again.run()[Status.OK] == 12
    assert worker.asked == []
