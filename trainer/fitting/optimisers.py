"""The optimiser of a recipe, and its learning rate at every step."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from trainer.recipe import Optimiser, Recipe, Schedule
from trainer.recipe.rates import factor, momentum


def optimiser_of(settings: Optimiser, network: nn.Module) -> torch.optim.Optimizer:
    """An optimiser of what in the network learns; kernels and matrices decay, biases and normalisation do not."""
    learning = [parameter for parameter in network.parameters() if parameter.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in learning if p.ndim > 1], "weight_decay": settings.weight_decay},
        {"params": [p for p in learning if p.ndim <= 1], "weight_decay": 0.0},
    ]
    rate = settings.learning_rate
    if settings.kind == "sgd":
        return torch.optim.SGD(groups, rate, settings.momentum, nesterov=settings.nesterov, fused=True)
    betas = (settings.betas[0], settings.betas[1])
    if settings.kind == "adam":
        return torch.optim.Adam(groups, rate, betas, fused=True)
    return torch.optim.AdamW(groups, rate, betas, fused=True)


def set_rate(optimiser: torch.optim.Optimizer, recipe: Recipe, epoch: int, batch: int, batches: int) -> float:
    """Set the learning rate, and the momentum where it cycles, before a step.

    Parameters
    ----------
    optimiser
        Made by `optimiser_of`.
    recipe
        Whose schedule holds.
    epoch, batch
        Numbers from 0.
    batches
        Batches of an epoch.

    Returns
    -------
    The rate that is now set.
    """
    schedule: Schedule = recipe.schedule
    by_epoch = schedule.unit == "epoch"
    step = epoch if by_epoch else epoch * batches + batch
    steps = recipe.fit.epochs * (1 if by_epoch else batches)
    rate = recipe.optimiser.learning_rate * factor(schedule, step, steps)
    for group in optimiser.param_groups:
        group["lr"] = rate
        if schedule.cycle_momentum:
            moment = momentum(schedule, step, steps)
            if "betas" in group:
                group["betas"] = (moment, group["betas"][1])
            else:
                group["momentum"] = moment
    return rate
