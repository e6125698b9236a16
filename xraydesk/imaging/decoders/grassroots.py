"""Lossless and 12-bit JPEG, and a second reader of JPEG-LS, through GDCM (python-gdcm).

GDCM reads these in memory when it is told the stream's own precision instead of the data set's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding

_SYNTAX = {
    Coding.JPEG_8: "1.2.840.10008.1.2.4.50",
    Coding.JPEG_12: "1.2.840.10008.1.2.4.51",
    Coding.JPEG_LOSSLESS: "1.2.840.10008.1.2.4.70",
    Coding.JPEG_LS: "1.2.840.10008.1.2.4.80",
    Coding.JPEG_2000: "1.2.840.10008.1.2.4.90",
}


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Decode one codestream, components as coded and colour by pixel."""
    try:
        import gdcm
    except ImportError as error:
        raise UnsupportedError("python-gdcm is not installed") from error
    gdcm.Trace.WarningOff()
    gdcm.Trace.ErrorOff()
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(frame.stream)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    allocated = 8 if frame.info.precision <= 8 else 16
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((frame.info.columns, frame.info.rows, 1))
    image.SetDataElement(element)
    colour = (
        gdcm.PhotometricInterpretation.RGB if frame.info.components == 3 else gdcm.PhotometricInterpretation.MONOCHROME2
    )
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(colour))
    if frame.info.components > 1:
        image.SetPlanarConfiguration(0)
    syntax = gdcm.TransferSyntax.GetTSType(_SYNTAX[frame.info.coding])
    image.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    image.SetPixelFormat(
        gdcm.PixelFormat(
            frame.info.components,
            allocated,
            frame.info.precision,
            frame.info.precision - 1,
            int(frame.info.signed),
        )
    )
    try:
        # SWIG hands a C buffer over as text; the escape turns it back into the same bytes.
        raw = image.GetBuffer().encode("utf-8", "surrogateescape")
    except (RuntimeError, ValueError, UnicodeError, AttributeError) as error:
        raise DataError("its compressed pixel data is damaged") from error
    sign = "i" if frame.info.signed else "u"
    samples = np.frombuffer(raw, f"<{sign}{allocated // 8}")
    if samples.size != frame.info.rows * frame.info.columns * frame.info.components:
        raise DataError("its compressed pixel data is damaged")
    return samples.reshape(frame.shape)


def decode_grey_jpeg(frame: CodedFrame) -> NDArray[Any]:
    """Decode grey 8-bit JPEG; unlike Pillow, GDCM says when the data is corrupt in the middle."""
    if frame.info.components != 1:
        raise UnsupportedError("colour")
    return decode(frame)


# It tries its 8-bit, 12-bit and 16-bit libraries in turn, and prints what the wrong ones say.
_TRIES = ("Unsupported JPEG data precision", "Invalid SOS parameters for sequential JPEG")

DECODER = Decoder("GDCM", frozenset(_SYNTAX), decode, _TRIES)
GREY_JPEG = Decoder("GDCM", frozenset({Coding.JPEG_8}), decode_grey_jpeg)
