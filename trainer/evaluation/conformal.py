"""Class-conditional conformal sets: the classes that cannot be ruled out (Vovk 2012; Romano et al., NeurIPS 2020).

A class is in a film's set unless its probability is lower than that of all but a share alpha of the calibration films
of that class. A set of one class is an answer, of several an "either, or", of none "like nothing known"; the last two
are abstentions. The promise, that a class is in the set of 1 - alpha of its films, holds for films like the calibration
films, and the coverage within each source shows how far it carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.bootstrap import Draws, measured_share
from trainer.evaluation.judged import Judged, halves, scaling_of
from trainer.evaluation.panel import origin
from xraydesk.model.conformal import members

ALPHA = 0.1
FEWEST = 30
FITTED_APART = "the calibration films; none of them is among these films"
FITTED_CROSSWISE = "each half of the patients by the cut-offs of the other half"
Chances = NDArray[np.float64]
Sets = NDArray[np.bool_]


def cut_offs(chances: Chances, truth: NDArray[np.int64], alpha: float = ALPHA) -> NDArray[np.float64]:
    """``(C,)`` the probability that a class needs to be in the set; 0 where there are too few films."""
    cuts = np.zeros(chances.shape[1])
    for k in range(chances.shape[1]):
        own = np.sort(chances[truth == k, k])
        # The floor(alpha (n + 1))-th smallest: so the chance to fall below it is at most alpha.
        left_out = int(np.floor(alpha * (len(own) + 1)))
        cuts[k] = own[left_out - 1] if left_out else 0.0
    return cuts


def label_sets(judged: Judged, chances: Chances, calibration: tuple[Judged, Chances] | None) -> tuple[Sets, Chances]:
    """Which classes cannot be ruled out, by cut-offs that the films did not set themselves.

    Parameters
    ----------
    judged, chances
        The films and their calibrated probabilities.
    calibration
        The films that set the cut-offs, with their probabilities. None: scaling and cut-offs, as a card has them,
        come for each half of the patients from the other half.

    Returns
    -------
    ``(N, classes)`` flags, and ``(classes,)`` the cut-offs of all calibration films together.
    """
    if calibration is not None:
        others = calibration[0].truth()
        cuts = cut_offs(_spread(calibration[1])[others >= 0], others[others >= 0])
        return members(_spread(chances), cuts), cuts
    truth, half = judged.truth(), halves(judged.films)
    sets = np.zeros((len(truth), len(judged.classes())), bool)
    for side in (0, 1):
        other = half != side
        said = _spread(judged.chances(scaling_of(judged.rows(np.flatnonzero(other)))))
        rows = other & (truth >= 0)
        sets[half == side] = members(said[half == side], cut_offs(said[rows], truth[rows]))
    whole = _spread(judged.chances(scaling_of(judged)))
    return sets, cut_offs(whole[truth >= 0], truth[truth >= 0])


def conformal(judged: Judged, chances: Chances, calibration: tuple[Judged, Chances] | None, draws: Draws) -> Any:
    """Coverage per class and per source, and how often a set is an answer.

    Parameters
    ----------
    judged, chances, calibration
        As of `label_sets`.
    draws
        Of the judged films' patients.

    Returns
    -------
    Plain values; None for independent findings, which have no set.
    """
    if not judged.classes():
        return None
    sets, cuts = label_sets(judged, chances, calibration)
    truth = judged.truth()
    graded = truth >= 0
    covered = np.where(graded, sets[np.arange(len(sets)), np.maximum(truth, 0)], False)
    size = sets.sum(axis=1)
    names = judged.classes()
    groups = judged.groups
    by_class = [
        _row({"label": name}, truth == k, covered, size, draws, groups) | {"cut_off": float(cuts[k])}
        for k, name in enumerate(names)
    ]
    places = np.array([origin(film) for film in judged.films])
    by_source = [
        _row({"source": place}, graded & (places == place), covered, size, draws, groups)
        for place in sorted(set(places[graded].tolist()))
    ]
    result = {"alpha": ALPHA, "all": _row({}, graded, covered, size, draws, groups)}
    result |= {"by_class": by_class, "by_source": by_source}
    result["fitted_on"] = FITTED_APART if calibration is not None else FITTED_CROSSWISE
    if (~graded).any():
        result["films_of_no_class"] = {
            "films": int((~graded).sum()),
            "abstained": measured_share(~graded, size != 1, draws, groups),
            "answered": {
                name: measured_share(~graded, (size == 1) & sets[:, k], draws, groups) for k, name in enumerate(names)
            },
        }
    return result


def _spread(chances: Chances) -> Chances:
    """``(N, classes)`` probabilities; a single sigmoid becomes two classes."""
    return np.hstack([1 - chances, chances]) if chances.shape[1] == 1 else chances


def _row(
    name: dict[str, Any],
    rows: NDArray[np.bool_],
    covered: NDArray[np.bool_],
    size: NDArray[Any],
    draws: Draws,
    groups: Sequence[str],
) -> dict[str, Any]:
    enough = int(rows.sum()) >= FEWEST
    figures = {"coverage": covered, "answered": size == 1, "empty": size == 0, "right_when_answered": covered}
    row = name | {"films": int(rows.sum())}
    for key, flags in figures.items():
        among = rows & (size == 1) if key == "right_when_answered" else rows
        row[key] = measured_share(among, flags, draws, groups) if enough else None
    return row
