"""What a run says of the films of a source that it was trained without."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.bootstrap import REPEATS, Draws, Ranked, measured, percentiles, plain, shares
from trainer.evaluation.judged import Judged, calibrated, targets_of
from trainer.evaluation.looking import films_of, look
from trainer.evaluation.panel import FEWEST, contrasts, origin
from trainer.evaluation.per_class import answers
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.run_log import BEST
from xraydesk.core.files import sha256_of, write_atomically

ANSWERS = "left-out.npz"
Logits = NDArray[np.float32]


def judge(run: FinishedRun, wanted: Sequence[Film], seed: int = 0) -> dict[str, Any]:
    """Figures of a left-out source, each with an interval over its patients.

    Parameters
    ----------
    run
        Trained without it.
    wanted
        Its films.
    seed
        Of the draws; another for each source, so that their draws are independent.

    Returns
    -------
    ``contrasts`` as of the inside-source panel; ``draws``, the AUROC of each contrast over all views in each draw of
    patients; ``answers``, the confusion row of each origin and label with the share called right; and
    ``balanced_accuracy`` of each origin with two classes.
    """
    paths = {film.path for film in wanted}
    films = [film for film in run.films if film.path in paths]
    held = films_of(run, run.recipe.folds.calibrate)
    mine, others = _logits(run, films, held)
    truth = dict(zip((film.path for film in run.films), targets_of(run.films, run.recipe.labels), strict=True))
    labels = run.recipe.labels
    judged = Judged(labels, films, mine, np.stack([truth[film.path] for film in films]))
    empty = np.zeros((0, len(labels.names)), np.float32)
    calibration = Judged(labels, held, others, np.stack([truth[film.path] for film in held]) if held else empty)
    # Without films to calibrate on the probabilities are raw: no film of the source may fit it.
    chances, _ = calibrated(judged, calibration)
    draws = Draws.of(judged.groups, REPEATS, seed)
    found = contrasts(judged, chances)
    return {
        "contrasts": [contrast.row(draws) for contrast in found],
        "draws": [
            draws.within(contrast.index).values(Ranked(contrast.score, contrast.positive).auroc)
            for contrast in found
            if contrast.view == "all" and contrast.enough
        ],
        "answers": _answers(judged, chances, draws),
        "balanced_accuracy": _balanced(judged, chances, draws),
    }


def mean_auroc(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The mean AUROC over all contrasts (of all views) of some sources, each contrast counting alike."""
    values = [
        contrast["auroc"]
        for row in rows
        for contrast in row["contrasts"]
        if contrast["view"] == "all" and contrast["auroc"] is not None
    ]
    draws = [drawn for row in rows for drawn in row["draws"]]
    told = {"contrasts": len(values), "sources": sum(bool(row["draws"]) for row in rows)}
    if not values:
        return {"value": None, "interval": None} | told
    low, high = percentiles(np.mean(draws, axis=0))
    return plain(float(np.mean(values)), float(low), float(high)) | told


def _logits(run: FinishedRun, films: Sequence[Film], held: Sequence[Film]) -> tuple[Logits, Logits]:
    """What the network says of both, kept in the run's folder for as long as its weights are the same."""
    kept = run.folder / ANSWERS
    weights = sha256_of(run.folder / BEST)
    if (found := _kept(kept, weights, (len(films), len(held)))) is not None:
        return found
    empty = np.zeros((0, len(run.recipe.labels.names)), np.float32)
    mine, others = (look(run, some).logits if some else empty for some in (films, held))
    stream = io.BytesIO()
    np.savez(stream, weights=np.array(weights), mine=mine, others=others)
    write_atomically(kept, stream.getvalue())
    return mine, others


def _kept(file: Path, weights: str, counts: tuple[int, int]) -> tuple[Logits, Logits] | None:
    if not file.is_file():
        return None
    try:
        with np.load(file, allow_pickle=False) as saved:
            if str(saved["weights"]) != weights:
                return None
            mine, others = saved["mine"], saved["others"]
    except (OSError, KeyError, ValueError, BadZipFile):
        return None
    return (mine, others) if (len(mine), len(others)) == counts else None


def _answers(judged: Judged, chances: NDArray[np.float64], draws: Draws) -> list[dict[str, Any]]:
    """For each origin and label how many films got which answer, and the share called right where there is a right."""
    names = judged.classes()
    if not names:
        return []
    given, truth, rows = answers(judged, chances), judged.truth(), []
    keys = [(origin(film), film.label) for film in judged.films]
    for place, label in sorted(set(keys)):
        mine = np.array([key == (place, label) for key in keys])
        graded = bool((truth[mine] >= 0).all()) and int(mine.sum()) >= FEWEST
        rows.append(
            {
                "origin": place,
                "label": label,
                "n": int(mine.sum()),
                "answered": {name: int((given[mine] == k).sum()) for k, name in enumerate(names)},
                "right": measured(shares(mine, given == truth), draws) if graded else None,
            }
        )
    return rows


def _balanced(judged: Judged, chances: NDArray[np.float64], draws: Draws) -> list[dict[str, Any]]:
    """Mean share called right over the classes with enough films, for each origin that has two of them."""
    if not judged.classes():
        return []
    given, truth = answers(judged, chances), judged.truth()
    places, rows = np.array([origin(film) for film in judged.films]), []
    for place in sorted(set(places.tolist())):
        members = [(places == place) & (truth == k) for k in range(len(judged.classes()))]
        enough = [(k, mine) for k, mine in enumerate(members) if mine.sum() >= FEWEST]
        if len(enough) > 1:
            parts = [shares(mine, given == k) for k, mine in enough]

            def mean(weights: NDArray[np.float64], parts: Any = parts) -> NDArray[np.float64]:
                return np.asarray(np.mean([part(weights) for part in parts], axis=0))

            classes = [judged.classes()[k] for k, _ in enough]
            rows.append({"origin": place, "classes": classes} | measured(mean, draws))
    return rows
