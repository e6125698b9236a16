"""Train the lung network: on some films, judged on others as the application would ask it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from trainer.data.films import DataError
from trainer.evaluation.masks import read_mask
from trainer.lungs.disguise import disguise
from trainer.lungs.material import Material, on_input
from trainer.lungs.network import LungNet
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.imaging.read import read
from xraydesk.model.lungs import SIDE, lung_input

BATCH = 12
RATE = 4e-3
AVERAGED = 0.98
REGIONS = ("center_square", "pad_square")
"""How models cut films; the lungs must be found on either."""


@dataclass(frozen=True)
class Agreement:
    """How a found mask agrees with a drawn one.

    Attributes
    ----------
    dice, iou
        Overlap, 0..1.
    found, drawn
        Share of the input that either fills.
    """

    dice: float
    iou: float
    found: float
    drawn: float


def fit(material: Material, rows: NDArray[np.intp], steps: int, seed: int, say: Callable[[str], None]) -> LungNet:
    """Train on some of the films.

    Parameters
    ----------
    rows
        Which.
    steps
        Batches; the rate rises over the first tenth and falls along a cosine to nothing.
    say
        Told now and then how it goes.

    Returns
    -------
    The average of the weights over the last steps, ready to answer.
    """
    torch.manual_seed(seed)
    random = torch.Generator().manual_seed(seed)
    pictures = torch.from_numpy(material.pictures[rows])[:, None]
    lungs = torch.from_numpy(material.lungs[rows])[:, None].float()
    # Half the time on a processor: rows of channels, and products in bfloat16.
    network, averaged = _in_rows(LungNet()), LungNet().eval()
    averaged.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    order = torch.empty(0, dtype=torch.int64)
    start = time.perf_counter()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * _rate(step / steps)
        while len(order) < BATCH:
            order = torch.cat([order, torch.randperm(len(rows), generator=random)])
        chosen, order = order[:BATCH], order[BATCH:]
        images, masks = disguise(pictures[chosen], lungs[chosen], SIDE, random)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(images.to(memory_format=torch.channels_last))
        loss = _loss(logits.float(), masks)
        if not bool(loss.isfinite()):
            raise DataError("the training of the lung network has failed: its loss is not a number")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        _follow(averaged, network, min(AVERAGED, (1 + step) / (10 + step)))
        if (step + 1) % 100 == 0 or step + 1 == steps:
            say(f"step {step + 1} of {steps}: loss {float(loss.detach()):.3f}, {time.perf_counter() - start:.0f} s")
    return averaged


def judge(network: LungNet, material: Material, rows: NDArray[np.intp], region: str) -> list[Agreement]:
    """Ask for the lungs of films as the application does, on the input of a model that cuts films by ``region``."""
    spec = PreprocessSpec(224, region)
    answers = []
    for row in rows:
        radiograph = read(material.films[row].path)
        images, geometry = preprocess(radiograph, spec)
        with torch.inference_mode():
            found = network(torch.from_numpy(lung_input(images[0, 0])))[0, 0].numpy() > 0
        drawn = on_input(read_mask(material.masks[row]), replace(geometry, input_size=SIDE))
        answers.append(agreement(found, drawn))
    return answers


def agreement(found: NDArray[np.bool_], drawn: NDArray[np.bool_]) -> Agreement:
    """Compare two masks of one shape; two empty ones agree."""
    both, either = float((found & drawn).sum()), float((found | drawn).sum())
    if not either:
        return Agreement(1.0, 1.0, 0.0, 0.0)
    dice = 2 * both / float(found.sum() + drawn.sum())
    return Agreement(dice, both / either, float(found.mean()), float(drawn.mean()))


def _in_rows(network: LungNet) -> LungNet:
    return network.to(memory_format=torch.channels_last)


def _rate(part: float) -> float:
    return part / 0.1 if part < 0.1 else 0.5 * (1 + math.cos(math.pi * (part - 0.1) / 0.9))


def _loss(logits: Tensor, masks: Tensor) -> Tensor:
    """Cross-entropy, which keeps the chances honest, and what is missing of the overlap (Milletari et al., 2016)."""
    chances = logits.sigmoid().flatten(1)
    truth = masks.flatten(1)
    overlap = (2 * (chances * truth).sum(1) + 1) / (chances.sum(1) + truth.sum(1) + 1)
    return functional.binary_cross_entropy_with_logits(logits, masks) + (1 - overlap).mean()


@torch.no_grad()
def _follow(averaged: LungNet, network: LungNet, kept: float) -> None:
    for mean, value in zip(averaged.state_dict().values(), network.state_dict().values(), strict=True):
        if mean.is_floating_point():
            mean.lerp_(value, 1 - kept)
        else:
            mean.copy_(value)
