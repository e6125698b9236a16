"""Hiding parts of a film: rectangles inside it, and its margins, where text and markers give hospitals away."""

from __future__ import annotations

import torch
from torch import Tensor

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
