"""Random changes to a batch of training films: first the strengths are drawn, then they are applied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from trainer.data.augmentations import detail, geometry, grey, hiding
from trainer.recipe import Augment

BLUR_FACTORS = (1.5, 2.0, 2.5, 3.0)
QUALITIES = (20.0, 90.0)
HOLE_SIDES = (0.08, 0.30)


@dataclass(frozen=True)
class Strengths:
    """What is done to each film of a batch; None is not done at all.

    Attributes
    ----------
    matrix
        ``(N, 3, 3)`` of ``geometry``.
    blur, jpeg
        ``(N,)`` factor from 1 and quality, 0 for none.
    gamma, contrast, brightness, noise
        ``(N,)`` of ``grey``.
    margins
        ``(N, 5)``: top, bottom, left, right as fractions, and their grey.
    holes
        ``(N, k, 5)`` of ``hiding.cut_out``.
    """

    matrix: Tensor
    blur: Tensor | None = None
    jpeg: Tensor | None = None
    gamma: Tensor | None = None
    contrast: Tensor | None = None
    brightness: Tensor | None = None
    noise: Tensor | None = None
    margins: Tensor | None = None
    holes: Tensor | None = None


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
    return augment_with_masks(films, None, size, settings, random)[0]


def augment_with_masks(
    films: Tensor, masks: Tensor | None, size: int, settings: Augment, random: torch.Generator
) -> tuple[Tensor, Tensor | None]:
    """Augment a batch, and move masks of its films with them; only here may lungs change their surroundings.

    Parameters
    ----------
    films, size, settings, random
        As of `augment`.
    masks
        ``(N, m, m)`` uint8 of 0..255 over the same area, or None.

    Returns
    -------
    The films, as of `augment`, and ``(N, 1, m, m)`` float32 of 0..1; outside a film nothing is masked in.
    """
    strengths = draw(len(films), settings, random)
    images = standardise(apply(films, size, strengths, random))
    if masks is None:
        return images, None
    moved = geometry.resample(masks.unsqueeze(1).float() / 255, masks.shape[-1], strengths.matrix)
    if settings.surroundings:
        drawn = torch.randperm(len(images), generator=random, device=images.device)
        chosen = torch.rand(len(images), generator=random, device=images.device) < settings.surroundings
        partner = torch.where(chosen, drawn, torch.arange(len(images), device=images.device))
        images = standardise(hiding.surroundings(images, moved, partner))
    return images, moved


def draw(count: int, settings: Augment, random: torch.Generator) -> Strengths:
    """Draw the strengths for ``count`` films; what is switched off draws nothing."""
    dice = _Dice(count, random)
    return Strengths(
        _matrix(settings, dice),
        _blur(settings.blur, dice) if settings.blur else None,
        _jpeg(settings.jpeg, dice) if settings.jpeg else None,
        dice.spread(settings.gamma).exp() if settings.gamma else None,
        1 + dice.spread(settings.contrast) if settings.contrast else None,
        dice.spread(settings.brightness) if settings.brightness else None,
        dice.spread(settings.noise).abs() if settings.noise else None,
        _margins(settings.margins, dice) if settings.margins else None,
        _holes(settings.cutouts, dice) if settings.cutouts else None,
    )


@dataclass(frozen=True)
class _Dice:
    """Draws for ``count`` films."""

    count: int
    random: torch.Generator

    def chance(self, *shape: int) -> Tensor:
        """``(count, *shape)`` uniform in 0..1."""
        return torch.rand(self.count, *shape, generator=self.random, device=self.random.device)

    def spread(self, limit: float, *shape: int) -> Tensor:
        """``(count, *shape)`` uniform in ±limit."""
        return (self.chance(*shape) * 2 - 1) * limit

    def number(self, most: int, *shape: int) -> Tensor:
        """``(count, *shape)`` whole numbers from 0 to ``most``."""
        return torch.randint(most + 1, (self.count, *shape), generator=self.random, device=self.random.device)


def _matrix(settings: Augment, dice: _Dice) -> Tensor:
    matrix = torch.eye(3, device=dice.random.device).repeat(dice.count, 1, 1)
    if settings.shift:
        matrix = matrix @ geometry.shift(dice.spread(settings.shift, 2))
    if settings.rotate:
        matrix = matrix @ geometry.rotation(dice.spread(settings.rotate))
    if settings.scale:
        matrix = matrix @ geometry.zoom(1 + dice.spread(settings.scale))
    if settings.aspect:
        matrix = matrix @ geometry.aspect(1 + dice.spread(settings.aspect))
    if settings.flip:
        matrix = matrix @ geometry.flip(dice.chance() < settings.flip)
    return matrix


def _blur(probability: float, dice: _Dice) -> Tensor:
    factors = torch.tensor(BLUR_FACTORS, device=dice.random.device)[dice.number(len(BLUR_FACTORS) - 1)]
    return torch.where(dice.chance() < probability, factors, 1.0)


def _jpeg(probability: float, dice: _Dice) -> Tensor:
    low, high = QUALITIES
    quality = (low + (high - low) * dice.chance()).round()
    return torch.where(dice.chance() < probability, quality, 0.0)


def _margins(limit: float, dice: _Dice) -> Tensor:
    return torch.cat([dice.chance(4) * limit, dice.chance(1)], dim=1)


def _holes(most: int, dice: _Dice) -> Tensor:
    holes = dice.chance(most, 5)
    low, high = HOLE_SIDES
    holes[..., 2:4] = low + (high - low) * holes[..., 2:4]
    # Each film has from none to all of them, every number as likely as the next.
    holes[..., 2] *= torch.arange(most, device=dice.random.device) < dice.number(most, 1)
    return holes


def apply(films: Tensor, size: int, strengths: Strengths, random: torch.Generator) -> Tensor:
    """Change a batch by known strengths; ``random`` draws the noise.

    Parameters
    ----------
    films
        ``(N, s, s)`` uint8.

    Returns
    -------
    ``(N, 1, size, size)`` float32 in 0..1.
    """
    images = films.unsqueeze(1).float() / 255
    if strengths.blur is not None:
        images = detail.blur(images, strengths.blur)
    if strengths.jpeg is not None:
        images = detail.jpeg(images, strengths.jpeg)
    images = geometry.resample(images, size, strengths.matrix)
    if strengths.gamma is not None:
        images = grey.gamma(images, strengths.gamma)
    if strengths.contrast is not None:
        images = grey.contrast(images, strengths.contrast)
    if strengths.brightness is not None:
        images = grey.brightness(images, strengths.brightness)
    if strengths.noise is not None:
        images = grey.noise(images, strengths.noise, random)
    images = images.clamp(0, 1)
    if strengths.margins is not None:
        images = hiding.margins(images, strengths.margins[:, :4], strengths.margins[:, 4])
    return images if strengths.holes is None else hiding.cut_out(images, strengths.holes)


def standardise(images: Tensor) -> Tensor:
    """Mean 0 and standard deviation 1 for each picture, as the application's preprocessing has it."""
    mean = images.mean(dim=(1, 2, 3), keepdim=True)
    deviation = images.std(dim=(1, 2, 3), keepdim=True, correction=0)
    return (images - mean) / deviation.clamp_min(1e-3)


