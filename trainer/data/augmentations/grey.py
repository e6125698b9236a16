"""Brightness, contrast, gamma and noise: changes of grey values in 0..1."""

from __future__ import annotations

import torch
from torch import Tensor


def gamma(images: Tensor, exponent: Tensor) -> Tensor:
    """``(N, 1, s, s)`` in 0..1 to the power of ``(N,)``; below 1 brightens."""
    return images.clamp(1e-4, 1) ** each(exponent)


def contrast(images: Tensor, factor: Tensor) -> Tensor:
    """Spread about the middle grey by ``(N,)`` factors."""
    return (images - 0.5) * each(factor) + 0.5


def brightness(images: Tensor, amount: Tensor) -> Tensor:
    """Add ``(N,)`` amounts."""
    return images + each(amount)


def noise(images: Tensor, deviation: Tensor, random: torch.Generator) -> Tensor:
    """Add Gaussian noise of ``(N,)`` standard deviations."""
    return images + torch.randn(images.shape, generator=random, device=images.device) * each(deviation)


def each(values: Tensor) -> Tensor:
    """``(N,)`` → ``(N, 1, 1, 1)``, one value for each picture."""
    return values.view(-1, 1, 1, 1)
