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
from safetensors.torch import save_file

from trainer.bundles.model_card import compose
from trainer.bundles.onnx_graph import write_graph
from trainer.data.cache import inputs
from trainer.fitting.finished_run import Answers, FinishedRun
from trainer.recipe import Recipe
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.calibrate import probabilities
from xraydesk.model.golden import encode, golden_input

ENGINE_TOLERANCE = 1e-4


class ExportError(XRayDeskError):
    """The bundle did not repeat the run's numbers."""


def export(run: Path, data: Sequence[Path] | None, model_id: str, title: str | None, target: Path) -> Path:
    """Write ``target/<model_id>`` and prove that the reloaded bundle gives the run's numbers on every engine.

    ``data`` are the run's data folders, in its order; None for where the run found them.

    Raises
    ------
    XRayDeskError
        The run is incomplete, its task has no exclusive labels, or an engine deviates.
    """
    finished = FinishedRun.load(run, data)
    recipe, network = finished.recipe, finished.network
    tune, held = finished.answers(recipe.folds.tune), finished.answers(recipe.folds.calibrate)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as temporary:
        folder = Path(temporary) / model_id
        folder.mkdir()
        state = {name: value.contiguous() for name, value in network.state_dict().items()}
        save_file(state, folder / bundles.WEIGHTS)
        write_graph(network, recipe.preprocess.input_size, folder / bundles.WEIGHTS, folder / bundles.GRAPH)
        with torch.inference_mode():
            golden = network(torch.from_numpy(golden_input(recipe.preprocess.input_size)))[0].numpy()
        (folder / bundles.GOLDEN).write_bytes(encode(golden))
        card = compose(finished, tune, held, model_id, title or recipe.title)
        names = (bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN)
        card["files"] = {name: sha256_of(folder / name) for name in names}
        (folder / bundles.CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        _prove(folder, held, recipe)
        final = target / model_id
        if final.exists():
            shutil.rmtree(final)
        shutil.move(folder, final)
    return final


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
