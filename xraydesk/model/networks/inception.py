"""Inception v3 (Szegedy et al., CVPR 2016) of torchvision with one grey input channel and one classifier."""

from __future__ import annotations

from collections import OrderedDict

from torch import nn
from torchvision import models

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str) -> nn.Module:
    """The layers before the pooling, under torchvision's names, with random weights."""
    network = getattr(models, architecture)(weights=None, aux_logits=False, init_weights=False)
    network.Conv2d_1a_3x3.conv = grey(network.Conv2d_1a_3x3.conv)
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            # The original's fixed deviation of 0.1 explodes wherever the batch statistics are not learned first.
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    behind = ("AuxLogits", "avgpool", "dropout", "fc")
    return nn.Sequential(OrderedDict((name, layer) for name, layer in network.named_children() if name not in behind))
