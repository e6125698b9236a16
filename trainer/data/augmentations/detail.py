"""Loss of detail: down-sampling and JPEG compression, as pictures suffer on their way between hospitals."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

BLOCK = 8
# Luminance quantisation at quality 50 (ITU-T T.81, table K.1).
_LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)


def blur(images: Tensor, factor: Tensor) -> Tensor:
    """Make pictures ``(N,)`` times smaller and as large again; a factor of 1 leaves a picture as it is.

    Pictures with the same factor go together, so a few factors are faster than many.
    """
    side = images.shape[-1]
    result = images.clone()
    for value in sorted(set(factor.tolist())):
        if value > 1:
            chosen = factor == value
            small = max(2, round(side / value))
            reduced = functional.interpolate(images[chosen], size=(small, small), mode="bilinear", antialias=True)
            result[chosen] = functional.interpolate(reduced, size=(side, side), mode="bilinear")
    return result


def jpeg(images: Tensor, quality: Tensor) -> Tensor:
    """What baseline JPEG of ``(N,)`` quality makes of grey pictures in 0..1; a quality of 0 leaves one as it is.

    The lossy steps of ITU-T T.81 alone: the cosine transform of 8 × 8 blocks and its quantisation, with the tables of
    the Independent JPEG Group's encoder.
    """
    chosen = torch.nonzero(quality > 0).flatten()
    if not len(chosen):
        return images
    count, side = len(chosen), images.shape[-1]
    margin = -side % BLOCK
    padded = functional.pad(images[chosen], (0, margin, 0, margin), mode="replicate")
    blocks = side // BLOCK + bool(margin)
    # (n, blocks, blocks, 64): one product with a 64 × 64 matrix transforms all blocks.
    levels = padded.view(count, blocks, BLOCK, blocks, BLOCK).transpose(2, 3).reshape(count, blocks, blocks, -1) * 255
    basis = _cosines(images.device)
    tables = _tables(quality[chosen]).view(count, 1, 1, -1)
    coarse = (((levels - 128) @ basis.T) / tables).round_().mul_(tables)
    restored = (coarse @ basis).add_(128).round_().clamp_(0, 255).div_(255)
    rows = restored.view(count, blocks, blocks, BLOCK, BLOCK).transpose(2, 3)
    whole = rows.reshape(count, 1, side + margin, side + margin)
    result = images.clone()
    result[chosen] = whole[..., :side, :side]
    return result


def _tables(quality: Tensor) -> Tensor:
    """``(N,)`` → ``(N, 64)`` divisors."""
    base = torch.tensor(_LUMINANCE, dtype=torch.float32, device=quality.device)
    scale = torch.where(quality < 50, 5000 / quality.clamp_min(1), 200 - 2 * quality)
    return ((base * scale.unsqueeze(1) + 50) / 100).floor().clamp(1, 255)


@cache
def _cosines(device: torch.device) -> Tensor:
    """``(64, 64)`` orthonormal cosine transform, type II, of a block in row-major order."""
    place = (2 * torch.arange(BLOCK, device=device) + 1) / (2 * BLOCK)
    rows = torch.cos(torch.pi * torch.arange(BLOCK, device=device).unsqueeze(1) * place) * 0.5
    rows[0] *= 0.5**0.5
    return torch.kron(rows, rows)
