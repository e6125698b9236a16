"""What films that are known best, and films of no class, were called: the answers that would do the most harm."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer.evaluation.bootstrap import Draws, measured_share
from trainer.evaluation.conformal import Sets
from trainer.evaluation.judged import Judged
from trainer.evaluation.per_class import Chances, answers


def answers_given(judged: Judged, chances: Chances, sets: Sets, draws: Draws) -> dict[str, Any]:
    """How many normals that radiologists read are called normal, how many other findings COVID-19.

    Parameters
    ----------
    judged, chances
        The films and their calibrated probabilities.
    sets
        ``(N, C)`` the classes that cannot be ruled out, as of ``conformal.label_sets``.
    draws
        Of the films' patients.

    Returns
    -------
    For each question the number of films and three shares with their intervals: ``likeliest`` (the class is the
    likeliest one), ``answered`` (it is the only one that cannot be ruled out) and ``abstained``. Empty for tasks other
    than classes that exclude one another, and without the questions for which there is no film or no such class.
    """
    if not judged.exclusive:
        return {}
    answer, size, result = answers(judged, chances), sets.sum(axis=1), {}
    read_normal = np.array([film.label == "normal" and film.label_by == "RSNA" for film in judged.films])
    for name, rows, label in (
        ("read_normals_called_normal", read_normal, "normal"),
        ("other_findings_called_covid19", judged.truth() < 0, "covid19"),
    ):
        if rows.any() and label in judged.names:
            column = judged.names.index(label)
            flags = {
                "likeliest": answer == column,
                "answered": (size == 1) & sets[:, column],
                "abstained": size != 1,
            }
            found = {key: measured_share(rows, flag, draws, judged.groups) for key, flag in flags.items()}
            result[name] = {"films": int(rows.sum())} | found
    return result
