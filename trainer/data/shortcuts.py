"""What separates the labels without any anatomy: the file's shape, its encoding, its grey levels, its source.

Each group of features is tried alone, by a cross-validated logistic regression and a small tree. Where a group is good
at it, a network can learn the same, and its score says nothing about disease.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.data.splits import NOTHING

FOLDS = 5
FEWEST = 10
MOST_FILMS = 10_000
MOST_LABELS = 16
STRONG, NOTABLE = 0.9, 0.75

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How well one group of features tells one label from the rest.

    Attributes
    ----------
    label
        The label.
    group
        What was looked at.
    auroc
        Of the better of the two probes, on films that it was not fitted to; no patient on both sides.
    positives, negatives
        Films with the label and without.
    """

    label: str
    group: str
    auroc: float
    positives: int
    negatives: int

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.label!r} is told from the rest by {self.group} alone: AUROC {self.auroc:.2f}"


def features(films: Sequence[Film], measures: NDArray[Any]) -> dict[str, Features]:
    """``(N, k)`` features by the name of their group; groups that are the same for all films are left out.

    Parameters
    ----------
    films
        What is known of the films.
    measures
        ``(N,)`` rows of ``decode.MEASURES``.
    """
    rows, columns = measures["rows"].astype(float), measures["columns"].astype(float)
    area = np.maximum(rows * columns, 1)
    grey = measures["histogram"].astype(float) / 65535
    age = np.array([film.age for film in films])
    groups = {
        "file shape": np.stack([rows, columns, rows / columns, rows == columns, np.log(area)], 1),
        "file encoding": np.hstack(
            [
                _one_hot(measures["format"].tolist()),
                _one_hot(measures["photometric"].tolist()),
                np.stack([measures["bits"], measures["colour"], measures["bytes"] / area], 1).astype(float),
            ]
        ),
        "mean and spread of grey": np.stack([measures["mean"], measures["deviation"]], 1).astype(float),
        "grey histogram": grey,
        "source": _one_hot([film.collection for film in films]),
        "view": _one_hot([film.view for film in films]),
        "age and sex": np.hstack([_one_hot([film.sex for film in films]), np.nan_to_num(age, nan=-1)[:, None]]),
        "what is missing": np.stack(
            [np.isnan(age), *([not getattr(film, name) for film in films] for name in ("sex", "view", "licence"))], 1
        ).astype(float),
    }
    return {name: values for name, values in groups.items() if values.size and np.ptp(values, axis=0).any()}


def find_shortcuts(films: Sequence[Film], measures: NDArray[Any]) -> list[Shortcut]:
    """Probe every label by every group, the strongest first.

    Labels of fewer than ``FEWEST`` patients are left out; of more than ``MOST_FILMS`` films, so many by chance.
    """
    if len(films) > MOST_FILMS:
        rows = np.sort(np.random.default_rng(0).choice(len(films), MOST_FILMS, replace=False))
        films, measures = [films[row] for row in rows], measures[rows]
    targets = _targets(films)
    groups = np.unique([f"{film.data}/{film.group}" for film in films], return_inverse=True)[1]
    found = []
    for group, values in features(films, measures).items():
        for label, (known, positive) in targets.items():
            auroc = _probe(values[known], positive[known], groups[known])
            if auroc is not None:
                positives = int(positive[known].sum())
                found.append(Shortcut(label, group, auroc, positives, int(known.sum()) - positives))
    return sorted(found, key=lambda shortcut: (-shortcut.auroc, shortcut.label, shortcut.group))


def _targets(films: Sequence[Film]) -> Mapping[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each of the commonest labels: for which films it is known, and which have it."""
    if any(film.label for film in films) and not any(film.read_for is not None for film in films):
        known = np.array([bool(film.label) for film in films])
        names = [name for name, _ in Counter(film.label for film in films if film.label).most_common(MOST_LABELS)]
        return {name: (known, np.array([film.label == name for film in films])) for name in names}
    counts = Counter(finding for film in films for finding in film.findings)
    return {
        name: (
            np.array([film.read_for is None or name in film.read_for for film in films]),
            np.array([name in film.findings for film in films]),
        )
        for name, _ in counts.most_common(MOST_LABELS)
        if name != NOTHING
    }


def _probe(values: Features, positive: NDArray[np.bool_], groups: NDArray[np.intp]) -> float | None:
    """AUROC on held-out folds of the better of a line and a tree; None where there are too few patients."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedGroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    sides = [len(np.unique(groups[positive == side])) for side in (True, False)]
    if min(sides) < FEWEST:
        return None
    probes = [
        make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=200)),
        DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, class_weight="balanced", random_state=0),
    ]
    scores = np.zeros((len(probes), len(values)))
    parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    with warnings.catch_warnings():
        # A regression that has not quite converged is as good for this as one that has.
        warnings.simplefilter("ignore")
        for fitted, held in parts.split(values, positive, groups):
            if positive[fitted].all() or not positive[fitted].any():
                return None
            for number, probe in enumerate(probes):
                scores[number, held] = probe.fit(values[fitted], positive[fitted]).predict_proba(values[held])[:, 1]
    return max(float(roc_auc_score(positive, score)) for score in scores)


def _one_hot(names: Sequence[Any]) -> Features:
    """``(N, k)``: a column for each name that more than a handful of films have."""
    counts = Counter(names)
    kept = [name for name, count in counts.most_common(40) if count >= 5]
    return np.array([[name == column for column in kept] for name in names], float).reshape(len(names), len(kept))
