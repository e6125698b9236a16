"""8-bit DCT JPEG through Pillow's libjpeg-turbo, components as coded, without its colour conversion."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding

# Telling libjpeg that the stream is what we ask for keeps it from converting.
_AS_CODED = {1: ("L", "L"), 3: ("YCbCr", "YCbCr")}


def decode(frame: CodedFrame) -> NDArray[Any]:
    """Decode a baseline, extended or progressive 8-bit stream."""
    if frame.info.components not in _AS_CODED:
        raise UnsupportedError(f"{frame.info.components} components")
    from PIL import Image

    mode = _AS_CODED[frame.info.components][0]
    try:
        with Image.open(io.BytesIO(frame.stream), formats=("JPEG",)) as image:
            image.draft(mode, None)
            image.tile = [tile._replace(args=_AS_CODED[frame.info.components]) for tile in image.tile]
            image.load()
            return np.asarray(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError("its compressed pixel data is damaged") from error


DECODER = Decoder("Pillow", frozenset({Coding.JPEG_8}), decode)
