"""Hints on the quality of a film, each one short sentence from one number and one threshold; they never decline.

The thresholds were chosen on the films of the project's training folders so that few of the ordinary ones are hinted
at; ``tests/model/test_quality.py`` holds them against films that were made worse by a known amount.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.radiograph import Radiograph
from xraydesk.core.wording import mark
from xraydesk.imaging.display import View, default_voi, grey

_SIDE: Final = 48
_ANGLES: Final = tuple(range(-24, 25, 2))
_EDGE: Final = 0.01
_THINNED: Final = 160
_BLOCK: Final = 8
_MOST_LOOKED_AT: Final = 512

TILT: Final = 14.0
BURNT: Final = 0.05
BLACK: Final = 0.18
DARK: Final = 0.30
BRIGHT: Final = 0.80
FRAME: Final = 0.20
FEW_PIXELS: Final = 200
BLOCKS: Final = 2.2

TILTED = mark("the film is tilted")
TOO_WHITE = mark("bright parts are burnt out: their detail is lost")
TOO_BLACK = mark("dark parts are lost in black")
UNDEREXPOSED = mark("the film is bright as a whole: it may be underexposed")
OVEREXPOSED = mark("the film is dark as a whole: it may be overexposed")
FRAMED = mark("wide borders or tight collimation: a good part of the picture shows nothing")
SMALL = mark("few pixels: fine detail is missing")
JPEG_BLOCKS = mark("strong JPEG compression: its blocks can be seen")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a frame as its first window shows it.

    Attributes
    ----------
    tilt
        Degrees by which the axis of the body's symmetry is turned, counter-clockwise positive.
    burnt, black
        Shares of the picture inside its borders at the very top and bottom of the grey scale.
    median
        Middle grey inside the borders, 0 black to 1 white.
    framed
        Share of the picture taken by rows and columns at its edges that show a single grey.
    shorter_side
        In pixels.
    blocks
        Mean step of grey across the edges of 8 x 8 blocks, divided by the mean step elsewhere; 1 without blocks.
    """

    tilt: float
    burnt: float
    black: float
    median: float
    framed: float
    shorter_side: int
    blocks: float


def hints(radiograph: Radiograph, frame: int = 0) -> tuple[str, ...]:
    """Sentences on what is not as it should be; none of an ordinary film."""
    seen = measure(radiograph, frame)
    said = (
        (abs(seen.tilt) >= TILT, TILTED),
        (seen.burnt >= BURNT, TOO_WHITE),
        (seen.black >= BLACK, TOO_BLACK),
        (seen.median >= BRIGHT, UNDEREXPOSED),
        (seen.median <= DARK, OVEREXPOSED),
        (seen.framed >= FRAME, FRAMED),
        (seen.shorter_side < FEW_PIXELS, SMALL),
        (seen.blocks >= BLOCKS, JPEG_BLOCKS),
    )
    return tuple(sentence for holds, sentence in said if holds)


def measure(radiograph: Radiograph, frame: int = 0) -> Measures:
    """Measure one frame."""
    step = max(1, min(radiograph.shape) // _THINNED)
    thin = replace(radiograph, samples=radiograph.samples[frame : frame + 1, ::step, ::step])
    shown = grey(thin, View(voi=default_voi(thin)))
    inside = shown[_inside(shown)]
    rows, columns = shown.shape
    return Measures(
        tilt=tilt(inside),
        burnt=float((inside >= 0.995).mean()),
        black=float((inside <= 0.005).mean()),
        median=float(np.median(inside)),
        framed=1 - inside.size / (rows * columns),
        shorter_side=min(radiograph.shape) * radiograph.reduction,
        blocks=_blocks(radiograph.samples[frame]),
    )


def _inside(shown: NDArray[np.float32]) -> tuple[slice, slice]:
    """What is left without the rows and columns at the edges that show a single grey; everything if nothing is."""
    rows, columns = shown.std(axis=1) > _EDGE, shown.std(axis=0) > _EDGE
    if not rows.any() or not columns.any():
        return slice(None), slice(None)
    down, across = np.flatnonzero(rows), np.flatnonzero(columns)
    return slice(down[0], down[-1] + 1), slice(across[0], across[-1] + 1)


def tilt(shown: NDArray[np.float32]) -> float:
    """The turn after which a picture is most like its mirror image, wherever its axis lies: degrees.

    Parameters
    ----------
    shown
        ``(H, W)`` float32 in 0..1.
    """
    small = Image.fromarray(np.ascontiguousarray(shown)).resize((_SIDE, _SIDE), Image.Resampling.BILINEAR)
    y, x = np.mgrid[-1 : 1 : _SIDE * 1j, -1 : 1 : _SIDE * 1j]
    weight = np.clip(1.15 - np.hypot(x, y), 0, 1).astype(np.float32)
    likeness = [_likeness(np.asarray(small.rotate(-angle, Image.Resampling.BILINEAR)), weight) for angle in _ANGLES]
    return float(_ANGLES[int(np.argmax(likeness))])


def _likeness(turned: NDArray[np.float32], weight: NDArray[np.float32]) -> float:
    """Best correlation with the own mirror image over shifts to the side."""
    seen = (turned - (turned * weight).sum() / weight.sum()) * weight
    lines = np.fft.rfft(seen, 2 * _SIDE, axis=1)
    # The mirror image's transform is the conjugate up to a shift, so the product of a line with itself is enough.
    together = np.fft.irfft((lines * lines).sum(0))
    return float(together.max() / max((seen * seen).sum(), 1e-6))


def _blocks(samples: NDArray[Any]) -> float:
    """How much steeper grey changes across the borders of 8 x 8 blocks than between them."""
    grey_levels = samples[..., 0] if samples.ndim == 3 else samples
    rows, columns = (min(size, _MOST_LOOKED_AT) for size in grey_levels.shape)
    if rows < 4 * _BLOCK or columns < 4 * _BLOCK:
        return 1.0
    part = grey_levels[:rows, :columns].astype(np.float32)
    steps = np.abs(np.diff(part, axis=1)).mean(0), np.abs(np.diff(part, axis=0)).mean(1)
    at = sum(float(step[_BLOCK - 1 :: _BLOCK].sum()) for step in steps)
    count = sum(len(step[_BLOCK - 1 :: _BLOCK]) for step in steps)
    everywhere = sum(float(step.sum()) for step in steps)
    total = sum(len(step) for step in steps)
    elsewhere = (everywhere - at) / max(total - count, 1)
    return at / count / elsewhere if elsewhere > 1e-6 else 1.0


NAMES: Final = tuple(field.name for field in fields(Measures))
