"""The pixels inside a drawn region and what their values are, in the units of the modality."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.core.radiograph import LookupTable, Radiograph
from xraydesk.imaging.display import modality_values

_LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Values of the pixels whose centres lie in a region; padding and what is no number are left out.

    Attributes
    ----------
    count
        Number of pixels.
    mean, sd, low, high
        In modality units; the standard deviation is that of these pixels themselves (divided by their number).
        Colour is taken as brightness (luma, Rec. 601). Not-a-number when ``count`` is 0.
    left_out
        Pixels in the region that are padding or no numbers.
    """

    count: int
    mean: float
    sd: float
    low: float
    high: float
    left_out: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """Which pixels of a picture lie in a region.

    Attributes
    ----------
    top, left
        Where ``inside`` begins on the picture.
    inside
        ``(h, w)`` bool, the part of the picture that the region reaches.
    """

    top: int
    left: int
    inside: NDArray[np.bool_]


def region_mask(kind: Kind, points: Sequence[Point], shape: tuple[int, int]) -> Mask:
    """The pixels of a picture whose centres lie in a rectangle, an ellipse or a closed outline (even-odd).

    Parameters
    ----------
    points
        As of `Annotation`, in pixels of this picture.
    shape
        ``(rows, columns)`` of the picture.
    """
    places = np.array(points, np.float64)
    low, high = places.min(axis=0), places.max(axis=0)
    # The first and last pixel whose centre, at half a pixel, is not outside.
    left, top = (max(math.ceil(edge - 0.5), 0) for edge in low)
    right, bottom = (min(math.floor(edge - 0.5) + 1, side) for edge, side in zip(high, shape[::-1], strict=True))
    size = max(bottom - top, 0), max(right - left, 0)
    if kind is Kind.RECTANGLE:
        return Mask(top, left, np.ones(size, np.bool_))
    if kind is Kind.ELLIPSE:
        return Mask(top, left, _ellipse(low, high, top, left, size))
    return Mask(top, left, _outline(places - (left, top), size))


def _ellipse(
    low: NDArray[np.float64], high: NDArray[np.float64], top: int, left: int, size: tuple[int, int]
) -> NDArray[np.bool_]:
    centre, radius = (low + high) / 2, np.maximum((high - low) / 2, 1e-12)
    x = (np.arange(size[1]) + left + 0.5 - centre[0]) / radius[0]
    y = (np.arange(size[0]) + top + 0.5 - centre[1]) / radius[1]
    return np.asarray(x**2 + y[:, None] ** 2 <= 1.0, np.bool_)


def _outline(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Even-odd: every edge that a row of centres crosses changes side for all pixels to its right."""
    flips = np.zeros((size[0], size[1] + 1), np.int32)
    for (x, y), (other_x, other_y) in zip(points, np.roll(points, -1, axis=0), strict=True):
        first, last = sorted((y, other_y))
        # Half-open, so that a row through a corner crosses one of its two edges.
        begin, end = max(math.ceil(first - 0.5), 0), min(math.ceil(last - 0.5), size[0])
        if end > begin:
            rows = np.arange(begin, end)
            crossing = x + (rows + 0.5 - y) * (other_x - x) / (other_y - y)
            flips[rows, np.clip(np.ceil(crossing - 0.5), 0, size[1]).astype(np.intp)] += 1
    return np.asarray(np.cumsum(flips, axis=1)[:, :-1] % 2 == 1, np.bool_)


def statistics(radiograph: Radiograph, annotation: Annotation) -> Statistics:
    """The values inside a rectangle, an ellipse or a freehand outline on its frame.

    Up to some tens of milliseconds for a region as large as a film, so not on the UI thread.
    """
    step = radiograph.reduction
    mask = region_mask(annotation.kind, [(x / step, y / step) for x, y in annotation.points], radiograph.shape)
    height, width = mask.inside.shape
    part = radiograph.samples[annotation.frame, mask.top : mask.top + height, mask.left : mask.left + width]
    stored = part[mask.inside]
    total = len(stored)
    if radiograph.is_colour:
        return _summary(stored @ np.array(_LUMA), np.ones(total, np.int64))
    if radiograph.padding is not None:
        low, high = radiograph.padding
        stored = stored[(stored < low) | (stored > high)]
    if stored.dtype.kind == "f":
        stored = stored[np.isfinite(stored)]
    # A film of millions of pixels has some thousands of values: the modality LUT is asked once for each.
    values, counts = _tally(stored)
    summary = _summary(modality_values(values, radiograph), counts)
    return Statistics(summary.count, summary.mean, summary.sd, summary.low, summary.high, left_out=total - len(stored))


def _tally(stored: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Distinct values and how often each occurs."""
    if stored.dtype.kind not in "iu" or stored.dtype.itemsize > 2 or stored.size == 0:
        return stored, np.ones(len(stored), np.int64)
    lowest = int(stored.min())
    counts = np.bincount(stored.astype(np.int32) - lowest)
    values = np.flatnonzero(counts)
    return values + lowest, counts[values].astype(np.int64)


def _summary(values: NDArray[Any], counts: NDArray[np.int64]) -> Statistics:
    count = int(counts.sum())
    if count == 0:
        return Statistics(0, math.nan, math.nan, math.nan, math.nan)
    mean = float(np.dot(values, counts) / count)
    variance = float(np.dot((values - mean) ** 2, counts) / count)
    return Statistics(count, mean, math.sqrt(variance), float(values.min()), float(values.max()))


@dataclass(frozen=True, slots=True)
class PixelValue:
    """One pixel.

    Attributes
    ----------
    row, column
        Its place in the stored picture, from 0; of a reduced picture the first of the pixels that it stands for.
    values
        Its value in modality units, or red, green and blue.
    is_padding
        Whether the file says that it is no part of the picture.
    """

    row: int
    column: int
    values: tuple[float, ...]
    is_padding: bool = False


def value_at(radiograph: Radiograph, frame: int, point: Point) -> PixelValue | None:
    """The pixel under a point; None outside the picture."""
    step = radiograph.reduction
    row, column = math.floor(point[1] / step), math.floor(point[0] / step)
    if not (0 <= row < radiograph.shape[0] and 0 <= column < radiograph.shape[1]):
        return None
    sample = radiograph.samples[frame, row, column]
    if radiograph.is_colour:
        return PixelValue(row * step, column * step, tuple(float(channel) for channel in sample))
    low, high = radiograph.padding or (1, 0)
    value = float(modality_values(np.asarray([sample]), radiograph)[0])
    return PixelValue(row * step, column * step, (value,), bool(low <= sample <= high))


def unit_of(radiograph: Radiograph) -> str:
    """The unit of the modality values as the file names it (PS3.3 C.11.1.1.2), empty where it has none."""
    lut = radiograph.modality_lut
    return "" if radiograph.is_colour or isinstance(lut, LookupTable) or lut.unit in ("", "US") else lut.unit
