"""Checkpoints of others, read without running anything in them and fitted name by name onto a network of ours."""

from __future__ import annotations

import math
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from trainer.fitting.base_weights import read_weights
from trainer.fitting.run_log import TrainingError
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.imaging.preprocess import GAUSSIAN, SHOWN, STORED, PreprocessSpec
from xraydesk.model.networks import ClassMapNet, build

ARCHITECTURE: Final = "densenet121"
INPUT_SIZE: Final = 224

TXRV, TORCHVISION = "TorchXRayVision DenseNet-121", "torchvision DenseNet-121"
TXRV_LABELS: Final = (
    "Atelectasis", "Consolidation", "Infiltration", "Pneumothorax", "Edema", "Emphysema", "Fibrosis", "Effusion",
    "Pneumonia", "Pleural_Thickening", "Cardiomegaly", "Nodule", "Mass", "Hernia", "Lung Lesion", "Fracture",
    "Lung Opacity", "Enlarged Cardiomediastinum",
)  # fmt: skip
"""Outputs of TorchXRayVision's networks, in their order (its ``datasets.default_pathologies``)."""

MEANS, DEVIATIONS = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Normalisation of red, green and blue that torchvision's networks are trained with (ImageNet)."""

_FIRST: Final = "features.conv0.weight"
_OLD_NAMES = re.compile(r"^(.*denselayer\d+\.(?:norm|conv))\.([12])\.")
_CONVERT: Final = (
    'where TorchXRayVision is installed, save the weights alone: python -c "import torch, torchxrayvision as xrv; '
    "torch.save(xrv.models.DenseNet(weights='densenet121-res224-all').state_dict(), 'txrv.pt')\""
)


class CheckpointError(XRayDeskError):
    """A checkpoint is not what it is said to be."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A network of others, in our form.

    Attributes
    ----------
    kind
        `TXRV` or `TORCHVISION`.
    file, sha256
        Name and digest of the file.
    network
        For evaluation; gives the checkpoint's own logits.
    labels, exclusive
        Its outputs, and whether one of them holds or each on its own.
    preprocess
        What its films were made into.
    half_at
        Its own operating points by label, as sigmoids; empty where the file holds none.
    dropped
        Number of its outputs that were never trained, which the network here does not have.
    """

    kind: str
    file: str
    sha256: str
    network: ClassMapNet
    labels: tuple[str, ...]
    exclusive: bool
    preprocess: PreprocessSpec
    half_at: Mapping[str, float]
    dropped: int = 0


def read_txrv(file: Path, labels: tuple[str, ...] | None = None) -> Checkpoint:
    """Read the state_dict of a ``torchxrayvision.models.DenseNet`` with the proportions of DenseNet-121.

    Its operating points (``op_threshs``) are part of the state_dict of a published network; an output without one was
    not trained and is left out, and so is one whose name is empty.

    Raises
    ------
    XRayDeskError
        The file holds more than weights, or others; or the labels do not fit.
    """
    tensors = _read(file, _CONVERT)
    points = tensors.pop("op_threshs", None)
    names = labels or TXRV_LABELS
    _check_count(file, tensors, names)
    given = [math.nan] * len(names) if points is None else [float(value) for value in points.flatten()]
    if len(given) != len(names):
        raise CheckpointError(f"{file.name} has {len(given)} operating points for {len(names)} outputs")
    kept = [k for k, name in enumerate(names) if name and (points is None or not math.isnan(given[k]))]
    half_at = {} if points is None else {names[k]: given[k] for k in kept}
    if not kept or not all(0 < value < 1 for value in half_at.values()):
        raise CheckpointError(f"the operating points of {file.name} do not lie between 0 and 1")
    chosen = tuple(names[k] for k in kept)
    _check_labels(chosen)
    for part in ("classifier.weight", "classifier.bias"):
        tensors[part] = tensors[part][kept]
    network = build(ARCHITECTURE, len(chosen))
    _fill(network, tensors, file)
    spec = PreprocessSpec(INPUT_SIZE, grey=STORED, lowest=-1024.0, highest=1024.0, resampling=GAUSSIAN)
    dropped = len(names) - len(kept)
    return Checkpoint(TXRV, file.name, sha256_of(file), network, chosen, False, spec, half_at, dropped)


