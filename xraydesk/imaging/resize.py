"""Resampling as scikit-image does it, for networks whose training films were made smaller that way.

``skimage.transform.resize`` of a float picture with ``mode="constant"``: a Gaussian of deviation (f - 1) / 2 for a
picture f times as large, then linear interpolation between pixel centres; 0 stands outside. Both are linear and work
on rows and columns apart, so each is a matrix.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_REACH = 4.0
"""Standard deviations after which the Gaussian is cut off."""


def gaussian_resize(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Bring a picture to a square.

    Parameters
    ----------
    values
        ``(h, w)`` float32.
    size
        Side of the result.

    Returns
    -------
    ``(size, size)`` float32, within the range of ``values``.
    """
    down, across = (_matrix(length, size) for length in values.shape)
    result = down @ values @ across.T
    return np.asarray(np.clip(result, values.min(), values.max()), np.float32)


def _matrix(length: int, size: int) -> NDArray[np.float32]:
    """``(size, length)``: what each pixel of a line weighs in each pixel of the shorter or longer line."""
    factor = length / size
    places = (np.arange(size) + 0.5) * factor - 0.5
    linear = np.zeros((size, length))
    lower = np.floor(places).astype(np.intp)
    for neighbour, weights in ((lower, 1 - (places - lower)), (lower + 1, places - lower)):
        inside = np.flatnonzero((neighbour >= 0) & (neighbour < length))
        linear[inside, neighbour[inside]] += weights[inside]
    return np.asarray(_smoothed(linear, (factor - 1) / 2), np.float32)


def _smoothed(rows: NDArray[np.float64], deviation: float) -> NDArray[np.float64]:
    """Each row convolved with a Gaussian, which is even, so that it may stand before or behind what a row picks."""
    if deviation <= 0:
        return rows
    radius = math.floor(_REACH * deviation + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / deviation) ** 2)
    kernel /= kernel.sum()
    length = rows.shape[1]
    return np.stack([np.convolve(row, kernel)[radius : radius + length] for row in rows])
