"""Figures by which image, table and both are compared, on the same films."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.metrics import auroc, interval
from trainer.fitting.fusion_heads import Floats
from trainer.fitting.fusion_report import BOTH, IMAGE, TABLE, Row
from trainer.recipe import Labels

REPEATS = 1000
FEWEST_INSIDE = 10


def compare(films: Sequence[Film], answers: Mapping[str, Floats], labels: Labels) -> list[Row]:
    """A row for each of the ``answers``: ``(N, K)`` probabilities of the same ``N`` films."""
    classes, groups = classes_of(films, labels), [film.group for film in films]
    names = names_of(labels)

    def macro(chances: Floats, rows: NDArray[np.intp]) -> float:
        # Of two classes either says everything.
        judged = range(1, 2) if len(names) == 2 else range(len(names))
        return float(np.mean([auroc(chances[rows, k], classes[rows] == k) for k in judged]))

    def balanced(chances: Floats) -> float:
        answered = chances.argmax(axis=1)
        present = [k for k in range(len(names)) if (classes == k).any()]
        return float(np.mean([(answered[classes == k] == k).mean() for k in present]))

    everything = np.arange(len(films))
    image = answers[IMAGE]
    rows = []
    for name, chances in answers.items():
        said = np.maximum(chances[everything, classes], 1e-7)
        bounds = interval(lambda drawn, c=chances: macro(c, drawn), groups, REPEATS)  # type: ignore[misc]
        gain = interval(lambda drawn, c=chances: macro(c, drawn) - macro(image, drawn), groups, REPEATS)  # type: ignore[misc]
        rows.append(
            Row(
                name,
                macro(chances, everything),
                bounds,
                macro(chances, everything) - macro(image, everything),
                gain,
                balanced(chances),
                float(-np.log(said).mean()),
            )
        )
    return rows


def inside_sources(films: Sequence[Film], answers: Mapping[str, Floats], labels: Labels) -> list[dict[str, Any]]:
    """Contrasts between classes of one source, for the three that are compared."""
    names = names_of(labels)
    found = []
    for source in sorted({film.collection for film in films}):
        inside = np.array([film.collection == source for film in films])
        classes = classes_of(films, labels)
        for first in range(len(names)):
            for second in range(first + 1, len(names)):
                rows = np.flatnonzero(inside & np.isin(classes, (first, second)))
                counts = [int((classes[rows] == k).sum()) for k in (first, second)]
                if min(counts) < FEWEST_INSIDE:
                    continue
                row: dict[str, Any] = {"source": source, "contrast": f"{names[first]} / {names[second]}", "n": counts}
                for name in (IMAGE, TABLE, BOTH):
                    pair = answers[name][rows][:, [first, second]]
                    row[name] = auroc(pair[:, 0] / np.maximum(pair.sum(axis=1), 1e-9), classes[rows] == first)
                found.append(row)
    return found


def names_of(labels: Labels) -> list[str]:
    """Names of the ``K`` classes."""
    return [f"not {labels.names[0]}", labels.names[0]] if labels.task == "binary" else list(labels.names)


def classes_of(films: Sequence[Film], labels: Labels) -> NDArray[np.int64]:
    """``(N,)`` class of each film."""
    return np.array([labels.class_of(film.label) for film in films], np.int64)
