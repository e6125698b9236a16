"""The pixel data element → samples as stored, with their digest. Lengths are checked before decoding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging import decoders
from xraydesk.imaging.dicom import part10
from xraydesk.imaging.dicom.codestream import CodestreamError, Coding, StreamInfo, inspect, whole
from xraydesk.imaging.dicom.elements import Dataset, Element
from xraydesk.imaging.dicom.frames import PixelDataError, encapsulated_frames, is_encapsulated
from xraydesk.imaging.dicom.layout import Layout
from xraydesk.imaging.dicom.native import native_size, samples_of

_RLE = "1.2.840.10008.1.2.5"
_DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
_NATIVE = frozenset(
    {
        *(part10.IMPLICIT_LITTLE, part10.EXPLICIT_LITTLE, part10.EXPLICIT_BIG, part10.DEFLATED),
        *(part10.GE_BIG_PIXELS, "1.2.840.10008.1.20"),
    }
)
_SYNTAX_CODINGS: dict[str, frozenset[Coding]] = {
    **dict.fromkeys(("50", "51", "52", "53", "54", "55", "56"), frozenset({Coding.JPEG_8, Coding.JPEG_12})),
    **dict.fromkeys(("57", "58", "65", "66", "70"), frozenset({Coding.JPEG_LOSSLESS})),
    **dict.fromkeys(("80", "81"), frozenset({Coding.JPEG_LS})),
    **dict.fromkeys(("90", "91", "92", "93"), frozenset({Coding.JPEG_2000})),
    **dict.fromkeys(("201", "202", "203"), frozenset({Coding.HTJ2K})),
}
_JPEG_PREFIX = "1.2.840.10008.1.2.4."
_VIDEO = frozenset(f"10{n}{suffix}" for n in range(9) for suffix in ("", ".1"))
# A frame much larger than its stream is a bomb; an empty film coded as JPEG reaches some 400.
_BOMB_SIZE = 64 * 1024**2
_BOMB_RATIO = 5000


@dataclass(frozen=True, slots=True)
class Pixels:
    """Decoded pixel data.

    Attributes
    ----------
    stored
        ``(F, H, W)`` or ``(F, H, W, samples)``, little-endian, before any colour transform or LUT.
    layout
        As decoded: repairs of the data set's own description included.
    stream
        Header of the first frame's codestream; None for native data.
    """

    stored: NDArray[Any]
    sha256: str
    layout: Layout
    stream: StreamInfo | None
    decoder: str
    warnings: tuple[str, ...]
    trail: tuple[str, ...]


def decode_pixels(dataset: Dataset, element: Element, layout: Layout, syntax: str) -> Pixels:
    """Decode every frame.

    Raises
    ------
    PixelDataError
        The data is cut, damaged, does not fit the layout, or is in a coding that nothing here reads.
    """
    if dataset.cut and not element.undefined:
        raise PixelDataError("it is truncated: the file ends inside its pixel data")
    if is_encapsulated(dataset.buffer, element) and not _fits_natively(element, layout, syntax):
        return _decode_encapsulated(dataset, element, layout, syntax)
    if syntax not in _NATIVE and dataset.buffer[element.start : element.start + 2] in (
        b"\xff\xd8",
        b"\xff\x4f",
    ):
        stream = dataset.buffer[element.start : element.end]
        pixels = _decode_streams([stream], replace(layout, frames=1), syntax)
        return replace(pixels, trail=(*pixels.trail, "The compressed picture was not encapsulated as it should be."))
    return _decode_native(dataset, element, layout, syntax)


def _fits_natively(element: Element, layout: Layout, syntax: str) -> bool:
    """Whether the value is just what the native syntax asks for, even if it starts like an item."""
    return syntax in _NATIVE and not element.undefined and element.end - element.start == native_size(layout)


def _decode_native(dataset: Dataset, element: Element, layout: Layout, syntax: str) -> Pixels:
    trail: list[str] = []
    warnings: list[str] = []
    if syntax not in _NATIVE:
        warnings.append("The file says that its pixels are compressed, but they are not; they were read as they are.")
    if is_encapsulated(dataset.buffer, element):
        warnings.append("The pixel data looks compressed though the file says that it is not; check the picture.")
    length = element.end - element.start
    full = replace(layout, photometric="YBR_FULL")
    if layout.subsampled and length - length % 2 in (native_size(full), native_size(full) - 1):
        layout = full
        trail.append("The colour was not subsampled as the file says.")
    needed = native_size(layout)
    if length < needed:
        raise PixelDataError(f"it is truncated: its pixel data has {length} bytes where {needed} belong")
    if length > needed + 1:
        trail.append(f"The pixel data is {length - needed} bytes longer than the image; the surplus was ignored.")
    little = element.encoding.little and syntax != part10.GE_BIG_PIXELS
    swapped = not little and layout.bits_allocated == 8 and element.vr == "OW"
    raw = memoryview(dataset.buffer)[element.start : element.end]
    stored = samples_of(raw, layout, frames=layout.frames, little=little, swapped=swapped)
    stored = _stored_bits(stored, layout, trail)
    return Pixels(stored, _digest(stored), layout, None, "native", tuple(warnings), tuple(trail))


def _decode_encapsulated(dataset: Dataset, element: Element, layout: Layout, syntax: str) -> Pixels:
    marked = syntax not in (_RLE, _DEFLATED_FRAMES)
    suffix = syntax.removeprefix(_JPEG_PREFIX)
    if syntax.startswith(_JPEG_PREFIX) and suffix in _VIDEO:
        raise PixelDataError("it is a video, which this program does not play")
    streams = encapsulated_frames(dataset, element, layout.frames, marked=marked)
    return _decode_streams(streams, layout, syntax)


def _decode_streams(streams: list[bytes], layout: Layout, syntax: str) -> Pixels:
    warnings: list[str] = []
    stored: NDArray[Any] | None = None
    first: StreamInfo | None = None
    names: dict[str, None] = {}
    for index, stream in enumerate(streams):
        info = _stream_info(stream, layout, syntax)
        _check_stream(info, layout, stream)
        if info.coding not in (Coding.RLE, Coding.DEFLATED_FRAME):
            try:
                stream = whole(stream, info)
            except CodestreamError as error:
                raise PixelDataError(str(error)) from error
        try:
            frame, name = decoders.decode(decoders.CodedFrame(stream, info, layout))
        except decoders.UnsupportedError as error:
            raise PixelDataError(f"its compression ({info.coding}) is not supported: {error}") from error
        except decoders.DataError as error:
            raise PixelDataError(str(error)) from error
        names[name] = None
        if first is None or stored is None:
            first = info
            _note_coding(info, syntax, warnings)
            stored = np.empty((len(streams), *frame.shape), "<" + _stored_type(info, layout))
        stored[index] = _as_declared(frame, info, layout)
    if stored is None or first is None:
        raise PixelDataError("it has no pixel data")
    trail: list[str] = []
    if not first.lossy:
        stored = _stored_bits(stored, layout, trail)
    elif not _within_bits(stored, layout):
        # Lossy coding overshoots; wrapping such values would put black dots into white.
        layout = replace(layout, bits_stored=max(layout.bits_stored, min(first.precision, layout.bits_allocated)))
    return Pixels(stored, _digest(stored), layout, first, ", ".join(names), tuple(warnings), tuple(trail))


def _stream_info(stream: bytes, layout: Layout, syntax: str) -> StreamInfo:
    for coded, coding in ((_RLE, Coding.RLE), (_DEFLATED_FRAMES, Coding.DEFLATED_FRAME)):
        if syntax == coded and stream[:3] != b"\xff\xd8\xff" and stream[:4] != b"\xff\x4f\xff\x51":
            return StreamInfo(coding, layout.rows, layout.columns, layout.samples, layout.bits_allocated)
    if syntax.startswith(_JPEG_PREFIX) and syntax.removeprefix(_JPEG_PREFIX) not in _SYNTAX_CODINGS:
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


def _note_coding(info: StreamInfo, syntax: str, warnings: list[str]) -> None:
    expected = _SYNTAX_CODINGS.get(syntax.removeprefix(_JPEG_PREFIX))
    if expected is not None and info.coding not in expected:
        warnings.append(f"The pixels are {info.coding}, not what the transfer syntax says; they were read as they are.")


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


def _stored_bits(stored: NDArray[Any], layout: Layout, trail: list[str]) -> NDArray[Any]:
    """Cut to the bits between high bit and low bit; the others hold old overlays or dirt (PS3.5 8.1.1)."""
    shift = layout.high_bit + 1 - layout.bits_stored
    if layout.floating or (shift == 0 and _within_bits(stored, layout)):
        return stored
    trail.append(f"Bits outside the {layout.bits_stored} stored ones were left out.")
    bits = stored.view(f"<u{stored.dtype.itemsize}") >> shift
    bits &= bits.dtype.type((1 << layout.bits_stored) - 1)
    if not layout.signed:
        return bits
    half = 1 << (layout.bits_stored - 1)
    return ((bits.astype(np.int64) ^ half) - half).astype(stored.dtype)


def _within_bits(stored: NDArray[Any], layout: Layout) -> bool:
    if layout.bits_stored >= 8 * stored.dtype.itemsize:
        return True
    low, high = int(stored.min()), int(stored.max())
    half = 1 << (layout.bits_stored - 1)
    return low >= -half and high < half if layout.signed else high < 1 << layout.bits_stored


def _digest(stored: NDArray[Any]) -> str:
    return hashlib.sha256(np.ascontiguousarray(stored).data).hexdigest()
