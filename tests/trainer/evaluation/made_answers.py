"""Films and answers made in code."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from trainer.data.films import Film
from trainer.evaluation.judged import Judged, targets_of
from trainer.recipe import Labels

THREE = Labels("exclusive", ("covid19", "pneumonia", "normal"))


def make_film(number: int, label: str, **further: object) -> Film:
    """A film that need not exist."""
    values: dict[str, object] = {
        "path": Path(f"film{number}.png"),
        "data": "made",
        "label": label,
        "label_by": "source",
        "findings": (label,),
        "source": "Hospital A",
        "group": f"p{number // 2}",
        "fold": 0,
        "view": "PA",
        "sex": "F" if number % 2 else "M",
        "age": 20.0 + number % 70,
        "licence": "CC BY 4.0",
    }
    return Film(**(values | further))  # type: ignore[arg-type]


def make_judged(number: int = 240, skill: float = 1.5, seed: int = 0, labels: Labels = THREE) -> Judged:
    """Films of three labels, with logits that know them as well as ``skill`` says."""
    random = np.random.default_rng(seed)
    names = ("covid19", "pneumonia", "normal")
    films = [make_film(i, names[int(random.integers(3))]) for i in range(number)]
    targets = targets_of(films, labels)
    logits = random.normal(0, 1, targets.shape) + skill * np.nan_to_num(targets)
    return Judged(labels, films, logits.astype(np.float32), targets)
