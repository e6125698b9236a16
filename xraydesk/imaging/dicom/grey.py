"""What grey samples mean: modality LUT, VOI LUTs and windows, polarity, padding (PS3.3 C.11.1, C.11.2)."""

from __future__ import annotations

import math

from xraydesk.core.radiograph import LookupTable, Rescale, VoiFunction, Window
from xraydesk.imaging.dicom.elements import Dataset
from xraydesk.imaging.dicom.luts import table_of
from xraydesk.imaging.dicom.pixels import Pixels
from xraydesk.imaging.dicom.text import character_sets_of, plain_text

Voi = Window | LookupTable

_MAX_CHOICES = 32
_MODALITY_LUTS, _VOI_LUTS = 0x00283000, 0x00283010
_SHARED_GROUPS, _FRAME_GROUPS = 0x52009229, 0x52009230
_VALUE_TRANSFORMATION, _FRAME_VOI = 0x00289145, 0x00289132


def functional_group(dataset: Dataset, tag: int) -> Dataset | None:
    """A functional group's macro: shared by all frames, else the first frame's (PS3.3 C.7.6.16)."""
    for groups in (_SHARED_GROUPS, _FRAME_GROUPS):
        for item in dataset.items(groups)[:1]:
            for macro in item.items(tag)[:1]:
                return macro
    return None


def modality_lut(dataset: Dataset, *, signed: bool, notes: list[str]) -> Rescale | LookupTable:
    """Modality LUT, else slope and intercept, else identity; senseless ones are noted and left out."""
    for item in dataset.items(_MODALITY_LUTS)[:1]:
        table = table_of(item, signed=signed)
        if table is not None:
            notes.append("The file's modality LUT was applied.")
            return table
        notes.append("The file's modality LUT is empty and was left out.")
    source = dataset
    if 0x00281053 not in dataset:
        source = functional_group(dataset, _VALUE_TRANSFORMATION) or dataset
    slopes, intercepts = source.floats(0x00281053), source.floats(0x00281052)
    if not slopes and not intercepts:
        return Rescale()
    slope = slopes[0] if slopes else 1.0
    intercept = intercepts[0] if intercepts else 0.0
    if not math.isfinite(slope) or not math.isfinite(intercept) or slope == 0:
        notes.append("The file's rescale slope or intercept is no usable number and was left out.")
        return Rescale()
    unit = plain_text(source.value(0x00281054))
    if (slope, intercept) != (1.0, 0.0):
        notes.append(f"Stored values were rescaled: × {slope:g} + {intercept:g}.")
    return Rescale(slope, intercept, unit)


def voi_of(dataset: Dataset, pixels: Pixels, modality: Rescale | LookupTable, notes: list[str]) -> tuple[Voi, ...]:
    """The file's VOI LUTs, then its windows, the default first.

    Where all that the file offers is senseless, the full range of the stored bits stands in. Windows of
    functional groups belong to single frames, so the range of the data goes before them as the default.
    """
    signed = pixels.layout.signed
    found: list[Voi] = []
    senseless = False
    for item in dataset.items(_VOI_LUTS)[:_MAX_CHOICES]:
        table = table_of(item, signed=signed)
        if table is None:
            senseless = True
        else:
            found.append(table)
    windows, unusable = _windows(dataset, character_sets_of(dataset), notes)
    found.extend(windows)
    if not found and not unusable and (macro := functional_group(dataset, _FRAME_VOI)) is not None:
        windows, _ = _windows(macro, character_sets_of(dataset), notes)
        if windows:
            notes.append("The windows for single frames can be chosen; the range of the data is shown.")
            found = [
                _range_window(pixels.stored[0].min(), pixels.stored[0].max(), modality, "data range"),
                *windows,
            ]
    if senseless or unusable:
        notes.append("A VOI LUT or window of the file is empty or no usable number and was left out.")
        if not found and not pixels.layout.floating:
            notes.append("The full range of values is shown.")
            half = 1 << (pixels.layout.bits_stored - 1)
            low, high = (-half, half - 1) if signed else (0, 2 * half - 1)
            found = [_range_window(low, high, modality, "full range")]
    return tuple(found)


def _range_window(low: float, high: float, modality: Rescale | LookupTable, name: str) -> Window:
    """A window over a range of stored values."""
    if isinstance(modality, LookupTable):
        first, last = float(modality.values.min()), float(modality.values.max())
    else:
        first, last = sorted(float(value) * modality.slope + modality.intercept for value in (low, high))
    return Window((first + last) / 2, max(last - first, 1e-6), VoiFunction.LINEAR_EXACT, name)


def _windows(source: Dataset, sets: tuple[str, ...], notes: list[str]) -> tuple[list[Window], bool]:
    """The usable windows, and whether there was an unusable one."""
    stated = source.string(0x00281056).upper()
    if stated and stated not in VoiFunction.__members__:
        notes.append("The file's VOI function is unknown; its windows were taken as linear.")
    function = VoiFunction.__members__.get(stated, VoiFunction.LINEAR)
    centres, widths = source.floats(0x00281050)[:_MAX_CHOICES], source.floats(0x00281051)[:_MAX_CHOICES]
    names = plain_text(source.value(0x00281055), sets).split("\\")
    windows: list[Window] = []
    unusable = len(centres) != len(widths)
    for index, (centre, width) in enumerate(zip(centres, widths, strict=False)):
        if not (math.isfinite(centre) and math.isfinite(width) and 0 < width < 1e12 and abs(centre) < 1e12):
            unusable = True
            continue
        # LINEAR is not defined for widths below 1, which writers of fractional values use all the same.
        fitting = VoiFunction.LINEAR_EXACT if function is VoiFunction.LINEAR and width < 1 else function
        name = names[index].strip() if index < len(names) else ""
        windows.append(Window(centre, width, fitting, name))
    return windows, unusable


def is_inverted(dataset: Dataset, photometric: str, warnings: list[str], trail: list[str]) -> bool:
    """Whether low values are shown white; on contradiction PhotometricInterpretation is trusted, with a word."""
    inverted = photometric == "MONOCHROME1"
    shape = dataset.string(0x20500020).upper()
    if (shape == "INVERSE" and not inverted) or (shape == "IDENTITY" and inverted):
        warnings.append(
            f"The file says {photometric} but also presentation LUT shape {shape}; {photometric} was trusted."
        )
    if inverted:
        trail.append("MONOCHROME1: grey was inverted once, after the window.")
    return inverted


def padding_of(dataset: Dataset, *, signed: bool) -> tuple[int, int] | None:
    """Pixel Padding Value and Range Limit as an inclusive range of stored values (PS3.3 C.7.5.1.1.2)."""
    values = dataset.integers(0x00280120, signed=signed)
    if not values:
        return None
    limits = dataset.integers(0x00280121, signed=signed) or values
    ends = [_as_signed(v, signed) for v in (values[0], limits[0])]
    return min(ends), max(ends)


def _as_signed(value: int, signed: bool) -> int:
    """Writers put a signed padding value into an unsigned VR and the other way round."""
    if signed:
        return value - 0x10000 if 0x8000 <= value <= 0xFFFF else value
    return value + 0x10000 if -0x8000 <= value < 0 else value
