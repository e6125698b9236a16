"""Stored colour → RGB: palettes, also segmented (PS3.3 C.7.9), and the YBR spaces (PS3.3 C.7.6.3.1.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.dicom.codestream import Coding
from xraydesk.imaging.dicom.elements import Dataset
from xraydesk.imaging.dicom.luts import Descriptor, descriptor_of, lut_values
from xraydesk.imaging.dicom.pixels import Pixels

_DESCRIPTORS = (0x00281101, 0x00281102, 0x00281103)
_PLAIN = (0x00281201, 0x00281202, 0x00281203)
_SEGMENTED = (0x00281221, 0x00281222, 0x00281223)


class PaletteError(Exception):
    """The palette is missing or damaged; the text is plain."""


def palette_to_rgb(dataset: Dataset, pixels: Pixels) -> tuple[NDArray[Any], int]:
    """Indices → RGB through the file's palette.

    Returns
    -------
    ``(F, H, W, 3)`` uint8 or uint16, and its bits per sample (8 or 16).

    Raises
    ------
    PaletteError
        A table is missing or damaged.
    """
    tables = []
    for tag, plain, segmented in zip(_DESCRIPTORS, _PLAIN, _SEGMENTED, strict=True):
        descriptor = descriptor_of(dataset, tag, signed=pixels.layout.signed)
        if descriptor is None:
            raise PaletteError("its colour palette is missing")
        if plain in dataset:
            values = lut_values(dataset, plain, descriptor)
        else:
            values = _expand_segments(dataset, segmented, descriptor)
        if values.size == 0:
            raise PaletteError("its colour palette is empty")
        tables.append((descriptor, values))
    top = max(int(values.max()) for _, values in tables)
    bits = 8 if top <= 255 else 16
    result = np.empty((*pixels.stored.shape, 3), np.uint8 if bits == 8 else np.uint16)
    for channel, (descriptor, values) in enumerate(tables):
        index = np.clip(pixels.stored.astype(np.int64) - descriptor.first_mapped, 0, values.size - 1)
        result[..., channel] = values.astype(result.dtype)[index]
    return result, bits


def _expand_segments(dataset: Dataset, tag: int, descriptor: Descriptor) -> NDArray[Any]:
    """Discrete, linear and indirect segments (PS3.3 C.7.9.2) → a plain table."""
    raw = dataset.value(tag)
    order = dataset.encoding.order
    wide = descriptor.bits > 8
    data = np.frombuffer(raw[: len(raw) // 2 * 2], order + "u2").tolist() if wide else list(raw)
    limit = descriptor.entries
    result: list[int] = []
    position = 0
    while position + 2 <= len(data) and len(result) < limit:
        position = _expand_one(data, position, result, limit, wide=wide)
    return np.array(result[:limit], np.uint16)


def _expand_one(
    data: list[int], position: int, result: list[int], limit: int, *, wide: bool, nested: bool = False
) -> int:
    """Append one segment's values and return the offset of the next segment."""
    opcode, length = data[position], data[position + 1]
    position += 2
    if opcode == 0:
        result.extend(data[position : position + length])
        return position + length
    if opcode == 1:
        if not result or position >= len(data):
            raise PaletteError("its segmented palette is damaged")
        start, stop = result[-1], data[position]
        result.extend([round(start + (stop - start) * (step + 1) / length) for step in range(min(length, limit))])
        return position + 1
    if opcode == 2 and not nested and position < len(data):
        if not wide and position + 4 > len(data):
            raise PaletteError("its segmented palette is damaged")
        parts = data[position : position + (2 if wide else 4)]
        offset = sum(part << (16 if wide else 8) * i for i, part in enumerate(parts))
        for _ in range(length):
            if offset + 2 > len(data) or len(result) >= limit:
                break
            offset = _expand_one(data, offset, result, limit, wide=wide, nested=True)
        return position + len(parts)
    raise PaletteError("its segmented palette is damaged")


def colour_to_rgb(pixels: Pixels, warnings: list[str], notes: list[str]) -> tuple[NDArray[Any], int]:
    """Stored three- or four-sample colour → RGB.

    Returns
    -------
    ``(F, H, W, 3)`` uint8 or uint16, and its bits per sample. Sentences on what was done are added to the lists.
    """
    layout, stored, stream = pixels.layout, pixels.stored, pixels.stream
    bits = layout.bits_stored
    values = stored
    if layout.signed:
        values = np.clip(values, 0, None)
    if bits > 16:
        values = values >> (bits - 16)
        notes.append(f"Colour of {bits} bits was reduced to 16.")
        bits = 16
    elif bits < 8:
        values = values.astype(np.uint16) * 255 // (2**bits - 1)
        bits = 8
    kind = np.uint8 if bits == 8 else np.uint16
    values = np.minimum(values, 2**bits - 1).astype(kind, copy=False)
    if layout.photometric == "ARGB":
        return values[..., 1:], bits
    if layout.photometric == "CMYK":
        top = 2**bits - 1
        ink = values.astype(np.uint64)
        return ((top - ink[..., :3]) * (top - ink[..., 3:]) // top).astype(kind), bits
    if not _is_ybr(pixels, warnings):
        return values, bits
    if stream is None or stream.coding is not Coding.JPEG_8:
        notes.append(f"Colour was converted from {layout.photometric} to RGB.")
    return _ybr_to_rgb(values, bits, limited="PARTIAL" in layout.photometric), bits


def _is_ybr(pixels: Pixels, warnings: list[str]) -> bool:
    """Whether the stored samples are luma and chroma."""
    photometric, stream = pixels.layout.photometric, pixels.stream
    if photometric in ("YBR_RCT", "YBR_ICT"):
        return False
    if stream is not None and stream.coding is Coding.JPEG_8 and stream.rgb is not None:
        coded = not stream.rgb
        if coded != photometric.startswith("YBR"):
            warnings.append(
                f"The picture is coded as {'YCbCr' if coded else 'RGB'} though the file says {photometric}."
            )
        return coded
    return photometric.startswith("YBR")


def _ybr_to_rgb(values: NDArray[Any], bits: int, *, limited: bool) -> NDArray[Any]:
    """ITU-R BT.601; ``limited`` for the studio range of YBR_PARTIAL."""
    result = np.empty(values.shape, values.dtype)
    top = 2**bits - 1
    unit = np.float32(2 ** (bits - 8))
    for frame in range(values.shape[0]):
        y, cb, cr = (values[frame, ..., i].astype(np.float32) for i in range(3))
        cb -= 128 * unit
        cr -= 128 * unit
        if limited:
            y = (y - 16 * unit) * np.float32(255 / 219)
            cb *= np.float32(255 / 224)
            cr *= np.float32(255 / 224)
        channels = (y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb)
        for index, channel in enumerate(channels):
            result[frame, ..., index] = np.clip(channel + 0.5, 0, top).astype(values.dtype)
    return result
