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
        return _surprise(logits / np.exp(log_temperature), classes)

    return float(np.exp(lowest(loss, float(np.log(0.2)), float(np.log(10)))))


def fit_offsets(logits: Floats, classes: NDArray[np.integer[Any]]) -> tuple[float, Floats]:
    """Temperature and one offset for each class with the lowest negative log-likelihood, by Newton's method.

    The probabilities are the softmax of ``logits / temperature + offsets`` (bias-corrected temperature scaling,
    Alexandari, Kundaje and Shrikumar, ICML 2020). A ridge of 1e-3 keeps the offsets finite where classes can be
    separated; they sum to zero, since a softmax does not see what is added to all of them.

    Returns
    -------
    The temperature, 0.2..10, and ``(C,)`` offsets in units of the scaled logits.
    """
    films, count = logits.shape
    target = np.eye(count)[classes]
    design = np.zeros((films, count, count + 1))
    design[:, :, 0] = logits
    design[:, :, 1:] = np.eye(count)
    ridge = np.array([0.0, *[1e-3] * count])
    found = np.array([1 / fit_temperature(logits, classes), *[0.0] * count])

    def loss(at: Floats) -> float:
        return _surprise(design @ at, classes) + float(ridge @ at**2) / 2

    for _ in range(50):
        chances = _softmax(design @ found)
        mean = np.einsum("nk,nkp->np", chances, design)
        slope = np.einsum("nk,nkp->p", chances - target, design) / films + ridge * found
        curve = np.einsum("nk,nkp,nkq->pq", chances, design, design) / films - mean.T @ mean / films + np.diag(ridge)
        step = np.linalg.solve(curve + 1e-9 * np.eye(count + 1), slope)
        size = 1.0
        while size > 1e-4 and not loss(_bounded(found - size * step)) < loss(found):
            size /= 2
        if size <= 1e-4:
            break
        found = _bounded(found - size * step)
    return float(1 / found[0]), found[1:] - found[1:].mean()


def _bounded(found: Floats) -> Floats:
    return np.array([np.clip(found[0], 0.1, 5.0), *found[1:]])


def _softmax(scaled: Floats) -> Floats:
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _surprise(scaled: Floats, classes: NDArray[np.integer[Any]]) -> float:
    """Mean negative log-likelihood."""
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(scaled).sum(axis=1))
    return float((log_sum - scaled[np.arange(len(classes)), classes]).mean())


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
