"""Golden vectors: a fixed input whose answer is stored in the bundle, so that every engine can prove itself."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import ModelError
from xraydesk.imaging.preprocess import PERCENTILES, PreprocessSpec, finish, standardise
from xraydesk.model.bundle import GOLDEN, Bundle
from xraydesk.model.engines import Engine

TOLERANCE: Final = 1e-4


def golden_input(size: int) -> NDArray[np.float32]:
    """``(2, 1, size, size)`` float32: two smooth patterns of fixed frequencies, standardised."""
    y, x = np.mgrid[0:size, 0:size] / np.float64(size)
    patterns = [np.sin(7 * x + 3 * y) * np.cos(5 * y), np.exp(-8 * ((x - 0.3) ** 2 + (y - 0.6) ** 2)) + 0.2 * x]
    return np.stack([standardise(pattern.astype(np.float32)) for pattern in patterns])[:, None]


def golden_images(spec: PreprocessSpec) -> NDArray[np.float32]:
    """`golden_input` in the range that a preprocessing gives its network."""
    patterns = golden_input(spec.input_size)
    if spec.grey == PERCENTILES:
        return patterns
    low, high = patterns.min(axis=(2, 3), keepdims=True), patterns.max(axis=(2, 3), keepdims=True)
    return finish(np.asarray((patterns - low) / (high - low), np.float32), spec)


def encode(logits: NDArray[np.float32]) -> bytes:
    """The stored answer: ``(2, C)`` logits as JSON."""
    return json.dumps({"logits": np.asarray(logits, np.float64).round(6).tolist()}).encode()


def deviation(bundle: Bundle, engine: Engine) -> float:
    """Largest difference in probability between an engine's answer and the stored one.

    Raises
    ------
    ModelError
        The stored answer is damaged.
    """
    card = bundle.card
    try:
        stored = np.array(json.loads((bundle.directory / GOLDEN).read_bytes())["logits"], np.float64)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the golden vectors of {card.id} are damaged") from error
    logits = engine.run(golden_images(card.preprocess)).logits
    if stored.shape != logits.shape:
        raise ModelError(f"the golden vectors of {card.id} do not fit its labels")
    return float(np.abs(card.probabilities(logits) - card.probabilities(stored)).max())
