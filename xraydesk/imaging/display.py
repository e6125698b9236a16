"""The grey pipeline: stored sample → modality value → VOI → polarity → grey (DICOM PS3.4 N.2.1).

The order is fixed: modality LUT or rescale, then VOI LUT or window, then MONOCHROME1 inversion, last and once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.radiograph import LookupTable, Radiograph, VoiFunction, Window


@dataclass(frozen=True, slots=True)
class View:
    """How one frame is to be shown.

    Attributes
    ----------
    voi
        Window or LUT to apply; None for the default of the radiograph.
    invert
        Whether the reader asked for inverted grey, on top of the file's own polarity.
    frame
        Frame index from 0.
    blank_padding
        Whether padding is black at every window and in both polarities (PS3.3 C.7.5.1.1.2 leaves that to the
        display): MONOCHROME1 would otherwise show it as a glare around the picture.
    """

    voi: Window | LookupTable | None = None
    invert: bool = False
    frame: int = 0
    blank_padding: bool = False


def default_voi(radiograph: Radiograph) -> Window | LookupTable:
    """The file's first VOI LUT or window; without one, the range of its values.

    Eight-bit rasters show their full range; anything else the minimum to the maximum of the first frame,
    padding included, as other viewers do. ``auto_window`` leaves padding and outliers out.
    """
    if radiograph.voi:
        return radiograph.voi[0]
    if radiograph.bits_stored == 8 and not radiograph.transfer_syntax.startswith("1."):
        return Window(center=127.5, width=255.0, function=VoiFunction.LINEAR_EXACT)
    return _window_between(radiograph, radiograph.samples[0], 0.0, 100.0)


COUNTED_SIDE = 1024
"""Samples of a row or column that are looked at, about, to find a film's range: a tenth of a large film says as much
as all of it, ten times as fast."""


def counted(radiograph: Radiograph, frame: int = 0) -> NDArray[Any]:
    """Stored samples of a frame that stand for all, ``(N,)``: evenly picked, padding and not-a-number left out."""
    samples = radiograph.samples[frame]
    step = max(1, round(max(radiograph.shape) / COUNTED_SIDE))
    samples = samples[::step, ::step]
    if has_sane_padding(radiograph, samples) and radiograph.padding is not None:
        samples = samples[~_is_padding(samples, radiograph.padding)]
    if not radiograph.is_integer:
        samples = samples[np.isfinite(samples)]
    return np.asarray(samples.reshape(-1))


def auto_window(radiograph: Radiograph, lower: float = 1.0, upper: float = 99.0, frame: int = 0) -> Window:
    """A window from one percentile of a frame's modality values to another, padding left out."""
    return _window_between(radiograph, counted(radiograph, frame), lower, upper)


def full_window(radiograph: Radiograph, frame: int = 0) -> Window:
    """A window from a frame's lowest to its highest modality value, padding included, whatever the file offers."""
    return _window_between(radiograph, radiograph.samples[frame], 0.0, 100.0)


MOST_PADDING = 0.95
"""A larger part of a frame is not taken for padding: the file must be wrong about it."""


def has_sane_padding(radiograph: Radiograph, samples: NDArray[Any]) -> bool:
    """Whether the file names padding that can be left out of these samples, and something is left then."""
    if radiograph.padding is None or radiograph.is_colour:
        return False
    return float(_is_padding(samples, radiograph.padding).mean()) < MOST_PADDING


def _is_padding(samples: NDArray[Any], padding: tuple[int, int]) -> NDArray[np.bool_]:
    return np.asarray((samples >= padding[0]) & (samples <= padding[1]))


def _window_between(radiograph: Radiograph, samples: NDArray[Any], lower: float, upper: float) -> Window:
    """A window over percentiles of stored samples; a constant image comes out black."""
    finite = samples if radiograph.is_integer else samples[np.isfinite(samples)]
    if finite.size == 0:
        return Window(center=0.5, width=1.0, function=VoiFunction.LINEAR_EXACT)
    if (lower, upper) == (0.0, 100.0):
        ends = np.array([finite.min(), finite.max()])
    else:
        ends = np.percentile(finite, [lower, upper])
    first, last = sorted(modality_values(ends, radiograph).tolist())
    if first == last:
        return Window(center=first + 0.5, width=1.0, function=VoiFunction.LINEAR_EXACT)
    return Window(center=(first + last) / 2, width=last - first, function=VoiFunction.LINEAR_EXACT)


