"""Film processes: the same answers as in this process, and an end to those that die, lie or hang."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xraydesk import workflow
from xraydesk.core.errors import ModelError
from xraydesk.core.findings import Status
from xraydesk.imaging.read import read
from xraydesk.model import auxiliary, guard
from xraydesk.model.lungs import NAME
from xraydesk.model.predict import Predictor, prepare
from xraydesk.screening import FILM_ARGUMENT, film_process, wire
from xraydesk.screening.film_process import FilmProcess, ReaderLostError
from xraydesk.screening.pipeline import answered
from xraydesk.screening.plan import Plan
from xraydesk.screening.sink import MemorySink


@pytest.fixture(scope="module")
def session() -> workflow.Session:
    return workflow.Session()


@pytest.fixture
def process(session: workflow.Session) -> Iterator[FilmProcess]:
    made = FilmProcess(session.card().preprocess, 672, lungs=True)
    yield made
    made.close()


def _saying(text: str) -> list[str]:
    """A process that says something and then waits for its end."""
    return [sys.executable, "-c", f"import sys; sys.stdout.write({text!r}); sys.stdout.flush(); sys.stdin.read()"]


def test_a_film_comes_out_of_a_process_as_it_is_made_here(
    process: FilmProcess, session: workflow.Session, chest_film_file: Path
) -> None:
    looked = process.look(chest_film_file, 0.0)
    made = process.make()
    film = read(chest_film_file, least_side=672)
    here = prepare(film, session.card().preprocess, auxiliary.load(auxiliary.folder_of(NAME)))
    assert (looked.sha256, looked.size) == (film.sha256, chest_film_file.stat().st_size)
    assert made.prepared is not None
    assert np.array_equal(made.prepared.image, here.image)
    assert (made.prepared.geometry, made.prepared.decoder) == (here.geometry, here.decoder)
    assert (made.prepared.lungs is None) == (here.lungs is None)
    if made.prepared.lungs is not None and here.lungs is not None:
        assert np.array_equal(made.prepared.lungs.mask, here.lungs.mask)
        assert made.prepared.lungs.share == here.lungs.share
    assert made.result.hints == guard.advise(film).hints
    assert (made.patient.id, made.study.date) == (film.patient.id, film.study.date)


def test_a_process_that_was_killed_is_lost_and_the_next_question_starts_another(
    process: FilmProcess, chest_film_file: Path, tmp_path: Path
) -> None:
    process.look(chest_film_file, 0.0)
    first = process.pid
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ReaderLostError):
        process.make()
    assert process.look(tmp_path / "gone", 0.0).vanished
    assert process.pid not in (0, first)


def test_a_late_process_is_killed(session: workflow.Session, tmp_path: Path) -> None:
    process = FilmProcess(
        session.card().preprocess,
        0,
        lungs=False,
        make_command=lambda _: _saying('{"ready": true, "size": 0}\n'),
        longest_s=0.01,
    )
    import threading

    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            process.kill_if_late()

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.monotonic()
    with pytest.raises((ReaderLostError, ModelError)):
        process.look(tmp_path, 0.0)
    over.set()
    watcher.join()
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "answer",
    [
        "nonsense\n",
        '{"size": 99999999999}\n',
        '{"size": 0}\n',
        json.dumps({"size": 0, "sha256": "no digest", "bytes": 1, "unsettled": None, "status": "", "reason": ""})
        + "\n",
    ],
)
def test_a_process_that_says_what_it_never_should_is_ended(
    session: workflow.Session, tmp_path: Path, answer: str
) -> None:
    spec = session.card().preprocess
    said = '{"ready": true, "size": 0}\n' + answer
    process = FilmProcess(spec, 0, lungs=False, make_command=lambda _: _saying(said))
    with pytest.raises(ReaderLostError):
        process.look(tmp_path, 0.0)
    assert process.pid == 0


def test_a_process_that_cannot_load_its_networks_says_why(session: workflow.Session, tmp_path: Path) -> None:
    said = '{"ready": false, "error": "the guard is gone", "size": 0}\n'
    process = FilmProcess(session.card().preprocess, 0, lungs=False, make_command=lambda _: _saying(said))
    with pytest.raises(ModelError, match="the guard is gone"):
        process.look(tmp_path, 0.0)


def test_a_film_that_contradicts_itself_is_not_believed(tmp_path: Path) -> None:
    line = {"sha256": "", "status": "ok", "reason": "", "warnings": [], "hints": [], "decode_ms": 0, "patient": {}}
    message = wire.Message({**line, "study": {}, "prepared": None}, b"")
    with pytest.raises(wire.WireError, match="contradicts"):
        wire.made_of(message, tmp_path, 224)


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_process.sys, "frozen", True, raising=False)
    assert film_process.command("{}") == [sys.executable, FILM_ARGUMENT, "{}"]


def test_findings_are_those_of_one_film_after_the_other_to_the_bit(
    session: workflow.Session, phantom: Path, chest_film_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(phantom.read_bytes())
    os.utime(chest_film_file, (0, 0))
    os.utime(copy, (0, 0))
    paths = [phantom, chest_film_file, copy]
    outcomes = list(workflow.screen(paths, session))
    alone = Predictor(session.bundle, session.screener.engine, session._lungs)
    for path, outcome in zip(paths, outcomes, strict=True):
        film = read(path, least_side=672)
        prediction = alone.predict(film)
        expected = answered(outcome.result, replace(prediction, infer_ms=outcome.result.infer_ms))
        assert outcome.result == expected
        assert outcome.result.status in (Status.OK, Status.ABSTAINED)
        assert outcome.result.hints == guard.advise(film).hints
        window = session.predict(film)
        assert [one.label for one in window.findings] == [one.label for one in expected.findings]
        assert all(
            abs(one.probability - other.probability) < 1e-6
            for one, other in zip(window.findings, expected.findings, strict=True)
        )
    # Which of the two copies is computed is a matter of which reader is first.
    first, other, copied = [outcome.repeated for outcome in outcomes]
    assert not other
    assert first is not copied


def test_a_batch_answers_as_single_films_do(session: workflow.Session, phantom: Path, chest_film_file: Path) -> None:
    spec = session.card().preprocess
    films = [prepare(read(path), spec, None) for path in (phantom, chest_film_file, phantom)]
    together = session.screener.answer(films)
    for film, prediction in zip(films, together, strict=True):
        alone = session.screener.answer([film])[0]
        assert prediction.findings == alone.findings
        assert np.array_equal(prediction.class_maps, alone.class_maps)


def test_a_graphics_engine_gets_one_lane_and_larger_batches(session: workflow.Session) -> None:
    assert Plan.of(session.screener.engine).lanes >= 1
    other = type("Engine", (), {"name": "torch", "device": "cuda", "notice": ""})()
    assert (Plan.of(other).lanes, Plan.of(other).batch) == (1, 8)
    assert MemorySink().known("0" * 64) is None


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="priorities are asked for otherwise there")
def test_a_calm_process_lets_others_come_first(session: workflow.Session, chest_film_file: Path) -> None:
    calm = FilmProcess(session.card().preprocess, 672, lungs=False, calm=True)
    try:
        calm.look(chest_film_file, 0.0)
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, calm.pid) > own or own > 14
    finally:
        calm.close()
