"""The inside-source panel: what a model tells apart among films of one origin, where the origin cannot help it.

The headline of every card; pooled figures stand below it, since sources and classes are confounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.bootstrap import Draws, Ranked
from trainer.evaluation.judged import Judged
from trainer.evaluation.metrics import auroc
from trainer.recipe import Labels

Probabilities = NDArray[np.float64]
FEWEST = 10


@dataclass(frozen=True)
class Contrast:
    """Two groups of films of one origin, and how much each film looks like the first.

    Attributes
    ----------
    origin, view, contrast
        Where the films are from, ``all`` or their view, and the two labels.
    index
        ``(n,)`` rows of the films.
    score, positive
        ``(n,)`` higher for the first label, and which films have it.
    """

    origin: str
    view: str
    contrast: str
    index: NDArray[np.intp]
    score: Probabilities
    positive: NDArray[np.bool_]

    @property
    def enough(self) -> bool:
        """Whether either side has ``FEWEST`` films."""
        return _enough(self.positive)

    def row(self, draws: Draws) -> dict[str, Any]:
        """The panel's row: AUROC with its interval over patients, None where there are too few films."""
        row: dict[str, Any] = {"origin": self.origin, "view": self.view, "contrast": self.contrast}
        row["n"] = [int(self.positive.sum()), int((~self.positive).sum())]
        if not self.enough:
            return row | {"auroc": None, "interval": None}
        low, high = draws.within(self.index).interval(Ranked(self.score, self.positive).auroc)
        bounds = [float(low), float(high)] if np.isfinite(low) else None
        return row | {"auroc": auroc(self.score, self.positive), "interval": bounds}


def origin(film: Film) -> str:
    """Where a film and its label come from, as one name: films of one origin share hospital and reader."""
    if film.label_by == "RSNA":
        return "NIH films read by radiologists (RSNA)"
    return film.source.split(" (")[0]


def inside(judged: Judged, chances: Probabilities) -> list[dict[str, Any]]:
    """The panel of any task: pairs of labels, or each finding against films without it."""
    if judged.labels.task == "independent":
        return inside_source_findings(judged.films, chances, judged.targets, judged.names)
    return inside_source(judged.films, chances, judged.names, judged.labels)


def inside_source(
    films: Sequence[Film], chances: Probabilities, names: Sequence[str], labels: Labels | None = None
) -> list[dict[str, Any]]:
    """AUROC of each pair of labels inside each origin, over all views and by view, with patient-cluster intervals.

    Where a label has fewer than ``FEWEST`` films, the pair stands there without a figure; by view it is left out.

    Parameters
    ----------
    films, chances
        ``N`` films and their probabilities.
    names
        Of the outputs.
    labels
        The recipe's labels, where one name stands for several labels of the data; None where each stands for itself.
    """
    return _panel(films, _pairs(films, chances, labels or Labels("independent", tuple(names))))


def inside_source_findings(
    films: Sequence[Film], chances: Probabilities, targets: NDArray[np.float32], names: Sequence[str]
) -> list[dict[str, Any]]:
    """The same for independent findings: films with a finding against films without it."""
    return _panel(films, _findings(films, chances, targets, names))


def contrasts(judged: Judged, chances: Probabilities) -> list[Contrast]:
    """What the panel of any task is made of."""
    if judged.labels.task == "independent":
        return list(_findings(judged.films, chances, judged.targets, judged.names))
    return list(_pairs(judged.films, chances, judged.labels))


def _panel(films: Sequence[Film], found: Iterable[Contrast]) -> list[dict[str, Any]]:
    draws = Draws.of([film.group for film in films])
    return [contrast.row(draws) for contrast in found]


def _pairs(films: Sequence[Film], chances: Probabilities, labels: Labels) -> Iterator[Contrast]:
    places = [origin(film) for film in films]
    for place in sorted(set(places)):
        inside = np.array([where == place for where in places])
        for view in ("", "PA", "AP"):
            chosen = inside & np.array([film.view.startswith(view) for film in films])
            counts = Counter(film.label for film, use in zip(films, chosen, strict=True) if use)
            for pair in combinations(sorted(counts), 2):
                first, second = _ordered(pair, labels)
                score = _pair_score(chances, labels, first, second)
                enough = min(counts[label] for label in pair) >= FEWEST
                if score is not None and (enough or not view):
                    index = np.array([i for i in np.flatnonzero(chosen).tolist() if films[i].label in pair])
                    positive = np.array([films[i].label == first for i in index])
                    yield Contrast(place, view or "all", f"{first} / {second}", index, score[index], positive)


def _findings(
    films: Sequence[Film], chances: Probabilities, targets: NDArray[np.float32], names: Sequence[str]
) -> Iterator[Contrast]:
    places = [origin(film) for film in films]
    for place in sorted(set(places)):
        for view in ("", "PA", "AP"):
            inside = [p == place and film.view.startswith(view) for p, film in zip(places, films, strict=True)]
            for column, name in enumerate(names):
                index = np.flatnonzero(np.array(inside) & ~np.isnan(targets[:, column]))
                positive = targets[index, column] > 0.5
                if len(index) and (_enough(positive) or not view):
                    yield Contrast(place, view or "all", f"{name} / without", index, chances[index, column], positive)


def _ordered(pair: tuple[str, str], labels: Labels) -> tuple[str, str]:
    """The positive one first: "normal" and what stands against the one output never are."""
    first, second = pair
    turned = first == "normal" or (labels.task == "binary" and labels.class_of(second) == 1)
    return (second, first) if turned else pair


def _enough(positive: NDArray[np.bool_]) -> bool:
    return bool(min(positive.sum(), (~positive).sum()) >= FEWEST)


def _pair_score(chances: Probabilities, labels: Labels, first: str, second: str) -> Probabilities | None:
    """How much a film looks like the first; None where the model's answers tell nothing of the two.

    A label that is no output of the model is scored as "not the other one".
    """
    if labels.task == "binary":
        p = chances[:, 0]
        return p if labels.class_of(first) == 1 and labels.class_of(second) != 1 else None
    places = [_output(labels, name) for name in (first, second)]
    if places[0] == places[1]:
        return None
    if min(places) >= 0:
        p, q = chances[:, places[0]], chances[:, places[1]]
        return np.asarray(p / np.maximum(p + q, 1e-300))
    return np.asarray(1 - chances[:, places[1]] if places[1] >= 0 else chances[:, places[0]])


def _output(labels: Labels, name: str) -> int:
    if labels.task == "independent":
        return labels.names.index(name) if name in labels.names else -1
    return labels.class_of(name)


def confusion_by_origin(films: Sequence[Film], chances: Probabilities, names: Sequence[str]) -> list[dict[str, Any]]:
    """For each origin and label, how many films got which answer."""
    answer = chances.argmax(axis=1)
    rows = []
    for place, label in sorted({(origin(film), film.label) for film in films}):
        mine = np.array([(origin(film), film.label) == (place, label) for film in films])
        counts = {name: int((answer[mine] == k).sum()) for k, name in enumerate(names)}
        rows.append({"origin": place, "label": label, "n": int(mine.sum()), "answered": counts})
    return rows
