"""What is said between the pipeline and a film process: a line of JSON each way, plain bytes behind it.

The process decodes what strangers made, so nothing that it says is believed unchecked, and nothing is unpickled.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.radiograph import Patient, Study
from xraydesk.export.pictures import LONGEST_SIDE
from xraydesk.imaging.geometry import Geometry
from xraydesk.model.lungs import SIDE, Lungs
from xraydesk.model.predict import Prepared
from xraydesk.screening.film_reader import Looked, Made

MAX_LINE: Final = 1024**2
MAX_BYTES: Final = 64 * 1024**2
_MASK_BYTES: Final = SIDE * SIDE // 8


class WireError(Exception):
    """The other side is gone, or said something that it never should."""


class Message(NamedTuple):
    """A line and the bytes that follow it."""

    line: dict[str, Any]
    content: bytes


def send(stream: IO[bytes], line: dict[str, Any], content: bytes = b"") -> None:
    """Write a message."""
    stream.write(json.dumps({**line, "size": len(content)}).encode("ascii") + b"\n" + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Message:
    """Read a message.

    Raises
    ------
    WireError
        The stream ended, or what came is no message.
    """
    line = stream.readline(MAX_LINE)
    try:
        values = json.loads(line)
        size = int(values["size"])
        content = stream.read(size) if 0 <= size <= MAX_BYTES else b""
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError("the message is malformed") from error
    if not isinstance(values, dict) or len(content) != size:
        raise WireError("the message is incomplete")
    return Message(values, content)


def looked_of(line: dict[str, Any]) -> Looked:
    """What a film process said of a look.

    Raises
    ------
    WireError
        A field is missing or of a wrong kind.
    """
    try:
        unsettled = line["unsettled"]
        return Looked(
            sha256=_digest(line["sha256"]),
            size=int(line["bytes"]),
            unsettled=None if unsettled is None else (int(unsettled[0]), int(unsettled[1])),
            status=Status(line["status"]).value if line["status"] else "",
            reason=str(line["reason"]),
            vanished=line["vanished"] is True,
            is_folder=line["is_folder"] is True,
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise WireError("the answer is malformed") from error


def looked_line(looked: Looked) -> dict[str, Any]:
    """`looked_of` the other way."""
    values = asdict(looked)
    values["bytes"] = values.pop("size")
    return values


def made_message(made: Made) -> Message:
    """A film on its way to the pipeline."""
    result, prepared = made.result, made.prepared
    line: dict[str, Any] = {
        "sha256": result.sha256,
        "status": result.status.value,
        "reason": result.reason,
        "warnings": result.warnings,
        "hints": result.hints,
        "decode_ms": result.decode_ms,
        "patient": asdict(made.patient),
        "study": asdict(made.study),
        "prepared": None,
    }
    if prepared is None:
        return Message(line, b"")
    mask = b"" if prepared.lungs is None else np.packbits(prepared.lungs.mask).tobytes()
    line["prepared"] = {
        "geometry": asdict(prepared.geometry),
        "decoder": prepared.decoder,
        "lung_share": None if prepared.lungs is None else prepared.lungs.share,
        "looked_for_lungs": prepared.looked_for_lungs,
        "spent_ms": prepared.spent_ms,
        "picture": None if made.picture is None else made.picture.shape,
    }
    picture = b"" if made.picture is None else made.picture.tobytes()
    return Message(line, prepared.image.astype("<f4").tobytes() + mask + picture)


def made_of(message: Message, path: Path, size: int) -> Made:
    """What a film process made of a file; ``size`` is the side of the model's input.

    Raises
    ------
    WireError
        A field is missing or of a wrong kind.
    """
    line = message.line
    try:
        result = ScreeningResult(
            path,
            _digest(line["sha256"]),
            Status(line["status"]),
            str(line["reason"]),
            warnings=tuple(str(text) for text in line["warnings"]),
            hints=tuple(str(text) for text in line["hints"]),
            decode_ms=float(line["decode_ms"]),
        )
        patient = Patient(**{name: str(text) for name, text in line["patient"].items()})
        study = Study(**{name: str(text) for name, text in line["study"].items()})
        said = line["prepared"]
        prepared = None if said is None else _prepared(said, message.content, size)
        picture = None if said is None else _picture(said, message.content, size)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WireError("the answer is malformed") from error
    if (prepared is not None) != (result.status is Status.OK):
        raise WireError("the answer contradicts itself")
    return Made(result, prepared, patient, study, picture)


def _picture(said: dict[str, Any], content: bytes, size: int) -> NDArray[np.uint8] | None:
    if said["picture"] is None:
        return None
    shape = tuple(int(value) for value in said["picture"])
    if (
        len(shape) not in (2, 3)
        or not all(0 < side <= LONGEST_SIDE for side in shape[:2])
        or shape[2:] not in ((), (3,))
    ):
        raise ValueError("not a picture")
    before = size * size * 4 + (0 if said["lung_share"] is None else _MASK_BYTES)
    return np.frombuffer(content[before:], np.uint8).reshape(shape)


def _prepared(said: dict[str, Any], content: bytes, size: int) -> Prepared:
    pixels = size * size * 4
    image = np.frombuffer(content[:pixels], "<f4").astype(np.float32).reshape(1, 1, size, size)
    mask, lungs = content[pixels:], None
    if not np.isfinite(image).all():
        raise ValueError("not a picture")
    if said["lung_share"] is not None:
        bits = np.unpackbits(np.frombuffer(mask, np.uint8, _MASK_BYTES)).astype(np.bool_)
        lungs = Lungs(bits.reshape(SIDE, SIDE), float(said["lung_share"]))
    geometry = {name: float(value) for name, value in said["geometry"].items() if name not in _WHOLE}
    rows, columns = (int(value) for value in said["geometry"]["image_shape"])
    return Prepared(
        image,
        Geometry(image_shape=(rows, columns), input_size=int(said["geometry"]["input_size"]), **geometry),
        str(said["decoder"]),
        lungs,
        said["looked_for_lungs"] is True,
        float(said["spent_ms"]),
    )


_WHOLE: Final = ("image_shape", "input_size")


def _digest(value: object) -> str:
    text = str(value)
    if text and (len(text) != 64 or not set(text) <= set("0123456789abcdef")):
        raise ValueError("not a digest")
    return text
