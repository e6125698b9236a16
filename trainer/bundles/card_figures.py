"""The figures of a model card, from what the network said of films that it was not trained on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.bootstrap import Draws, Statistic, measured, shares
from trainer.evaluation.calibration import errors
from trainer.evaluation.judged import Judged, calibrated
from trainer.evaluation.operating_points import operating_points
from trainer.evaluation.panel import confusion_by_origin, inside
from trainer.evaluation.per_class import answers, together

Chances = NDArray[np.float64]


def figures(held: Judged, chances: Chances) -> dict[str, Any]:
    """The inside-source panel, the pooled figures, and for tasks with classes the confusion within each origin.

    Parameters
    ----------
    held
        The calibration films.
    chances
        ``(N, C)`` their calibrated probabilities.
    """
    result = {"inside_source": inside(held, chances), "pooled": _pooled(held)}
    if held.classes():
        of_classes = chances if held.exclusive else np.hstack([1 - chances, chances])
        result["confusion"] = confusion_by_origin(held.films, of_classes, held.classes())
    return result


def _pooled(held: Judged) -> dict[str, Any]:
    """Figures over all films, each with an interval over patients and its number of films.

    The temperature behind them is fitted on one half of the patients and applied to the other, both ways, so that they
    do not flatter.
    """
    crossed, _ = calibrated(held, None)
    draws = Draws.of(held.groups)
    known = int(held.known.any(axis=1).sum())
    found = together(held, crossed, draws, [])
    result: dict[str, Any] = {
        name: found[name] | {"n": known} for name in ("macro_auroc", "balanced_accuracy") if name in found
    }
    error = errors(held, crossed, draws)["ece"]
    if error is not None:
        result["ece"] = error | {"n": known}
    for name, rows, statistic in _called(held, crossed):
        result[name] = measured(statistic, draws) | {"n": int(rows.sum())}
    return result


def _called(held: Judged, chances: Chances) -> list[tuple[str, NDArray[np.bool_], Statistic]]:
    """What films that are known best, and films of no class, were called."""
    if not held.exclusive:
        return []
    answer, found = answers(held, chances), []
    read_normal = np.array([film.label == "normal" and film.label_by == "RSNA" for film in held.films])
    other = held.truth() < 0
    for name, rows, label in (
        ("read_normals_called_normal", read_normal, "normal"),
        ("other_findings_called_covid19", other, "covid19"),
    ):
        if rows.any() and label in held.names:
            found.append((name, rows, shares(rows, answer == held.names.index(label))))
    return found


def points(tune: Judged, held: Judged, temperature: float) -> list[dict[str, Any]]:
    """The operating points that the tuning films choose, each with what it costs on the calibration films in words."""
    chances = held.chances(temperature)
    found = operating_points((tune, tune.chances(temperature)), held, chances, Draws.of(held.groups))
    return [
        {
            "name": point["name"],
            "rationale": f"{point['meaning'].capitalize()} on the tuning films; on the validation films: "
            + "; ".join(_cost(label, cost) for label, cost in point["labels"].items())
            + ".",
            "thresholds": {label: round(threshold, 4) for label, threshold in point["thresholds"].items()},
        }
        for point in found
    ]


def _cost(label: str, cost: dict[str, Any]) -> str:
    def said(value: float | None) -> str:
        return "not known" if value is None else f"{value:.2f}"

    found, spared = said(cost["sensitivity"]["value"]), said(cost["specificity"]["value"])
    return f"{label} sensitivity {found}, specificity {spared}"


def rounded(value: Any) -> Any:
    """Plain values with four decimals; None for what is no number."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value
