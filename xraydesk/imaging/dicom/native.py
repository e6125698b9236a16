"""Uncompressed pixel data: bytes → samples as stored, colour by pixel (PS3.5 8.1, annex D)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.dicom.layout import Layout


def native_size(layout: Layout) -> int:
    """Bytes that all frames take; frames of 1-bit samples follow each other without padding."""
    return -(-layout.native_frame_bits * layout.frames // 8)


def samples_of(
    raw: bytes | memoryview, layout: Layout, *, frames: int, little: bool, swapped: bool = False
) -> NDArray[Any]:
    """Native bytes → ``(F, H, W)`` or ``(F, H, W, samples)`` of the layout's type, little-endian.

    Parameters
    ----------
    raw
        At least ``native_size`` bytes.
    swapped
        8-bit samples were written as big-endian 16-bit words.
    """
    if layout.bits_allocated == 1:
        bits = np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")
        values: NDArray[Any] = bits[: frames * layout.frame_samples]
    elif layout.bits_allocated == 12:
        values = _unpack_12(raw, frames * layout.frame_samples)
    elif layout.bits_allocated == 24:
        values = _unpack_24(raw, frames * layout.frame_samples, little)
    else:
        order = "<" if little else ">"
        count = frames * layout.frame_samples
        data = np.frombuffer(raw[: len(raw) // 2 * 2], "<u2").byteswap().view("u1") if swapped else raw
        values = np.frombuffer(data, order + layout.dtype, count)
        values = values.astype("<" + layout.dtype, copy=False)
    return _shaped(values, layout, frames)


def _shaped(values: NDArray[Any], layout: Layout, frames: int) -> NDArray[Any]:
    rows, columns = layout.rows, layout.columns
    if layout.samples == 1:
        return values.reshape(frames, rows, columns)
    if layout.subsampled:
        return _spread_chroma(values.reshape(frames, -1, 4)).reshape(frames, rows, columns, 3)
    if layout.planar:
        return np.ascontiguousarray(values.reshape(frames, layout.samples, rows, columns).transpose(0, 2, 3, 1))
    return values.reshape(frames, rows, columns, layout.samples)


def _spread_chroma(pairs: NDArray[Any]) -> NDArray[Any]:
    """Y1 Y2 Cb Cr for every two pixels → both pixels with the same chroma."""
    spread = np.empty((*pairs.shape[:2], 2, 3), pairs.dtype)
    spread[..., 0] = pairs[..., :2]
    spread[..., 1:] = pairs[..., None, 2:]
    return spread


def _unpack_12(raw: bytes | memoryview, count: int) -> NDArray[Any]:
    """Two samples in three bytes, least significant bits first."""
    packed = np.frombuffer(raw, np.uint8, -(-count * 12 // 8)).astype(np.uint16)
    packed = np.append(packed, np.zeros(-packed.size % 3, np.uint16)).reshape(-1, 3)
    first = packed[:, 0] | (packed[:, 1] & 0x0F) << 8
    second = packed[:, 1] >> 4 | packed[:, 2] << 4
    return np.stack([first, second], axis=1).reshape(-1)[:count]


def _unpack_24(raw: bytes | memoryview, count: int, little: bool) -> NDArray[Any]:
    packed = np.frombuffer(raw, np.uint8, count * 3).reshape(-1, 3).astype(np.uint32)
    low, middle, high = (packed[:, i] for i in ((0, 1, 2) if little else (2, 1, 0)))
    return np.asarray(low | middle << 8 | high << 16)
