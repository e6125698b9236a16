"""The one way from a radiograph to the model's input; its settings travel with the weights.

The trainer and the application call the same function, so the two cannot differ.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.errors import UnscorableError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import View, default_voi, grey
from xraydesk.imaging.geometry import Geometry

REGIONS = ("center_square", "pad_square")


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
        Grey levels of the resampled region that become 0 and 1.
    """

    input_size: int
    region: str = "center_square"
    lower_percentile: float = 1.0
    upper_percentile: float = 99.0

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise ValueError(f"region must be one of {REGIONS}, not {self.region!r}")
        if not 32 <= self.input_size <= 1024:
            raise ValueError("input_size must be 32..1024 pixels")
        if not 0 <= self.lower_percentile < self.upper_percentile <= 100:
            raise ValueError("percentiles must satisfy 0 <= lower < upper <= 100")

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Build from the card's JSON object; unknown keys are an error."""
        return cls(**values)

    @property
    def digest(self) -> str:
        """SHA-256 of the settings, lower-case hexadecimal."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def preprocess(radiograph: Radiograph, spec: PreprocessSpec, frame: int = 0) -> tuple[NDArray[np.float32], Geometry]:
    """Radiograph → the model's input.

    Returns
    -------
    ``(1, 1, S, S)`` float32 with mean 0 and standard deviation 1, and the mapping back to the image.

    Raises
    ------
    UnscorableError
        The region is constant or holds values that are not finite.
    """
    unit, geometry = resample(radiograph, spec, frame)
    return standardise(unit)[None, None], geometry


def resample(radiograph: Radiograph, spec: PreprocessSpec, frame: int = 0) -> tuple[NDArray[np.float32], Geometry]:
    """The region at input size, stretched to 0..1: ``(S, S)`` float32, before standardisation.

    Stored samples are resampled first and shown second, so that a film whose noise is cut by its window gives the same
    input from any of its resolutions.
    """
    if not radiograph.is_integer and not np.isfinite(radiograph.samples[frame]).all():
        raise UnscorableError("the picture holds values that are not numbers")
    geometry = _region(radiograph.shape, radiograph.pixel_aspect, spec)
    if radiograph.is_colour:
        region, place = _resize(grey(radiograph, View(frame=frame)), geometry)
    else:
        stored, place = _resize(radiograph.samples[frame], geometry)
        region = grey(replace(radiograph, samples=stored[None]), View(voi=default_voi(radiograph)))
    picture = np.zeros((spec.input_size, spec.input_size), np.float32)
    picture[place] = region
    low, high = np.percentile(picture, [spec.lower_percentile, spec.upper_percentile])
    if high - low < 1e-4:
        raise UnscorableError("the picture is blank: it holds a single grey level")
    unit = np.clip((picture - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(unit, np.float32), geometry


def standardise(unit: NDArray[np.float32]) -> NDArray[np.float32]:
    """Subtract the mean and divide by the standard deviation of the image: ``(S, S)`` float32."""
    return np.asarray((unit - unit.mean()) / max(float(unit.std()), 1e-3), np.float32)


def _region(shape: tuple[int, int], pixel_aspect: float, spec: PreprocessSpec) -> Geometry:
    """A region that is square in true aspect, centred on the image."""
    rows, columns = shape
    true_height = rows * pixel_aspect
    side = min(true_height, columns) if spec.region == "center_square" else max(true_height, columns)
    height, width = side / pixel_aspect, float(side)
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
