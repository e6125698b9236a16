"""Where the lungs lie on what the model was shown: the yardstick for its heatmaps, never a finding of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.imaging.parts import parts
from xraydesk.imaging.preprocess import standardise

NAME: Final = "lungs"
"""Folder of the network that came with the product (`xraydesk.model.auxiliary`)."""

SIDE: Final = 128
"""Side of the network's square input and of its mask."""

LEAST_SHARE, MOST_SHARE = 0.08, 0.66
"""Share of the model's input that both lungs can fill. The 78 drawn masks that the network learned from fill 0.09 to
0.62 of it, whichever way the film is cut."""

TYPICAL_SHARE: Final = 0.33
"""What stands for it where the lungs were not found: the mean over 790 films of seven sources."""

LEAST_PART: Final = 0.015
"""A part smaller than this share of the input is a speck, not a lung."""

MOST_APART: Final = 6.0
"""How many times larger than the other one lung may be."""

_SURE: Final = 0.15
MOST_UNSURE: Final = 0.47
"""Area of chances that are neither low nor high, in areas of what was found. Two in a hundred of 800 chest films exceed
it, and most pictures of other parts of the body on which two regions are found."""


class Network(Protocol):
    """What says how likely each place lies in a lung."""

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """``(N, 1, SIDE, SIDE)`` float32 of `lung_input` → one array, ``(N, 1, SIDE, SIDE)`` in 0..1."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Lungs:
    """Both lungs, found and plausible.

    Attributes
    ----------
    mask
        ``(SIDE, SIDE)`` bool over the model's input.
    share
        Share of that input which they fill, 0..1.
    """

    mask: NDArray[np.bool_]
    share: float


def lung_input(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the model was shown, whatever its own grey scale → ``(1, 1, SIDE, SIDE)`` float32.

    ``image`` is ``(S, S)`` float32; it is resampled, stretched between its percentiles 1 and 99 and standardised.
    """
    small = np.asarray(Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.BILINEAR))
    low, high = np.percentile(small, [1, 99])
    unit = np.clip((small - low) / max(float(high - low), 1e-4), 0, 1)
    return np.asarray(standardise(np.asarray(unit, np.float32))[None, None])


def chances(image: NDArray[np.float32], network: Network) -> NDArray[np.float32]:
    """How likely each place of a model's input ``(S, S)`` lies in a lung: ``(SIDE, SIDE)`` float32 in 0..1."""
    return np.asarray(network.run(lung_input(image))[0][0, 0])


def find(image: NDArray[np.float32], network: Network) -> Lungs | None:
    """Both lungs on a model's input ``(S, S)``, or None where what was found cannot be lungs.

    Plausible are two regions beside one another, at the edges of which the network is sure of itself, and which fill a
    share of the input as lungs do. Further parts are left out.
    """
    likely = chances(image, network)
    unsure = float(((likely > _SURE) & (likely < 1 - _SURE)).sum())
    kept = parts(likely >= 0.5)[:2]
    if len(kept) < 2 or kept[1].mean() < LEAST_PART or not _beside(kept[0], kept[1]):
        return None
    mask = kept[0] | kept[1]
    share = float(mask.mean())
    if not LEAST_SHARE <= share <= MOST_SHARE or unsure > MOST_UNSURE * float(mask.sum()):
        return None
    return Lungs(mask, share)


def _beside(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> bool:
    """Whether two parts lie left and right of one another, at about one height, and are not too unlike in size."""
    (top, left), (other_top, other_left) = (_middle(part) for part in (first, second))
    across, down = abs(left - other_left), abs(top - other_top)
    return down < across and float(first.sum()) <= MOST_APART * float(second.sum())


def _middle(part: NDArray[np.bool_]) -> tuple[float, float]:
    rows, columns = np.nonzero(part)
    return float(rows.mean()), float(columns.mean())
