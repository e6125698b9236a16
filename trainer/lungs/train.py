"""Cross-validate the lung network by patient, then train it on all films and write it."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from trainer.data.films import digest
from trainer.lungs.export import export
from trainer.lungs.fit import BATCH, RATE, REGIONS, Agreement, fit, judge
from trainer.lungs.material import Material, gather
from trainer.lungs.network import LungNet, parameters
from xraydesk import __version__


def train(
    folders: Sequence[Path],
    out: Path,
    *,
    folds: int,
    steps: int,
    last_steps: int,
    seed: int,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Do all of it; returns the figures that ``about.json`` holds.

    Parameters
    ----------
    folds
        Parts of the patients, each judged by a network that saw the others.
    steps, last_steps
        Batches of each of these networks, and of the one that is kept.
    """
    start = time.process_time()
    material = gather(folders, folds)
    people = {(film.data, film.group) for film in material.films}
    say(f"{len(material.films)} films with masks, of {len(people)} patients")
    figures = validate(material, folds, steps, seed, say)
    say("all films")
    network = fit(material, np.arange(len(material.films)), last_steps, seed, say)
    figures |= {
        "films": len(material.films),
        "patients": len(people),
        "sources": sorted({film.collection for film in material.films}),
        "labels": sorted({film.label for film in material.films}),
        "parameters": parameters(network),
    }
    provenance = {
        "made_by": f"trainer lungs, xraydesk {__version__}",
        "films_sha256": digest(material.films),
        "seed": seed,
        "steps": {"cross-validation": steps, "kept network": last_steps},
        "batch": BATCH,
        "rate": RATE,
        "processor_seconds": round(time.process_time() - start),
        "packages": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
    }
    export(network, out, figures, provenance)
    return figures


def validate(material: Material, folds: int, steps: int, seed: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Agreement on films of patients that a network did not learn from, for each way of cutting films."""
    answers: dict[str, list[list[Agreement]]] = {region: [] for region in REGIONS}
    for number in range(folds):
        say(f"fold {number + 1} of {folds}")
        network: LungNet = fit(material, np.flatnonzero(material.fold != number), steps, seed + 1 + number, say)
        for region in REGIONS:
            answers[region].append(judge(network, material, np.flatnonzero(material.fold == number), region))
    return {"cross_validation": {region: summary(found) for region, found in answers.items()}, "folds": folds}


def summary(folds: Sequence[Sequence[Agreement]]) -> dict[str, Any]:
    """Mean, spread and worst film, and the mean of each fold."""
    films = [one for fold in folds for one in fold]
    result: dict[str, Any] = {}
    for name in ("dice", "iou", "drawn", "found"):
        values = np.array([getattr(one, name) for one in films])
        result[name] = {
            "mean": _rounded(values.mean()),
            "sd": _rounded(values.std()),
            "least": _rounded(values.min()),
            "median": _rounded(np.median(values)),
            "most": _rounded(values.max()),
            "by_fold": [_rounded(np.mean([getattr(one, name) for one in fold])) for fold in folds],
        }
    return result


def _rounded(value: Any) -> float:
    return round(float(value), 4)
