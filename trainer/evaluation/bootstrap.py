"""Patient-cluster bootstrap, vectorised: a draw of patients is a row of weights over the films.

Figures of rank (AUROC, average precision, sensitivity at a specificity) are computed for hundreds of draws at once from
one sorting of the scores, so that two thousand draws of some thousand films take a second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
Statistic = Callable[[Weights], NDArray[np.float64]]

REPEATS = 2000
_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Draws:
    """Draws of patients with replacement (Efron & Tibshirani 1993).

    Attributes
    ----------
    times
        ``(B, N)`` how often each film's patient was drawn.
    """

    times: NDArray[np.uint16]

    @classmethod
    def of(cls, groups: Sequence[str], repeats: int = REPEATS, seed: int = 0) -> Draws:
        """Draw patients; ``groups`` names the patient of each film."""
        names, member = np.unique(np.array(groups, dtype=str), return_inverse=True)
        random = np.random.default_rng(seed)
        times = np.empty((repeats, len(member)), np.uint16)
        for row in range(repeats):
            drawn = np.bincount(random.integers(0, len(names), len(names)), minlength=len(names))
            times[row] = drawn[member]
        return cls(times)

    def within(self, rows: NDArray[np.intp]) -> Draws:
        """The same draws, looked at in some of the films."""
        return Draws(self.times[:, rows])

    def values(self, statistic: Statistic) -> NDArray[np.float64]:
        """``(B, …)`` values of a statistic that takes ``(b, N)`` weights."""
        step = max(1, _AT_ONCE // max(1, self.times.shape[1]))
        parts = [statistic(self.times[k : k + step].astype(float)) for k in range(0, len(self.times), step)]
        return np.concatenate(parts)

    def interval(self, statistic: Statistic) -> tuple[Any, Any]:
        """Percentile interval of 95 % for each of the statistic's values."""
        return percentiles(self.values(statistic))


def percentiles(values: NDArray[np.float64]) -> tuple[Any, Any]:
    """2.5th and 97.5th percentile over draws; NaN where fewer than half of the draws have a value."""
    flat = values.reshape(len(values), -1)
    bounds = np.full((2, flat.shape[1]), np.nan)
    for column in range(flat.shape[1]):
        finite = flat[np.isfinite(flat[:, column]), column]
        if len(finite) >= len(flat) / 2:
            bounds[:, column] = np.percentile(finite, [2.5, 97.5])
    low, high = bounds.reshape(2, *values.shape[1:])
    return low, high


def once(statistic: Statistic, films: int) -> NDArray[np.float64]:
    """The statistic of the films as they are."""
    return np.asarray(statistic(np.ones((1, films)))[0])


class Ranked:
    """Scores sorted once, for figures of many draws.

    Parameters
    ----------
    scores
        ``(N,)`` floats, higher for the positive.
    positive
        ``(N,)`` flags.
    """

    NAMES = (
        "auroc",
        "auprc",
        "sensitivity_at_specificity_90",
        "sensitivity_at_specificity_95",
        "specificity_at_sensitivity_90",
        "specificity_at_sensitivity_95",
    )

    def __init__(self, scores: NDArray[Any], positive: NDArray[np.bool_]) -> None:
        self._order = np.argsort(-scores, kind="stable")
        ordered = scores[self._order]
        self._starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        self._positive = positive[self._order]

    def auroc(self, weights: Weights) -> NDArray[np.float64]:
        """``(b,)`` area under the ROC curve, ties counted half; NaN where a draw lacks a side."""
        return self._auroc(*self._steps(weights))

    def figures(self, weights: Weights) -> NDArray[np.float64]:
        """``(b, 6)`` in the order of ``NAMES``; the precision-recall area is the average precision."""
        found, false = self._steps(weights)
        with np.errstate(invalid="ignore", divide="ignore"):
            hits, alarms = found.cumsum(axis=1), false.cumsum(axis=1)
            sensitivity = hits / hits[:, -1:]
            specificity = 1 - alarms / alarms[:, -1:]
            precision = np.nan_to_num(hits / (hits + alarms))
            average = (found / hits[:, -1:] * precision).sum(axis=1)
        lacking = (hits[:, -1] == 0) | (alarms[:, -1] == 0)
        columns = [self._auroc(found, false), average]
        columns += [self._best(sensitivity, specificity, level) for level in (0.90, 0.95)]
        columns += [self._best(specificity, sensitivity, level) for level in (0.90, 0.95)]
        result = np.stack(columns, axis=1)
        result[lacking] = np.nan
        return result

    def curve(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """False alarms, sensitivity and precision at each threshold, from the strictest."""
        found, false = self._steps(np.ones((1, len(self._order))))
        hits, alarms = found[0].cumsum(), false[0].cumsum()
        return alarms / max(alarms[-1], 1), hits / max(hits[-1], 1), hits / (hits + alarms)

    def _steps(self, weights: Weights) -> tuple[Weights, Weights]:
        """Positive and negative weight at each distinct score, from the highest."""
        ordered = weights[:, self._order]
        found = np.add.reduceat(ordered * self._positive, self._starts, axis=1)
        return found, np.add.reduceat(ordered, self._starts, axis=1) - found

    @staticmethod
    def _auroc(found: Weights, false: Weights) -> NDArray[np.float64]:
        positives, negatives = found.sum(axis=1), false.sum(axis=1)
        below = negatives[:, None] - false.cumsum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((found * (below + false / 2)).sum(axis=1) / (positives * negatives))

    @staticmethod
    def _best(wanted: Weights, kept: Weights, level: float) -> NDArray[np.float64]:
        """The highest value of one while the other is at least ``level``; the curve's two ends are always possible."""
        return np.asarray(np.where(kept >= level - 1e-12, wanted, 0).max(axis=1))


def shares(rows: NDArray[np.bool_], flags: NDArray[np.bool_]) -> Statistic:
    """The statistic "share of the films ``rows`` that are flagged"; NaN where a draw has none."""

    def statistic(weights: Weights) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(weights @ (rows & flags).astype(float) / (weights @ rows.astype(float)))

    return statistic


def measured(statistic: Statistic, draws: Draws) -> dict[str, Any]:
    """Value and interval of one number, as plain values; None for what cannot be said."""
    low, high = draws.interval(statistic)
    return plain(float(once(statistic, draws.times.shape[1])), float(low), float(high))


def measured_share(
    rows: NDArray[np.bool_], flags: NDArray[np.bool_], draws: Draws, groups: Sequence[str]
) -> dict[str, Any]:
    """The share of the films ``rows`` that are flagged, with its interval over patients.

    Where every film or none is flagged, drawing patients again can show no other share; the open end then is that of
    the exact binomial interval of so many patients (Clopper & Pearson, Biometrika 1934). ``groups`` names the patient
    of each film.
    """
    found = measured(shares(rows, flags), draws)
    if found["value"] in (0.0, 1.0):
        patients = len({groups[i] for i in np.flatnonzero(rows).tolist()})
        reach = 0.025 ** (1 / patients)
        found["interval"] = [reach, 1.0] if found["value"] == 1.0 else [0.0, 1 - reach]
    return found


def plain(value: float, low: float, high: float) -> dict[str, Any]:
    """A number with its interval for JSON."""
    return {
        "value": value if np.isfinite(value) else None,
        "interval": [low, high] if np.isfinite(low) and np.isfinite(high) else None,
    }
