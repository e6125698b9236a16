"""ResNet (He et al., CVPR 2016) of torchvision with one grey input channel."""

from __future__ import annotations

from collections import OrderedDict

from torch import nn
from torchvision import models

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str) -> nn.Module:
    """The layers before the pooling, under torchvision's names, with random weights."""
    layers = OrderedDict(getattr(models, architecture)(weights=None).named_children())
    layers["conv1"] = grey(layers["conv1"])
    del layers["avgpool"], layers["fc"]
    return nn.Sequential(layers)
