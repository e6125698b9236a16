"""Films and drawings for the tests of measuring, made in code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.core.radiograph import Radiograph, Spacing, SpacingSource, Study


def film(samples: Any = None, spacing: tuple[float, float] | None = (0.2, 0.2), **changes: Any) -> Radiograph:
    """A film of 40 rows and 30 columns whose samples are ``100 * row + column``; one frame more is accepted."""
    row, column = np.mgrid[:40, :30]
    stored = np.asarray((100 * row + column).astype(np.uint16) if samples is None else samples)
    values: dict[str, Any] = {
        "path": Path("film.dcm"),
        "sha256": "f" * 64,
        "samples": stored if stored.ndim > 2 else stored[None],
        "stored_sha256": "",
        "photometric": "MONOCHROME2",
        "bits_stored": 12,
        "spacing": None if spacing is None else Spacing(*spacing, SpacingSource.AT_DETECTOR),
        "pixel_aspect": 1.0 if spacing is None else spacing[0] / spacing[1],
        "orientation": ("L", "F"),
        "study": Study(view_position="PA"),
    }
    return Radiograph(**values | changes)


def known_length(points: tuple[tuple[float, float], tuple[float, float]], millimetres: float) -> Annotation:
    """A calibration by hand."""
    return Annotation(Kind.CALIBRATION, points, millimetres=millimetres)
