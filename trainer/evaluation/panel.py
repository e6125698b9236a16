"""The inside-source panel: what a model tells apart among films of one origin, where the origin cannot help it.

The headline of every card; pooled figures stand below it, since sources and classes are confounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.metrics import auroc, expected_calibration_error, fit_temperature, interval
from xraydesk.model.calibrate import probabilities

Probabilities = NDArray[np.float64]
FEWEST = 10


def origin(film: Film) -> str:
    """Where a film and its label come from, as one name: films of one origin share hospital and reader."""
    if film.label_by == "RSNA":
        return "NIH films read by radiologists (RSNA)"
    return film.source.split(" (")[0]


def inside_source(films: Sequence[Film], chances: Probabilities, names: Sequence[str]) -> list[dict[str, Any]]:
    """AUROC of each pair of labels inside each origin, over all views and by view, with patient-cluster intervals.

    Where a label has fewer than ``FEWEST`` films, the pair stands there without a figure; by view it is left out.
    """
    rows = []
    for place in sorted({origin(film) for film in films}):
        inside = np.array([origin(film) == place for film in films])
        for view in ("", "PA", "AP"):
            chosen = inside & np.array([film.view.startswith(view) for film in films])
            labels = Counter(film.label for film, use in zip(films, chosen, strict=True) if use)
            for pair in combinations(sorted(labels), 2):
                enough = min(labels[label] for label in pair) >= FEWEST
                if enough or not view:
                    rows.append(_contrast(films, chances, names, chosen, place, view, pair, enough))
    return rows


def _contrast(
    films: Sequence[Film],
    chances: Probabilities,
    names: Sequence[str],
    chosen: NDArray[np.bool_],
    place: str,
    view: str,
    pair: tuple[str, str],
    enough: bool,
) -> dict[str, Any]:
    index = np.array([i for i in np.flatnonzero(chosen).tolist() if films[i].label in pair])
    # A label that is no output of the model is scored as "not the other one"; "normal" is never the positive one.
    first, second = pair if pair[0] != "normal" else pair[::-1]
    positive = np.array([films[i].label == first for i in index])
    score = _pair_score(chances[index], names, first, second)
    groups = [films[i].group for i in index]
    bounds = interval(lambda rows: auroc(score[rows], positive[rows]), groups) if enough else None
    return {
        "origin": place,
        "view": view or "all",
        "contrast": f"{first} / {second}",
        "n": [int(positive.sum()), int((~positive).sum())],
        "auroc": auroc(score, positive) if enough else None,
        "interval": None if bounds is None else list(bounds),
    }


def _pair_score(chances: Probabilities, names: Sequence[str], first: str, second: str) -> Probabilities:
    known = [name in names for name in (first, second)]
    if all(known):
        p, q = chances[:, names.index(first)], chances[:, names.index(second)]
        return np.asarray(p / (p + q))
    if known[1]:
        return np.asarray(1 - chances[:, names.index(second)])
    return np.asarray(chances[:, names.index(first)])


def pooled(films: Sequence[Film], logits: NDArray[np.float32], names: Sequence[str]) -> dict[str, Any]:
    """Figures over all films with a class, and what the films of other findings were called.

    The temperature of the calibration figures is fitted on one half of the patients and applied to the other, both
    ways, so that they do not flatter.
    """
    crossed = cross_fitted(films, logits, names)
    answer = crossed.argmax(axis=1)
    truth = np.array([names.index(film.label) if film.label in names else -1 for film in films])
    graded = truth >= 0
    groups = np.array([film.group for film in films])

    def with_interval(statistic: Any, rows: NDArray[np.bool_]) -> dict[str, Any]:
        index = np.flatnonzero(rows)
        low, high = interval(lambda drawn: statistic(index[drawn]), groups[index].tolist())
        return {"value": statistic(index), "interval": [low, high], "n": len(index)}

    def macro(rows: NDArray[np.intp]) -> float:
        return float(np.mean([auroc(crossed[rows, k], truth[rows] == k) for k in range(len(names))]))

    def balanced_accuracy(rows: NDArray[np.intp]) -> float:
        present = [k for k in range(len(names)) if (truth[rows] == k).any()]
        return float(np.mean([(answer[rows][truth[rows] == k] == k).mean() for k in present]))

    def error(rows: NDArray[np.intp]) -> float:
        return expected_calibration_error(crossed[rows].max(axis=1), answer[rows] == truth[rows])

    def share_of(label: str) -> Any:
        return lambda rows: float((answer[rows] == names.index(label)).mean())

    result = {
        "macro_auroc": with_interval(macro, graded),
        "balanced_accuracy": with_interval(balanced_accuracy, graded),
        "ece": with_interval(error, graded),
    }
    read_normal = np.array([film.label == "normal" and film.label_by == "RSNA" for film in films])
    other = ~graded
    if read_normal.any():
        result["read_normals_called_normal"] = with_interval(share_of("normal"), read_normal)
    if other.any() and "covid19" in names:
        result["other_findings_called_covid19"] = with_interval(share_of("covid19"), other)
    return result


def confusion_by_origin(films: Sequence[Film], chances: Probabilities, names: Sequence[str]) -> list[dict[str, Any]]:
    """For each origin and label, how many films got which answer."""
    answer = chances.argmax(axis=1)
    rows = []
    for place, label in sorted({(origin(film), film.label) for film in films}):
        mine = np.array([(origin(film), film.label) == (place, label) for film in films])
        counts = {name: int((answer[mine] == k).sum()) for k, name in enumerate(names)}
        rows.append({"origin": place, "label": label, "n": int(mine.sum()), "answered": counts})
    return rows


def cross_fitted(films: Sequence[Film], logits: NDArray[np.float32], names: Sequence[str]) -> Probabilities:
    """``(N, C)`` probabilities, each half of the patients calibrated on the other half."""
    half = np.array([int.from_bytes(film.group.encode()[-4:], "big") % 2 for film in films])
    truth = np.array([names.index(film.label) if film.label in names else -1 for film in films])
    result = np.zeros(logits.shape)
    for side in (0, 1):
        rows = (half != side) & (truth >= 0)
        result[half == side] = probabilities(logits[half == side], fit_temperature(logits[rows], truth[rows]), True)
    return result
