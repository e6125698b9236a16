"""Whether the heatmaps can be believed: energy in the lungs, pointing game, and maps of a network made to forget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from trainer.data.films import Film
from trainer.evaluation.looking import look_at
from trainer.evaluation.masks import Box, lung_box, read_mask
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.imaging.read import read
from xraydesk.model.networks import ClassMapNet

DRAWS = 3
FALLEN = 0.5
Maps = NDArray[np.float32]


def lung_energy(films: Sequence[Film], maps: Maps, masks: Mapping[int, Path], spec: PreprocessSpec) -> dict[str, Any]:
    """Share of the positive evidence for the answer that lies in the lungs, beside the share of their area.

    Parameters
    ----------
    films, maps
        ``N`` films, and ``(N, h, w)`` the map of each film's answer.
    masks
        Lung masks by row. Without any, a centred lung box is used for all films, and named so.
    spec
        How the films are cut.
    """
    if not masks:
        box = lung_box(spec.input_size)
        energies = [_share(_enlarged(one, spec.input_size), box) for one in maps]
        area, regions = float(box.mean()), "a centred lung box (in place of lung masks)"
    else:
        energies, areas = [], []
        for row, path in masks.items():
            geometry = preprocess(read(films[row].path), spec)[1]
            mask = _of_shape(read_mask(path), geometry.image_shape)
            energies.append(_share(geometry.to_image(np.maximum(maps[row], 0)), mask))
            areas.append(float(mask.mean()))
        area, regions = float(np.mean(areas)), "lung masks"
    finite = np.array(energies)[np.isfinite(energies)]
    labels = sorted({films[row].label for row in (masks or range(len(films)))})
    spread = [float(v) for v in np.percentile(finite, [25, 75])] if len(finite) else None
    mean = float(finite.mean()) if len(finite) else None
    return {"regions": regions, "films": len(finite), "labels": labels, "mean": mean, "quartiles": spread, "area": area}


def pointing_game(
    films: Sequence[Film],
    maps: Maps,
    names: Sequence[str],
    boxes: Mapping[int, Sequence[tuple[str, Box]]],
    spec: PreprocessSpec,
) -> dict[str, Any] | None:
    """How often the strongest place of a label's map lies in a box of that label (Zhang et al., ECCV 2016).

    ``maps`` are ``(N, C, h, w)``; None where no film has a box of a label.
    """
    hits: list[bool] = []
    for row, marked in boxes.items():
        for column, name in enumerate(names):
            own = [box for label, box in marked if label == name]
            if not own:
                continue
            geometry = preprocess(read(films[row].path), spec)[1]
            height, width = maps.shape[2:]
            place = np.unravel_index(int(maps[row, column].argmax()), (height, width))
            y = (float(place[0]) + 0.5) * geometry.height / height + geometry.top
            x = (float(place[1]) + 0.5) * geometry.width / width + geometry.left
            hits.append(any(left <= x < left + w and top <= y < top + h for left, top, w, h in own))
    return {"films": len(hits), "hits": float(np.mean(hits))} if hits else None


def randomised(network: ClassMapNet, images: NDArray[np.float32], answers: NDArray[np.intp]) -> dict[str, Any]:
    """Correlation of maps before and after the head, then the last block too, forget (Adebayo et al., NeurIPS 2018).

    Maps that stay alike do not depend on what was learned. Spearman's correlation over the places of each film's map
    of its answer, averaged over films and over ``DRAWS`` random networks.
    """
    before = look_at(network, images).maps[np.arange(len(images)), answers]
    result: dict[str, Any] = {"films": len(images), "draws": DRAWS}
    with torch.random.fork_rng(devices=[]):
        for name, parts in (("head", 1), ("head and last block", 2)):
            values = []
            for seed in range(DRAWS):
                torch.manual_seed(seed)
                forgetful = deepcopy(network)
                _forget(forgetful.classifier)
                if parts == 2:
                    _forget(_last_block(forgetful))
                after = look_at(forgetful, images).maps[np.arange(len(images)), answers]
                values.append(_likeness(before, after))
            result[name] = float(np.mean(values))
    result["fallen"] = abs(result["head and last block"]) < FALLEN
    return result


def _last_block(network: ClassMapNet) -> nn.Module:
    """The last part of the features that holds a convolution."""
    parts: list[nn.Module] = [network.hidden] if network.hidden is not None else []
    parts += [
        part
        for part in reversed(list(network.features.children()))
        if any(isinstance(module, nn.Conv2d) for module in part.modules())
    ]
    return parts[0] if parts else network.features


def _forget(part: nn.Module) -> None:
    for module in part.modules():
        again = getattr(module, "reset_parameters", None)
        if callable(again):
            again()


def _likeness(before: Maps, after: Maps) -> float:
    """Mean over films of Spearman's correlation."""
    ranks = [
        np.argsort(np.argsort(maps.reshape(len(maps), -1), axis=1), axis=1).astype(float) for maps in (before, after)
    ]
    first, second = (rank - rank.mean(axis=1, keepdims=True) for rank in ranks)
    scale = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    return float(((first * second).sum(axis=1) / np.maximum(scale, 1e-12)).mean())


def _share(energy: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    positive = np.maximum(energy, 0)
    total = float(positive.sum())
    return float(positive[inside].sum()) / total if total > 0 else float("nan")


def _enlarged(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    return np.asarray(Image.fromarray(np.maximum(values, 0)).resize((side, side), Image.Resampling.BILINEAR))


def _of_shape(mask: NDArray[np.bool_], shape: tuple[int, int]) -> NDArray[np.bool_]:
    if mask.shape == shape:
        return mask
    return np.asarray(Image.fromarray(mask).resize((shape[1], shape[0]), Image.Resampling.NEAREST))
