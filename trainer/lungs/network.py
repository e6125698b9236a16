"""A small U-Net (Ronneberger et al., MICCAI 2015) that works at half of its input's resolution."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (16, 24, 40, 56, 72)
"""Channels at a half, a quarter … a thirty-second of the input's side."""


class LungNet(nn.Module):
    """``(N, 1, S, S)`` → ``(N, 1, S, S)`` logits of lying in a lung; S divisible by 32.

    The outline of a lung is smooth, so the finest stage of an ordinary U-Net, which costs most, is left out.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, widths[0], 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU()
        )
        self.first = _block(widths[0], widths[0])
        self.down = nn.ModuleList(_block(a, b) for a, b in pairwise(widths))
        self.up = nn.ModuleList(_block(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1], strict=True))
        self.head = nn.Conv2d(widths[0], 1, 1)

    def forward(self, images: Tensor) -> Tensor:
        """See the class."""
        stages = [self.first(self.stem(images))]
        for block in self.down:
            stages.append(block(functional.max_pool2d(stages[-1], 2)))
        deep = stages.pop()
        for block in self.up:
            side = stages.pop()
            deep = block(torch.cat([_twice(deep), side], dim=1))
        return _twice(cast("Tensor", self.head(deep)))


def parameters(network: nn.Module) -> int:
    """How many numbers a network learns."""
    return sum(values.numel() for values in network.parameters())


def _block(inputs: int, outputs: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for channels in (inputs, outputs):
        layers += [nn.Conv2d(channels, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(*layers)


def _twice(values: Tensor) -> Tensor:
    return functional.interpolate(values, scale_factor=2, mode="bilinear", align_corners=False)
