"""Measured numbers as people read them: with their unit, and with what a millimetre means beside every length."""

from __future__ import annotations

from xraydesk.core.annotations import Kind
from xraydesk.core.radiograph import SpacingSource
from xraydesk.core.wording import mark
from xraydesk.imaging.measure import Scale
from xraydesk.imaging.regions import PixelValue, Statistics
from xraydesk.ui.shell.language import tr

SOURCES = {
    SpacingSource.CALIBRATED: mark("calibrated"),
    SpacingSource.CORRECTED: mark("corrected for geometry"),
    SpacingSource.MAGNIFICATION_CORRECTED: mark("magnification-corrected"),
    SpacingSource.AT_DETECTOR: mark("at detector"),
    SpacingSource.METHOD_UNKNOWN: mark("calibrated, method unknown"),
    SpacingSource.MEANING_UNKNOWN: mark("meaning unknown"),
    SpacingSource.AT_SCANNER: mark("at scanner"),
    SpacingSource.BY_HAND: mark("calibrated by hand"),
}
"""What stands beside every length (PS3.3 10.7)."""

KINDS = {
    Kind.LENGTH: mark("Length"),
    Kind.ANGLE: mark("Angle"),
    Kind.COBB: mark("Cobb angle"),
    Kind.RECTANGLE: mark("Rectangle"),
    Kind.ELLIPSE: mark("Ellipse"),
    Kind.FREEHAND: mark("Freehand region"),
    Kind.PROBE: mark("Pixel value"),
    Kind.ARROW: mark("Arrow"),
    Kind.TEXT: mark("Text"),
    Kind.HEART_RATIO: mark("Cardiothoracic ratio"),
    Kind.CALIBRATION: mark("Calibration"),
}
"""A kind of annotation as people call it."""


def source_text(scale: Scale) -> str:
    """What the unit means; for pixels of unequal sides, which side is counted."""
    if scale.source is not None:
        return tr(SOURCES[scale.source])
    return "" if scale.row == scale.column else tr("in widths of a pixel")


def length_text(value: float, scale: Scale) -> str:
    """``12.3 mm at detector`` or ``123.4 px``."""
    unit = "mm" if scale.in_millimetres else "px"
    return f"{value:.1f} {unit} {source_text(scale)}".rstrip()


def area_text(value: float, scale: Scale) -> str:
    """``123.4 mm² at detector`` or ``1234 px²``; large areas without decimals that nobody can draw."""
    unit = "mm²" if scale.in_millimetres else "px²"
    digits = 1 if value < 1000 else 0
    return f"{value:.{digits}f} {unit} {source_text(scale)}".rstrip()


def angle_text(value: float | None) -> str:
    """``34.2°``, a dash where there is none."""
    return "–" if value is None else f"{value:.1f}°"


def value_text(value: float) -> str:
    """A value in modality units: whole numbers as such, others with up to six digits."""
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 1e7 else f"{value:.6g}"


def statistics_texts(found: Statistics, unit: str) -> tuple[str, ...]:
    """Mean and deviation, extremes and number of pixels, line by line."""
    if not found.count:
        return (tr("no pixel inside"),)
    deviation = f"{found.mean:.1f} ± {found.sd:.1f} {unit}".rstrip()
    extremes = tr("min {low}  max {high}  n {count}").format(
        low=value_text(found.low), high=value_text(found.high), count=found.count
    )
    left_out = (tr("{count} left out: padding").format(count=found.left_out),) if found.left_out else ()
    return (tr("mean {value}").format(value=deviation), extremes, *left_out)


def pixel_text(pixel: PixelValue | None, unit: str) -> str:
    """``1204 HU`` or ``RGB 12 13 14``."""
    if pixel is None:
        return tr("outside of the film")
    if len(pixel.values) == 3:
        return "RGB " + " ".join(value_text(value) for value in pixel.values)
    words = f"{value_text(pixel.values[0])} {unit}".rstrip()
    return tr("{value} (padding)").format(value=words) if pixel.is_padding else words
