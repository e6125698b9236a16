"""The decoder process: takes one job at a time and ends when the reader's pipe closes.

It is started by ``isolation.worker`` as a new interpreter (or as the frozen program again) and not by
``multiprocessing``, which would pickle and would import the main module. It imports a decoder when the first
job asks for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging import decoders
from xraydesk.imaging.isolation import limits, wire
from xraydesk.imaging.isolation.memory_file import MemoryFile

REST_SECONDS = 1.0
"""Between two jobs freed memory is kept, since taking it anew would double the time of a frame."""

_NOISE_BYTES = 16 * 1024


def main(handle: str) -> int:
    """Serve jobs from standard input until it closes.

    Parameters
    ----------
    handle
        Of the memory file that the reader made.

    Returns
    -------
    Exit code 0.
    """
    # Ctrl+C in a terminal reaches the whole group; the reader ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory, noise = MemoryFile(handle), MemoryFile()
    answers = os.dup(1)
    # Decoders written in C print where they like; it must not get among the answers, and is worth telling.
    os.dup2(noise.descriptor, 1)
    os.dup2(noise.descriptor, 2)
    limits.confine()
    os.write(answers, wire.HELLO)
    for line in _lines(0):
        request = json.loads(line)
        with limits.wall_clock(float(request["seconds"])):
            answer = {**_blank(), **_answer(request, memory), "number": request["number"]}
        answer["noise"] = _heard(noise)
        answer["peak"] = limits.peak_bytes()
        os.write(answers, wire.dump(answer))
    return 0


def _lines(descriptor: int) -> Iterator[bytes]:
    pending = b""
    while chunk := _read(descriptor):
        *whole, pending = (pending + chunk).split(b"\n")
        yield from whole


def _read(descriptor: int) -> bytes:
    """What comes next; if nothing comes for a while, the memory of the jobs before is given back first."""
    if sys.platform != "win32" and not select.select([descriptor], [], [], REST_SECONDS)[0]:
        limits.give_back()
    return os.read(descriptor, wire.MAX_LINE)


def _blank() -> dict[str, Any]:
    nothing = {"error": "", "text": "", "shape": [], "dtype": "|u1", "name": "", "bits": 0, "lossy": False}
    return {**nothing, "warnings": [], "trail": [], "noise": [], "peak": 0}


def _answer(request: dict[str, Any], memory: MemoryFile) -> dict[str, Any]:
    content = memory.read(request["size"])
    try:
        if request["job"] == "frame":
            return _decode_frame(request, content, memory)
        return _decode_raster(content, memory)
    except decoders.UnsupportedError as error:
        return {"error": "unsupported", "text": str(error)}
    except decoders.DataError as error:
        return {"error": "data", "text": str(error)}
    except MemoryError:
        return {"error": "memory", "text": "decoding it needs more memory than a picture of its size may"}
    except BaseException:  # noqa: BLE001 - the stated boundary: Rust panics are BaseExceptions; all of it is damage
        return {"error": "data", "text": "its compressed pixel data is damaged"}


def _decode_frame(request: dict[str, Any], stream: bytes, memory: MemoryFile) -> dict[str, Any]:
    frame = wire.coded_frame(request, stream)
    limits.allow(frame.info.rows * frame.info.columns * frame.info.components)
    samples, name = decoders.decode(frame)
    return {"name": name, **_delivered(samples, memory)}


def _decode_raster(content: bytes, memory: MemoryFile) -> dict[str, Any]:
    from xraydesk.imaging import raster

    limits.allow(0)
    try:
        picture = raster.decode(content, expect=limits.allow)
    except raster.RasterError as error:
        raise decoders.DataError(str(error)) from error
    if picture.format == "JPEG":
        _listen_to(content)
    return {
        "name": picture.format,
        "bits": picture.bits,
        "lossy": picture.lossy,
        "warnings": list(picture.warnings),
        "trail": list(picture.trail),
        **_delivered(picture.samples, memory),
    }


def _listen_to(content: bytes) -> None:
    """Have GDCM decode a JPEG file too, for what it prints: Pillow keeps silent on corrupt data in the middle."""
    from xraydesk.imaging.decoders import grassroots
    from xraydesk.imaging.dicom.codestream import CodestreamError, Coding, inspect
    from xraydesk.imaging.dicom.layout import Layout

    with contextlib.suppress(CodestreamError, decoders.UnsupportedError, decoders.DataError):
        info = inspect(content)
        if info.coding is Coding.JPEG_8 and info.components in (1, 3):
            layout = Layout(info.rows, info.columns, 1, info.components, 8, 8, 7, False, False, "")
            grassroots.decode(decoders.CodedFrame(content, info, layout))


def _delivered(samples: NDArray[Any], memory: MemoryFile) -> dict[str, Any]:
    little = np.ascontiguousarray(samples, samples.dtype.newbyteorder("<"))
    memory.write(little.data)
    return {"shape": list(little.shape), "dtype": little.dtype.str}


def _heard(noise: MemoryFile) -> list[str]:
    """What was printed since the last job."""
    with contextlib.suppress(AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
    text = noise.read(_NOISE_BYTES).decode("utf-8", "replace")
    if text:
        noise.shrink()
    lines = (line for line in dict.fromkeys(text.splitlines()) if line.strip() and not decoders.is_harmless(line))
    return [line[: wire.MAX_NOTE] for line in islice(lines, wire.MAX_NOTES)]
