"""The figures of a model card: those of the run's evaluation, as its JSON holds them, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trainer.evaluation.conformal import ALPHA, cut_offs
from trainer.evaluation.evaluate import FIGURES, evaluate
from trainer.evaluation.judged import Judged, Scaling
from trainer.fitting.run_log import BEST
from xraydesk.core.files import sha256_of

Figures = Mapping[str, Any]

_COPIED = (
    "watermarks", "inside_source", "shortcuts", "confusion_by_source", "answers_given", "conformal", "calibration",
    "per_class", "pooled", "subgroups", "heatmaps", "robustness", "stability",
)  # fmt: skip
_BULKY = {"curve", "reliability", "galleries", "ppv", "npv", "prevalence", "threshold"}
"""Left out of the card: curves, and values at a prevalence that the reader sets instead."""


def evaluation_of(run: Path, data: Sequence[Path] | None) -> dict[str, Any]:
    """The evaluation of a run's weights: that on its test films if they were opened, else on the calibration films.

    The latter is made if it is missing or was made of other weights. The test films are never opened here.
    """
    weights = sha256_of(run / BEST)
    for purpose in ("test", "calibrate"):
        found = _read(run / f"evaluation-{purpose}" / FIGURES)
        if found is not None and _is_of(found, weights):
            return found
    return _read(evaluate(run, data, "calibrate").parent / FIGURES) or {}


def _read(file: Path) -> dict[str, Any] | None:
    """The figures of an evaluation; None where there are none, or the file is damaged."""
    if not file.is_file():
        return None
    try:
        figures = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return figures if isinstance(figures, dict) else None


def _is_of(figures: Figures, weights: str) -> bool:
    """Whether an evaluation is of these weights, and of a version of the trainer that says all that a card needs."""
    complete = "sources" in figures.get("judged", {}) and "fitted_on" in (figures.get("conformal") or {"fitted_on": ""})
    run = figures.get("run", {})
    return bool(complete and "people" in run and run.get("weights_sha256") == weights)


def metrics(figures: Figures) -> dict[str, Any]:
    """What the card shows of an evaluation, with four decimals."""
    judged = figures["judged"]
    chosen = {key: figures[key] for key in _COPIED if figures.get(key)}
    about = {key: judged[key] for key in ("purpose", "folds", "films", "patients", "repeats", "opening")}
    result: dict[str, Any] = _rounded({"judged": about} | chosen)
    return result


def points(figures: Figures) -> list[dict[str, Any]]:
    """The operating points that the tuning films chose, each with what it costs on the judged films."""
    return [
        {
            "name": point["name"],
            "rationale": f"{point['meaning'].capitalize()} on the tuning films.",
            "thresholds": {label: round(threshold, 4) for label, threshold in point["thresholds"].items()},
            "costs": _rounded(point["labels"]),
        }
        for point in figures["operating_points"]
    ]


def measured_on(figures: Figures, learned: Collection[str]) -> dict[str, Any]:
    """Where the costs were measured, and how these sources stand to those that the model learned from.

    Parameters
    ----------
    figures
        The evaluation.
    learned
        Sources of the films that the weights have seen.
    """
    judged = figures["judged"]
    return {
        "films": sum(judged["sources"].values()),
        "patients": judged["patients_known"],
        "sources": judged["sources"],
        "unseen": [source for source in judged["sources"] if source not in learned],
    }


def conformal_sets(held: Judged, scaling: Scaling) -> dict[str, Any] | None:
    """The cut-offs that the calibration films set, for the card; None for independent findings.

    They are not rounded: a cut-off rounded up would shut out the very film that set it.
    """
    if not held.exclusive:
        return None
    truth = held.truth()
    cuts = cut_offs(held.chances(scaling)[truth >= 0], truth[truth >= 0])
    films = np.bincount(truth[truth >= 0], minlength=len(held.names))
    return {
        "alpha": ALPHA,
        "cut_offs": dict(zip(held.names, cuts.tolist(), strict=True)),
        "films": dict(zip(held.names, films.tolist(), strict=True)),
    }


def _rounded(value: Any) -> Any:
    """Plain values with four decimals, without what is too bulky for a card."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items() if key not in _BULKY}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value
