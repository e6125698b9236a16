"""From a run to the bundle that the application opens; every figure in the card is computed here, from the run.

The tuning films chose the checkpoint and choose the thresholds; the calibration films were seen by neither and give the
temperature and the card's figures. The test folds are not touched.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from trainer import films as film_list
from trainer import recipe as recipes
from trainer.cache import inputs
from trainer.films import Film
from trainer.model_card import Answers, compose
from trainer.onnx_graph import write_graph
from trainer.recipe import Recipe
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.calibrate import probabilities
from xraydesk.model.explain import class_maps
from xraydesk.model.golden import encode, golden_input
from xraydesk.model.networks import ClassMapNet, build

ENGINE_TOLERANCE = 1e-4


class ExportError(XRayDeskError):
    """The run cannot be exported, or its bundle did not repeat the run's numbers."""


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
        card = compose(recipe, description, films, tune, held, model_id, title or recipe.title)
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
