"""Layers that never learn: neither their weights nor their batch statistics."""

from __future__ import annotations

from torch import nn

from trainer.recipe import Network
from xraydesk.model.networks import ClassMapNet


def frozen_layers(network: ClassMapNet, settings: Network) -> list[nn.Module]:
    """The layers of the stages that the recipe freezes, from the input on."""
    stages = list(settings.kind.stages.values())[: settings.frozen_stages]
    return [network.features.get_submodule(name) for stage in stages for name in stage]


def freeze(network: ClassMapNet, settings: Network) -> None:
    """Take the frozen layers' weights out of the optimisation."""
    for layer in frozen_layers(network, settings):
        layer.requires_grad_(requires_grad=False)


def train_mode(student: nn.Module, network: ClassMapNet, settings: Network) -> None:
    """Training mode for what learns; frozen layers stay in evaluation mode, so that their statistics stay too."""
    student.train()
    for layer in frozen_layers(network, settings):
        layer.eval()