def grey(radiograph: Radiograph, view: View | None = None) -> NDArray[np.float32]:
    """One frame through the grey pipeline.

    Returns
    -------
    ``(H, W)`` float32 in 0..1, 1 is white. Colour is reduced to luma (Rec. 601). Not-a-number stays so.
    """
    view = view or View()
    samples = radiograph.samples[view.frame]
    if radiograph.is_colour:
        luma = samples @ np.array([0.299, 0.587, 0.114], np.float32)
        result = np.asarray(luma / np.float32(2**radiograph.bits_stored - 1), np.float32)
        return np.asarray(1 - result if view.invert else result)
    table = _table(radiograph, view)
    if table is None:
        return _grey_of(samples, radiograph, view)
    return np.asarray(table[samples.view(_unsigned(samples.dtype))])


def render(radiograph: Radiograph, view: View | None = None) -> NDArray[np.uint8]:
    """One frame as the screen shows it: ``(H, W)`` or, for colour, ``(H, W, 3)`` uint8."""
    view = view or View()
    samples = radiograph.samples[view.frame]
    if radiograph.is_colour:
        deep = samples.dtype != np.uint8
        eight = np.asarray(samples >> (radiograph.bits_stored - 8) if deep else samples, np.uint8)
        return np.asarray(255 - eight if view.invert else eight)
    table = lookup_table(radiograph, view)
    if table is None:
        return _to_byte(_grey_of(samples, radiograph, view))
    return np.asarray(table[samples.view(_unsigned(samples.dtype))])


def lookup_table(radiograph: Radiograph, view: View) -> NDArray[np.uint8] | None:
    """The whole pipeline as one table, or None where samples are not 8- or 16-bit integers.

    Returns
    -------
    ``(256,)`` or ``(65536,)`` uint8, indexed by the sample's bits read as unsigned.
    """
    table = _table(radiograph, view)
    return None if table is None else _to_byte(table)


def _table(radiograph: Radiograph, view: View) -> NDArray[np.float32] | None:
    dtype = radiograph.samples.dtype
    if radiograph.is_colour or dtype.kind not in "iu" or dtype.itemsize > 2:
        return None
    bits = np.arange(2 ** (8 * dtype.itemsize), dtype=_unsigned(dtype))
    return _grey_of(bits.view(dtype), radiograph, view)


def _unsigned(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype(f"u{dtype.itemsize}")


def _grey_of(stored: NDArray[Any], radiograph: Radiograph, view: View) -> NDArray[np.float32]:
    values = modality_values(stored, radiograph)
    result = _apply_voi(values, view.voi or default_voi(radiograph))
    if radiograph.inverted != view.invert:
        result = 1 - result
    if view.blank_padding and radiograph.padding is not None:
        result[_is_padding(stored, radiograph.padding)] = 0
    return result.astype(np.float32)


def modality_values(stored: NDArray[Any], radiograph: Radiograph) -> NDArray[np.float64]:
    """Stored grey samples of any shape through the modality LUT or rescale (PS3.3 C.11.1)."""
    lut = radiograph.modality_lut
    if isinstance(lut, LookupTable):
        return _look_up(stored, lut).astype(np.float64)
    return np.asarray(stored * np.float64(lut.slope) + lut.intercept, np.float64)


def _look_up(values: NDArray[Any], lut: LookupTable) -> NDArray[Any]:
    index = np.clip(np.asarray(values, np.float64) - lut.first_mapped, 0, len(lut.values) - 1)
    return np.asarray(lut.values[np.nan_to_num(index).astype(np.intp)])


def _apply_voi(values: NDArray[np.float64], voi: Window | LookupTable) -> NDArray[np.float64]:
    """Formulae of PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.1 (SIGMOID) and C.11.2.1.3.2 (LINEAR_EXACT)."""
    if isinstance(voi, LookupTable):
        return np.asarray(_look_up(values, voi) / (2.0**voi.bits - 1), np.float64)
    if voi.function is VoiFunction.SIGMOID:
        exponent = np.clip(-4 * (values - voi.center) / voi.width, -700, 700)
        return np.asarray(1 / (1 + np.exp(exponent)), np.float64)
    if voi.function is VoiFunction.LINEAR_EXACT:
        return np.clip((values - voi.center) / voi.width + 0.5, 0, 1)
    if voi.width <= 1:
        return (values > voi.center - 0.5).astype(np.float64)
    return np.clip((values - (voi.center - 0.5)) / (voi.width - 1) + 0.5, 0, 1)


def _to_byte(unit: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.nan_to_num(unit) * 255 + 0.5, np.uint8)
