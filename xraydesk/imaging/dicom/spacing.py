"""Millimetres per pixel and what they mean (PS3.3 10.7), pixel shape and orientation."""

from __future__ import annotations

import math

from xraydesk.core.radiograph import Spacing, SpacingSource
from xraydesk.imaging.dicom.elements import Dataset
from xraydesk.imaging.dicom.grey import functional_group

_PIXEL_MEASURES = 0x00289110
_CALIBRATIONS = {"FIDUCIAL": SpacingSource.CALIBRATED, "GEOMETRY": SpacingSource.CORRECTED}
_MIN_MM, _MAX_MM = 1e-4, 100.0


def spacing_of(dataset: Dataset, reduction: int = 1) -> Spacing | None:
    """Pixel spacing with its meaning, or None where the file gives no usable one.

    Parameters
    ----------
    reduction
        As of ``Radiograph``.
    """
    found = _stated_spacing(dataset)
    if found is None or reduction == 1:
        return found
    return Spacing(found.row_mm * reduction, found.column_mm * reduction, found.source)


def _stated_spacing(dataset: Dataset) -> Spacing | None:
    pixel = _pair(dataset, 0x00280030)
    detector = _pair(dataset, 0x00181164)
    scanned = _pair(dataset, 0x00182010)
    if pixel is None and (macro := functional_group(dataset, _PIXEL_MEASURES)) is not None:
        measured = _pair(macro, 0x00280030)
        return Spacing(*measured, SpacingSource.CALIBRATED) if measured else None
    stated = _CALIBRATIONS.get(dataset.string(0x00280A02).upper())
    if pixel is not None and stated is not None:
        return Spacing(*pixel, stated)
    if scanned is not None and detector is None and pixel in (None, scanned):
        return Spacing(*scanned, SpacingSource.AT_SCANNER)
    if detector is not None and pixel in (None, detector):
        return _at_detector(dataset, detector)
    return None if pixel is None else Spacing(*pixel, _plain_meaning(dataset, detector is not None))


def _at_detector(dataset: Dataset, spacing: tuple[float, float]) -> Spacing:
    factor = _magnification(dataset)
    if factor is None:
        return Spacing(*spacing, SpacingSource.AT_DETECTOR)
    return Spacing(spacing[0] / factor, spacing[1] / factor, SpacingSource.MAGNIFICATION_CORRECTED)


def _plain_meaning(dataset: Dataset, beside_detector: bool) -> SpacingSource:
    """What Pixel Spacing without a calibration type means."""
    if beside_detector:
        return SpacingSource.METHOD_UNKNOWN
    # Slices have their spacing in the patient by definition (PS3.3 C.7.6.2).
    return SpacingSource.CALIBRATED if 0x00200037 in dataset else SpacingSource.MEANING_UNKNOWN


def pixel_aspect_of(dataset: Dataset, spacing: Spacing | None) -> float:
    """Height of a pixel divided by its width, from the spacing, else Pixel Aspect Ratio, else 1.0."""
    if spacing is not None:
        return spacing.row_mm / spacing.column_mm
    ratio = [part for part in dataset.floats(0x00280034)[:2] if math.isfinite(part) and part > 0]
    if len(ratio) == 2 and 0.01 <= ratio[0] / ratio[1] <= 100:
        return ratio[0] / ratio[1]
    return 1.0


def orientation_of(dataset: Dataset) -> tuple[str, str] | tuple[()]:
    """Patient Orientation of rows and columns, empty when unknown."""
    parts = [part.upper() for part in dataset.strings(0x00200020)]
    if len(parts) == 2 and all(part and len(part) <= 3 and set(part) <= set("LRAPHF") for part in parts):
        return parts[0], parts[1]
    return ()


def _pair(dataset: Dataset, tag: int) -> tuple[float, float] | None:
    values = dataset.floats(tag)[:2]
    if len(values) < 2 or not all(math.isfinite(v) and _MIN_MM <= v <= _MAX_MM for v in values):
        return None
    return values[0], values[1]


def _magnification(dataset: Dataset) -> float | None:
    """Estimated Radiographic Magnification Factor, else source-detector over source-patient distance."""
    stated = dataset.floats(0x00181114)
    if stated and math.isfinite(stated[0]) and 1 <= stated[0] <= 10:
        return stated[0]
    detector, patient = dataset.floats(0x00181110), dataset.floats(0x00181111)
    if detector and patient and patient[0] > 0 and math.isfinite(detector[0]) and 1 <= detector[0] / patient[0] <= 10:
        return detector[0] / patient[0]
    return None
