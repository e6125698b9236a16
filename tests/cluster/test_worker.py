"""One worker, without Ray: what it says of films is what a screening on this machine says."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xraydesk import __version__, workflow
from xraydesk.cluster.rows import result_of
from xraydesk.cluster.worker import Worker
from xraydesk.core.findings import ScreeningResult


@pytest.fixture
def films(phantom: Path, chest_film_file: Path, tmp_path: Path) -> Path:
    """A film and its copy, another film, one that is cut off, a picture of noise, a text, an empty file, an archive."""
    folder = tmp_path / "films"
    folder.mkdir()
    shutil.copy(phantom, folder / "a.dcm")
    shutil.copy(phantom, folder / "copy.dcm")
    shutil.copy(chest_film_file, folder / "b.dcm")
    (folder / "cut.dcm").write_bytes(chest_film_file.read_bytes()[:-5000])
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
    Image.fromarray(noise).save(folder / "noise.png")
    (folder / "note.txt").write_text("no film")
    (folder / "empty.dcm").touch()
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(chest_film_file, "inner.dcm")
    return folder


@pytest.fixture
def worker(films: Path) -> Iterator[Worker]:
    made = Worker(json.dumps({"model": None, "engine": None, "roots": [str(films)]}))
    yield made
    made.close()


def timeless(result: ScreeningResult) -> ScreeningResult:
    return replace(result, decode_ms=0.0, infer_ms=0.0)


def test_rows_are_the_answers_of_a_screening_here_to_the_bit(films: Path, worker: Worker) -> None:
    paths = list(workflow.discover([films]))
    here = [timeless(outcome.result) for outcome in workflow.screen(paths, workflow.Session())]
    rows = []
    for half in (paths[:4], paths[4:]):
        rows += json.loads(worker.screen(json.dumps({"paths": [str(path) for path in half]})))["rows"]
    assert [timeless(result_of(row)) for row in rows] == here
    assert {result.status.value for result in here} >= {"failed", "declined"}
    assert any(result.findings for result in here)


def test_a_worker_says_who_it_is(worker: Worker) -> None:
    said = json.loads(worker.ready())
    bundle = workflow.Session().bundle
    assert (said["version"], said["model"], said["model_sha256"]) == (__version__, bundle.card.id, bundle.sha256)
    assert said["engine"] == "onnxruntime"


def test_a_worker_that_does_not_see_the_films_says_so(tmp_path: Path) -> None:
    worker = Worker(json.dumps({"model": None, "engine": None, "roots": [str(tmp_path / "elsewhere")]}))
    assert str(tmp_path / "elsewhere") in json.loads(worker.ready())["error"]


def test_a_worker_without_its_model_says_so(films: Path) -> None:
    worker = Worker(json.dumps({"model": "unheard-of", "engine": None, "roots": [str(films)]}))
    assert "unheard-of" in json.loads(worker.ready())["error"]


def test_digests_are_those_of_the_bytes_also_in_an_archive(films: Path, worker: Worker) -> None:
    paths = [films / "a.dcm", films / "more.zip" / "inner.dcm", films / "empty.dcm", films / "gone.dcm"]
    seen = json.loads(worker.digests(json.dumps({"files": [[str(path), -1, -1, ""] for path in paths]})))["seen"]
    assert [digest for *_, digest in seen] == [
        hashlib.sha256((films / "a.dcm").read_bytes()).hexdigest(),
        hashlib.sha256((films / "b.dcm").read_bytes()).hexdigest(),
        "",
        "",
    ]


def test_a_file_of_the_same_size_and_time_is_not_read_again(films: Path, worker: Worker) -> None:
    status = (films / "a.dcm").stat()
    files = [[str(films / "a.dcm"), status.st_size, status.st_mtime_ns, "known"]]
    assert json.loads(worker.digests(json.dumps({"files": files})))["seen"][0][2] == "known"
    files[0][2] = status.st_mtime_ns - 1
    assert json.loads(worker.digests(json.dumps({"files": files})))["seen"][0][2] != "known"


def test_a_folder_that_is_gone_is_told_and_no_film_of_it_fails(films: Path, worker: Worker) -> None:
    paths = [str(films / "a.dcm")]
    films.rename(films.with_name("away"))
    assert json.loads(worker.screen(json.dumps({"paths": paths}))) == {"lost": str(films)}
    assert json.loads(worker.digests(json.dumps({"files": []}))) == {"lost": str(films)}
    films.with_name("away").rename(films)
    [row] = json.loads(worker.screen(json.dumps({"paths": paths})))["rows"]
    assert row["findings"]


def test_the_film_process_is_kept_from_one_task_to_the_next(films: Path, worker: Worker) -> None:
    task = json.dumps({"paths": [str(films / "a.dcm")]})
    pids = []
    for _ in range(2):
        worker.screen(task)
        assert worker._film_process is not None
        pids.append(worker._film_process._process.pid)
    assert pids[0] == pids[1] != 0
