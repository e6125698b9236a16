"""Overlay planes (PS3.3 C.9.2) and display shutters (PS3.3 C.7.6.11) of a data set."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.radiograph import Overlay, Shutter
from xraydesk.imaging.dicom.elements import Dataset
from xraydesk.imaging.dicom.layout import MAX_FRAME_SAMPLES
from xraydesk.imaging.dicom.text import character_sets_of, plain_text

_GROUPS = range(0x6000, 0x6020, 2)
_ROWS, _COLUMNS, _FRAMES, _TYPE = 0x0010, 0x0011, 0x0015, 0x0040
_ORIGIN, _ALLOCATED, _POSITION = 0x0050, 0x0100, 0x0102
_DESCRIPTION, _LABEL, _DATA = 0x0022, 0x1500, 0x3000
_MAX_VERTICES = 10_000


def embedded_positions(dataset: Dataset) -> tuple[int, ...]:
    """The bits of the pixel data in which overlays are kept, as old files do (retired, PS3.3 C.9.2 of 2004)."""
    positions = []
    for group in _GROUPS:
        base = group << 16
        if base | _ROWS in dataset and base | _DATA not in dataset and (dataset.integer(base | _ALLOCATED) or 1) > 1:
            positions.append(dataset.integer(base | _POSITION) or 0)
    return tuple(positions)


def overlays_of(dataset: Dataset, embedded: dict[int, NDArray[np.bool_]], trail: list[str]) -> tuple[Overlay, ...]:
    """The overlay planes that are whole; one that is not is noted and left out.

    Parameters
    ----------
    embedded
        ``(F, H, W)`` planes of the pixel data by their bit position.
    """
    found = []
    for group in _GROUPS:
        base = group << 16
        if base | _ROWS not in dataset and base | _DATA not in dataset:
            continue
        bits = _bits(dataset, base, embedded)
        if bits is None:
            trail.append("An overlay of the file is empty or damaged and was left out.")
            continue
        row, column = (*dataset.integers(base | _ORIGIN, signed=True), 1, 1)[:2]
        bits.flags.writeable = False
        name = dataset.value(base | _LABEL) or dataset.value(base | _DESCRIPTION)
        is_region = dataset.string(base | _TYPE).upper() == "R"
        found.append(Overlay(bits, row - 1, column - 1, plain_text(name, character_sets_of(dataset)), is_region))
    return tuple(found)


def _bits(dataset: Dataset, base: int, embedded: dict[int, NDArray[np.bool_]]) -> NDArray[np.bool_] | None:
    if base | _DATA not in dataset:
        return embedded.get(dataset.integer(base | _POSITION) or 0)
    rows, columns = dataset.integer(base | _ROWS) or 0, dataset.integer(base | _COLUMNS) or 0
    frames = max(dataset.number_text(base | _FRAMES) or 1, 1)
    count = rows * columns * frames
    element = dataset.elements[base | _DATA]
    raw = dataset.value(base | _DATA)
    if not 0 < count <= MAX_FRAME_SAMPLES or len(raw) * 8 < count:
        return None
    packed: NDArray[Any] = np.frombuffer(raw, np.uint8)
    if not element.encoding.little and element.vr == "OW":
        packed = np.frombuffer(raw[: len(raw) // 2 * 2], "<u2").byteswap().view(np.uint8)
    bits = np.unpackbits(packed, bitorder="little")[:count]
    if bits.size < count:
        return None
    return bits.astype(np.bool_).reshape(frames, rows, columns)


def shutter_of(dataset: Dataset, rows: int, columns: int, trail: list[str]) -> Shutter | None:
    """The display shutter, or None; one that leaves nothing of the picture is noted and left out.

    Parameters
    ----------
    rows, columns
        Of the picture as stored.
    """
    shapes = {shape.upper() for shape in dataset.strings(0x00181600)}
    if not shapes & {"RECTANGULAR", "CIRCULAR", "POLYGONAL"}:
        return None
    rectangle: tuple[int, int, int, int] | None = None
    circle: tuple[int, int, int] | None = None
    polygon: tuple[tuple[int, int], ...] = ()
    if "RECTANGULAR" in shapes:
        edges = [_number(dataset, tag) for tag in (0x00181606, 0x00181602, 0x00181608, 0x00181604)]
        top, left, bottom, right = (
            default if edge is None else edge
            for edge, default in zip(edges, (0, 0, rows + 1, columns + 1), strict=True)
        )
        rectangle = (top, left, bottom, right)
        if not (top < bottom and left < right and top < rows and left < columns and bottom > 1 and right > 1):
            trail.append("The file's display shutter would hide the whole picture and was left out.")
            return None
    if "CIRCULAR" in shapes:
        centre, radius = dataset.strings(0x00181610), _number(dataset, 0x00181612)
        if len(centre) == 2 and all(_is_whole(part) for part in centre) and radius is not None and radius > 0:
            circle = (int(centre[0]), int(centre[1]), radius)
    if "POLYGONAL" in shapes:
        numbers = [int(part) for part in dataset.strings(0x00181620)[: 2 * _MAX_VERTICES] if _is_whole(part)]
        polygon = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        polygon = polygon if len(polygon) >= 3 else ()
    if rectangle is None and circle is None and not polygon:
        trail.append("The file's display shutter is incomplete and was left out.")
        return None
    return Shutter(rectangle, circle, polygon)


def _number(dataset: Dataset, tag: int) -> int | None:
    value = dataset.number_text(tag)
    return value if value is not None and abs(value) < 1 << 20 else None


def _is_whole(text: str) -> bool:
    return text.lstrip("+-").isdecimal() and len(text) < 8
