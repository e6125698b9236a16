"""A decoded radiograph with its meaning, and the small frozen types it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class VoiFunction(StrEnum):
    """How a window maps modality values to grey (DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """A VOI window in modality units (DICOM PS3.3 C.11.2.1.2); ``width`` > 0."""

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """A modality or VOI lookup table (DICOM PS3.3 C.11.1 and C.11.2).

    Attributes
    ----------
    values
        ``(N,)`` integers, read-only; ``values[0]`` answers every input up to ``first_mapped``.
    first_mapped
        Input value that ``values[0]`` stands for.
    bits
        Significant bits of one output value, so the output range is ``0 .. 2**bits - 1``.
    explanation
        The LUT's own name, plain text.
    """

    values: NDArray[Any]
    first_mapped: int
    bits: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Rescale:
    """``modality value = stored value * slope + intercept`` (DICOM PS3.3 C.11.1.1.2); ``slope`` != 0."""

    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""


class SpacingSource(StrEnum):
    """What a pixel spacing measures (DICOM PS3.3 10.7); the text is what stands beside every length."""

    CALIBRATED = "calibrated"
    CORRECTED = "corrected for geometry"
    MAGNIFICATION_CORRECTED = "magnification-corrected"
    AT_DETECTOR = "at detector"
    METHOD_UNKNOWN = "calibrated, method unknown"
    MEANING_UNKNOWN = "meaning unknown"
    AT_SCANNER = "at scanner"
    BY_HAND = "calibrated by hand"


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance between pixel centres in millimetres, both > 0; absent altogether when it is not known."""

    row_mm: float
    column_mm: float
    source: SpacingSource


@dataclass(frozen=True, slots=True)
class Patient:
    """Patient module fields as plain text, empty when absent; ``id_issuer`` is who gave the ID. Never logged."""

    name: str = ""
    id: str = ""
    birth_date: str = ""
    sex: str = ""
    age: str = ""
    id_issuer: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Study, series and acquisition fields as plain text, empty when absent."""

    study_uid: str = ""
    series_uid: str = ""
    instance_uid: str = ""
    sop_class_uid: str = ""
    date: str = ""
    time: str = ""
    accession: str = ""
    institution: str = ""
    study_description: str = ""
    series_description: str = ""
    series_number: str = ""
    instance_number: str = ""
    modality: str = ""
    body_part: str = ""
    view_position: str = ""
    laterality: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """An overlay plane (DICOM PS3.3 C.9.2).

    Attributes
    ----------
    bits
        ``(F, h, w)`` bool, read-only; with one frame it belongs to every frame of the picture.
    row, column
        Where its first pixel lies on the stored picture, from 0; may be negative.
    name
        Its label or description, plain text.
    is_region
        Whether it marks a region of interest and is not to be drawn.
    """

    bits: NDArray[np.bool_]
    row: int
    column: int
    name: str = ""
    is_region: bool = False


@dataclass(frozen=True, slots=True)
class Shutter:
    """A display shutter (DICOM PS3.3 C.7.6.11): what lies outside any of its shapes is to be hidden.

    Attributes
    ----------
    rectangle
        ``(top, left, bottom, right)`` edges in rows and columns of the stored picture from 1, or None.
    circle
        ``(row, column, radius)``, or None.
    polygon
        ``(row, column)`` of at least three corners, or empty.
    """

    rectangle: tuple[int, int, int, int] | None = None
    circle: tuple[int, int, int] | None = None
    polygon: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Radiograph:
    """One decoded image file: stored samples, what they mean, and the trail of what was done to read them.

    Attributes
    ----------
    path
        Where it was read from.
    sha256
        Digest of the file's bytes, lower-case hexadecimal.
    samples
        Stored samples before modality LUT and VOI, read-only. ``(F, H, W)`` integers or float32/float64 for grey,
        ``(F, H, W, 3)`` uint8 or uint16 RGB for colour (palette and YBR already converted).
    stored_sha256
        Digest of the samples as stored (little-endian, C order, before any colour transform or LUT).
    photometric
        Photometric interpretation as the file states it; rasters are ``MONOCHROME2`` or ``RGB``.
    bits_stored
        Significant bits of a stored sample.
    inverted
        Whether the lowest grey value is shown white (MONOCHROME1); applied once, last, by ``imaging.display``.
    modality_lut
        Stored value → modality value.
    voi
        The file's own VOI LUTs and windows, in the order in which they are offered; the first is the default.
    padding
        Inclusive range of stored values that are padding, not anatomy.
    spacing
        Millimetres per pixel with their meaning, or None.
    pixel_aspect
        Height of a pixel divided by its width; 1.0 for square pixels.
    orientation
        ``PatientOrientation``: (direction of rows, direction of columns), such as ``("L", "F")``; empty when unknown.
    lossy
        Whether the file says, or its compression implies, that detail was lost.
    transfer_syntax
        DICOM transfer syntax UID, or the raster format's name (``PNG``, ``JPEG``, ``TIFF``, ``BMP``).
    decoder
        Which decoder turned bytes into samples.
    reduction
        How many times smaller than stored the picture was decoded in both directions (1, 2, 4, …); ``spacing`` and
        ``shape`` are those of the smaller picture, ``stored_sha256`` is empty when it is not 1.
    overlays, shutter
        Graphics of the file over the stored picture; ``imaging.graphics`` makes masks of them.
    warnings
        Sentences that the reader of the picture must know.
    trail
        Sentences on what was applied and repaired, for "why does it look like this".
    """

    path: Path
    sha256: str
    samples: NDArray[Any]
    stored_sha256: str
    photometric: str
    bits_stored: int
    inverted: bool = False
    modality_lut: Rescale | LookupTable = field(default_factory=Rescale)
    voi: tuple[Window | LookupTable, ...] = ()
    padding: tuple[int, int] | None = None
    spacing: Spacing | None = None
    pixel_aspect: float = 1.0
    orientation: tuple[str, str] | tuple[()] = ()
    lossy: bool = False
    transfer_syntax: str = ""
    decoder: str = ""
    patient: Patient = field(default_factory=Patient)
    study: Study = field(default_factory=Study)
    reduction: int = 1
    overlays: tuple[Overlay, ...] = ()
    shutter: Shutter | None = None
    warnings: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()

    @property
    def frames(self) -> int:
        """Number of frames, at least 1."""
        return int(self.samples.shape[0])

    @property
    def shape(self) -> tuple[int, int]:
        """``(rows, columns)`` of one frame."""
        return int(self.samples.shape[1]), int(self.samples.shape[2])

    @property
    def is_colour(self) -> bool:
        """Whether the samples are RGB."""
        return bool(self.samples.ndim == 4)

    @property
    def is_integer(self) -> bool:
        """Whether the samples are integers, so that a lookup table over stored values is possible."""
        return bool(np.issubdtype(self.samples.dtype, np.integer))
