"""DICOM RLE Lossless (PS3.5 annex G), through the Rust segment decoder of pylibjpeg-rle."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding

_HEADER = 64


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Join the byte planes of a frame; each holds one byte of one sample, most significant first."""
    layout, pixels = frame.layout, frame.info.rows * frame.info.columns
    size = max(layout.bits_allocated // 8, 1)
    if layout.bits_allocated not in (1, 8, 16, 32):
        raise UnsupportedError(f"{layout.bits_allocated} bits allocated")
    segments = _segments(frame.stream, layout.samples * size)
    needed = -(-pixels // 8) if layout.bits_allocated == 1 else pixels
    if layout.bits_allocated == 1:
        return np.unpackbits(_plane(segments[0], needed), count=pixels, bitorder="little").reshape(frame.shape)
    joined = np.empty((pixels, layout.samples, size), np.uint8)
    for number, segment in enumerate(segments):
        sample, place = divmod(number, size)
        joined[:, sample, size - 1 - place] = _plane(segment, needed)
    return np.asarray(joined.reshape(-1).view(f"<u{size}").reshape(frame.shape))


def _segments(stream: bytes, expected: int) -> list[bytes]:
    """Split a frame by its header: the number of segments and where each starts."""
    if len(stream) < _HEADER:
        raise DataError("it is truncated: the compressed image ends in its header")
    count, *offsets = struct.unpack_from("<16I", stream)
    if count != expected:
        raise DataError(f"its compressed pixel data has {count} segments where {expected} belong")
    bounds = [*offsets[:count], len(stream)]
    if bounds[0] < _HEADER or any(first >= last for first, last in pairwise(bounds)):
        raise DataError("it is truncated or damaged: a compressed segment lies outside the data")
    return [stream[first:last] for first, last in pairwise(bounds)]


def _plane(segment: bytes, needed: int) -> NDArray[np.uint8]:
    """One decoded byte plane; a run of two bytes gives at most 128, which bounds what is allocated."""
    try:
        from rle.rle import decode_segment
    except ImportError as error:
        raise UnsupportedError("pylibjpeg-rle is not installed") from error
    if len(segment) > 2 * needed + 1024:
        raise DataError("its compressed pixel data has a senselessly long segment")
    try:
        raw = decode_segment(segment)
    except ValueError as error:
        raise DataError("it is truncated or damaged: a compressed segment cannot be read") from error
    if len(raw) < needed:
        raise DataError("it is truncated: a compressed segment ends too early")
    return np.frombuffer(raw, np.uint8, needed)


DECODER = Decoder("pylibjpeg-rle", frozenset({Coding.RLE}), decode)
