"""SqueezeNet 1.1 (Iandola et al., arXiv:1602.07360) of torchvision with one grey input channel.

Its own head, a convolution that is rectified before the pooling, could say nothing against a class; ours is linear.
"""

from __future__ import annotations

from torch import nn
from torchvision import models

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str) -> nn.Module:
    """The layers before the classifier, under torchvision's names, with random weights."""
    layers: nn.Sequential = getattr(models, architecture)(weights=None).features
    layers[0] = grey(layers[0])  # type: ignore[arg-type]
    return layers
