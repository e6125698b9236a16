"""From a run to the bundle that the application opens; every figure in the card is that of the run's evaluation.

The tuning films chose the checkpoint and choose the thresholds; the calibration films were seen by neither and give the
temperature, the offsets, which go into the classifier's biases, and the cut-offs of abstention; where the test films
were not opened yet, also the card's figures. The test films are not opened here.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save

from trainer.bundles.card_figures import evaluation_of
from trainer.bundles.model_card import compose, judged_of, refuse_uncalibrated
from trainer.bundles.onnx_graph import write_graph
from trainer.data.cache import inputs
from trainer.evaluation.data_sheet import data_sheet
from trainer.evaluation.judged import Judged, Scaling, scaling_of
from trainer.evaluation.reporting_map import as_markdown
from trainer.fitting.finished_run import FinishedRun
from trainer.recipe import Recipe
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.calibrate import probabilities
from xraydesk.model.golden import encode, golden_images
from xraydesk.model.networks import ClassMapNet

ENGINE_TOLERANCE = 1e-4


class ExportError(XRayDeskError):
    """The bundle did not repeat the run's numbers."""


def export(
    run: Path,
    data: Sequence[Path] | None,
    model_id: str,
    title: str | None,
    target: Path,
    *,
    version: str | None = None,
) -> Path:
    """Write ``target/<model_id>`` and prove that the reloaded bundle gives the run's numbers on every engine.

    ``data`` are the run's data folders, in its order; None for where the run found them. ``version`` is the model's;
    None leaves it out of the card, which stands for the first one.

    Raises
    ------
    XRayDeskError
        The run is incomplete, learned no labels, keeps no films for calibration, or an engine deviates; or the version
        is none.
    """
    if version is not None:
        _check_version(version)
    finished = FinishedRun.load(run, data)
    refuse_uncalibrated(finished)
    recipe, network = finished.recipe, finished.network
    tune, held = finished.answers(recipe.folds.tune), finished.answers(recipe.folds.calibrate)
    figures = evaluation_of(run, data)
    judged = judged_of(finished, held)
    fitted = scaling_of(judged)
    scaling = Scaling(round(fitted.temperature, 4), fitted.offsets)
    card = compose(finished, tune, judged, scaling, figures, model_id, title or recipe.title)
    if version is not None:
        card["version"] = version
    if scaling.offsets:
        network.classifier.bias.data += scaling.temperature * torch.tensor(scaling.offsets)
    texts = {bundles.DATA_SHEET: data_sheet(finished, figures), bundles.REPORTING_MAP: as_markdown(figures)}
    return write_bundle(
        network, recipe.preprocess, card, target, lambda folder: _prove(folder, judged, scaling, recipe), texts=texts
    )


def _check_version(version: str) -> None:
    from xraydesk.model.card import release

    try:
        release(version)
    except ValueError as error:
        raise ExportError(str(error)) from error


def write_bundle(
    network: ClassMapNet,
    spec: PreprocessSpec,
    card: dict[str, Any],
    target: Path,
    prove: Callable[[Path], None],
    *,
    texts: Mapping[str, str] | None = None,
) -> Path:
    """Write a network as a bundle; it stands in its place only when it has proved itself.

    Parameters
    ----------
    network
        With its weights, for evaluation.
    spec
        The preprocessing of the card.
    card
        Plain values of the card, but for the digests of the files, which are added here.
    target
        The folder that gets a folder of the card's id; one that is there is replaced.
    prove
        Called with the folder; raises XRayDeskError where the bundle does not answer as it should.
    texts
        Further files of the bundle by name, such as its data sheet; the card lists their digests too.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as temporary:
        folder = Path(temporary) / card["id"]
        folder.mkdir()
        state = {name: value.contiguous() for name, value in network.state_dict().items()}
        # Written by Python: a full disk is then an OSError as everywhere, which safetensors' own writing is not.
        (folder / bundles.WEIGHTS).write_bytes(save(state))
        write_graph(network, spec.input_size, folder / bundles.WEIGHTS, folder / bundles.GRAPH)
        with torch.inference_mode():
            golden = network(torch.from_numpy(golden_images(spec)))[0].numpy()
        (folder / bundles.GOLDEN).write_bytes(encode(golden))
        names = [bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN]
        for name, content in (texts or {}).items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
            names.append(name)
        card["files"] = {name: sha256_of(folder / name) for name in names}
        (folder / bundles.CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        prove(folder)
        final: Path = target / folder.name
        if final.exists():
            shutil.rmtree(final)
        shutil.move(folder, final)
    return final


def _prove(folder: Path, held: Judged, scaling: Scaling, recipe: Recipe) -> None:
    """Reload the bundle and compare every engine with the run on the calibration films."""
    bundle = bundles.load(folder)
    images = inputs(list(held.films[:64]), recipe.preprocess)
    card = bundle.card
    expected = held.chances(scaling)[:64]
    for name in engines.available():
        logits = np.concatenate([engines.choose(bundle, name).run(part).logits for part in np.array_split(images, 4)])
        worst = float(np.abs(probabilities(logits, card.temperature, card.exclusive) - expected).max())
        print(f"reloaded bundle on {name}: largest difference in probability {worst:.1e}")
        if worst > ENGINE_TOLERANCE:
            raise ExportError(f"the bundle on {name} differs from the run by {worst:.1e}")
