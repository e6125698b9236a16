"""Class-conditional conformal sets: the classes that cannot be ruled out (Vovk 2012; Romano et al., NeurIPS 2020).

A class is in a film's set unless its probability is lower than that of all but a share alpha of the calibration films
of that class. A set of one class is an answer, of several an "either, or", of none "like nothing known"; the last two
are abstentions. The promise, that a class is in the set of 1 - alpha of its films, holds for films like the calibration
films, and the coverage within each source shows how far it carries.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.bootstrap import Draws, measured, shares
from trainer.evaluation.judged import Judged, halves
from trainer.evaluation.panel import origin

ALPHA = 0.1
FEWEST = 30
Chances = NDArray[np.float64]


def cut_offs(chances: Chances, truth: NDArray[np.int64], alpha: float = ALPHA) -> NDArray[np.float64]:
    """``(C,)`` the probability that a class needs to be in the set; 0 where there are too few films."""
    cuts = np.zeros(chances.shape[1])
    for k in range(chances.shape[1]):
        own = np.sort(chances[truth == k, k])
        # The floor(alpha (n + 1))-th smallest: so the chance to fall below it is at most alpha.
        left_out = int(np.floor(alpha * (len(own) + 1)))
        cuts[k] = own[left_out - 1] if left_out else 0.0
    return cuts


def conformal(judged: Judged, chances: Chances, calibration: tuple[Judged, Chances] | None, draws: Draws) -> Any:
    """Coverage per class and per source, and how often a set is an answer.

    Parameters
    ----------
    judged, chances
        The films and their calibrated probabilities.
    calibration
        The films that set the cut-offs, with their probabilities; None: each half of the patients sets them for the
        other.
    draws
        Of the judged films' patients.

    Returns
    -------
    Plain values; None for independent findings, which have no set.
    """
    if not judged.classes():
        return None
    spread = _spread(chances)
    truth = judged.truth()
    if calibration is None:
        half, sets = halves(judged.films), np.zeros(spread.shape, bool)
        for side in (0, 1):
            rows = (half != side) & (truth >= 0)
            sets[half == side] = spread[half == side] >= cut_offs(spread[rows], truth[rows])
        cuts = cut_offs(spread[truth >= 0], truth[truth >= 0])
    else:
        others = calibration[0].truth()
        cuts = cut_offs(_spread(calibration[1])[others >= 0], others[others >= 0])
        sets = spread >= cuts
    graded = truth >= 0
    covered = np.where(graded, sets[np.arange(len(sets)), np.maximum(truth, 0)], False)
    size = sets.sum(axis=1)
    names = judged.classes()
    by_class = [
        _row({"label": name}, truth == k, covered, size, draws) | {"cut_off": float(cuts[k])}
        for k, name in enumerate(names)
    ]
    places = np.array([origin(film) for film in judged.films])
    by_source = [
        _row({"source": place}, graded & (places == place), covered, size, draws)
        for place in sorted(set(places[graded].tolist()))
    ]
    result = {"alpha": ALPHA, "all": _row({}, graded, covered, size, draws)}
    result |= {"by_class": by_class, "by_source": by_source}
    if (~graded).any():
        result["films_of_no_class"] = {
            "films": int((~graded).sum()),
            "abstained": measured(shares(~graded, size != 1), draws),
        }
    return result


def _spread(chances: Chances) -> Chances:
    """``(N, classes)`` probabilities; a single sigmoid becomes two classes."""
    return np.hstack([1 - chances, chances]) if chances.shape[1] == 1 else chances


def _row(
    name: dict[str, Any], rows: NDArray[np.bool_], covered: NDArray[np.bool_], size: NDArray[Any], draws: Draws
) -> dict[str, Any]:
    enough = int(rows.sum()) >= FEWEST
    figures = {"coverage": covered, "answered": size == 1, "empty": size == 0, "right_when_answered": covered}
    row = name | {"films": int(rows.sum())}
    for key, flags in figures.items():
        among = rows & (size == 1) if key == "right_when_answered" else rows
        row[key] = measured(shares(among, flags), draws) if enough else None
    return row