def read_torchvision(file: Path, labels: tuple[str, ...], *, exclusive: bool = False) -> Checkpoint:
    """Read the state_dict of torchvision's ``densenet121`` with a linear head, bare or as CheXNet's files wrap it.

    It sees a grey film as three equal channels, each normalised as ImageNet's colours are; here its own first layer
    does that (``networks.in_colour``), so that its logits are the checkpoint's.

    Raises
    ------
    XRayDeskError
        The file holds more than weights, or others; or the labels do not fit.
    """
    tensors = _read(file, "save the network's state_dict in its place")
    _check_count(file, tensors, labels)
    _check_labels(labels)
    channels = tensors[_FIRST].shape[1] if tensors[_FIRST].ndim == 4 else 0
    if channels != len(MEANS):
        raise CheckpointError(f"the first layer of {file.name} takes {channels} channels; torchvision's takes 3")
    tensors["features.colours.weight"] = (1 / torch.tensor(DEVIATIONS)).reshape(3, 1, 1, 1)
    tensors["features.colours.bias"] = -torch.tensor(MEANS) / torch.tensor(DEVIATIONS)
    network = build(ARCHITECTURE, len(labels), {"colours": True})
    _fill(network, tensors, file)
    spec = PreprocessSpec(INPUT_SIZE, grey=SHOWN)
    return Checkpoint(TORCHVISION, file.name, sha256_of(file), network, labels, exclusive, spec, {})


def _read(file: Path, remedy: str) -> dict[str, Tensor]:
    """The tensors under torchvision's names, whatever wrapped them when they were saved."""
    try:
        tensors = read_weights(file)
    except TrainingError as error:
        if isinstance(error.__cause__, pickle.UnpicklingError):
            raise CheckpointError(
                f"{file.name} holds a whole network, and nothing but weights is ever loaded here; {remedy}"
            ) from error
        raise
    prefixes = {name.removesuffix(_FIRST) for name in tensors if name.endswith(_FIRST)}
    if len(prefixes) != 1:
        raise CheckpointError(f"{file.name} is no DenseNet-121: it has no layer {_FIRST.removesuffix('.weight')}")
    (prefix,) = prefixes
    result = {}
    for name, value in tensors.items():
        own = _OLD_NAMES.sub(r"\1\2.", name.removeprefix(prefix))
        # CheXNet's head is a linear layer and a sigmoid in one.
        own = re.sub(r"^classifier\.0\.", "classifier.", own)
        if own in result:
            raise CheckpointError(f"{file.name} holds {own} twice")
        result[own] = value
    return result


def _check_count(file: Path, tensors: Mapping[str, Tensor], labels: tuple[str, ...]) -> None:
    head = tensors.get("classifier.weight")
    if head is None or head.ndim != 2 or "classifier.bias" not in tensors:
        raise CheckpointError(f"{file.name} has no linear layer 'classifier' behind its features")
    if head.shape[0] != len(labels):
        raise CheckpointError(f"{file.name} has {head.shape[0]} outputs, but {len(labels)} labels are given (--labels)")


def _check_labels(labels: tuple[str, ...]) -> None:
    if not all(labels) or len(set(labels)) != len(labels):
        raise CheckpointError("the labels must be different names, none of them empty")


def _fill(network: ClassMapNet, tensors: dict[str, Tensor], file: Path) -> None:
    """Load the tensors: every name and every shape must fit, but for counters of batches, which old files lack."""
    wanted = network.state_dict()
    counters = {name for name in wanted if name.endswith("num_batches_tracked")}
    missing = sorted(set(wanted) - set(tensors) - counters)
    surplus = sorted(set(tensors) - set(wanted))
    if missing or surplus:
        what = f"{missing[0]} is missing" if missing else f"it has {surplus[0]} too"
        raise CheckpointError(f"{file.name} does not fit DenseNet-121: {what}")
    for name, value in tensors.items():
        if value.shape != wanted[name].shape:
            shapes = f"{tuple(value.shape)}, not {tuple(wanted[name].shape)}"
            raise CheckpointError(f"{file.name} does not fit DenseNet-121: {name} has the shape {shapes}")
        if not torch.isfinite(value).all():
            raise CheckpointError(f"{file.name} is damaged: {name} holds values that are not numbers")
    network.load_state_dict({name: value.to(wanted[name].dtype) for name, value in tensors.items()}, strict=False)
    network.eval()
