"""Disturbances under which the lungs must still be found: pose, grey, loss of detail, and disease pasted over them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from trainer.data.augmentations import detail, geometry, grey

MOST_OPACITIES = 4


def disguise(pictures: Tensor, lungs: Tensor, size: int, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw each film anew.

    Parameters
    ----------
    pictures, lungs
        ``(N, 1, s, s)`` float in 0..1; masks are 0 or 1.
    size
        Side of the result in pixels.

    Returns
    -------
    The network's input, stretched and standardised as `xraydesk.model.lungs.lung_input` does it, and the masks:
    ``(N, 1, size, size)`` both.
    """
    count = len(pictures)

    def between(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, generator=random)

    ill = _paste(pictures, lungs, random)
    # Zooming in stands for the centred square of a film that is not square, which may cut the lungs.
    pose = geometry.rotation(between(-12, 12)) @ geometry.zoom(between(0.62, 1.12))
    pose = pose @ geometry.aspect(between(0.87, 1.15))
    pose = geometry.shift(torch.stack([between(-0.08, 0.08), between(-0.1, 0.1)], dim=1)) @ pose
    pose = pose @ geometry.flip(torch.rand(count, generator=random) < 0.5)
    images = geometry.resample(ill, size, pose)
    masks = (geometry.resample(lungs, size, pose) > 0.5).float()
    images = grey.gamma(images, torch.exp(between(-0.6, 0.6)))
    images = images + 0.35 * _slopes(count, size, random) * (images > 0.01)
    images = grey.contrast(images, between(0.7, 1.3))
    images = detail.blur(images, torch.randint(1, 4, (count,), generator=random))
    images = grey.noise(images, between(0, 0.06), random)
    images = _mark(images, random)
    return standardised(images), masks


def standardised(images: Tensor) -> Tensor:
    """Stretch between the percentiles 1 and 99, then mean 0 and standard deviation 1, each picture on its own."""
    flat = images.flatten(1)
    low, high = flat.quantile(0.01, dim=1, keepdim=True), flat.quantile(0.99, dim=1, keepdim=True)
    flat = ((flat - low) / (high - low).clamp_min(1e-4)).clamp(0, 1)
    flat = (flat - flat.mean(dim=1, keepdim=True)) / flat.std(dim=1, keepdim=True, correction=0).clamp_min(1e-3)
    return flat.view_as(images)


def _paste(pictures: Tensor, lungs: Tensor, random: torch.Generator) -> Tensor:
    """Consolidations, haze and effusions: places in the lungs drawn towards the grey of soft tissue.

    They are not cut at the mask, since disease hides the lung's own outline.
    """
    count, _, side, _ = pictures.shape
    across = (torch.arange(side) + 0.5) / side
    veil = torch.zeros(count, 1, side, side)
    for row in range(count):
        places = torch.nonzero(lungs[row, 0])
        if not len(places):
            continue
        for _ in range(int(torch.randint(0, MOST_OPACITIES + 1, (1,), generator=random))):
            centre = (places[int(torch.randint(len(places), (1,), generator=random))] + 0.5) / side
            reach = 0.03 + 0.15 * torch.rand(2, generator=random) ** 1.5
            down = torch.exp(-0.5 * ((across - centre[0]) / reach[0]) ** 2)
            aside = torch.exp(-0.5 * ((across - centre[1]) / reach[1]) ** 2)
            strength = 0.3 + 0.65 * torch.rand(1, generator=random)
            veil[row, 0] = torch.maximum(veil[row, 0], strength * down[:, None] * aside[None])
        if torch.rand(1, generator=random) < 0.3:
            veil[row, 0] = torch.maximum(veil[row, 0], _effusion(places.float() / side, across, random))
    tissue = 0.55 + 0.35 * torch.rand(count, 1, 1, 1, generator=random)
    rough = functional.interpolate(torch.randn(count, 1, 20, 20, generator=random), size=(side, side), mode="bicubic")
    veil = (veil * (1 + 0.25 * rough)).clamp(0, 0.97)
    return torch.where(tissue > pictures, pictures + veil * (tissue - pictures), pictures)


def _effusion(places: Tensor, across: Tensor, random: torch.Generator) -> Tensor:
    """White from some height downwards on one side: ``(side, side)``."""
    top, bottom = places[:, 0].min(), places[:, 0].max()
    height = bottom - (0.1 + 0.5 * torch.rand(1, generator=random)) * (bottom - top)
    middle = places[:, 1].mean()
    sign = 1 if torch.rand(1, generator=random) < 0.5 else -1
    down = torch.sigmoid((across - height) / 0.02)[:, None]
    aside = torch.sigmoid(sign * (across - middle) / 0.02)[None]
    return 0.9 * down * aside


def _slopes(count: int, size: int, random: torch.Generator) -> Tensor:
    """Smooth unevenness of the exposure: ``(N, 1, size, size)`` of some -1..1."""
    coarse = 0.6 * torch.randn(count, 1, 3, 3, generator=random)
    return functional.interpolate(coarse, size=(size, size), mode="bicubic", align_corners=True).clamp(-1, 1)


def _mark(images: Tensor, random: torch.Generator) -> Tensor:
    """Bright tubes and wires, letters' blocks, and black collimation at an edge."""
    count, _, size, _ = images.shape
    result = images.clone()
    place = (torch.arange(size) + 0.5) / size
    for row in range(count):
        fate = torch.rand(3, generator=random)
        if fate[0] < 0.4:
            a, b, c = (torch.rand(3, generator=random) - torch.tensor([0.5, 0.0, 0.5])).tolist()
            line = (place[None] - b - 0.6 * a * (place[:, None] - 0.5) - 0.5 * c * (place[:, None] - 0.5) ** 2).abs()
            result[row, 0] += 0.35 * torch.exp(-0.5 * (line / 0.008) ** 2)
        if fate[1] < 0.4:
            y, x = (torch.rand(2, generator=random) * (size - 14)).int().tolist()
            result[row, 0, y : y + 8, x : x + 12] = float(torch.rand(1, generator=random) > 0.3)
        if fate[2] < 0.25:
            edge = int(torch.randint(2, size // 8, (1,), generator=random))
            turned = torch.rot90(result[row], int(torch.randint(4, (1,), generator=random)), (1, 2))
            turned[:, :edge] = 0  # a view of the picture, which itself stays as it lies
    return result.clamp(0, 1.2)
