"""JPEG 2000 and HTJ2K through OpenJPEG (pylibjpeg-openjpeg)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Decode one codestream; reversible and irreversible component transforms are undone by the codec."""
    try:
        from openjpeg.utils import decode as openjpeg_decode
    except ImportError as error:
        raise UnsupportedError("pylibjpeg-openjpeg is not installed") from error
    try:
        return np.asarray(openjpeg_decode(frame.stream, reshape=True))
    except (RuntimeError, ValueError, NotImplementedError) as error:
        raise DataError("its compressed pixel data is damaged") from error


DECODER = Decoder("OpenJPEG", frozenset({Coding.JPEG_2000, Coding.HTJ2K}), decode)
