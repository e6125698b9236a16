"""Hiding parts of a film: rectangles, margins, where text and markers give hospitals away, and all but the lungs."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from trainer.data.augmentations.grey import each


def cut_out(images: Tensor, holes: Tensor) -> Tensor:
    """Set rectangles to one grey each (DeVries & Taylor, arXiv:1708.04552).

    Parameters
    ----------
    images
        ``(N, 1, s, s)``.
    holes
        ``(N, k, 5)``: centre down, centre across, height, width as fractions of the side, and grey; nothing is hidden
        where the height is 0.
    """
    place = (torch.arange(images.shape[-1], device=images.device) + 0.5) / images.shape[-1]
    for hole in holes.unbind(1):
        down, across, height, width, level = (values.unsqueeze(1) for values in hole.unbind(1))
        rows = (place - down).abs() < height / 2
        columns = (place - across).abs() < width / 2
        hidden = (rows.unsqueeze(2) & columns.unsqueeze(1)).unsqueeze(1)
        images = torch.where(hidden, each(level), images)
    return images


def margins(images: Tensor, widths: Tensor, level: Tensor) -> Tensor:
    """Set the edges of pictures to one grey.

    Parameters
    ----------
    images
        ``(N, 1, s, s)``.
    widths
        ``(N, 4)`` fractions of the side at the top, bottom, left and right.
    level
        ``(N,)`` grey.
    """
    place = (torch.arange(images.shape[-1], device=images.device) + 0.5) / images.shape[-1]
    top, bottom, left, right = (widths[:, edge].unsqueeze(1) for edge in range(4))
    rows = (place >= top) & (place < 1 - bottom)
    columns = (place >= left) & (place < 1 - right)
    seen = (rows.unsqueeze(2) & columns.unsqueeze(1)).unsqueeze(1)
    return torch.where(seen, images, each(level))


def surroundings(images: Tensor, lungs: Tensor, partner: Tensor) -> Tensor:
    """Put each film's lungs into the surroundings of another one.

    Parameters
    ----------
    images
        ``(N, 1, S, S)`` standardised films.
    lungs
        ``(N, 1, m, m)`` share of each place that lies in a lung, 0..1; a film without any stays as it is.
    partner
        ``(N,)`` int64: whose surroundings; its own number for a film that stays as it is.

    Returns
    -------
    ``(N, 1, S, S)``; a rim of a twelfth of the side around the lungs stays, and the partner's lungs are left out.
    """
    rim = 2 * (lungs.shape[-1] // 24) + 1
    grown = functional.max_pool2d(lungs, rim, stride=1, padding=rim // 2)
    grown = torch.where(lungs.amax(dim=(1, 2, 3), keepdim=True) > 0, grown, 1.0)
    own = functional.interpolate(grown, size=images.shape[-2:], mode="bilinear", align_corners=False)
    # Standardised films have mean 0, so where the partner's lungs were there is its mean grey.
    around = torch.where(lungs[partner].amax(dim=(1, 2, 3), keepdim=True) > 0, 1 - own[partner], 1.0)
    changed = own * images + (1 - own) * around * images[partner]
    stays = partner == torch.arange(len(images), device=partner.device)
    return torch.where(stays[:, None, None, None], images, changed)
