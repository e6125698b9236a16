"""Deflated Image Frame Compression (PS3.5 A.4.13): each frame is a raw deflate stream of native samples."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder
from xraydesk.imaging.dicom.codestream import Coding
from xraydesk.imaging.dicom.native import samples_of


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Inflate exactly one frame's worth of bytes."""
    size = -(-frame.layout.native_frame_bits // 8)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        raw = inflater.decompress(frame.stream, size)
    except zlib.error as error:
        raise DataError("its deflated pixel data is damaged") from error
    if len(raw) < size:
        raise DataError("it is truncated: a deflated frame ends too early")
    return np.asarray(samples_of(raw, frame.layout, frames=1, little=True)[0])


DECODER = Decoder("zlib", frozenset({Coding.DEFLATED_FRAME}), decode)
