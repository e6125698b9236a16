"""What every decoder of compressed frames looks like, and the two ways in which one can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from xraydesk.imaging.dicom.codestream import Coding, StreamInfo
from xraydesk.imaging.dicom.layout import Layout


class UnsupportedError(Exception):
    """The decoder cannot read such streams, or its package is not installed; another may."""


class DataError(Exception):
    """The stream is damaged. No other decoder is asked: one that pads would show a wrong picture."""


@dataclass(frozen=True, slots=True)
class CodedFrame:
    """One compressed frame: its bytes, what they say of themselves, and what the data set says of them.

    Attributes
    ----------
    reduce
        How often width and height are to be halved, from the lower resolutions that JPEG 2000 holds.
    """

    stream: bytes
    info: StreamInfo
    layout: Layout
    reduce: int = 0

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the decoded frame."""
        info = self.info
        grey = (-(-info.rows // (1 << self.reduce)), -(-info.columns // (1 << self.reduce)))
        return grey if info.components == 1 else (*grey, info.components)


@dataclass(frozen=True, slots=True)
class Decoder:
    """One decoder.

    Attributes
    ----------
    name
        As it is shown and recorded.
    codings
        What it reads.
    decode
        Frame → ``(H, W)`` or ``(H, W, components)`` integers of the stream's own
        precision, before any colour transform; raises ``UnsupportedError`` or ``DataError``.
    reduces
        Whether it can decode the lower resolutions that a stream holds.
    harmless
        How lines begin that it prints about good pictures.
    """

    name: str
    codings: frozenset[Coding]
    decode: Callable[[CodedFrame], NDArray[Any]]
    harmless: tuple[str, ...] = ()
    reduces: bool = False
