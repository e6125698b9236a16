"""Compressed frames → samples: checked against their own headers first, then decoded in another process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging import decoders
from xraydesk.imaging.dicom.codestream import CodestreamError, Coding, StreamInfo, inspect, whole
from xraydesk.imaging.dicom.frames import PixelDataError
from xraydesk.imaging.dicom.layout import Layout
from xraydesk.imaging.isolation.lease import DecoderLostError, Lease

RLE = "1.2.840.10008.1.2.5"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
JPEG_PREFIX = "1.2.840.10008.1.2.4."
_SYNTAX_CODINGS: dict[str, frozenset[Coding]] = {
    **dict.fromkeys(("50", "51", "52", "53", "54", "55", "56"), frozenset({Coding.JPEG_8, Coding.JPEG_12})),
    **dict.fromkeys(("57", "58", "65", "66", "70"), frozenset({Coding.JPEG_LOSSLESS})),
    **dict.fromkeys(("80", "81"), frozenset({Coding.JPEG_LS})),
    **dict.fromkeys(("90", "91", "92", "93"), frozenset({Coding.JPEG_2000})),
    **dict.fromkeys(("201", "202", "203"), frozenset({Coding.HTJ2K})),
}
# A frame much larger than its stream is a bomb; an empty film coded as JPEG reaches some 400.
_BOMB_SIZE = 64 * 1024**2
_BOMB_RATIO = 5000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Samples as they came out of the file, before the bits outside the stored ones are cut off.

    Attributes
    ----------
    stored
        ``(F, H, W)`` or ``(F, H, W, samples)``, little-endian.
    layout
        As decoded: repairs of the data set's own description included.
    stream
        Header of the first frame's codestream; None for native data.
    reduction
        As of ``Radiograph``.
    """

    stored: NDArray[Any]
    layout: Layout
    stream: StreamInfo | None
    decoder: str
    warnings: tuple[str, ...]
    trail: tuple[str, ...]
    reduction: int = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants beside the samples.

    Attributes
    ----------
    least_side
        As of ``imaging.read.read``.
    meanwhile
        Called once while a decoder process works, such as to compute a digest; it may not be called at all.
    """

    least_side: int = 0
    meanwhile: Callable[[], object] | None = None


def decode_streams(streams: list[bytes], layout: Layout, syntax: str, wishes: Wishes) -> Decoded:
    """Decode every frame's codestream, in a decoder process.

    Raises
    ------
    PixelDataError
        A stream is cut, damaged, does not fit the layout, or is in a coding that nothing here reads.
    """
    with Lease(layout.frame_samples * len(streams) / 1e6, meanwhile=wishes.meanwhile) as lease:
        for halvings in range(_halvings(layout, wishes.least_side), 0, -1):
            # What cannot be decoded smaller, for whatever reason, is judged by decoding it whole.
            with contextlib.suppress(PixelDataError):
                return _decode_with(lease, streams, layout, syntax, halvings)
        decoded = _decode_with(lease, streams, layout, syntax, 0)
        return replace(decoded, warnings=(*decoded.warnings, *lease.notes))


def _halvings(layout: Layout, least_side: int) -> int:
    """How often a picture may be halved so that its shorter side keeps ``least_side`` pixels."""
    if least_side <= 0 or layout.samples != 1 or layout.high_bit + 1 != layout.bits_stored:
        return 0
    return max((min(layout.rows, layout.columns) // least_side).bit_length() - 1, 0)


def _decode_with(lease: Lease, streams: list[bytes], layout: Layout, syntax: str, halvings: int) -> Decoded:
    stored: NDArray[Any] | None = None
    first: StreamInfo | None = None
    names: dict[str, None] = {}
    for index, stream in enumerate(streams):
        info = _stream_info(stream, layout, syntax)
        _check_stream(info, layout, stream)
        frame, name = _decode_one(lease, decoders.CodedFrame(stream, info, layout, halvings))
        names[name] = None
        first = first or info
        kind = np.dtype("<" + _stored_type(first, layout))
        if len(streams) == 1:
            # A large film is not copied once more.
            stored = np.asarray(_as_declared(frame, info, layout), kind)[None]
            break
        if stored is None:
            stored = np.empty((len(streams), *frame.shape), kind)
        stored[index] = _as_declared(frame, info, layout)
    if stored is None or first is None:
        raise PixelDataError("it has no pixel data")
    trail: tuple[str, ...] = ()
    if halvings:
        stored = _clipped(stored, layout)
        trail = (f"The picture was decoded at 1/{1 << halvings} of its size.",)
        layout = replace(layout, rows=stored.shape[1], columns=stored.shape[2])
    return Decoded(stored, layout, first, ", ".join(names), _mismatch(first, syntax), trail, 1 << halvings)


def _clipped(smaller: NDArray[Any], layout: Layout) -> NDArray[Any]:
    """A smaller picture within the stored bits: it overshoots near edges, and higher bits are cut off later."""
    top = (1 << layout.bits_stored) - 1
    low = -(top + 1) // 2 if layout.signed else 0
    return np.asarray(np.clip(smaller, low, low + top))


def _decode_one(lease: Lease, frame: decoders.CodedFrame) -> tuple[NDArray[Any], str]:
    info = frame.info
    if frame.reduce > info.levels:
        raise PixelDataError("it holds no smaller picture")
    try:
        if info.coding not in (Coding.RLE, Coding.DEFLATED_FRAME):
            frame = replace(frame, stream=whole(frame.stream, info))
        return lease.frame(frame)
    except decoders.UnsupportedError as error:
        raise PixelDataError(f"its compression ({info.coding}) is not supported: {error}") from error
    except (CodestreamError, decoders.DataError, DecoderLostError) as error:
        raise PixelDataError(str(error)) from error


def _stream_info(stream: bytes, layout: Layout, syntax: str) -> StreamInfo:
    for coded, coding in ((RLE, Coding.RLE), (DEFLATED_FRAMES, Coding.DEFLATED_FRAME)):
        if syntax == coded and stream[:3] != b"\xff\xd8\xff" and stream[:4] != b"\xff\x4f\xff\x51":
            return StreamInfo(coding, layout.rows, layout.columns, layout.samples, layout.bits_allocated)
    if syntax.startswith(JPEG_PREFIX) and syntax.removeprefix(JPEG_PREFIX) not in _SYNTAX_CODINGS:
        raise PixelDataError(f"its compression (transfer syntax {syntax}) is not supported")
    try:
        return inspect(stream)
    except CodestreamError as error:
        raise PixelDataError(str(error)) from error


def _check_stream(info: StreamInfo, layout: Layout, stream: bytes) -> None:
    if (info.rows, info.columns) != (layout.rows, layout.columns):
        raise PixelDataError(
            f"it is inconsistent: the compressed image has {info.rows} × {info.columns} pixels, "
            f"its header says {layout.rows} × {layout.columns}"
        )
    if info.components != layout.samples:
        raise PixelDataError(
            f"it is inconsistent: the compressed image has {info.components} samples per pixel, "
            f"its header says {layout.samples}"
        )
    size = info.rows * info.columns * info.components * max(layout.bits_allocated // 8, 1)
    if size > _BOMB_SIZE and size > len(stream) * _BOMB_RATIO:
        raise PixelDataError("it claims far more pixels than its compressed data can hold")


def _mismatch(info: StreamInfo, syntax: str) -> tuple[str, ...]:
    """A warning where the coding is another one than the transfer syntax says."""
    expected = _SYNTAX_CODINGS.get(syntax.removeprefix(JPEG_PREFIX))
    if expected is None or info.coding in expected:
        return ()
    return (f"The pixels are {info.coding}, not what the transfer syntax says; they were read as they are.",)


def _stored_type(info: StreamInfo, layout: Layout) -> str:
    if info.precision <= layout.bits_allocated:
        return layout.dtype
    return replace(layout, bits_allocated=8 * -(-info.precision // 8)).dtype


def _as_declared(frame: NDArray[Any], info: StreamInfo, layout: Layout) -> NDArray[Any]:
    """Samples of the stream's signedness → the data set's, which is the one that its LUTs are written for.

    Only JPEG 2000 can say that its samples are signed, and writers get it wrong in both directions; the bits
    are right, so they are read anew as two's complement of the stream's precision.
    """
    if layout.signed and not info.signed and frame.dtype.kind == "u" and info.coding is not Coding.RLE:
        wide = frame.astype(np.int64)
        half = 1 << (info.precision - 1)
        return (wide ^ half) - half
    if not layout.signed and info.signed:
        return frame.astype(np.int64) & ((1 << info.precision) - 1)
    if layout.signed and info.coding is Coding.RLE:
        return frame.view(frame.dtype.str.replace("u", "i"))
    return frame
