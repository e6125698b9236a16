"""Operating points: thresholds that the tuning films choose, and what they cost on films that did not choose them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.bootstrap import Draws, measured_share
from trainer.evaluation.judged import Judged
from trainer.evaluation.metrics import threshold_for

RULES = {
    "rule-out": ("rule_out", "highest threshold that keeps a sensitivity of at least 0.95"),
    "balanced": ("balanced", "highest sum of sensitivity and specificity"),
    "rule-in": ("rule_in", "lowest threshold that keeps a specificity of at least 0.95"),
}
Chances = NDArray[np.float64]


def operating_points(
    tune: tuple[Judged, Chances], judged: Judged, chances: Chances, draws: Draws
) -> list[dict[str, Any]]:
    """The three points, each with its thresholds and the sensitivity and specificity of every label.

    Parameters
    ----------
    tune
        The films that choose, with their calibrated probabilities.
    judged, chances
        The films that say what it costs.
    draws
        Of the judged films' patients.

    Returns
    -------
    ``name``, ``meaning``, ``thresholds`` by label (0.5 where the tuning films lack a side), and ``labels``: for each
    label ``sensitivity`` and ``specificity``, each a value with an interval.
    """
    points = []
    for name, (rule, meaning) in RULES.items():
        thresholds, labels = {}, {}
        for column, label in enumerate(judged.names):
            thresholds[label] = _threshold(*tune, column, rule)
            known = judged.known[:, column]
            positive = np.nan_to_num(judged.targets[:, column]) > 0.5
            called = chances[:, column] >= thresholds[label]
            labels[label] = {
                "sensitivity": measured_share(known & positive, called, draws, judged.groups),
                "specificity": measured_share(known & ~positive, ~called, draws, judged.groups),
                "positives": int((known & positive).sum()),
                "negatives": int((known & ~positive).sum()),
            }
        points.append({"name": name, "meaning": meaning, "thresholds": thresholds, "labels": labels})
    return points


def _threshold(tune: Judged, chances: Chances, column: int, rule: str) -> float:
    known = tune.known[:, column]
    positive = tune.targets[known, column] > 0.5
    if not positive.any() or positive.all():
        return 0.5
    return threshold_for(chances[known, column], positive, rule)
