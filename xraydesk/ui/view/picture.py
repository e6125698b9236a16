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
from xraydesk.imaging.display import View, default_voi, has_sane_padding, lookup_table, render
from xraydesk.imaging.graphics import OverlayPlane, overlay_plane
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
    overlay
        What the file draws over this frame, None if nothing.
    blanks_padding
        Whether padding is painted black, whatever the window and the polarity.
    """

    radiograph: Radiograph
    frame: int
    levels: tuple[NDArray[Any], ...]
    voi: Window | LookupTable
    overlay: OverlayPlane | None = None
    blanks_padding: bool = False

    @property
    def traits(self) -> frozenset[str]:
        """What it has that some actions want: ``grey`` values, ``frames``, ``overlays``, ``windows`` to choose from."""
        film = self.radiograph
        found = {
            "grey": not film.is_colour,
            "frames": film.frames > 1,
            "overlays": any(not overlay.is_region for overlay in film.overlays),
            "windows": len(film.voi) > 1 and not film.is_colour,
        }
        return frozenset(name for name, is_there in found.items() if is_there)

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return int(self.radiograph.samples.nbytes + self.own_bytes)

    @property
    def own_bytes(self) -> int:
        """Memory held besides the radiograph's, in bytes."""
        return sum(level.nbytes for level in self.levels[1:]) + (self.overlay.nbytes if self.overlay else 0)

    def level_for(self, zoom: float, spare: float = 1.0) -> int:
        """The smallest copy that still holds ``zoom * spare`` samples per picture column."""
        wanted = min(1.0, zoom * spare)
        level = 0
        while level + 1 < len(self.levels) and 0.5 ** (level + 1) >= wanted:
            level += 1
        return level

    def table(self, voi: Window | LookupTable, invert: bool) -> NDArray[np.uint8] | None:
        """The grey pipeline over every stored value, or None where only `grey` will do."""
        return lookup_table(self.radiograph, self._view(voi, invert, self.frame))

    def grey(self, samples: NDArray[Any], voi: Window | LookupTable, invert: bool) -> NDArray[np.uint8]:
        """A part of a level as 8-bit grey or RGB, for samples that no table covers."""
        part = replace(self.radiograph, samples=samples[None])
        return render(part, self._view(voi, invert, 0))

    def _view(self, voi: Window | LookupTable, invert: bool, frame: int) -> View:
        return View(voi=voi, invert=invert, frame=frame, blank_padding=self.blanks_padding)

    def resampled(
        self, turn: Turn, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
    ) -> NDArray[Any]:
        """The picture at ``(width, height)``, antialiased, as stored samples.

        Parameters
        ----------
        turn
            How it is turned; size and box are those of the turned picture.
        size
            Not larger than the samples in the box; nothing if a side is 0.
        box
            ``(left, top, right, bottom)``, pixel corners at integers; the whole picture by default.
        """
        rows, columns = self.levels[0].shape[:2]
        if turn.swaps_axes:
            rows, columns = columns, rows
        left, top, right, bottom = box or (0.0, 0.0, float(columns), float(rows))
        if 0 in size:
            return turn.apply(self.levels[0])[:0, :0]
        level = self.level_for(max(size[0] / (right - left), size[1] / (bottom - top)), spare=2.0)
        blocks = 2**level
        samples = turn.apply(self.levels[level])
        return resample(samples, (left / blocks, top / blocks, right / blocks, bottom / blocks), size)


def prepare(radiograph: Radiograph, frame: int = 0) -> Picture:
    """Build the reduced copies; some tens of milliseconds for a large film, so not on the UI thread."""
    levels = [radiograph.samples[frame]]
    while max(levels[-1].shape[:2]) >= 2 * SMALLEST_LEVEL:
        levels.append(halve(levels[-1]))
    return Picture(
        radiograph,
        frame,
        tuple(levels),
        default_voi(radiograph),
        overlay_plane(radiograph, frame),
        has_sane_padding(radiograph, levels[-1]),
    )


def thumbnail(radiograph: Radiograph, longest: int, reduced: NDArray[Any] | None = None) -> NDArray[np.uint8]:
    """The first frame as its default view shows it, true to aspect: ``(h, w)`` or ``(h, w, 3)`` uint8.

    Parameters
    ----------
    longest
        Pixels of the longer side.
    reduced
        A copy of the first frame that was made smaller before, to begin with; it saves most of the time.
    """
    rows, columns = radiograph.shape
    height, width = rows * radiograph.pixel_aspect, float(columns)
    shrink = longest / max(height, width)
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    source = radiograph.samples[0] if reduced is None or min(reduced.shape[:2]) < 2 * max(size) else reduced
    samples = resample(source, (0.0, 0.0, float(source.shape[1]), float(source.shape[0])), size)
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
    # Only what the kernel reaches is widened to floats: a lens needs a small part of a large film.
    reach = 2 + 2 * max((cut[2] - cut[0]) / size[0], (cut[3] - cut[1]) / size[1])
    left, top = max(int(cut[0] - reach), 0), max(int(cut[1] - reach), 0)
    samples = samples[top : int(cut[3] + reach) + 1, left : int(cut[2] + reach) + 1]
    cut = cut[0] - left, cut[1] - top, cut[2] - left, cut[3] - top
    source = Image.fromarray(np.ascontiguousarray(samples, np.float32))
    result = np.asarray(source.resize(size, Image.Resampling.HAMMING, box=cut))
    if samples.dtype.kind == "f":
        return result.astype(samples.dtype)
    if samples.dtype.itemsize <= 2:  # the kernel is nowhere negative, so no result leaves the range of its samples
        return np.rint(result).astype(samples.dtype)
    limits = np.iinfo(samples.dtype)
    return np.clip(np.rint(result.astype(np.float64)), limits.min, limits.max).astype(samples.dtype)
