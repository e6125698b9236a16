"""A checkpoint of others → a bundle, with a card that claims nothing that was not seen here."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch.nn import functional
from torchvision import models

from trainer.bundles.card_words import GUARDED
from trainer.bundles.export import ENGINE_TOLERANCE, ExportError, write_bundle
from trainer.bundles.import_weights import (
    ARCHITECTURE,
    DEVIATIONS,
    MEANS,
    TORCHVISION,
    TXRV,
    Checkpoint,
    CheckpointError,
)
from trainer.bundles.model_card import INTENDED_USE
from xraydesk.core import paths
from xraydesk.core.errors import XRayDeskError
from xraydesk.imaging.preprocess import finish, preprocess
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import card as cards
from xraydesk.model import engines, guard
from xraydesk.model.explain import class_maps

SCALE: Final = 5.0
"""Evidence of full colour where no films are at hand: at it, a whole film of such evidence is 99 % (sigmoid of 5)."""
MOST_FILMS: Final = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def import_checkpoint(
    checkpoint: Checkpoint, model_id: str | None, title: str | None, films: Path | None, target: Path
) -> Path:
    """Write ``target/<model_id>`` and prove that every engine gives the checkpoint's own logits.

    Parameters
    ----------
    checkpoint
        As read.
    model_id, title
        Name of the bundle's folder and name that people read; None for ones after the file.
    films
        Folder of films to which the heatmap's scale is fitted; None for `SCALE`.
    target
        Folder of models.

    Raises
    ------
    XRayDeskError
        The id is no name for a folder, no film could be read, or an engine deviates.
    """
    name = model_id or re.sub(r"[^a-z0-9._-]+", "-", Path(checkpoint.file).stem.lower()).strip("-._") or "imported"
    if not _ID.fullmatch(name):
        raise CheckpointError("the id must be letters, digits, dots, hyphens and underscores, at most 64 of them")
    bundled = paths.resources() / "models"
    if (bundled / name).exists() and target.resolve() != bundled.resolve():
        raise CheckpointError(f"{name} is the id of a model that comes with the program; choose another (--id)")
    scale, fitted = (SCALE, "") if films is None else fit_scale(checkpoint, films)
    card = _compose(checkpoint, name, title or f"{checkpoint.kind} ({checkpoint.file})", scale, fitted)
    return write_bundle(
        checkpoint.network, checkpoint.preprocess, card, target, lambda folder: _prove(folder, checkpoint)
    )


def fit_scale(checkpoint: Checkpoint, folder: Path) -> tuple[float, str]:
    """The evidence that nine of ten films do not exceed for their most probable label, and a sentence on it.

    Raises
    ------
    CheckpointError
        There is no readable film in the folder.
    """
    weights = checkpoint.network.classifier.weight.detach().numpy()
    peaks = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            radiograph = read(path)
            if guard.decline(radiograph):
                continue
            images = preprocess(radiograph, checkpoint.preprocess)[0]
        except XRayDeskError:
            continue
        with torch.inference_mode():
            logits, maps = checkpoint.network(torch.from_numpy(images))
        evidence = class_maps(maps.numpy(), weights)[0]
        peaks.append(float(evidence[int(logits[0].argmax())].max()))
        if len(peaks) == MOST_FILMS:
            break
    if not peaks:
        raise CheckpointError("there is no film in the folder of films that can be read")
    scale = max(float(np.percentile(peaks, 90)), 0.1)
    return round(scale, 2), f"The heatmap's scale was fitted to {len(peaks)} films of the person who imported it."


def _compose(checkpoint: Checkpoint, model_id: str, title: str, scale: float, fitted: str) -> dict[str, Any]:
    """The plain values of ``card.json``, but for the digests of the files."""
    labels = checkpoint.labels
    return {
        "format": cards.FORMAT,
        "id": model_id,
        "title": title,
        "architecture": ARCHITECTURE,
        "arguments": {"colours": True} if checkpoint.kind == TORCHVISION else {},
        "labels": list(labels),
        "exclusive": checkpoint.exclusive,
        "preprocess": asdict(checkpoint.preprocess),
        "temperature": 1.0,
        "heatmap_scale": scale,
        "operating_points": [_operating_point(checkpoint)],
        "default_operating_point": _operating_point(checkpoint)["name"],
        "training_data": ["Not known here: those who published the checkpoint say on which films it was trained."],
        "intended_use": INTENDED_USE,
        "limits": _limits(checkpoint, fitted),
        "licence": (
            "Not known here. The licences of the checkpoint and of the films behind it bind whoever imported it, and "
            "keeping to them is that person's responsibility."
        ),
        "metrics": {},
        "provenance": {
            "imported": checkpoint.kind,
            "file": checkpoint.file,
            "file_sha256": checkpoint.sha256,
            "outputs_left_out": checkpoint.dropped,
            "packages": {name: version(name) for name in ("torch", "torchvision")},
        },
        "half_at": dict(checkpoint.half_at),
    }


def _operating_point(checkpoint: Checkpoint) -> dict[str, Any]:
    thresholds = dict.fromkeys(checkpoint.labels, 0.5)
    if not checkpoint.half_at:
        rationale = "0.5 for every label, for want of a better one: the checkpoint brings no operating points."
        return {"name": "uncalibrated", "rationale": rationale, "thresholds": thresholds}
    rationale = (
        "The checkpoint's own operating points: the output at each label's point is shown as 50 % (op_norm of "
        "TorchXRayVision). What is shown ranks findings and is no calibrated probability."
    )
    return {"name": "checkpoint", "rationale": rationale, "thresholds": thresholds}


def _limits(checkpoint: Checkpoint, fitted: str) -> list[str]:
    limits = [
        "Not evaluated here: no figure on this network was measured by this program, on no film.",
        f"Weights of others ({checkpoint.kind}, {checkpoint.file}), brought by the user.",
        "Percentages are not calibrated.",
    ]
    if checkpoint.dropped:
        limits.append(f"{checkpoint.dropped} of its outputs have no operating point or no name and are left out.")
    if checkpoint.kind == TXRV:
        limits.append(
            "Films are scaled by the range that their bits can hold, without a window, as TorchXRayVision does: a "
            "DICOM film that uses little of that range looks dark and flat to it."
        )
    else:
        limits.append("It is shown the film's centred square at 224 pixels, in the grey of the file's first window.")
    limits.append(fitted or f"The heatmap's full colour stands for {SCALE:g} logit units, fitted to no film.")
    return [*limits, GUARDED]


def _prove(folder: Path, checkpoint: Checkpoint) -> None:
    """Compare every engine with the network as its authors built it, on noise over the whole range of its input."""
    bundle = bundles.load(folder)
    size = checkpoint.preprocess.input_size
    unit = np.random.default_rng(0).random((3, 1, size // 8, size // 8), np.float32).repeat(8, 2).repeat(8, 3)
    images = finish(unit, checkpoint.preprocess)
    expected = _as_published(checkpoint, torch.from_numpy(images))
    for name in engines.available():
        logits = engines.choose(bundle, name).run(images).logits
        worst = float(np.abs(bundle.card.probabilities(logits) - bundle.card.probabilities(expected)).max())
        print(f"bundle on {name}: largest difference to the checkpoint {worst:.1e}")
        if not worst <= ENGINE_TOLERANCE:
            raise ExportError(f"the bundle on {name} differs from the checkpoint by {worst:.1e}")


def _as_published(checkpoint: Checkpoint, images: torch.Tensor) -> np.ndarray:
    """Logits of torchvision's own network with these weights."""
    network = models.densenet121(num_classes=len(checkpoint.labels))
    state = checkpoint.network.state_dict()
    channels = state["features.conv0.weight"].shape[1]
    network.features.conv0 = torch.nn.Conv2d(channels, 64, kernel_size=7, stride=2, padding=3, bias=False)
    network.load_state_dict({name: value for name, value in state.items() if ".colours." not in name})
    if channels == len(MEANS):
        images = (images - torch.tensor(MEANS).reshape(3, 1, 1)) / torch.tensor(DEVIATIONS).reshape(3, 1, 1)
    with torch.inference_mode():
        features = functional.relu(network.eval().features(images)).mean(dim=(2, 3))
        return np.asarray(network.classifier(features).numpy())
