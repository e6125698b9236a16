"""Engines agree, and fall back without changing an answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from xraydesk.core.errors import ModelError
from xraydesk.model import engines, golden
from xraydesk.model.bundle import Bundle
from xraydesk.model.calibrate import probabilities
from xraydesk.model.engines.torch_engine import TorchEngine


@pytest.mark.parametrize("weights", ["bundled", "random_bundle"])
@pytest.mark.parametrize("count", [1, 3])
def test_engines_give_the_same_probabilities(weights: str, count: int, request: pytest.FixtureRequest) -> None:
    bundle: Bundle = request.getfixturevalue(weights)
    size = bundle.card.preprocess.input_size
    images = np.random.default_rng(count).normal(size=(count, 1, size, size)).astype(np.float32)
    outputs = [engines.choose(bundle, name).run(images) for name in ("onnxruntime", "torch")]
    chances = [probabilities(output.logits, bundle.card.temperature, bundle.card.exclusive) for output in outputs]
    assert np.abs(chances[0] - chances[1]).max() <= 1e-4
    assert np.allclose(outputs[0].maps, outputs[1].maps, atol=1e-3)
    assert (outputs[0].maps >= 0).all()


@pytest.mark.parametrize("weights", ["bundled", "random_bundle"])
def test_golden_vectors_hold_on_every_engine(weights: str, request: pytest.FixtureRequest) -> None:
    bundle: Bundle = request.getfixturevalue(weights)
    for name in engines.available():
        assert golden.deviation(bundle, engines.choose(bundle, name)) <= golden.TOLERANCE


def test_a_wrong_answer_fails_the_golden_vectors(random_bundle: Bundle) -> None:
    right = engines.choose(random_bundle)

    class Wrong:
        name, device, notice = "wrong", "cpu", ""

        def run(self, images: np.ndarray) -> engines.EngineOutput:
            output = right.run(images)
            return engines.EngineOutput(output.logits + np.float32([0.01, 0, 0]), output.maps)

    assert golden.deviation(random_bundle, Wrong()) > golden.TOLERANCE


def test_a_lost_gpu_is_left_for_the_processor_with_a_notice(
    random_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines.choose(random_bundle, "torch")
    assert isinstance(engine, TorchEngine)
    images = golden.golden_input(random_bundle.card.preprocess.input_size)
    expected = engine.run(images).logits
    engine.device = "cuda"
    run = TorchEngine._run

    def lose_gpu(self: TorchEngine, batch: np.ndarray) -> engines.EngineOutput:
        if self.device == "cuda":
            raise RuntimeError("CUDA out of memory")
        return run(self, batch)

    monkeypatch.setattr(TorchEngine, "_run", lose_gpu)
    assert np.array_equal(engine.run(images).logits, expected)
    assert engine.device == "cpu"
    assert "cuda" in engine.notice


def test_an_engine_that_is_not_installed_is_named(random_bundle: Bundle) -> None:
    with pytest.raises(ModelError, match="abacus"):
        engines.choose(random_bundle, "abacus")


def test_the_engine_keeps_no_identity_and_reports_to_nobody(home: Path, root: Path) -> None:
    program = "import os, xraydesk.workflow as w; w.Session().screener; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    # Where CI is set, the engine is silent by itself.
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"
    assert [path for path in home.rglob("*") if "onnxruntime" in path.name.lower() or path.name == "Microsoft"] == []
