"""A class's evidence over a film, and how it is to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Heatmap:
    """One class's evidence over the film.

    Attributes
    ----------
    label
        The class.
    values
        ``(r, c)`` float32 from edge to edge of the film as stored; logit units, or 0..1 where it is relative.
    scale
        Value of full colour: from the model card, or 1 where it is relative.
    frame
        The frame that the model read, from 0; it is shown on no other.
    method
        Key of the explainer whose map is relative to this film alone; empty for evidence on the fixed scale.
    """

    label: str
    values: NDArray[np.float32]
    scale: float
    frame: int = 0
    method: str = ""


@dataclass(frozen=True, slots=True)
class HeatmapStyle:
    """How heatmaps are drawn.

    Attributes
    ----------
    shown
        Whether at all.
    kind
        ``map``, ``contour`` or ``both``.
    opacity
        0..1 at full scale.
    colour_map
        Name of the colour map.
    """

    shown: bool = True
    kind: str = "map"
    opacity: float = 0.45
    colour_map: str = "inferno"
