"""What a radiograph is, as plain values that other programs read."""

from __future__ import annotations

from typing import Any

from xraydesk.core.radiograph import LookupTable, Radiograph, Window


def describe(radiograph: Radiograph) -> dict[str, Any]:
    """Form, grey scale, millimetres and provenance of a decoded image; no patient's data."""
    rows, columns = radiograph.shape
    spacing = radiograph.spacing
    return {
        "warnings": list(radiograph.warnings),
        "rows": rows,
        "columns": columns,
        "frames": radiograph.frames,
        "samples_per_pixel": 3 if radiograph.photometric.startswith(("RGB", "YBR")) else 1,
        "bits_stored": radiograph.bits_stored,
        "photometric": radiograph.photometric,
        "transfer_syntax": radiograph.transfer_syntax,
        "stored_sha256": radiograph.stored_sha256,
        "decoder": radiograph.decoder,
        "lossy": radiograph.lossy,
        "inverted": radiograph.inverted,
        "pixel_aspect": radiograph.pixel_aspect,
        "spacing_mm": None if spacing is None else [spacing.row_mm, spacing.column_mm],
        "spacing_source": "" if spacing is None else spacing.source.value,
        "padding": radiograph.padding,
        "orientation": radiograph.orientation,
        "voi": [_voi_text(voi) for voi in radiograph.voi],
        "overlays": len(radiograph.overlays),
        "shutter": radiograph.shutter is not None,
        "trail": list(radiograph.trail),
    }


def _voi_text(voi: Window | LookupTable) -> str:
    if isinstance(voi, LookupTable):
        return f"LUT of {len(voi.values)} entries"
    return f"{voi.function.value} C {voi.center:g} W {voi.width:g}"
