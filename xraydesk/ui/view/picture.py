"""One frame made ready for the screen: smaller copies of its samples, so that every zoom and window is quick.

Samples are made smaller, not grey levels: a window change then costs one table look-up per screen pixel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.radiograph import LookupTable, Radiograph, Window
from xraydesk.imaging.display import View, default_voi, lookup_table, render
from xraydesk.ui.view.orientation import Turn

SMALLEST_LEVEL = 512
"""No copy is made whose longer side is below this."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A frame with its reduced copies.

    Attributes
    ----------
    radiograph
        What it was read from.
    frame
        Frame index from 0.
    levels
        ``levels[k]``: stored samples ``(H, W)`` or ``(H, W, 3)`` averaged over blocks of ``2**k``; all of one dtype.
    voi
        The window or table it opens with.
    """

    radiograph: Radiograph
    frame: int
    levels: tuple[NDArray[Any], ...]
    voi: Window | LookupTable

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return int(self.radiograph.samples.nbytes + sum(level.nbytes for level in self.levels[1:]))

    def level_for(self, zoom: float, spare: float = 1.0) -> int:
        """The smallest copy that still holds ``zoom * spare`` samples per picture column."""
        wanted = min(1.0, zoom * spare)
        level = 0
        while level + 1 < len(self.levels) and 0.5 ** (level + 1) >= wanted:
            level += 1
        return level

    def table(self, voi: Window | LookupTable, invert: bool) -> NDArray[np.uint8] | None:
        """The grey pipeline over every stored value, or None where only `grey` will do."""
        return lookup_table(self.radiograph, View(voi=voi, invert=invert, frame=self.frame))

    def grey(self, samples: NDArray[Any], voi: Window | LookupTable, invert: bool) -> NDArray[np.uint8]:
        """A part of a level as 8-bit grey or RGB, for samples that no table covers."""
        part = replace(self.radiograph, samples=samples[None])
        return render(part, View(voi=voi, invert=invert))

    def resampled(self, turn: Turn, size: tuple[int, int]) -> NDArray[Any]:
        """The whole picture at ``(width, height)`` not larger than its own, antialiased, as stored samples."""
        shown = self.radiograph.samples.shape[1:3]
        shown = shown[::-1] if turn.swaps_axes else shown
        level = self.level_for(max(size[0] / shown[1], size[1] / shown[0]), spare=2.0)
        pixels = turn.apply(self.levels[level])
        blocks = 2**level
        return resample(pixels, (0.0, 0.0, shown[1] / blocks, shown[0] / blocks), size)


def prepare(radiograph: Radiograph, frame: int = 0) -> Picture:
    """Build the reduced copies; some tens of milliseconds for a large film, so not on the UI thread."""
    levels = [radiograph.samples[frame]]
    while max(levels[-1].shape[:2]) >= 2 * SMALLEST_LEVEL:
        levels.append(halve(levels[-1]))
    return Picture(radiograph, frame, tuple(levels), default_voi(radiograph))


def thumbnail(radiograph: Radiograph, longest: int) -> NDArray[np.uint8]:
    """The first frame as its default view shows it, true to aspect: ``(h, w)`` or ``(h, w, 3)`` uint8."""
    rows, columns = radiograph.shape
    height, width = rows * radiograph.pixel_aspect, float(columns)
    shrink = longest / max(height, width)
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    samples = resample(radiograph.samples[0], (0.0, 0.0, float(columns), float(rows)), size)
    return render(replace(radiograph, samples=samples[None]), View(voi=default_voi(radiograph)))


def halve(samples: NDArray[Any]) -> NDArray[Any]:
    """Average blocks of 2 by 2; an odd last row or column counts twice. Same dtype."""
    odd = [(0, side % 2) for side in samples.shape[:2]] + [(0, 0)] * (samples.ndim - 2)
    even = np.pad(samples, odd, mode="edge") if any(after for _, after in odd) else samples
    if even.dtype.kind == "f":
        rows = even[0::2] + even[1::2]
        return np.asarray((rows[:, 0::2] + rows[:, 1::2]) / 4, samples.dtype)
    wide: NDArray[Any] = even[0::2].astype(np.int64 if even.dtype.itemsize > 2 else np.int32)
    wide += even[1::2]
    total = wide[:, 0::2] + wide[:, 1::2]
    return np.asarray((total + 2) >> 2, samples.dtype)


def resample(samples: NDArray[Any], box: tuple[float, float, float, float], size: tuple[int, int]) -> NDArray[Any]:
    """Stored samples at another resolution, antialiased and without ringing (Hamming kernel).

    Parameters
    ----------
    samples
        ``(H, W)`` or ``(H, W, C)``, any number type.
    box
        ``(left, top, right, bottom)`` in samples, corners at integers, cut to the array.
    size
        ``(width, height)`` of the result.

    Returns
    -------
    ``(height, width[, C])`` of the same dtype, rounded for integers.
    """
    if samples.ndim == 3:
        return np.stack([resample(samples[..., channel], box, size) for channel in range(samples.shape[2])], -1)
    rows, columns = samples.shape
    cut = max(box[0], 0.0), max(box[1], 0.0), min(box[2], float(columns)), min(box[3], float(rows))
    source = Image.fromarray(np.ascontiguousarray(samples, np.float32))
    result = np.asarray(source.resize(size, Image.Resampling.HAMMING, box=cut))
    if samples.dtype.kind == "f":
        return result.astype(samples.dtype)
    if samples.dtype.itemsize <= 2:  # the kernel is nowhere negative, so no result leaves the range of its samples
        return np.rint(result).astype(samples.dtype)
    limits = np.iinfo(samples.dtype)
    return np.clip(np.rint(result.astype(np.float64)), limits.min, limits.max).astype(samples.dtype)
