"""JPEG 2000 and HTJ2K through OpenJPEG (pylibjpeg-openjpeg)."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Decode one codestream; reversible and irreversible component transforms are undone by the codec."""
    if frame.reduce:
        return _decode_smaller(frame)
    try:
        from openjpeg.utils import decode as openjpeg_decode
    except ImportError as error:
        raise UnsupportedError("pylibjpeg-openjpeg is not installed") from error
    try:
        return np.asarray(openjpeg_decode(frame.stream, reshape=True))
    except (RuntimeError, ValueError, NotImplementedError) as error:
        raise DataError("its compressed pixel data is damaged") from error


def _decode_smaller(frame: CodedFrame) -> NDArray[Any]:
    """Decode a lower resolution of a grey codestream, through the OpenJPEG inside Pillow.

    Pillow shifts samples up to 8 or 16 bits and makes signed ones unsigned; both are undone.
    """
    from PIL import Image

    info = frame.info
    power = 1 << frame.reduce
    # Pillow rounds half up where the standard rounds up, and then finds the picture too large.
    rounded = ((info.rows + power // 2) // power, (info.columns + power // 2) // power)
    if info.components != 1 or info.precision > 16 or rounded != frame.shape:
        raise UnsupportedError("a smaller picture of this kind")
    try:
        with Image.open(io.BytesIO(frame.stream), formats=("JPEG2000",)) as image:
            image.reduce = frame.reduce  # type: ignore[assignment, method-assign]
            image.load()
            shifted = np.asarray(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError("its compressed pixel data is damaged") from error
    if shifted.dtype.kind != "u" or shifted.ndim != 2:
        raise UnsupportedError("a smaller picture of this kind")
    samples = shifted >> (8 * shifted.dtype.itemsize - info.precision)
    if not info.signed:
        return np.asarray(samples)
    return np.asarray(samples.astype(np.int32) - (1 << (info.precision - 1)))


DECODER = Decoder("OpenJPEG", frozenset({Coding.JPEG_2000, Coding.HTJ2K}), decode, reduces=True)