def mix(images: Tensor, settings: Augment, random: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Blend each film with another of its batch (mixup: Zhang et al., ICLR 2018).

    Parameters
    ----------
    images
        ``(N, 1, S, S)`` standardised films.
    settings
        ``mixup`` is both parameters of the beta distribution; 0 blends nothing and draws nothing.
    random
        Generator on the films' device.

    Returns
    -------
    images
        The blends, standardised again.
    partner
        ``(N,)`` int64: which film was blended in.
    kept
        ``(N,)`` float32: share of the film itself, at least a half; the loss is ``kept`` times that of its own target
        and the rest that of its partner's.
    """
    count = len(images)
    if not settings.mixup or count < 2:
        own = torch.arange(count, device=images.device)
        return images, own, torch.ones(count, device=images.device)
    seed = int(torch.randint(2**31, (1,), generator=random, device=random.device).item())
    chosen = np.random.default_rng(seed)
    share = chosen.beta(settings.mixup, settings.mixup, count)
    kept = torch.from_numpy(np.maximum(share, 1 - share).astype(np.float32)).to(images.device)
    partner = (torch.arange(count, device=images.device) + int(chosen.integers(1, count))) % count
    weight = grey.each(kept)
    return standardise(images * weight + images[partner] * (1 - weight)), partner, kept
