"""Windows that mean something on a chest film whatever numbers it is stored in.

A radiograph's values have no unit: the same lung is 300 on one film and 12,000 on the next. A preset is therefore a
part of the film's own range, counted from its darkest (0 %) to its brightest values (100 %) without padding and
outliers. Only a file that states Hounsfield units gets windows in them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.radiograph import LookupTable, Radiograph, VoiFunction, Window
from xraydesk.core.wording import mark
from xraydesk.imaging.display import auto_window, counted, modality_values

_EXACT = VoiFunction.LINEAR_EXACT


@dataclass(frozen=True, slots=True)
class Preset:
    """A window to choose by name.

    Attributes
    ----------
    key
        Name for actions.
    title
        What people read.
    part
        ``(from, to)`` of the film's range in percent; None for the equalised one.
    hounsfield
        ``(centre, width)`` where values are Hounsfield units, or None.
    """

    key: str
    title: str
    part: tuple[int, int] | None
    hounsfield: tuple[float, float] | None = None


PRESETS = (
    Preset("lung", mark("Lung"), (0, 80), (-600.0, 1500.0)),
    Preset("mediastinum", mark("Mediastinum"), (35, 105), (50.0, 350.0)),
    Preset("bone", mark("Bone"), (50, 115), (500.0, 2000.0)),
    Preset("soft_tissue", mark("Soft tissue"), (20, 95), (40.0, 400.0)),
    Preset("wide", mark("Wide"), (-35, 135)),
    Preset("narrow", mark("Narrow"), (25, 75)),
    Preset("equalised", mark("Equalised"), None),
)
"""Offered in this order. The parts were chosen by eye on films of several makers, so that on each of them the named
tissue has most of the grey scale."""

STEPS = 1024
"""Steps of the equalised table's histogram."""

STEEPEST = 3.0
"""No part of the equalised scale is steeper than this many times the plain one: noise in flat parts stays noise."""


def is_hounsfield(radiograph: Radiograph) -> bool:
    """Whether modality values are Hounsfield units, by the file's own word."""
    lut = radiograph.modality_lut
    return not isinstance(lut, LookupTable) and lut.unit == "HU"


def preset_window(preset: Preset, radiograph: Radiograph, frame: int = 0) -> Window:
    """The window of a preset that has a part or Hounsfield units, for one frame of a film.

    Raises
    ------
    ValueError
        The preset is no window but a table.
    """
    if preset.hounsfield is not None and is_hounsfield(radiograph):
        return Window(*preset.hounsfield)
    if preset.part is None:
        raise ValueError(f"{preset.key} is no window")
    whole = auto_window(radiograph, frame=frame)
    first, last = (percent / 100 for percent in preset.part)
    if radiograph.inverted:
        # The darkest values are the highest ones.
        first, last = 1 - last, 1 - first
    low = whole.center - whole.width / 2
    return Window(low + (first + last) / 2 * whole.width, (last - first) * whole.width, _EXACT)


def equalised(radiograph: Radiograph, frame: int = 0) -> Window | LookupTable:
    """A grey scale whose steps follow how often values occur, within `STEEPEST`.

    Where the range is too small or too large for a table of whole numbers: a sigmoid over its middle half.
    """
    values = modality_values(counted(radiograph, frame), radiograph)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return auto_window(radiograph, frame=frame)
    low, high = np.percentile(values, [0.5, 99.5])
    if not 64 <= high - low < 1 << 16:
        quarter, middle, three_quarters = np.percentile(values, [25, 50, 75])
        width = max(2.5 * float(three_quarters - quarter), 1e-6)
        return Window(float(middle), width, VoiFunction.SIGMOID)
    counts, edges = np.histogram(values, bins=STEPS, range=(float(low), float(high)))
    parts = _levelled(counts / max(counts.sum(), 1), STEEPEST / STEPS)
    first, last = int(np.floor(low)), int(np.ceil(high))
    levels = np.interp(np.arange(first, last + 1), edges, np.concatenate([[0.0], np.cumsum(parts)]))
    table = np.rint(levels / levels[-1] * 65535).astype(np.uint16)
    table.flags.writeable = False
    return LookupTable(table, first, 16)


def _levelled(parts: NDArray[np.float64], most: float) -> NDArray[np.float64]:
    """Parts of a whole, none above ``most``; what is cut off is spread evenly over all."""
    for _ in range(8):
        parts = np.minimum(parts, most)
        parts = parts + (1 - parts.sum()) / parts.size
    return parts
