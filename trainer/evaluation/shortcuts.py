"""The shortcut panel: what can be told without the lungs, and how much better the model is.

Every probe is a small cross-validated classifier on cheap features: no patient is on both sides, and its figures are
those of the very films on which the model is judged. Where a probe is as good as the model, the model's figure proves
nothing (Zech et al., PLoS Medicine 2018; DeGrave et al., Nature Machine Intelligence 2021).
"""

from __future__ import annotations

import warnings
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.bootstrap import Draws, Ranked, Weights, measured
from trainer.evaluation.judged import Judged
from trainer.evaluation.masks import lung_box
from trainer.evaluation.panel import origin

SIDE = 32
BORDER = 3
FOLDS = 5
FEWEST = 10
FEWEST_OF_A_SOURCE = 20
CONFOUNDED = 0.05
Features = NDArray[np.float64]

OUTLINE = "outline of the dark parts of a centred lung box (in place of lung masks)"
MASK_SHAPE = "shape of the lung masks"
NOT_COUNTED = (OUTLINE,)


def features(
    films: Sequence[Film], measures: NDArray[Any], cells: NDArray[np.uint8], masks: NDArray[np.bool_] | None
) -> dict[str, Features]:
    """``(N, k)`` features of each probe by its name.

    Parameters
    ----------
    films
        ``N`` films.
    measures
        ``(N,)`` rows of ``decode.MEASURES``.
    cells
        ``(N, SIDE, SIDE)`` uint8, the films reduced.
    masks
        ``(N, SIDE, SIDE)`` lungs of every film; None where not every film has a mask. Masks of some films only would
        tell the label by being there, so a centred box stands in for all.
    """
    rows, columns = measures["rows"].astype(float), measures["columns"].astype(float)
    area = np.maximum(rows * columns, 1)
    shape = [rows, columns, rows / columns, rows == columns, np.log(area)]
    encoding = [
        measures["bits"],
        measures["colour"],
        measures["bytes"] / area,
        np.log(np.maximum(measures["bytes"], 1)),
    ]
    grey = cells.astype(float) / 255
    border = np.ones((SIDE, SIDE), bool)
    border[BORDER:-BORDER, BORDER:-BORDER] = False
    box = lung_box(SIDE)
    lungs = np.broadcast_to(box, grey.shape) if masks is None else masks
    outside = "lungs blacked out (masks)" if masks is not None else "centred lung box blacked out (in place of masks)"
    dark = (grey < np.median(grey[:, box], axis=1)[:, None, None]) & box
    return {
        "source alone": _one_hot([origin(film) for film in films]),
        "view alone": _one_hot([film.view for film in films]),
        "file alone: shape, aspect, format, bits, bytes": np.hstack(
            [
                np.stack([*shape, *encoding], axis=1).astype(float),
                _one_hot(measures["format"].tolist()),
                _one_hot(measures["photometric"].tolist()),
            ]
        ),
        "grey histogram alone": measures["histogram"].astype(float) / 65535,
        f"border alone: the outer {BORDER / SIDE:.0%}": grey[:, border],
        outside: np.where(lungs, 0, grey).reshape(len(films), -1),
        OUTLINE if masks is None else MASK_SHAPE: (dark if masks is None else masks)
        .reshape(len(films), -1)
        .astype(float),
    }


def out_of_fold(
    values: Features, targets: NDArray[np.float32], groups: Sequence[str], judged: int
) -> NDArray[np.float64]:
    """``(judged, C)`` scores of the first films by probes that were fitted without their patients.

    Two columns of probes are fitted, a regression and a small tree, and of each question the better one is kept: a
    probe should be as good as cheap features allow. NaN where a question cannot be fitted.
    """
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    part = np.array([zlib.crc32(b"probe" + group.encode()) % FOLDS for group in groups])
    scores = np.full((2, judged, targets.shape[1]), np.nan)
    with warnings.catch_warnings():
        # A regression that has not quite converged is as good for this as one that has.
        warnings.simplefilter("ignore")
        for number in range(FOLDS):
            held = np.flatnonzero(part[:judged] == number)
            fitted = np.flatnonzero(part != number)
            if not len(held) or len(fitted) < FEWEST:
                continue
            scaler = StandardScaler().fit(values[fitted])
            known, asked = scaler.transform(values[fitted]), scaler.transform(values[held])
            if known.shape[1] > 60:
                reduce = PCA(min(40, len(fitted) - 1), svd_solver="randomized", random_state=0).fit(known)
                known, asked = reduce.transform(known), reduce.transform(asked)
            for column in range(targets.shape[1]):
                clear = ~np.isnan(targets[fitted, column])
                yes = targets[fitted[clear], column] > 0.5
                if min(yes.sum(), (~yes).sum()) < FEWEST // 2:
                    continue
                line = LogisticRegression(class_weight="balanced", max_iter=200, C=0.1)
                tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, class_weight="balanced", random_state=0)
                for place, probe in enumerate((line, tree)):
                    scores[place, held, column] = probe.fit(known[clear], yes).predict_proba(asked)[:, 1]
    return _better(scores, targets[:judged])


