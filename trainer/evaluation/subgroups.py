"""Figures of groups of patients; of fewer than thirty films nothing is claimed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.bootstrap import Draws, Ranked, measured
from trainer.evaluation.judged import Judged

FEWEST = 30
FEWEST_OF_A_SIDE = 5
AGES = ((0, 18), (18, 40), (40, 60), (60, 80))


def subgroups(judged: Judged, chances: NDArray[np.float64], draws: Draws) -> list[dict[str, Any]]:
    """AUROC of every label by sex, age band and view, with n; None where there are too few films."""
    kinds = {
        "sex": [film.sex.upper()[:1] if film.sex.upper()[:1] in ("F", "M") else "not known" for film in judged.films],
        "age": [age_band(film) for film in judged.films],
        "view": [film.view or "not known" for film in judged.films],
    }
    rows = []
    for kind, members in kinds.items():
        for group in sorted(set(members)):
            inside = np.array([member == group for member in members])
            for column, label in enumerate(judged.names):
                mine = np.flatnonzero(inside & judged.known[:, column])
                if len(mine):
                    rows.append(
                        {"by": kind, "group": group, "label": label} | _figures(judged, chances, draws, column, mine)
                    )
    return rows


def age_band(film: Film) -> str:
    """Such as ``40-59``."""
    if not 0 <= film.age < 130:
        return "not known"
    return next((f"{low:02}-{high - 1}" for low, high in AGES if low <= film.age < high), "80 and over")


def _figures(
    judged: Judged, chances: NDArray[np.float64], draws: Draws, column: int, mine: NDArray[np.intp]
) -> dict[str, Any]:
    positive = judged.targets[mine, column] > 0.5
    sides = (int(positive.sum()), int((~positive).sum()))
    row: dict[str, Any] = {"films": len(mine), "positives": sides[0], "negatives": sides[1], "auroc": None}
    if len(mine) >= FEWEST and min(sides) >= FEWEST_OF_A_SIDE:
        row["auroc"] = measured(Ranked(chances[mine, column], positive).auroc, draws.within(mine))
    return row
