"""JPEG-LS, lossless and near-lossless, through CharLS (pyjpegls)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Decode one codestream of any interleave mode to colour by pixel."""
    try:
        from jpeg_ls import decode_pixel_data
    except ImportError as error:
        raise UnsupportedError("pyjpegls is not installed") from error
    try:
        raw, header = decode_pixel_data(frame.stream)
    except (RuntimeError, ValueError) as error:
        raise DataError("its compressed pixel data is damaged") from error
    samples = np.frombuffer(raw, "<u1" if frame.info.precision <= 8 else "<u2")
    if samples.size != frame.info.rows * frame.info.columns * frame.info.components:
        raise DataError("its compressed pixel data is damaged")
    if frame.info.components == 1:
        return samples.reshape(frame.info.rows, frame.info.columns)
    if header["interleave_mode"] == 0:
        return np.ascontiguousarray(
            samples.reshape(frame.info.components, frame.info.rows, frame.info.columns).transpose(1, 2, 0)
        )
    return samples.reshape(frame.info.rows, frame.info.columns, frame.info.components)


DECODER = Decoder("CharLS", frozenset({Coding.JPEG_LS}), decode)
