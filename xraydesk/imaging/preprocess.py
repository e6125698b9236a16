"""The one way from a radiograph to the model's input; its settings travel with the weights.

The trainer and the application call the same function, so the two cannot differ.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.errors import UnscorableError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import View, default_voi, grey
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.resize import gaussian_resize

REGIONS = ("center_square", "pad_square")
PERCENTILES, SHOWN, STORED = "percentiles", "shown", "stored"
GREYS = (PERCENTILES, SHOWN, STORED)
BILINEAR, GAUSSIAN = "bilinear", "gaussian"
RESAMPLINGS = (BILINEAR, GAUSSIAN)
_LATER: Final = {"grey", "lowest", "highest", "resampling"}
"""Settings that older cards lack: at their defaults they leave the digest as it was without them."""


@dataclass(frozen=True, slots=True)
class PreprocessSpec:
    """Settings of the preprocessing, kept in the model card.

    Attributes
    ----------
    input_size
        Side of the square input in pixels.
    region
        ``center_square``: the largest centred square, so that the shape of the film cannot be seen;
        ``pad_square``: the whole film on a black square.
    lower_percentile, upper_percentile
        Grey levels of the resampled region that become 0 and 1; only for the grey ``percentiles``.
    grey
        ``percentiles``: the grey that the file's window shows, stretched between the percentiles and then brought to
        mean 0 and standard deviation 1. ``shown``: the grey that the file's window shows, as it is. ``stored``: the
        stored samples over the whole range that their bits can hold, without any window, MONOCHROME1 turned round. The
        last two are for networks that were trained elsewhere on a fixed range.
    lowest, highest
        What black and white become; only for ``shown`` and ``stored``.
    resampling
        ``bilinear``: bilinear with antialiasing; ``gaussian``: a Gaussian before linear interpolation, and a region of
        whole pixels, as scikit-image has it (``imaging.resize``).
    """

    input_size: int
    region: str = "center_square"
    lower_percentile: float = 1.0
    upper_percentile: float = 99.0
    grey: str = PERCENTILES
    lowest: float = 0.0
    highest: float = 1.0
    resampling: str = BILINEAR

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise ValueError(f"region must be one of {REGIONS}, not {self.region!r}")
        if not 32 <= self.input_size <= 1024:
            raise ValueError("input_size must be 32..1024 pixels")
        if not 0 <= self.lower_percentile < self.upper_percentile <= 100:
            raise ValueError("percentiles must satisfy 0 <= lower < upper <= 100")
        if self.grey not in GREYS or self.resampling not in RESAMPLINGS:
            raise ValueError(f"grey must be one of {GREYS} and resampling one of {RESAMPLINGS}")
        if not -math.inf < self.lowest < self.highest < math.inf:
            raise ValueError("lowest must be less than highest, both finite")
        if self.resampling == GAUSSIAN and self.region != "center_square":
            raise ValueError("gaussian resampling knows the region center_square only")

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Build from the card's JSON object; unknown keys are an error."""
        return cls(**values)

    @property
    def digest(self) -> str:
        """SHA-256 of the settings, lower-case hexadecimal."""
        unsaid = {
            each.name for each in fields(self) if each.name in _LATER and getattr(self, each.name) == each.default
        }
        values = {name: value for name, value in asdict(self).items() if name not in unsaid}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def preprocess(radiograph: Radiograph, spec: PreprocessSpec, frame: int = 0) -> tuple[NDArray[np.float32], Geometry]:
    """Radiograph → the model's input.

    Returns
    -------
    ``(1, 1, S, S)`` float32, and the mapping back to the image.

    Raises
    ------
    UnscorableError
        The region is constant or holds values that are not finite.
    """
    unit, geometry = resample(radiograph, spec, frame)
    return finish(unit, spec)[None, None], geometry


def finish(unit: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.float32]:
    """What is left to do behind `resample`: mean 0 and standard deviation 1, or the fixed range."""
    if spec.grey == PERCENTILES:
        return standardise(unit)
    return np.asarray(spec.lowest + (spec.highest - spec.lowest) * unit, np.float32)


