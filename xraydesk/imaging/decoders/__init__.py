"""The registry of decoders for compressed frames; the first that supports a coding is asked first."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from xraydesk.imaging.decoders import charls, deflate, grassroots, openjpeg, pillow, rle
from xraydesk.imaging.decoders.base import CodedFrame, DataError, Decoder, UnsupportedError

DECODERS: tuple[Decoder, ...] = (
    rle.DECODER,
    deflate.DECODER,
    grassroots.GREY_JPEG,
    pillow.DECODER,
    openjpeg.DECODER,
    charls.DECODER,
    grassroots.DECODER,
)


def decode(frame: CodedFrame) -> tuple[NDArray[Any], str]:
    """Decode one frame.

    Returns
    -------
    ``(H, W)`` or ``(H, W, components)`` integers as stored, and the name of the decoder.

    Raises
    ------
    UnsupportedError
        No decoder reads this.
    DataError
        The stream is damaged.
    """
    reasons = []
    for decoder in DECODERS:
        if frame.info.coding not in decoder.codings or (frame.reduce and not decoder.reduces):
            continue
        try:
            samples = decoder.decode(frame)
        except UnsupportedError as error:
            reasons.append(f"{decoder.name}: {error}")
            continue
        if samples.shape != frame.shape:
            raise DataError("its compressed pixel data gives a picture of another size than it says")
        return samples, decoder.name
    raise UnsupportedError("; ".join(reasons) or "no decoder reads it")


def is_harmless(line: str) -> bool:
    """Whether a decoder prints such a line about good pictures too."""
    return any(line.startswith(decoder.harmless) for decoder in DECODERS)


__all__ = ["DECODERS", "CodedFrame", "DataError", "Decoder", "UnsupportedError", "decode", "is_harmless"]
