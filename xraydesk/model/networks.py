"""Networks that end in features → ReLU → global average pool → linear, so that one pass explains every class.

Imports torch: only the trainer and the torch engine load this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from torch import Tensor, nn


class ClassMapNet(nn.Module):
    """A convolutional classifier whose last feature map is part of its answer (Zhou et al., CVPR 2016).

    Parameters
    ----------
    features
        Maps ``(N, 1, S, S)`` to ``(N, channels, h, w)``.
    channels
        Channels of the last feature map.
    outputs
        Number of logits.
    dropout
        Dropout rate on the pooled features while training.
    """

    def __init__(self, features: nn.Module, channels: int, outputs: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.features = features
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(channels, outputs)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """``(N, 1, S, S)`` → logits ``(N, outputs)`` and last feature map ``(N, channels, h, w)``, not negative."""
        maps = self.relu(self.features(images))
        return self.classifier(self.dropout(maps.mean(dim=(2, 3)))), maps


def _densenet121(outputs: int, dropout: float = 0.0) -> ClassMapNet:
    """DenseNet-121 (Huang et al., CVPR 2017) with one grey input channel, from random weights."""
    from torchvision.models import densenet121

    features = densenet121(weights=None).features
    features.conv0 = nn.Conv2d(1, 64, kernel_size=7, stride=2, padding=3, bias=False)
    nn.init.kaiming_normal_(features.conv0.weight)
    return ClassMapNet(features, 1024, outputs, dropout)


NETWORKS: Final[Mapping[str, Callable[..., ClassMapNet]]] = {"densenet121": _densenet121}


def build(architecture: str, outputs: int, arguments: Mapping[str, Any] | None = None) -> ClassMapNet:
    """Build a network with random weights by the name that the model card uses.

    Raises
    ------
    KeyError
        No network of that name is known.
    """
    return NETWORKS[architecture](outputs, **(arguments or {}))
