"""Figures of merit and their intervals, on NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def auroc(scores: Floats, positive: Flags) -> float:
    """Area under the ROC curve with ties counted half (Mann-Whitney U); NaN where a class is absent."""
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    del values
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def expected_calibration_error(confidence: Floats, correct: Flags, bins: int = 10) -> float:
    """ECE of the top answer over equal-width bins (Guo et al., ICML 2017)."""
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)
    gaps = [
        abs(float(confidence[place == b].mean()) - float(correct[place == b].mean())) * int((place == b).sum())
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps) / len(confidence))


def sensitivity_specificity(scores: Floats, positive: Flags, threshold: float) -> tuple[float, float]:
    """Sensitivity and specificity of ``score >= threshold``."""
    called = scores >= threshold
    return float(called[positive].mean()), float((~called[~positive]).mean())


def threshold_for(scores: Floats, positive: Flags, rule: str, level: float = 0.95) -> float:
    """A threshold on the scores.

    Parameters
    ----------
    scores, positive
        ``(N,)`` floats and flags, both classes present.
    rule
        ``rule_out``: the highest with sensitivity of at least ``level``; ``rule_in``: the lowest with specificity of
        at least ``level``; ``balanced``: the highest sum of both (Youden, Cancer 1950).
    level
        For the first two rules.
    """
    candidates = np.unique(scores)
    pairs = np.array([sensitivity_specificity(scores, positive, t) for t in candidates])
    if rule == "rule_out":
        return float(candidates[pairs[:, 0] >= level].max())
    if rule == "rule_in":
        enough = candidates[pairs[:, 1] >= level]
        return float(enough.min()) if enough.size else float(np.nextafter(candidates.max(), np.inf))
    return float(candidates[np.argmax(pairs.sum(axis=1))])


def interval(
    statistic: Callable[[NDArray[np.intp]], float], groups: Sequence[str], repeats: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap over patients: 95 % interval of a statistic of row indices.

    Parameters
    ----------
    statistic
        Takes ``(n,)`` row indices with repetitions; NaN results are left out.
    groups
        Patient of each row; patients are drawn, not films (Efron & Tibshirani 1993).
    """
    _, member, sizes = np.unique(np.array(groups), return_inverse=True, return_counts=True)
    order = np.argsort(member, kind="stable")
    starts = np.cumsum(sizes) - sizes
    random = np.random.default_rng(seed)
    results = []
    for _ in range(repeats):
        drawn = random.integers(0, len(sizes), len(sizes))
        lengths = sizes[drawn]
        # Place of each row within the patients' sorted rows, without a loop over patients.
        offsets = np.repeat(starts[drawn] - np.cumsum(lengths) + lengths, lengths)
        results.append(statistic(order[offsets + np.arange(lengths.sum())]))
    finite = np.array(results)[np.isfinite(results)]
    if finite.size < repeats / 2:
        return float("nan"), float("nan")
    low, high = np.percentile(finite, [2.5, 97.5])
    return float(low), float(high)


def fit_temperature(logits: Floats, classes: NDArray[np.integer[Any]]) -> float:
    """The temperature with the lowest negative log-likelihood, by golden-section search over 0.2..10."""

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(classes)), classes]).mean())

    return float(np.exp(lowest(loss, float(np.log(0.2)), float(np.log(10)))))


def lowest(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function with one minimum between two ends has it, by golden-section search."""
    ratio = (5**0.5 - 1) / 2
    for _ in range(60):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if function(left) < function(right):
            high = right
        else:
            low = left
    return (low + high) / 2
