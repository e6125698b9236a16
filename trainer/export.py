"""From a run to the bundle that the application opens; every figure in the card is computed here, from the run.

The tuning films chose the checkpoint and choose the thresholds; the calibration films were seen by neither and give the
temperature and the card's figures. The test folds are not touched.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from trainer import films as film_list
from trainer import recipe as recipes
from trainer.cache import inputs
from trainer.films import Film
from trainer.metrics import fit_temperature, sensitivity_specificity, threshold_for
from trainer.onnx_graph import write_graph
from trainer.panel import confusion_by_origin, inside_source, pooled
from trainer.recipe import Recipe
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import card as cards
from xraydesk.model import engines
from xraydesk.model.calibrate import probabilities
from xraydesk.model.explain import class_maps
from xraydesk.model.golden import encode, golden_input
from xraydesk.model.networks import ClassMapNet, build

RULES = {
    "rule-out": ("rule_out", "highest threshold that keeps a sensitivity of at least 0.95"),
    "balanced": ("balanced", "highest sum of sensitivity and specificity"),
    "rule-in": ("rule_in", "lowest threshold that keeps a specificity of at least 0.95"),
}
ENGINE_TOLERANCE = 1e-4
INTENDED_USE = (
    "Research use, not for diagnosis. A concurrent aid for adult frontal chest radiographs that shows where the model "
    "looked; it is no medical device."
)


class ExportError(XRayDeskError):
    """The run cannot be exported, or its bundle did not repeat the run's numbers."""


@dataclass(frozen=True)
class Answers:
    """Films with what the network said of them: logits ``(N, C)``, strongest positive evidence ``(N, C)``."""

    films: list[Film]
    logits: NDArray[np.float32]
    evidence: NDArray[np.float32]

    def truth(self, names: Sequence[str]) -> NDArray[np.int64]:
        """``(N,)`` class index, -1 for a film that is no class."""
        return np.array([names.index(f.label) if f.label in names else -1 for f in self.films], np.int64)


def export(run: Path, data: Sequence[Path] | None, model_id: str, title: str | None, target: Path) -> Path:
    """Write ``target/<model_id>`` and prove that the reloaded bundle gives the run's numbers on every engine.

    ``data`` are the run's data folders, in its order; None for where the run found them.

    Raises
    ------
    XRayDeskError
        The run is incomplete, its task has no exclusive labels, or an engine deviates.
    """
    if not (run / "best.safetensors").is_file():
        raise ExportError(f"{run} holds no finished run")
    description = json.loads((run / "run.json").read_text(encoding="utf-8"))
    recipe = recipes.parse(description["recipe"])
    if recipe.labels.task != "exclusive":
        raise ExportError("only a run with exclusive labels can be exported; this one is for pre-training")
    if data is None:
        data = [Path(folder) for folder in json.loads((run / "data.json").read_text(encoding="utf-8"))]
    films = film_list.load(data)
    if film_list.digest(films) != description["films_sha256"]:
        raise ExportError("the data folders are not those that the run was trained on")
    network = _network(recipe, run / "best.safetensors")
    tune = _answers(network, _of(films, recipe.folds.tune, data[0].name), recipe)
    held = _answers(network, _of(films, recipe.folds.calibrate, data[0].name), recipe)

    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
        folder = Path(temporary) / model_id
        folder.mkdir()
        state = {name: value.contiguous() for name, value in network.state_dict().items()}
        save_file(state, folder / bundles.WEIGHTS)
        write_graph(network, recipe.preprocess.input_size, folder / bundles.WEIGHTS, folder / bundles.GRAPH)
        with torch.inference_mode():
            golden = network(torch.from_numpy(golden_input(recipe.preprocess.input_size)))[0].numpy()
        (folder / bundles.GOLDEN).write_bytes(encode(golden))
        card = _card(recipe, description, films, tune, held, model_id, title or recipe.title)
        names = (bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN)
        card["files"] = {name: sha256_of(folder / name) for name in names}
        (folder / bundles.CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        _prove(folder, held, recipe)
        final = target / model_id
        target.mkdir(parents=True, exist_ok=True)
        if final.exists():
            shutil.rmtree(final)
        shutil.move(folder, final)
    return final


def _of(films: Sequence[Film], folds: Sequence[int], data: str) -> list[Film]:
    return [films[i] for i in film_list.in_folds(films, folds) if films[i].data == data]


def _network(recipe: Recipe, weights: Path) -> ClassMapNet:
    """The trained network in evaluation mode, its classifier centred over the classes.

    A softmax does not see a vector that is added to every class's weights. Centring them makes each class map show what
    speaks for that class against the others, and leaves every probability as it was.
    """
    network = build(recipe.network.architecture, len(recipe.labels.names), {"dropout": recipe.network.dropout})
    network.load_state_dict(load_file(weights))
    with torch.no_grad():
        for values in (network.classifier.weight, network.classifier.bias):
            values.sub_(values.mean(dim=0, keepdim=True))
    return network.eval()


def _answers(network: ClassMapNet, films: list[Film], recipe: Recipe) -> Answers:
    images = torch.from_numpy(inputs(films, recipe.preprocess))
    weights = network.classifier.weight.detach().numpy()
    logits, evidence = [], []
    with torch.inference_mode():
        for start in range(0, len(images), 32):
            scores, maps = network(images[start : start + 32])
            logits.append(scores.numpy())
            evidence.append(class_maps(maps.numpy(), weights).max(axis=(2, 3)))
    return Answers(films, np.concatenate(logits), np.concatenate(evidence))


def _prove(folder: Path, held: Answers, recipe: Recipe) -> None:
    """Reload the bundle and compare every engine with the run on the calibration films."""
    bundle = bundles.load(folder)
    images = inputs(held.films[:64], recipe.preprocess)
    expected = probabilities(held.logits[:64], bundle.card.temperature, True)
    for name in engines.available():
        logits = np.concatenate([engines.choose(bundle, name).run(part).logits for part in np.array_split(images, 4)])
        worst = float(np.abs(probabilities(logits, bundle.card.temperature, True) - expected).max())
        print(f"reloaded bundle on {name}: largest difference in probability {worst:.1e}")
        if worst > ENGINE_TOLERANCE:
            raise ExportError(f"the bundle on {name} differs from the run by {worst:.1e}")


def _card(
    recipe: Recipe,
    description: dict[str, Any],
    films: Sequence[Film],
    tune: Answers,
    held: Answers,
    model_id: str,
    title: str,
) -> dict[str, Any]:
    names = recipe.labels.names
    truth = held.truth(names)
    temperature = fit_temperature(held.logits[truth >= 0], truth[truth >= 0])
    chances = probabilities(held.logits, temperature, True)
    metrics = {
        "films": f"{len(held.films)} films of fold {list(recipe.folds.calibrate)}, seen by neither the weights nor the "
        "choice of the checkpoint; other films of the same sources were trained on",
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
        "provenance": description,
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
        "Trained on adult frontal films of at most 320 pixels; small findings are not seen.",
    ]
    for row in metrics["inside_source"]:
        if row["view"] == "all":
            low, high = row["interval"]
            limits.append(
                f"{row['origin']}: {row['contrast']} AUROC {row['auroc']:.2f} [{low:.2f}-{high:.2f}], "
                f"n {row['n'][0]} / {row['n'][1]}."
            )
    return limits


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value
