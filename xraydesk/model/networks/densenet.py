"""DenseNet (Huang et al., CVPR 2017) of torchvision with one grey input channel."""

from __future__ import annotations

from torch import nn
from torchvision import models

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str) -> nn.Module:
    """The layers before the classifier, under torchvision's names, with random weights."""
    layers: nn.Sequential = getattr(models, architecture)(weights=None).features
    layers.conv0 = grey(layers.conv0)  # type: ignore[arg-type]
    return layers
