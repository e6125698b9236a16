"""What is said between the reader and a decoder process: one line of JSON each way, bulk data beside it.

Nothing is ever unpickled, and the reader believes nothing that it has not checked: a decoder process that was
taken over by a hostile file can answer with a wrong picture of that file, and with nothing else.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame
from xraydesk.imaging.dicom.codestream import Coding, StreamInfo
from xraydesk.imaging.dicom.layout import Layout

MAX_LINE = 64 * 1024
HELLO = b"ready\n"
MAX_NOTES = 8
MAX_NOTE = 300
MAX_ARRAY = 2 * 1024**3
_DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4"})


class WireError(Exception):
    """The other side said something that it never should."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decoder process answered.

    Attributes
    ----------
    error
        Empty, or ``data``, ``unsupported`` or ``memory``; then ``text`` is the reason and there are no samples.
    shape, dtype
        Of the samples that lie in the memory file.
    name, bits, lossy, warnings, trail
        Decoder or raster format, significant bits, whether detail was lost, and what is to be said of the picture.
    noise
        What the decoder printed.
    peak
        Most memory that the process ever had in use, in bytes; 0 where the system does not tell.
    """

    error: str
    text: str
    shape: tuple[int, ...]
    dtype: str
    name: str
    bits: int
    lossy: bool
    warnings: tuple[str, ...]
    trail: tuple[str, ...]
    noise: tuple[str, ...]
    peak: int

    def empty_array(self) -> NDArray[Any]:
        """An array for the samples, not filled."""
        return np.empty(self.shape, self.dtype)


def frame_request(frame: CodedFrame, seconds: float) -> dict[str, Any]:
    """The request to decode one frame whose stream lies in the memory file."""
    return {
        "job": "frame",
        "size": len(frame.stream),
        "info": asdict(frame.info),
        "layout": asdict(frame.layout),
        "reduce": frame.reduce,
        "seconds": seconds,
    }


def raster_request(size: int, seconds: float) -> dict[str, Any]:
    """The request to decode a raster file of ``size`` bytes that lies in the memory file."""
    return {"job": "raster", "size": size, "seconds": seconds}


def coded_frame(request: dict[str, Any], stream: bytes) -> CodedFrame:
    """The frame of a ``frame_request``, in the decoder process."""
    info = dict(request["info"])
    coding = Coding(info.pop("coding"))
    return CodedFrame(stream, StreamInfo(coding, **info), Layout(**request["layout"]), request["reduce"])


def dump(message: dict[str, Any]) -> bytes:
    """One line."""
    return json.dumps(message).encode("ascii") + b"\n"


def parse_answer(line: bytes, number: int) -> Answer:
    """Check an answer's every field.

    Parameters
    ----------
    number
        Of the request that it must belong to.

    Raises
    ------
    WireError
        A field is missing, of a wrong type or out of range, or the answer belongs to another request.
    """
    try:
        raw = json.loads(line)
        answered = _whole(raw["number"])
        answer = Answer(
            error=_plain(raw["error"]),
            text=_plain(raw["text"]),
            shape=tuple(_whole(size) for size in raw["shape"]),
            dtype=str(raw["dtype"]),
            name=_plain(raw["name"]),
            bits=_whole(raw["bits"]),
            lossy=raw["lossy"] is True,
            warnings=_notes(raw["warnings"]),
            trail=_notes(raw["trail"]),
            noise=_notes(raw["noise"]),
            peak=_whole(raw["peak"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError("the answer is malformed") from error
    if answered != number:
        raise WireError("the answer belongs to another request")
    if answer.dtype not in _DTYPES or len(answer.shape) > 4:
        raise WireError("the answer has samples of a type that there is not")
    if math.prod(answer.shape) * np.dtype(answer.dtype).itemsize > MAX_ARRAY:
        raise WireError("the answer claims too many samples")
    return answer


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 48:
        raise ValueError("not a count")
    return value


def _plain(value: object) -> str:
    text = str(value)[:MAX_NOTE]
    return "".join(character if character.isprintable() else " " for character in text).strip()


def _notes(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("not a list")
    return tuple(_plain(value) for value in values[:MAX_NOTES])
