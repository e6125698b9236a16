"""Features that a network starts from: other people's base weights, or those of an earlier run here."""

from __future__ import annotations

import json
import pickle
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from trainer.fitting.run_log import BEST, TrainingError
from trainer.recipe import Labels
from xraydesk.model.architectures import Architecture
from xraydesk.model.networks import ClassMapNet

HEADS = ("classifier.", "fc.", "head.", "last_linear.", "AuxLogits.")
"""How torchvision and timm name what stands behind the features; it knows other classes than ours."""
_WRAPPERS = ("state_dict", "model_state_dict", "model", "net")
_PREFIXES = ("module.", "model.", "backbone.", "encoder.", "features.")
_OLD_DENSENET = re.compile(r"^(.*denselayer\d+\.(?:norm|conv))\.([12])\.")


def read_weights(file: Path) -> dict[str, Tensor]:
    """Read tensors by their names from a safetensors or a torch file; nothing in it is run.

    Raises
    ------
    TrainingError
        The file is missing, damaged, or holds more than weights.
    """
    if not file.is_file():
        raise TrainingError(f"there is no file {file}")
    try:
        if file.suffix == ".safetensors":
            return load_file(file)
        with warnings.catch_warnings():
            # What torch remarks on the way to refusing a file says nothing to the reader.
            warnings.simplefilter("ignore")
            content = torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise TrainingError(
            f"{file.name} holds more than weights, and nothing else in it is ever run; save the network's state_dict "
            "in place of the network"
        ) from error
    except (SafetensorError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise TrainingError(f"{file.name} is not a file of weights, or is damaged") from error
    return _tensors(content, file)


def _tensors(content: Any, file: Path) -> dict[str, Tensor]:
    while isinstance(content, Mapping):
        inner = next((content[key] for key in _WRAPPERS if isinstance(content.get(key), Mapping)), None)
        if inner is None:
            break
        content = inner
    if not isinstance(content, Mapping) or not any(isinstance(value, Tensor) for value in content.values()):
        raise TrainingError(f"{file.name} holds no table of weights by name")
    return {str(name): value for name, value in content.items() if isinstance(value, Tensor)}


def take_base(network: ClassMapNet, kind: Architecture, file: Path) -> None:
    """Take the features of base weights, under torchvision's or timm's names, into a network; its head stays random.

    A first convolution over three colours becomes one over a grey channel by summing: a grey film shown as colour has
    the same value in all three.

    Raises
    ------
    TrainingError
        The file is not one of weights, or not of this architecture.
    """
    given = {_own_name(name): value for name, value in read_weights(file).items() if not _is_head(name)}
    wanted = network.features.state_dict()
    taken: dict[str, Tensor] = {}
    for name, own in wanted.items():
        value = given.pop(name, None)
        if value is None and name.endswith("num_batches_tracked"):
            continue
        fitted = None if value is None else _fitted(value, own)
        if fitted is None:
            shape = "is missing" if value is None else f"has the shape {tuple(value.shape)}, not {tuple(own.shape)}"
            raise TrainingError(f"{file.name} does not fit {kind.title}: {name} {shape}")
        taken[name] = fitted
    # Single values beside the layers, such as other people's thresholds, have names without a dot.
    surplus = sorted(name for name in given if "." in name)
    if surplus:
        raise TrainingError(f"{file.name} does not fit {kind.title}: it has further layers, such as {surplus[0]}")
    network.features.load_state_dict(taken, strict=False)


def _is_head(name: str) -> bool:
    for prefix in _PREFIXES[:-1]:
        name = name.removeprefix(prefix)
    return name.startswith(HEADS)


def _own_name(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    # Torchvision's first DenseNet files write norm.1 where it is now norm1.
    return _OLD_DENSENET.sub(r"\1\2.", name)


def _fitted(value: Tensor, own: Tensor) -> Tensor | None:
    """The value in the network's shape, or None where it has none."""
    if value.shape == own.shape:
        return value
    if value.ndim == 4 and value.shape[1] == 3 and own.shape == (value.shape[0], 1, *value.shape[2:]):
        return value.sum(dim=1, keepdim=True)
    if value.ndim == 2 and own.shape == (*value.shape, 1, 1):
        return value[:, :, None, None]
    return None


def take_run(network: ClassMapNet, kind: Architecture, start: Path, labels: Labels) -> None:
    """Take the features of an earlier run, and its head too where that run had the same labels.

    Parameters
    ----------
    network
        What takes them.
    kind
        Its architecture.
    start
        Folder of the run, or the file of its best weights.
    labels
        Of the recipe.

    Raises
    ------
    TrainingError
        There is no such file, or it is of another architecture.
    """
    file = weights_of(start)
    given, own = read_weights(file), network.state_dict()
    shapes = {name: value.shape for name, value in own.items()}
    features = [name for name in own if name.startswith("features.")]
    wrong = [name for name in features if name not in given or given[name].shape != shapes[name]]
    wrong += [name for name in given if name.startswith("features.") and name not in own]
    if wrong:
        raise TrainingError(f"{start} does not fit the recipe's architecture {kind.title}: {wrong[0]}")
    earlier = described(file).get("recipe", {}).get("labels", {})
    same_labels = (earlier.get("task"), earlier.get("names")) == (labels.task, list(labels.names))
    same_head = all(name in given and given[name].shape == shapes[name] for name in own)
    network.load_state_dict(
        given if same_labels and same_head else {name: given[name] for name in features}, strict=False
    )


def weights_of(start: Path) -> Path:
    """The file of weights that a run's folder stands for."""
    return start / BEST if start.is_dir() else start


def described(weights: Path) -> dict[str, Any]:
    """What the run that made these weights says of itself; empty where there is none beside them."""
    beside = weights.parent / "run.json"
    values: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    return values
