"""Random changes to a batch of training films, on tensors, on whichever device they are."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from trainer.recipe import Augment


def augment(films: Tensor, size: int, settings: Augment, random: torch.Generator) -> Tensor:
    """Augment and standardise a batch.

    Parameters
    ----------
    films
        ``(N, s, s)`` uint8 from the cache.
    size
        Side of the result in pixels.
    settings
        The recipe's augmentation.
    random
        Generator on the films' device; it alone decides, so that a run can be repeated.

    Returns
    -------
    ``(N, 1, size, size)`` float32 with mean 0 and standard deviation 1 per film.
    """
    unit = films.unsqueeze(1).float() / 255
    unit = _blur(unit, settings, random)
    unit = _warp(unit, size, settings, random)
    unit = _grey(unit, settings, random)
    unit = _cut_out(unit, settings, random)
    mean = unit.mean(dim=(1, 2, 3), keepdim=True)
    deviation = unit.std(dim=(1, 2, 3), keepdim=True, correction=0)
    return (unit - mean) / deviation.clamp_min(1e-3)


def _uniform(count: int, spread: float, random: torch.Generator) -> Tensor:
    return (torch.rand(count, generator=random, device=random.device) * 2 - 1) * spread


def _blur(unit: Tensor, settings: Augment, random: torch.Generator) -> Tensor:
    chance, amount = torch.rand(2, generator=random, device=random.device).tolist()
    if chance >= settings.blur:
        return unit
    side = unit.shape[-1]
    small = round(side / (1.5 + 1.5 * amount))
    reduced = functional.interpolate(unit, size=(small, small), mode="bilinear", antialias=True)
    return functional.interpolate(reduced, size=(side, side), mode="bilinear")


def _warp(unit: Tensor, size: int, settings: Augment, random: torch.Generator) -> Tensor:
    """One affine resampling for rotation, scale, aspect, shift and flip."""
    count = unit.shape[0]
    angle = torch.deg2rad(_uniform(count, settings.rotate, random))
    scale = 1 + _uniform(count, settings.scale, random)
    aspect = 1 + _uniform(count, settings.aspect, random)
    mirror = torch.where(torch.rand(count, generator=random, device=random.device) < settings.flip, -1.0, 1.0)
    across, down = scale * aspect, scale / aspect
    cosine, sine = angle.cos(), angle.sin()
    matrix = torch.stack(
        [
            torch.stack([cosine * across * mirror, -sine * down, _uniform(count, 2 * settings.shift, random)], 1),
            torch.stack([sine * across * mirror, cosine * down, _uniform(count, 2 * settings.shift, random)], 1),
        ],
        dim=1,
    )
    grid = functional.affine_grid(matrix, [count, 1, size, size], align_corners=False)
    return functional.grid_sample(unit, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def _grey(unit: Tensor, settings: Augment, random: torch.Generator) -> Tensor:
    count = unit.shape[0]

    def each(values: Tensor) -> Tensor:
        return values.view(-1, 1, 1, 1)

    unit = unit.clamp(1e-4, 1) ** each(_uniform(count, settings.gamma, random).exp())
    contrast = each(1 + _uniform(count, settings.contrast, random))
    unit = (unit - 0.5) * contrast + 0.5 + each(_uniform(count, settings.brightness, random))
    strength = each(_uniform(count, settings.noise, random).abs())
    unit = unit + torch.randn(unit.shape, generator=random, device=random.device) * strength
    return unit.clamp(0, 1)


def _cut_out(unit: Tensor, settings: Augment, random: torch.Generator) -> Tensor:
    """Rectangles of 8 to 30 % of the side (DeVries & Taylor, arXiv:1708.04552)."""
    count, side = unit.shape[0], unit.shape[-1]
    place = torch.arange(side, device=unit.device) / side
    for number in range(settings.cutouts):
        draw = torch.rand(6, count, 1, generator=random, device=random.device)
        height, width = 0.08 + 0.22 * draw[0], 0.08 + 0.22 * draw[1]
        rows = (place >= draw[2] - height / 2) & (place < draw[2] + height / 2)
        columns = (place >= draw[3] - width / 2) & (place < draw[3] + width / 2)
        used = draw[4] * settings.cutouts >= number
        hole = (rows.unsqueeze(2) & columns.unsqueeze(1) & used.unsqueeze(2)).unsqueeze(1)
        unit = torch.where(hole, draw[5].view(-1, 1, 1, 1), unit)
    return unit
