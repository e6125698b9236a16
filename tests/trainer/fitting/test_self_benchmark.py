"""Threads: the recipe's number, the unfinished run's, the environment's, or the fastest, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from trainer import recipe
from trainer.__main__ import main
from trainer.fitting import machine, self_benchmark
from trainer.fitting.self_benchmark import own_cores, pipeline_speed, settle_threads, training_speeds


@pytest.fixture(autouse=True)
def threads() -> Iterator[int]:
    before = torch.get_num_threads()
    yield before
    torch.set_num_threads(before)


def _settle(tiny: dict[str, Any], cache: Path, earlier: int = 0, given: int = 0) -> int:
    tiny["fit"]["threads"] = given
    return settle_threads(recipe.parse(tiny), earlier, cache, machine.start())


def test_the_recipes_number_holds_then_that_of_the_unfinished_run_then_the_environments(
    tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    assert _settle(tiny, tmp_path, earlier=3, given=2) == torch.get_num_threads() == 2
    assert _settle(tiny, tmp_path, earlier=3) == 3
    assert _settle(tiny, tmp_path) == 4


def test_the_fastest_number_is_remembered_for_the_next_run(
    tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(self_benchmark, "training_speeds", lambda *_: {4: 10.0, 2: 12.0, 1: 7.0})
    assert _settle(tiny, tmp_path) == 2
    monkeypatch.setattr(self_benchmark, "training_speeds", lambda *_: {4: 99.0, 2: 12.0})
    assert _settle(tiny, tmp_path) == 2


def test_speeds_are_measured_for_every_number_up_to_the_cores(tiny: dict[str, Any]) -> None:
    settings, fabric = recipe.parse(tiny), machine.start("float32")
    before = torch.get_num_threads()
    speeds = training_speeds(settings, fabric)
    assert max(speeds) == own_cores()
    assert min(speeds.values()) > 1
    assert torch.get_num_threads() == before
    assert pipeline_speed(settings, fabric, films=16) > 10


def test_the_command_prints_what_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    small = ["preprocess.input_size=32", "cache_size=36", "fit.batch_size=8"]
    assert main(["selfbenchmark", "deep-cnn", "--set", *small]) == 0
    said = capsys.readouterr().out
    assert "images/s" in said
    assert "input pipeline alone" in said
