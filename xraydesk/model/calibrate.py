"""From logits to calibrated probabilities (temperature scaling, Guo et al., ICML 2017)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def probabilities(
    logits: NDArray[np.floating], temperature: float, exclusive: bool, half_at: NDArray[np.floating] | None = None
) -> NDArray[np.float64]:
    """Calibrated probabilities.

    Parameters
    ----------
    logits
        ``(N, C)`` floats.
    temperature
        Greater than zero; over 1 makes the model less sure.
    exclusive
        Softmax over the labels if true, independent sigmoids otherwise.
    half_at
        ``(C,)`` in 0..1, only for independent labels: sigmoid that becomes 0.5, in straight lines to 0 and to 1, as
        ``op_norm`` of TorchXRayVision has it (Cohen et al., MIDL 2022). 0.5 leaves a label as it is.

    Returns
    -------
    ``(N, C)`` float64 in 0..1.
    """
    scaled = np.asarray(logits, np.float64) / temperature
    if exclusive:
        scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(scaled / scaled.sum(axis=1, keepdims=True), np.float64)
    # The two branches of a sigmoid that cannot overflow.
    small = np.exp(-np.abs(scaled))
    chances = np.where(scaled >= 0, 1 / (1 + small), small / (1 + small))
    if half_at is None:
        return chances
    bend = np.asarray(half_at, np.float64)
    return np.where(chances < bend, chances / (2 * bend), 1 - (1 - chances) / (2 * (1 - bend)))
