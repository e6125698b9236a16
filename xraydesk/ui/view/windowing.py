"""Window and level by hand: what a drag or a key does to a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from xraydesk.core.radiograph import LookupTable, VoiFunction, Window
from xraydesk.ui.shell.language import tr

DRAG_LENGTH = 400.0
"""Logical pixels of dragging that double the width, or move the centre by one width."""

SMALLEST_PART = 0.01
"""No single drag makes a window narrower than this part of what it was."""


def as_window(voi: Window | LookupTable) -> Window:
    """The window to go on from: the window itself, or the span over which a VOI LUT rises from 5 to 95 percent."""
    if isinstance(voi, Window):
        return replace(voi, explanation="")
    rising = np.asarray(voi.values, np.float64)
    low, high = float(rising.min()), float(rising.max())
    within = np.nonzero((rising > low + 0.05 * (high - low)) & (rising < low + 0.95 * (high - low)))[0]
    first, last = (int(within[0]), int(within[-1])) if within.size else (0, len(rising) - 1)
    width = max(float(last - first), 1.0) / 0.9
    return Window(voi.first_mapped + (first + last) / 2, width, VoiFunction.LINEAR_EXACT)


def dragged(start: Window, across: float, up: float, *, inverted: bool = False) -> Window:
    """The window after a drag.

    Parameters
    ----------
    start
        The window when the drag began.
    across, up
        Logical pixels to the right (wider) and upwards (brighter).
    inverted
        Whether high values are shown dark, so that brighter means a higher centre.
    """
    width = start.width * max(1 + across / DRAG_LENGTH, SMALLEST_PART)
    step = start.width * up / DRAG_LENGTH
    return replace(start, center=start.center + (step if inverted else -step), width=width)


def window_text(voi: Window | LookupTable, offered: Sequence[Window | LookupTable] = ()) -> str:
    """``W 2000 L 1000``, with its name if it has one.

    Parameters
    ----------
    voi
        Window or table in use.
    offered
        What the file offers; one of several without a name is given its number among them.
    """
    name = voi.explanation
    if not name and len(offered) > 1:
        place = next((number for number, each in enumerate(offered, 1) if each is voi or each == voi), 0)
        name = tr("{number} of {count} of the file").format(number=place, count=len(offered)) if place else ""
    if isinstance(voi, LookupTable):
        return f"LUT {name}".strip()
    digits = 0 if voi.width >= 20 else 2 if voi.width >= 0.5 else 5
    text = f"W {voi.width:.{digits}f}  L {voi.center:.{digits}f}"
    return f"{text}  {name}" if name else text
