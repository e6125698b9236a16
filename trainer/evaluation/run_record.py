"""What a run's folder says of how it went, and what must therefore stand at the top of its report."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.films import Film
from trainer.evaluation.judged import Judged

FEWEST = 30


def read_curves(run: Path) -> list[dict[str, float]]:
    """Rows of ``curves.csv``; empty where there is none."""
    table = run / "curves.csv"
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8") as stream:
        return [{key: float(value) for key, value in row.items() if value} for row in csv.DictReader(stream)]


def few_films(judged: Judged) -> list[str]:
    """Labels that fewer than ``FEWEST`` of the judged films have, or lack."""
    yes = (np.nan_to_num(judged.targets) > 0.5).sum(axis=0)
    no = judged.known.sum(axis=0) - yes
    return [name for name, a, b in zip(judged.names, yes, no, strict=True) if min(a, b) < FEWEST]


def people(films: Sequence[Film], parts: Mapping[str, Sequence[int]], tuned_on: str) -> list[dict[str, Any]]:
    """Who stands in each part of the data: numbers, sex, age, view and who gave the labels.

    Parameters
    ----------
    films
        Of the run.
    parts
        Folds of each purpose.
    tuned_on
        Data whose films tune, calibrate and test; all data trains.
    """
    rows = []
    for purpose, folds in parts.items():
        mine = [f for f in films if f.fold in folds and (purpose == "train" or f.data == tuned_on)]
        if not mine:
            continue
        ages = np.array([film.age for film in mine if 0 <= film.age < 130])
        rows.append(
            {
                "purpose": purpose,
                "films": len(mine),
                "patients": len({(film.data, film.group) for film in mine}),
                "films_of_unknown_patients": sum(not film.patient_known for film in mine),
                "sex": _counted(film.sex for film in mine),
                "age_quartiles": [float(v) for v in np.percentile(ages, [25, 50, 75])] if ages.size else None,
                "age_not_known": len(mine) - ages.size,
                "view": _counted(film.view for film in mine),
                "label_by": _counted(film.label_by for film in mine),
            }
        )
    return rows


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(value or "not known" for value in values).items()))


def watermarks(figures: Mapping[str, Any], description: Mapping[str, Any], patients: str) -> list[str]:
    """Sentences that must stand at the top, the gravest first.

    Parameters
    ----------
    figures
        Of the evaluation so far.
    description
        The run's own.
    patients
        The data's sentence on missing patient ids; empty for none.
    """
    found = []
    panel = figures["shortcuts"]
    if panel["confounded"]:
        found.append(
            f"CONFOUNDED: for {', '.join(panel['confounded'])} something that has nothing to do with the lungs tells "
            "the label as well as the model does, within 0.05 of AUROC. The pooled figures prove nothing; look inside "
            "one source."
        )
    if len(figures["judged"]["openings"]) > 1:
        found.append(figures["judged"]["opening"])
    if figures["judged"]["purpose"] == "tune":
        found.append("These films chose the weights and the thresholds: every figure here flatters.")
    if patients:
        found.append(patients)
    if description.get("stopped_by") == "budget":
        found.append(
            f"Budget reached: training was stopped by its time limit of {description.get('budget_minutes', '?')} "
            "minutes, not because it had learned all that it could."
        )
    if figures["run"]["few_films"]:
        names = ", ".join(figures["run"]["few_films"])
        found.append(f"Few films: fewer than {FEWEST} films with or without {names}; their figures say little.")
    return found
