"""From logits to calibrated probabilities (temperature scaling, Guo et al., ICML 2017)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def probabilities(logits: NDArray[np.floating], temperature: float, exclusive: bool) -> NDArray[np.float64]:
    """Calibrated probabilities.

    Parameters
    ----------
    logits
        ``(N, C)`` floats.
    temperature
        Greater than zero; over 1 makes the model less sure.
    exclusive
        Softmax over the labels if true, independent sigmoids otherwise.

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
    return np.where(scaled >= 0, 1 / (1 + small), small / (1 + small))