def resample(radiograph: Radiograph, spec: PreprocessSpec, frame: int = 0) -> tuple[NDArray[np.float32], Geometry]:
    """The region at input size, within 0..1: ``(S, S)`` float32, before `finish`.

    Stored samples are resampled first and shown second, so that a film whose noise is cut by its window gives the same
    input from any of its resolutions.
    """
    if not radiograph.is_integer and not np.isfinite(radiograph.samples[frame]).all():
        raise UnscorableError("the picture holds values that are not numbers")
    geometry = _region(radiograph.shape, radiograph.pixel_aspect, spec)
    picture = np.zeros((spec.input_size, spec.input_size), np.float32)
    if spec.resampling == GAUSSIAN:
        picture[:] = _gaussian(_unit(radiograph, spec, frame), geometry, spec)
    elif radiograph.is_colour or spec.grey == STORED:
        region, place = _resize(_unit(radiograph, spec, frame), geometry)
        picture[place] = region
    else:
        stored, place = _resize(radiograph.samples[frame], geometry)
        picture[place] = grey(replace(radiograph, samples=stored[None]), View(voi=default_voi(radiograph)))
    low, high = np.percentile(picture, [spec.lower_percentile, spec.upper_percentile])
    if high - low < 1e-4:
        raise UnscorableError("the picture is blank: it holds a single grey level")
    if spec.grey != PERCENTILES:
        return np.clip(picture, 0, 1), geometry
    unit = np.clip((picture - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(unit, np.float32), geometry


def _unit(radiograph: Radiograph, spec: PreprocessSpec, frame: int) -> NDArray[np.float32]:
    """A whole frame within 0..1: as its window shows it, or its samples over the range of their bits."""
    if radiograph.is_colour or spec.grey != STORED:
        return grey(radiograph, View(frame=frame))
    if not radiograph.is_integer:
        raise UnscorableError("the picture holds fractions, of which the model does not know the range")
    samples = radiograph.samples[frame].astype(np.float32)
    if radiograph.samples.dtype.kind == "i":
        samples += np.float32(2 ** (radiograph.bits_stored - 1))
    unit = np.clip(samples / np.float32(2**radiograph.bits_stored - 1), 0, 1)
    return np.asarray(1 - unit if radiograph.inverted else unit, np.float32)


def _gaussian(unit: NDArray[np.float32], geometry: Geometry, spec: PreprocessSpec) -> NDArray[np.float32]:
    """The region, resampled about the value that becomes 0: so much the surroundings weigh at its edges."""
    top, left = int(geometry.top), int(geometry.left)
    cut = unit[top : top + int(geometry.height), left : left + int(geometry.width)]
    nought = np.float32(0 if spec.grey == PERCENTILES else -spec.lowest / (spec.highest - spec.lowest))
    return gaussian_resize(cut - nought, spec.input_size) + nought


def standardise(unit: NDArray[np.float32]) -> NDArray[np.float32]:
    """Subtract the mean and divide by the standard deviation of the image: ``(S, S)`` float32."""
    return np.asarray((unit - unit.mean()) / max(float(unit.std()), 1e-3), np.float32)


def _region(shape: tuple[int, int], pixel_aspect: float, spec: PreprocessSpec) -> Geometry:
    """A region that is square in true aspect, centred on the image."""
    rows, columns = shape
    true_height = rows * pixel_aspect
    side = min(true_height, columns) if spec.region == "center_square" else max(true_height, columns)
    height, width = side / pixel_aspect, float(side)
    if spec.resampling == GAUSSIAN:
        whole_height, whole_width = min(max(round(height), 1), rows), int(width)
        top, left = rows // 2 - whole_height // 2, columns // 2 - whole_width // 2
        return Geometry(shape, float(top), float(left), float(whole_height), float(whole_width), spec.input_size)
    return Geometry(shape, (rows - height) / 2, (columns - width) / 2, height, width, spec.input_size)


def _resize(values: NDArray[Any], geometry: Geometry) -> tuple[NDArray[np.float32], tuple[slice, slice]]:
    """The part of the region that lies on the image, bilinear with antialiasing, and its place in the input."""
    rows, columns = values.shape
    top, left = max(geometry.top, 0.0), max(geometry.left, 0.0)
    bottom = min(geometry.top + geometry.height, float(rows))
    right = min(geometry.left + geometry.width, float(columns))
    first_row, first_column = (round(v) for v in geometry.to_input_point(top, left))
    last_row, last_column = (round(v) for v in geometry.to_input_point(bottom, right))
    target = (max(last_column - first_column, 1), max(last_row - first_row, 1))
    # Cut first: the resampling filter reaches over the edge of its box and would mix in what lies outside.
    row, column = int(top), int(left)
    cut = values[row : math.ceil(bottom), column : math.ceil(right)]
    source = Image.fromarray(np.ascontiguousarray(cut, np.float32))
    box = (left - column, top - row, right - column, bottom - row)
    part = np.asarray(source.resize(target, Image.Resampling.BILINEAR, box=box))
    place = (slice(first_row, first_row + target[1]), slice(first_column, first_column + target[0]))
    return part, place
