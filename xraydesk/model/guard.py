"""What the model must not be asked: images that, by their own header, are no frontal chest radiograph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from xraydesk.core.radiograph import Radiograph

# DICOM PS3.3 C.7.3.1.1.1: projection radiography; OT and SC stand for films of unknown origin.
_RADIOGRAPHY: Final = {"CR", "DX", "RG", "RF", "XA", "OT", "SC", ""}
_LATERAL: Final = {"LATERAL", "LAT", "LL", "RL", "LLD", "RLD", "LLO", "RLO", "LPO", "RPO", "LAO", "RAO"}
_CHEST: Final = ("CHEST", "THORAX", "LUNG", "RIB", "TORAX", "BRUST")
_SMALLEST_SIDE: Final = 96
_LONGEST_ASPECT: Final = 2.0


def decline(radiograph: Radiograph) -> str:
    """Why the model should not score this image, as a sentence; empty when nothing speaks against it."""
    return next(_reasons(radiograph), "")


def _reasons(radiograph: Radiograph) -> Iterator[str]:
    study = radiograph.study
    if study.modality.upper() not in _RADIOGRAPHY:
        yield f"not a radiograph: the file says modality {study.modality}"
    if study.body_part and not any(part in study.body_part.upper() for part in _CHEST):
        yield f"not a chest radiograph: the file says body part {study.body_part}"
    if study.view_position.upper() in _LATERAL:
        yield f"not a frontal view: the file says view {study.view_position}"
    if radiograph.frames > 1:
        yield f"{radiograph.frames} frames: the model reads single films only"
    rows, columns = radiograph.shape
    height = rows * radiograph.pixel_aspect
    if min(rows, columns) < _SMALLEST_SIDE:
        yield f"too small to read: {columns} x {rows} pixels"
    if max(height, columns) > _LONGEST_ASPECT * min(height, columns):
        yield "not the shape of a chest radiograph: one side is more than twice the other"
    if radiograph.is_colour and _coloured(radiograph):
        yield "a colour picture, not a radiograph"


def _coloured(radiograph: Radiograph) -> bool:
    """Whether the channels differ by more than a scan's noise."""
    red, green, blue = (radiograph.samples[0, ..., k].astype(np.int32) for k in range(3))
    difference = max(np.abs(red - green).mean(), np.abs(green - blue).mean())
    return bool(difference > 0.02 * 2**radiograph.bits_stored)
