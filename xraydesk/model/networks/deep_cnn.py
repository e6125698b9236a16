"""A deep convolutional network of our own, small enough to be trained from random weights on a processor."""

from __future__ import annotations

from collections import OrderedDict

from torch import nn

WIDTHS = (32, 64, 128, 192, 256)


def features(architecture: str) -> nn.Module:
    """Five stages of two 3x3 convolutions, batch normalisation and ReLU; all but the last halve the picture."""
    del architecture
    stages = OrderedDict(
        (f"stage{number}", _stage(before, width, halve=number < len(WIDTHS)))
        for number, (before, width) in enumerate(zip((1, *WIDTHS), WIDTHS, strict=False), 1)
    )
    return nn.Sequential(stages)


def _stage(before: int, width: int, halve: bool) -> nn.Module:
    layers = nn.Sequential()
    for inner in (before, width):
        convolution = nn.Conv2d(inner, width, kernel_size=3, padding=1, bias=False)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        layers.extend([convolution, nn.BatchNorm2d(width), nn.ReLU(inplace=True)])
    if halve:
        layers.append(nn.MaxPool2d(2))
    return layers
