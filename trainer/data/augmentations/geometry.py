"""Shift, flip, rotation, zoom and aspect: affine matrices that are multiplied, and one resampling for all of them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def rotation(degrees: Tensor) -> Tensor:
    """``(N,)`` degrees → ``(N, 3, 3)``; positive turns the picture anticlockwise."""
    angle = torch.deg2rad(degrees)
    cosine, sine = angle.cos(), angle.sin()
    return _matrix(cosine, -sine, sine, cosine)


def zoom(factor: Tensor) -> Tensor:
    """``(N,)`` factor > 0 → ``(N, 3, 3)``; above 1 more is seen, and smaller."""
    nothing = torch.zeros_like(factor)
    return _matrix(factor, nothing, nothing, factor)


def aspect(factor: Tensor) -> Tensor:
    """``(N,)`` factor > 0 → ``(N, 3, 3)``; above 1 the picture is made narrower and higher."""
    nothing = torch.zeros_like(factor)
    return _matrix(factor, nothing, nothing, 1 / factor)


def flip(mirrored: Tensor) -> Tensor:
    """``(N,)`` flags → ``(N, 3, 3)``; left and right change places."""
    sign = torch.where(mirrored, -1.0, 1.0)
    nothing = torch.zeros_like(sign)
    return _matrix(sign, nothing, nothing, torch.ones_like(sign))


def shift(fractions: Tensor) -> Tensor:
    """``(N, 2)`` fractions of the side, across and down → ``(N, 3, 3)``."""
    matrix = torch.eye(3, device=fractions.device).repeat(len(fractions), 1, 1)
    matrix[:, :2, 2] = -2 * fractions
    return matrix


def resample(images: Tensor, size: int, matrix: Tensor) -> Tensor:
    """Draw each picture through its matrix.

    Parameters
    ----------
    images
        ``(N, 1, s, s)`` float.
    size
        Side of the result in pixels.
    matrix
        ``(N, 3, 3)`` from places of the result to places of the picture, both -1..1.

    Returns
    -------
    ``(N, 1, size, size)``, bilinear, black outside the picture.
    """
    grid = functional.affine_grid(matrix[:, :2], [len(images), 1, size, size], align_corners=False)
    return functional.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def _matrix(a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> Tensor:
    matrix = torch.zeros(len(a), 3, 3, device=a.device)
    matrix[:, 0, 0], matrix[:, 0, 1], matrix[:, 1, 0], matrix[:, 1, 1], matrix[:, 2, 2] = a, b, c, d, 1.0
    return matrix
