"""The model card of a run: every figure is its evaluation's, on films that the network was not trained on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from trainer.bundles.card_figures import Figures, conformal_sets, measured_on, metrics, points
from trainer.bundles.card_words import learned_from, licence, limits, training_data
from trainer.evaluation.calibration import scaling_words
from trainer.evaluation.judged import Judged, Scaling, targets_of
from trainer.evaluation.panel import origin
from trainer.fitting.finished_run import Answers, FinishedRun
from xraydesk.core.errors import XRayDeskError
from xraydesk.model import card as cards

INTENDED_USE = (
    "Research use, not for diagnosis. A concurrent aid for adult frontal chest radiographs that shows where the model "
    "looked; it is no medical device."
)


class CardError(XRayDeskError):
    """The run has no films from which an honest card could be made."""


def compose(
    run: FinishedRun, tune: Answers, held: Judged, scaling: Scaling, figures: Figures, model_id: str, title: str
) -> dict[str, Any]:
    """The plain values of ``card.json``, but for the digests of the files.

    Parameters
    ----------
    run
        Where the answers come from.
    tune
        The tuning films, which chose the checkpoint and the thresholds; they give the heatmaps' scale.
    held
        The calibration films, which give the scaling and the cut-offs of abstention.
    scaling
        What they give; the offsets are in the bundle's network, the temperature stands in the card.
    figures
        The run's evaluation, as of ``card_figures.evaluation_of``.
    model_id, title
        Name of the bundle's folder, and the name that people read.

    Raises
    ------
    CardError
        No calibration film has a label of the recipe.
    """
    recipe = run.recipe
    choosing = judged_of(run, tune)
    films = learned_from(run)
    shown = {"films": _which(figures)} | metrics(figures)
    return {
        "format": cards.FORMAT,
        "id": model_id,
        "title": title,
        "architecture": recipe.network.architecture,
        "arguments": recipe.network.arguments,
        "labels": list(recipe.labels.names),
        "exclusive": held.exclusive,
        "preprocess": asdict(recipe.preprocess),
        "temperature": scaling.temperature,
        "heatmap_scale": round(_heatmap_scale(tune, choosing), 2),
        "operating_points": points(figures),
        "default_operating_point": "balanced",
        "training_data": training_data(films),
        "intended_use": INTENDED_USE,
        "limits": limits(run, shown),
        "licence": licence(films),
        "metrics": shown,
        "provenance": run.description,
        "conformal": conformal_sets(held, scaling),
        "tested": measured_on(figures, {origin(film) for film in films}),
    }


def judged_of(run: FinishedRun, answers: Answers) -> Judged:
    """Films with the run's answers, and the truth as its recipe has it."""
    labels = run.recipe.labels
    truth = dict(zip((film.path for film in run.films), targets_of(run.films, labels), strict=True))
    targets = np.array([truth[film.path] for film in answers.films])
    return Judged(labels, answers.films, answers.logits, targets)


def _which(figures: Figures) -> str:
    """Which films the figures are of, and what was fitted on them."""
    judged, calibration = figures["judged"], figures["calibration"]
    first = f"{judged['films']} films of fold {judged['folds']}, seen by neither the weights nor the choice of the "
    if judged["purpose"] == "test":
        first += "checkpoint, nor by the temperature, the offsets, the thresholds or the cut-offs of abstention. "
    else:
        first += (
            "checkpoint. They set temperature, offsets and the cut-offs of abstention; for these figures one half of "
        )
        first += "the patients set them for the other, both ways. "
    return f"{first}{scaling_words(calibration)}; thresholds were chosen on other films."


def refuse_uncalibrated(run: FinishedRun) -> None:
    """Raise CardError where the run keeps no film that could calibrate it."""
    films = [film for film in run.films if film.fold in run.recipe.folds.calibrate and film.data == run.tuned_on]
    if not films or np.isnan(targets_of(films, run.recipe.labels)).all():
        raise CardError(
            f"{run.folder} keeps no labelled films for calibration, so no honest figure could stand in its card; give "
            "its recipe a fold in folds.calibrate"
        )


def _heatmap_scale(tune: Answers, choosing: Judged) -> float:
    """The evidence that nine of ten films with a label do not exceed for it: what full colour stands for."""
    rows, columns = np.nonzero(choosing.targets == 1)
    evidence = tune.evidence[rows, columns] if len(rows) else tune.evidence
    # A network that has learned nothing has no evidence; a map's scale must not be nothing.
    return max(float(np.percentile(evidence, 90)), 0.01)
