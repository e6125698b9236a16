"""The mapping between an image and the model's input, both ways, in one object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Geometry:
    """A rectangle of the image that was resampled to the square model input.

    Coordinates are continuous: pixel corners are at integers, the first pixel's centre is at 0.5.

    Attributes
    ----------
    image_shape
        ``(rows, columns)`` of the image.
    top, left, height, width
        The rectangle in image pixels; it may reach beyond the image, where the input was padded.
    input_size
        Side of the square input in pixels.
    """

    image_shape: tuple[int, int]
    top: float
    left: float
    height: float
    width: float
    input_size: int

    def to_image(self, values: NDArray[np.floating]) -> NDArray[np.float32]:
        """Bring a map over the model's input back to the image.

        Parameters
        ----------
        values
            ``(h, w)`` floats that cover the whole input, at any resolution.

        Returns
        -------
        ``(rows, columns)`` float32, bilinear between cell centres; 0 where the model did not look.
        """
        rows, columns = self.image_shape
        cells = np.asarray(values, np.float32)
        y = (np.arange(rows) + 0.5 - self.top) * (cells.shape[0] / self.height)
        x = (np.arange(columns) + 0.5 - self.left) * (cells.shape[1] / self.width)
        result = _sample_rows(_sample_rows(cells, y).T, x).T
        outside_y = (y < 0) | (y > cells.shape[0])
        outside_x = (x < 0) | (x > cells.shape[1])
        result[outside_y, :] = 0
        result[:, outside_x] = 0
        return result

    def to_input_point(self, row: float, column: float) -> tuple[float, float]:
        """Image coordinates → input coordinates, both ``(row, column)``."""
        return (
            (row - self.top) * self.input_size / self.height,
            (column - self.left) * self.input_size / self.width,
        )

    def to_image_point(self, row: float, column: float) -> tuple[float, float]:
        """Input coordinates → image coordinates, both ``(row, column)``."""
        return (
            row * self.height / self.input_size + self.top,
            column * self.width / self.input_size + self.left,
        )


def _sample_rows(cells: NDArray[np.float32], position: NDArray[np.float64]) -> NDArray[np.float32]:
    """Interpolate linearly between row centres at continuous positions, clamped at the ends."""
    centre = np.clip(position - 0.5, 0, cells.shape[0] - 1)
    lower = np.floor(centre).astype(np.intp)
    upper = np.minimum(lower + 1, cells.shape[0] - 1)
    fraction = (centre - lower).astype(np.float32)[:, None]
    return np.asarray(cells[lower] * (1 - fraction) + cells[upper] * fraction, np.float32)
