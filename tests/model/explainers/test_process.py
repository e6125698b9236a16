"""The explainer process from the window's side: it answers, can be withdrawn from, and leaves nobody waiting."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from xraydesk.core.errors import CancelledError, ModelError
from xraydesk.model import EXPLAINER_ARGUMENT
from xraydesk.model.bundle import Bundle
from xraydesk.model.explainers.process import ExplainerProcess, command, threads

ROOT = Path(__file__).resolve().parents[3]

CHILD = f"""
import sys, os, itertools; sys.path.insert(0, {str(ROOT)!r})
import numpy as np
from xraydesk.core.errors import ModelError
from xraydesk.model.explainers import child

class Explainer:
    def __init__(self):
        print("this must not get among the answers")
        if sys.argv[1] == "broken":
            raise ImportError("no such library")
        if sys.argv[1] == "foreign":
            raise ModelError("the model needs the package timm, which is not installed")

    def explain(self, images, label, method, progress):
        if method == "endless":
            for number in itertools.count():
                progress(number, 0)
        if method == "death":
            os._exit(3)
        if method == "failure":
            raise ValueError("Planted^Name")
        for number in range(3):
            progress(number, 3)
        return images[0, 0] + label

sys.exit(child.serve(Explainer))
"""

IMAGES = np.arange(16, dtype=np.float32).reshape(1, 1, 4, 4)


def _command(directory: Path) -> list[str]:
    return [sys.executable, "-c", CHILD, directory.name]


@pytest.fixture
def make() -> Iterator[Callable[..., ExplainerProcess]]:
    made: list[ExplainerProcess] = []

    def start(name: str = "sound", **values: float) -> ExplainerProcess:
        made.append(ExplainerProcess(Path(name), _command, **values))
        return made[-1]

    yield start
    for process in made:
        process.close()


def test_it_starts_when_it_is_first_asked_and_answers_again_and_again(make: Callable[..., ExplainerProcess]) -> None:
    process = make()
    assert not process.running
    said: list[tuple[int, int]] = []
    first = process.explain(IMAGES, 1, "quick", progress=lambda *way: said.append(way))
    assert np.array_equal(first, IMAGES[0, 0] + 1)
    assert said == [(0, 0), (0, 3), (1, 3), (2, 3)]
    assert process.running
    assert np.array_equal(process.explain(IMAGES, 2, "quick"), IMAGES[0, 0] + 2)


def test_endless_work_is_withdrawn_and_its_answer_never_taken_for_the_next(
    make: Callable[..., ExplainerProcess],
) -> None:
    process = make()
    far = threading.Event()

    def progress(done: int, total: int) -> None:
        if done > 5:
            far.set()

    for _ in range(2):
        far.clear()
        with pytest.raises(CancelledError):
            process.explain(IMAGES, 0, "endless", cancelled=far.is_set, progress=progress)
        assert np.array_equal(process.explain(IMAGES, 7, "quick"), IMAGES[0, 0] + 7)


def test_who_does_not_wait_any_more_leaves_even_before_the_process_is_up(make: Callable[..., ExplainerProcess]) -> None:
    with pytest.raises(CancelledError):
        make().explain(IMAGES, 0, "quick", cancelled=lambda: True)


def test_a_process_that_dies_is_said_and_replaced(make: Callable[..., ExplainerProcess]) -> None:
    process = make()
    with pytest.raises(ModelError, match="ended unexpectedly"):
        process.explain(IMAGES, 0, "death")
    assert not process.running
    assert process.explain(IMAGES, 0, "quick").shape == (4, 4)


def test_a_failure_is_said_without_what_it_held_and_the_process_lives_on(make: Callable[..., ExplainerProcess]) -> None:
    process = make()
    with pytest.raises(ModelError, match="ValueError") as caught:
        process.explain(IMAGES, 0, "failure")
    assert "Planted" not in str(caught.value)
    assert process.running


def test_a_package_that_cannot_be_used_is_said(make: Callable[..., ExplainerProcess]) -> None:
    with pytest.raises(ModelError, match=r"cannot be used here \(ImportError\)"):
        make("broken").explain(IMAGES, 0, "quick")


def test_our_own_sentence_about_the_model_is_passed_on(make: Callable[..., ExplainerProcess]) -> None:
    with pytest.raises(ModelError, match="needs the package timm"):
        make("foreign").explain(IMAGES, 0, "quick")


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    process = ExplainerProcess(tmp_path, lambda _: [str(tmp_path / "gone")])
    with pytest.raises(ModelError, match="cannot be started"):
        process.explain(IMAGES, 0, "quick")


def test_an_idle_process_ends_and_a_later_question_starts_another(make: Callable[..., ExplainerProcess]) -> None:
    process = make(idle_seconds=0.01)
    process.explain(IMAGES, 0, "quick")
    assert process._idle is not None
    process._idle.join(10)
    assert not process.running
    assert process.explain(IMAGES, 0, "quick").shape == (4, 4)


def test_closing_ends_the_process_at_once(make: Callable[..., ExplainerProcess]) -> None:
    process = make()
    process.explain(IMAGES, 0, "quick")
    assert process._child is not None
    child = process._child._process
    process.close()
    assert child.poll() is not None
    process.close()


def test_the_packed_program_starts_itself_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(tmp_path) == [sys.executable, EXPLAINER_ARGUMENT, str(tmp_path)]
    start = [sys.executable, "-m", "xraydesk", EXPLAINER_ARGUMENT, tmp_path]
    done = subprocess.run(start, cwd=ROOT, input=b"", capture_output=True, check=False)
    assert done.returncode in (0, 1)  # the bundle that is not there is said, unless the closed pipe was seen first


def test_one_core_stays_with_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for cores, expected in ((1, 1), (2, 1), (8, 7)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: set(range(cores)), raising=False)
        assert threads() == expected


@pytest.mark.slow
def test_the_real_process_explains_and_leaves_score_cam_when_told(bundled: Bundle) -> None:
    process = ExplainerProcess(bundled.directory, command)
    side = bundled.card.preprocess.input_size
    images = np.random.default_rng(0).normal(size=(1, 1, side, side)).astype(np.float32)
    passes: list[tuple[int, int]] = []
    try:
        assert process.explain(images, 0, "layer_cam").shape == (side, side)
        with pytest.raises(CancelledError):
            process.explain(
                images,
                0,
                "score_cam",
                cancelled=lambda: any(done >= 2 for done, _ in passes),
                progress=lambda *way: passes.append(way),
            )
        assert passes[-1][0] < passes[-1][1]
        assert process.explain(images, 0, "eigen_cam").max() <= 1
    finally:
        process.close()
