"""Xception (Chollet, CVPR 2017) of timm, in the form of the published weights, with one grey input channel."""

from __future__ import annotations

from collections import OrderedDict

import timm
from torch import nn

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str) -> nn.Module:
    """The layers before the pooling, under timm's names, with random weights."""
    network = timm.create_model(f"legacy_{architecture}", pretrained=False)
    network.conv1 = grey(network.conv1)  # type: ignore[arg-type]
    behind = ("global_pool", "fc")
    return nn.Sequential(OrderedDict((name, layer) for name, layer in network.named_children() if name not in behind))
