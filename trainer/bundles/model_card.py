"""The model card of a run: every figure computed from what the network said of films that it was not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.evaluation.metrics import fit_temperature, sensitivity_specificity, threshold_for
from trainer.evaluation.panel import confusion_by_origin, inside_source, pooled
from trainer.fitting.finished_run import Answers, FinishedRun
from trainer.recipe import Recipe
from xraydesk.model import card as cards
from xraydesk.model.calibrate import probabilities

RULES = {
    "rule-out": ("rule_out", "highest threshold that keeps a sensitivity of at least 0.95"),
    "balanced": ("balanced", "highest sum of sensitivity and specificity"),
    "rule-in": ("rule_in", "lowest threshold that keeps a specificity of at least 0.95"),
}
INTENDED_USE = (
    "Research use, not for diagnosis. A concurrent aid for adult frontal chest radiographs that shows where the model "
    "looked; it is no medical device."
)


def compose(run: FinishedRun, tune: Answers, held: Answers, model_id: str, title: str) -> dict[str, Any]:
    """The plain values of ``card.json``, but for the digests of the files.

    Parameters
    ----------
    run
        Where the answers come from.
    tune
        The tuning films, which chose the checkpoint and choose the thresholds.
    held
        The calibration films, which give the temperature and the figures.
    model_id, title
        Name of the bundle's folder, and the name that people read.
    """
    recipe, films = run.recipe, run.films
    names = recipe.labels.names
    truth = held.truth(names)
    temperature = fit_temperature(held.logits[truth >= 0], truth[truth >= 0])
    chances = probabilities(held.logits, temperature, True)
    metrics = {
        "films": f"{len(held.films)} films of fold {list(recipe.folds.calibrate)}, seen by neither the weights nor the "
        "choice of the checkpoint; other films of the same sources were trained on. The temperature was fitted on "
        "them; for the pooled figures on one half of the patients for the other, both ways",
        "inside_source": _rounded(inside_source(held.films, chances, names)),
        "pooled": _rounded(pooled(held.films, held.logits, names)),
        "confusion": confusion_by_origin(held.films, chances, names),
    }
    return {
        "format": cards.FORMAT,
        "id": model_id,
        "title": title,
        "architecture": recipe.network.architecture,
        "arguments": {"dropout": recipe.network.dropout},
        "labels": list(names),
        "exclusive": True,
        "preprocess": asdict(recipe.preprocess),
        "temperature": round(temperature, 4),
        "heatmap_scale": round(_heatmap_scale(tune, names), 2),
        "operating_points": _operating_points(tune, held, temperature, names),
        "default_operating_point": "balanced",
        "training_data": _training_data(films, recipe),
        "intended_use": INTENDED_USE,
        "limits": _limits(metrics, names),
        "licence": _licence(films, recipe),
        "metrics": metrics,
        "provenance": run.description,
    }


def _heatmap_scale(tune: Answers, names: Sequence[str]) -> float:
    """The evidence that nine of ten films of a class do not exceed for it: what full colour stands for."""
    truth = tune.truth(names)
    rows = np.flatnonzero(truth >= 0)
    return float(np.percentile(tune.evidence[rows, truth[rows]], 90))


def _operating_points(tune: Answers, held: Answers, temperature: float, names: Sequence[str]) -> list[dict[str, Any]]:
    points = []
    tune_truth, held_truth = tune.truth(names), held.truth(names)
    tune_chances = probabilities(tune.logits, temperature, True)
    held_chances = probabilities(held.logits, temperature, True)
    for name, (rule, meaning) in RULES.items():
        thresholds, costs = {}, []
        for k, label in enumerate(names):
            threshold = threshold_for(tune_chances[:, k], tune_truth == k, rule)
            thresholds[label] = round(threshold, 4)
            found, spared = sensitivity_specificity(held_chances[:, k], held_truth == k, threshold)
            costs.append(f"{label} sensitivity {found:.2f}, specificity {spared:.2f}")
        rationale = f"{meaning.capitalize()} on the tuning films; on the validation films: {'; '.join(costs)}."
        points.append({"name": name, "rationale": rationale, "thresholds": thresholds})
    return points


def _training_data(films: Sequence[Film], recipe: Recipe) -> list[str]:
    usable = set(recipe.labels.names) | set(recipe.labels.negatives)
    used = [films[i] for i in film_list.in_folds(films, recipe.folds.train) if films[i].label in usable]
    weights = film_list.share_weights(used, recipe.shares)
    used = [film for film, weight in zip(used, weights, strict=True) if weight > 0]
    counts = Counter((film.source.split(" (")[0], film.label) for film in used)
    return [f"{source}: {number} {label}" for (source, label), number in sorted(counts.items())]


def _licence(films: Sequence[Film], recipe: Recipe) -> str:
    used = [films[i] for i in film_list.in_folds(films, recipe.folds.train)]
    bound = sum("NC" in film.licence for film in used)
    if bound:
        return (
            f"CC BY-NC-SA 4.0: non-commercial and share alike, because {bound} of the training films are licensed so."
        )
    return "CC BY 4.0"


def _limits(metrics: dict[str, Any], names: Sequence[str]) -> list[str]:
    """What the figures say against the model, in plain words."""
    limits = [
        (
            "Sources and classes are confounded in the public data: the pooled figures are flattered by it, the "
            "figures inside one source are the honest ones."
        ),
        "Knows only " + ", ".join(names) + "; any other finding is forced into one of them.",
        (
            "Whether a picture is a frontal chest radiograph is judged by the file's header and shape alone: without a "
            "telling header any other picture is scored too."
        ),
        "Trained on adult frontal films of at most 320 pixels; small findings are not seen.",
    ]
    for row in metrics["inside_source"]:
        if row["view"] == "all":
            measured = "too few films to say"
            if row["auroc"] is not None:
                measured = "AUROC {:.2f} [{:.2f}-{:.2f}]".format(row["auroc"], *row["interval"])
            limits.append(f"{row['origin']}: {row['contrast']} {measured}, n {row['n'][0]} / {row['n'][1]}.")
    return limits


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value
