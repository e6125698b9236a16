"""Hold a class map against the lungs: the reader must know when a bright place on the film means no place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.model.lungs import SIDE, TYPICAL_SHARE, Lungs

LEAST_EVIDENCE: Final = 0.05
"""Mean positive evidence over the input, in logit units, below which there is nothing to place. The mean of a map is
what it adds to the logit, so this moves no probability by more than 0.0125."""


def localise(class_map: NDArray[np.float32], lungs: Lungs | None) -> Localisation:
    """Judge one label's map.

    It is *diffuse* when even the stronger half of the evidence covers as much of the input as both lungs do: such a map
    points at no place within them. It lies *outside* when no more of the evidence falls into the lungs than would by
    chance, which is the share of the input that they fill: three of four maps of a network whose classifier's weights
    were shuffled fall below that, half of the maps of the first bundled model's answers above 1.1 times as much.

    Parameters
    ----------
    class_map
        ``(h, w)`` float32 evidence in logit units over the model's input, signed.
    lungs
        Where they lie on that input; None where they were not found.
    """
    image = Image.fromarray(np.asarray(class_map, np.float32))
    # Interpolated first and cut at zero then, as it is drawn.
    positive = np.maximum(np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)), 0)
    area = lungs.share if lungs is not None else None
    if float(positive.mean()) < LEAST_EVIDENCE:
        return Localisation(Verdict.NO_EVIDENCE, lung_area=area)
    half = half_area(positive)
    share = float(positive[lungs.mask].sum()) / float(positive.sum()) if lungs is not None else None
    if half >= (TYPICAL_SHARE if area is None else area):
        verdict = Verdict.DIFFUSE
    elif share is None or area is None:
        verdict = Verdict.UNCHECKED
    else:
        verdict = Verdict.OUTSIDE if share <= area else Verdict.IN_LUNGS
    return Localisation(verdict, share, area, half)


def half_area(positive: NDArray[np.float32]) -> float:
    """Smallest share of a map's area that holds half of it; ``positive`` is ``(h, w)``, nowhere negative, not all 0."""
    falling = np.sort(positive, axis=None)[::-1]
    held = np.cumsum(falling, dtype=np.float64)
    return float(np.searchsorted(held, held[-1] / 2) + 1) / falling.size