def _better(scores: NDArray[np.float64], targets: NDArray[np.float32]) -> NDArray[np.float64]:
    best: NDArray[np.float64] = scores[0].copy()
    for column in range(targets.shape[1]):
        known = ~np.isnan(targets[:, column])
        areas = [_area(score[known, column], targets[known, column] > 0.5) for score in scores]
        if np.isfinite(areas[1]) and areas[1] > areas[0]:
            best[:, column] = scores[1][:, column]
    return best


def _area(score: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    if not np.isfinite(score).all() or not len(score):
        return float("nan")
    return float(Ranked(score, positive).auroc(np.ones((1, len(score))))[0])


def shortcut_panel(
    judged: Judged,
    chances: NDArray[np.float64],
    draws: Draws,
    pool: tuple[Sequence[Film], NDArray[np.float32]],
    probes: Mapping[str, Features],
) -> dict[str, Any]:
    """The model against every probe.

    Parameters
    ----------
    judged, chances, draws
        The films, their probabilities, draws of their patients.
    pool
        Films to fit probes on, with their targets; the judged films come first in it.
    probes
        Features of the pool's films by probe.

    Returns
    -------
    ``labels``: for each label the model's AUROC, that of every probe, the best probe and the gap with its interval;
    ``confounded``: the labels whose gap is at most 0.05; ``gap``: the smallest one.
    """
    films, targets = pool
    groups = [f"{film.data}/{film.group}" for film in films]
    scores = {name: out_of_fold(values, targets, groups, len(judged.films)) for name, values in probes.items()}
    labels = [_label(judged, chances, draws, column, scores) for column in range(len(judged.names))]
    gaps = {row["label"]: row["gap"]["value"] for row in labels if row["gap"] and row["gap"]["value"] is not None}
    return {
        "labels": labels,
        "gap": min(gaps.values(), default=None),
        "confounded": [name for name, gap in gaps.items() if gap <= CONFOUNDED],
        "not_counted": [name for name in scores if name in NOT_COUNTED],
        "fitted_on": len(films),
    }


def _label(
    judged: Judged, chances: NDArray[np.float64], draws: Draws, column: int, scores: Mapping[str, NDArray[np.float64]]
) -> dict[str, Any]:
    known = np.flatnonzero(judged.known[:, column])
    positive = judged.targets[known, column] > 0.5
    row: dict[str, Any] = {"label": judged.names[column], "model": None, "probes": {}, "best": None, "gap": None}
    if min(positive.sum(), (~positive).sum()) < FEWEST:
        return row
    mine = draws.within(known)
    model = Ranked(chances[known, column], positive)
    row["model"] = measured(model.auroc, mine)
    usable = {
        name: Ranked(s[known, column], positive) for name, s in scores.items() if np.isfinite(s[known, column]).all()
    }
    row["probes"] = {name: measured(usable[name].auroc, mine) if name in usable else None for name in scores}
    counted = {name: row["probes"][name]["value"] for name in usable if name not in NOT_COUNTED}
    if counted:
        row["best"] = max(counted, key=lambda name: counted[name])
        best = usable[row["best"]]

        def gap(weights: Weights) -> NDArray[np.float64]:
            return model.auroc(weights) - best.auroc(weights)

        row["gap"] = measured(gap, mine)
    return row


def source_inside_class(judged: Judged, probes: Mapping[str, Features]) -> list[dict[str, Any]]:
    """How well the source can be told among films of one label: where it can, features carry it whatever the label.

    ``probes`` are features of the judged films, the network's own among them.
    """
    rows = []
    kept = [film.label for film in judged.films]
    for label in sorted({name for name in kept if name}):
        places = Counter(origin(film) for film in judged.films if film.label == label)
        sources = sorted(place for place, count in places.items() if count >= FEWEST_OF_A_SOURCE)
        if len(sources) < 2:
            rows.append({"label": label, "sources": sources, "films": sum(places.values()), "probes": None})
            continue
        mine = [i for i, film in enumerate(judged.films) if film.label == label and origin(film) in sources]
        of = np.array([origin(judged.films[i]) for i in mine])
        targets = np.stack([of == source for source in sources], axis=1).astype(np.float32)
        groups = [judged.groups[i] for i in mine]
        areas = {}
        for name, values in probes.items():
            scores = out_of_fold(values[mine], targets, groups, len(mine))
            each = [_area(scores[:, k], targets[:, k] > 0.5) for k in range(len(sources))]
            areas[name] = float(np.mean(each)) if np.isfinite(each).all() else None
        rows.append({"label": label, "sources": sources, "films": len(mine), "probes": areas})
    return rows


def _one_hot(names: Sequence[Any]) -> Features:
    """``(N, k)``: a column for each name that more than a handful of films have."""
    kept = [name for name, count in Counter(names).most_common(40) if count >= 5]
    columns = np.array([[name == column for column in kept] for name in names], float).reshape(len(names), len(kept))
    return columns if kept else np.zeros((len(names), 1))
