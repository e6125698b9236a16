"""Several processes under torchrun learn what one process learns."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from trainer import recipe
from trainer.fitting import fit as fitting

pytestmark = pytest.mark.slow


def _torchrun(root: Path, recipe_file: Path, data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-port", str(port)]
    command += ["-m", "trainer", "fit", str(recipe_file), "--data", str(data), "--out", str(out)]
    command += ["--cache", str(out.parent / "cache")]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=240, check=False)


def _rows(out: Path) -> list[dict[str, float]]:
    with (out / "curves.csv").open() as stream:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(stream)]


@pytest.mark.parametrize("goal", ["labels", "no labels"])
def test_two_processes_give_the_figures_of_one(
    goal: str, data: Path, tiny: dict[str, Any], tmp_path: Path, root: Path
) -> None:
    tiny["fit"] |= {"precision": "float32"}
    if goal == "no labels":
        tiny["labels"] = {"task": "unlabelled"}
        tiny["self_supervised"] = {"expander": 32}
    settings = recipe.parse(tiny)
    (tmp_path / "tiny.toml").write_text(recipe.write(settings))
    fitting.fit(settings, [data], tmp_path / "one", tmp_path / "cache")
    done = _torchrun(root, tmp_path / "tiny.toml", data, tmp_path / "two")
    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.count("epoch 1:") == 1

    for one, two in zip(_rows(tmp_path / "one"), _rows(tmp_path / "two"), strict=True):
        assert two == pytest.approx(one, rel=1e-4, abs=1e-5)
    weights = [load_file(tmp_path / name / "best.safetensors") for name in ("one", "two")]
    for name, value in weights[0].items():
        torch.testing.assert_close(weights[1][name], value, rtol=1e-3, atol=1e-4, msg=name)


def test_processes_that_draw_from_their_own_shards_learn_too(
    data: Path, tiny: dict[str, Any], tmp_path: Path, root: Path
) -> None:
    tiny["fit"] |= {"deal": "shards", "balance": ["label"]}
    (tmp_path / "tiny.toml").write_text(recipe.write(recipe.parse(tiny)))
    done = _torchrun(root, tmp_path / "tiny.toml", data, tmp_path / "run")
    assert done.returncode == 0, done.stderr[-4000:]
    assert len(_rows(tmp_path / "run")) == 2
