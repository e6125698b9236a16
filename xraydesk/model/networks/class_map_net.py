"""The one form that every network has here."""

from __future__ import annotations

from collections import OrderedDict
from typing import cast

from torch import Tensor, nn
from torch.nn import functional


class ClassMapNet(nn.Module):
    """A convolutional classifier whose last feature map is part of its answer (Zhou et al., CVPR 2016).

    The head is linear behind the pooling, so that a class map is the exact account of a logit. A hidden layer behind
    the pooling would make it an approximation; ``hidden`` therefore stands before it, the same dense layer at every
    place of the feature map, and the class maps stay exact.

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
    hidden
        Units of the dense layer before the pooling; 0 for none.
    """

    def __init__(self, features: nn.Module, channels: int, outputs: int, dropout: float = 0.0, hidden: int = 0) -> None:
        super().__init__()
        self.features = features
        self.hidden = nn.Conv2d(channels, hidden, kernel_size=1) if hidden else None
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(hidden or channels, outputs)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """``(N, 1, S, S)`` → logits ``(N, outputs)`` and last feature map ``(N, channels, h, w)``, not negative."""
        maps = self.features(images)
        if self.hidden is not None:
            maps = self.hidden(functional.relu(maps))
        maps = self.relu(maps)
        return self.classifier(self.dropout(maps.mean(dim=(2, 3)))), maps


def grey(convolution: nn.Conv2d) -> nn.Conv2d:
    """A first convolution for one grey channel, random, in place of one for three colours."""
    result = nn.Conv2d(
        1,
        convolution.out_channels,
        kernel_size=convolution.kernel_size,  # type: ignore[arg-type]
        stride=convolution.stride,  # type: ignore[arg-type]
        padding=convolution.padding,  # type: ignore[arg-type]
        bias=convolution.bias is not None,
    )
    nn.init.kaiming_normal_(result.weight)
    if result.bias is not None:
        nn.init.zeros_(result.bias)
    return result


def in_colour(features: nn.Module) -> nn.Sequential:
    """Put three channels before layers that take a grey one, for weights that were learned on normalised colours.

    The new first layer, ``colours``, gives each channel its own scale and shift; the first convolution behind it takes
    three channels again. The shift cannot be drawn into that convolution, because it pads with zeros behind the shift.
    """
    name, first = next((name, layer) for name, layer in features.named_modules() if isinstance(layer, nn.Conv2d))
    wide = nn.Conv2d(
        3,
        first.out_channels,
        kernel_size=first.kernel_size,  # type: ignore[arg-type]
        stride=first.stride,  # type: ignore[arg-type]
        padding=first.padding,  # type: ignore[arg-type]
        bias=first.bias is not None,
    )
    holder, _, own = name.rpartition(".")
    setattr(features.get_submodule(holder), own, wide)
    layers = OrderedDict([("colours", cast("nn.Module", nn.Conv2d(1, 3, kernel_size=1))), *features.named_children()])
    return nn.Sequential(layers)
