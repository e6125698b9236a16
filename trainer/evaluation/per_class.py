"""Figures of each class and of all classes together, with patient-cluster intervals and baselines beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.bootstrap import Draws, Ranked, Weights, measured, once, plain, shares
from trainer.evaluation.judged import Judged
from trainer.evaluation.panel import origin

Chances = NDArray[np.float64]


def per_class(
    judged: Judged, chances: Chances, draws: Draws, thresholds: Sequence[float], prevalence: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Figures of each question over the films whose answer is known.

    Parameters
    ----------
    judged, chances
        The films, and their calibrated probabilities.
    draws
        Of the films' patients.
    thresholds
        From which probability each label counts as found, for PPV and NPV.
    prevalence
        Of each label where the model would be used.
    """
    rows = []
    for column, name in enumerate(judged.names):
        known = np.flatnonzero(judged.known[:, column])
        positive = judged.targets[known, column] > 0.5
        row: dict[str, Any] = {
            "label": name,
            "positives": int(positive.sum()),
            "negatives": int((~positive).sum()),
            "prevalence": prevalence[name],
            "threshold": thresholds[column],
        }
        if positive.any() and not positive.all():
            mine = draws.within(known)
            ranked = Ranked(chances[known, column], positive)
            low, high = mine.interval(ranked.figures)
            values = once(ranked.figures, len(known))
            row |= {key: plain(*of) for key, *of in zip(Ranked.NAMES, values, low, high, strict=True)}
            row |= _predictive(chances[known, column] >= thresholds[column], positive, mine, prevalence[name])
            alarms, hits, precision = ranked.curve()
            row["curve"] = _thin(alarms, hits, precision)
        rows.append(row)
    return rows


def _predictive(called: NDArray[np.bool_], positive: NDArray[np.bool_], draws: Draws, share: float) -> dict[str, Any]:
    """PPV and NPV at a prevalence, by Bayes' rule from sensitivity and specificity."""
    found, spared = shares(positive, called), shares(~positive, ~called)

    def ppv(weights: Weights) -> NDArray[np.float64]:
        true, false = found(weights) * share, (1 - spared(weights)) * (1 - share)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(true / (true + false))

    def npv(weights: Weights) -> NDArray[np.float64]:
        true, false = spared(weights) * (1 - share), (1 - found(weights)) * share
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(true / (true + false))

    return {"ppv": measured(ppv, draws), "npv": measured(npv, draws)}


def _thin(*columns: NDArray[np.float64], most: int = 400) -> dict[str, list[float]]:
    """False alarms, sensitivity and precision of at most so many thresholds, both ends among them."""
    chosen = np.unique(np.linspace(0, len(columns[0]) - 1, most).round().astype(int))
    names = ("false_alarms", "sensitivity", "precision")
    return {name: [round(float(v), 5) for v in values[chosen]] for name, values in zip(names, columns, strict=True)}


def together(judged: Judged, chances: Chances, draws: Draws, training: Sequence[Film]) -> dict[str, Any]:
    """Figures over all questions, the confusion matrix of tasks with classes, and what an answer without looking gets.

    ``training`` are the films that the weights learned from: the baselines answer as they would.
    """
    result: dict[str, Any] = {"macro_auroc": measured(_macro(judged, chances), draws)}
    if not judged.classes():
        return result
    truth = judged.truth()
    graded = np.flatnonzero(truth >= 0)
    answer = answers(judged, chances)
    kinds = len(judged.classes())
    cells = np.eye(kinds * kinds)[truth[graded] * kinds + answer[graded]]
    mine = draws.within(graded)
    names = ("accuracy", "balanced_accuracy", "kappa")
    low, high = mine.interval(lambda weights: _agreement(weights @ cells, kinds))
    values = once(lambda weights: _agreement(weights @ cells, kinds), len(graded))
    result |= {name: plain(*of) for name, *of in zip(names, values, low, high, strict=True)}
    result["classes"] = list(judged.classes())
    result["confusion"] = cells.sum(axis=0).reshape(kinds, kinds).astype(int).tolist()
    result["baselines"] = _baselines(judged, truth, graded, training)
    return result


def answers(judged: Judged, chances: Chances) -> NDArray[np.intp]:
    """``(N,)`` the class that a film is given: the likeliest one."""
    if judged.exclusive:
        return np.asarray(chances.argmax(axis=1))
    return (chances[:, 0] >= 0.5).astype(np.intp)


def _macro(judged: Judged, chances: Chances) -> Any:
    parts = []
    for column in range(len(judged.names)):
        known = np.flatnonzero(judged.known[:, column])
        positive = judged.targets[known, column] > 0.5
        if positive.any() and not positive.all():
            parts.append((known, Ranked(chances[known, column], positive)))

    def statistic(weights: Weights) -> NDArray[np.float64]:
        if not parts:
            return np.full(len(weights), np.nan)
        return np.asarray(np.mean([ranked.auroc(weights[:, known]) for known, ranked in parts], axis=0))

    return statistic


def _agreement(counts: Weights, kinds: int) -> NDArray[np.float64]:
    """Accuracy, balanced accuracy over the classes present, and Cohen's kappa of ``(b, k * k)`` counts."""
    table = counts.reshape(-1, kinds, kinds)
    total = table.sum(axis=(1, 2))
    right = np.trace(table, axis1=1, axis2=2) / total
    of_truth, of_answer = table.sum(axis=2), table.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        recall = np.diagonal(table, axis1=1, axis2=2) / of_truth
        chance = (of_truth * of_answer).sum(axis=1) / total**2
        kappa = (right - chance) / (1 - chance)
    present = of_truth > 0
    balanced = np.where(present, np.nan_to_num(recall), 0).sum(axis=1) / present.sum(axis=1)
    return np.stack([right, balanced, kappa], axis=1)


def _baselines(
    judged: Judged, truth: NDArray[np.int64], graded: NDArray[np.intp], training: Sequence[Film]
) -> list[dict[str, Any]]:
    """Accuracy and balanced accuracy of answers that never look at the picture."""
    learned = [(origin(film), judged.labels.class_of(film.label)) for film in training]
    learned = [(place, number) for place, number in learned if number >= 0]
    if not learned:
        return []
    commonest = Counter(number for _, number in learned).most_common(1)[0][0]
    by_place = {
        place: Counter(number for where, number in learned if where == place).most_common(1)[0][0]
        for place in {place for place, _ in learned}
    }
    kinds = len(judged.classes())
    said = {
        "always the commonest class of the training films": [commonest] * len(graded),
        "the commonest class of the film's source": [
            by_place.get(origin(judged.films[i]), commonest) for i in graded.tolist()
        ],
    }
    rows = []
    for name, given in said.items():
        cells = np.eye(kinds * kinds)[truth[graded] * kinds + np.array(given)].sum(axis=0)
        right, balanced, _ = _agreement(cells[None], kinds)[0]
        rows.append({"baseline": name, "accuracy": float(right), "balanced_accuracy": float(balanced)})
    return rows
