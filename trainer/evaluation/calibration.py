"""Whether a probability means what it says: errors before and after calibration, also within each source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.bootstrap import Draws, Weights, measured
from trainer.evaluation.judged import RAW, Judged
from trainer.evaluation.panel import origin

BINS = 10
FEWEST = 30
Chances = NDArray[np.float64]


def calibration(judged: Judged, chances: Chances, used: dict[str, Any], draws: Draws) -> dict[str, Any]:
    """Errors and reliability of the raw and of the calibrated probabilities.

    Parameters
    ----------
    judged, chances
        The films and their calibrated probabilities.
    used
        Which scaling was applied, and where it was fitted.
    draws
        Of the films' patients.
    """
    raw = judged.chances(RAW)
    return used | {
        "before": errors(judged, raw, draws),
        "after": errors(judged, chances, draws),
        "reliability": {"before": reliability(judged, raw), "after": reliability(judged, chances)},
        "by_source": _by_source(judged, raw, chances, draws),
    }


def scaling_words(used: Mapping[str, Any]) -> str:
    """The scaling of a report's `calibration` in words: its temperature, and the offset of each class."""
    offsets = ", ".join(f"{name} {offset:+.2f}" for name, offset in used.get("offsets", {}).items())
    return f"Temperature {used['temperature']:.2f}" + (f", offsets {offsets}" if offsets else "")


def errors(judged: Judged, chances: Chances, draws: Draws) -> dict[str, Any]:
    """ECE of the answer, classwise ECE, Brier score and negative log-likelihood, each with its interval."""
    confidence, right, rows = _answered(judged, chances)
    mine = draws.within(rows)
    result = {"films": len(np.unique(rows))}
    if not len(rows):
        return result | dict.fromkeys(("ece", "classwise_ece", "brier", "nll"))
    brier, nll, of_films = _losses(judged, chances)
    return result | {
        "ece": measured(binned_error(confidence, right), mine),
        "classwise_ece": measured(_classwise(judged, chances), draws),
        "brier": measured(_mean(brier), draws.within(of_films)),
        "nll": measured(_mean(nll), draws.within(of_films)),
    }


def binned_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> Any:
    """The statistic "mean gap between confidence and share of right answers, over equal-width bins"."""
    place = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    member = np.eye(BINS)[place]
    gap = member * (right.astype(float) - confidence)[:, None]

    def statistic(weights: Weights) -> NDArray[np.float64]:
        return np.asarray(np.abs(weights @ gap).sum(axis=1) / weights.sum(axis=1))

    return statistic


def reliability(judged: Judged, chances: Chances) -> list[dict[str, Any]]:
    """For each question and bin of probability: how many films, the mean probability, the share that has it."""
    rows = []
    for column, name in enumerate(judged.names):
        known = judged.known[:, column]
        said, true = chances[known, column], judged.targets[known, column] > 0.5
        place = np.clip((said * BINS).astype(int), 0, BINS - 1)
        for number in range(BINS):
            mine = place == number
            if mine.any():
                rows.append(
                    {"label": name, "bin": number, "films": int(mine.sum())}
                    | {"probability": float(said[mine].mean()), "share": float(true[mine].mean())}
                )
    return rows


def _answered(judged: Judged, chances: Chances) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.intp]]:
    """Confidence of each answer, whether it is right, and its film: the top class, or every finding's yes or no."""
    if judged.exclusive:
        truth = judged.truth()
        rows = np.flatnonzero(truth >= 0)
        return chances[rows].max(axis=1), chances[rows].argmax(axis=1) == truth[rows], rows
    rows, columns = np.nonzero(judged.known)
    said = chances[rows, columns]
    right = (said >= 0.5) == (judged.targets[rows, columns] > 0.5)
    return np.maximum(said, 1 - said), right, rows


def _losses(judged: Judged, chances: Chances) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.intp]]:
    """Brier score and negative log-likelihood of each film with a known answer (independent: mean over findings)."""
    known = judged.known
    rows = np.flatnonzero(known.any(axis=1))
    known, yes = known[rows], np.nan_to_num(judged.targets[rows]) > 0.5
    said = np.clip(chances[rows], 1e-12, 1 - 1e-12)
    squares = np.where(known, (said - yes) ** 2, 0)
    if judged.exclusive:
        return squares.sum(axis=1), -np.log((said * yes).sum(axis=1)), rows
    logs = np.where(known, -np.log(np.where(yes, said, 1 - said)), 0)
    return squares.sum(axis=1) / known.sum(axis=1), logs.sum(axis=1) / known.sum(axis=1), rows


def _classwise(judged: Judged, chances: Chances) -> Any:
    parts = []
    for column in range(len(judged.names)):
        known = np.flatnonzero(judged.known[:, column])
        if len(known):
            parts.append((known, binned_error(chances[known, column], judged.targets[known, column] > 0.5)))

    def statistic(weights: Weights) -> NDArray[np.float64]:
        return np.asarray(np.mean([error(weights[:, known]) for known, error in parts], axis=0))

    return statistic


def _mean(values: NDArray[Any]) -> Any:
    return lambda weights: weights @ values / weights.sum(axis=1)


def _by_source(judged: Judged, raw: Chances, chances: Chances, draws: Draws) -> list[dict[str, Any]]:
    rows = []
    graded = judged.known.any(axis=1)
    places = np.array([origin(film) for film in judged.films])
    for place in sorted(set(places.tolist())):
        mine = np.flatnonzero((places == place) & graded)
        row: dict[str, Any] = {"source": place, "films": len(mine), "before": None, "after": None}
        if len(mine) >= FEWEST:
            part, within = judged.rows(mine), draws.within(mine)
            for name, values in (("before", raw), ("after", chances)):
                confidence, right, films = _answered(part, values[mine])
                row[name] = measured(binned_error(confidence, right), within.within(films))
        rows.append(row)
    return rows
