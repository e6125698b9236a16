"""What a compressed frame says of itself: its coding, size and depth, and whether it is whole.

Read before any decoder sees the bytes: decoders pad a truncated stream and say nothing, and allocate
whatever a header asks for. Sources: ITU-T T.81 (JPEG), T.87 (JPEG-LS), T.800 and T.814 (JPEG 2000, HTJ2K).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Coding(StrEnum):
    """How a frame is coded, as finely as decoders differ."""

    JPEG_8 = "JPEG 8-bit"
    JPEG_12 = "JPEG 12-bit"
    JPEG_LOSSLESS = "JPEG lossless"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    HTJ2K = "HTJ2K"
    RLE = "RLE"
    DEFLATED_FRAME = "deflated frame"


class CodestreamError(Exception):
    """The stream is damaged, cut or of an unknown kind; the text is plain."""


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """The header of a codestream.

    Attributes
    ----------
    precision
        Bits per sample.
    signed
        Whether a JPEG 2000 stream codes signed samples; False for other codings, which cannot say.
    lossy
        Whether the coding itself loses detail (DCT, near-lossless, irreversible wavelet).
    levels
        How often a JPEG 2000 picture can be decoded at half its size; 0 for other codings.
    rgb
        What the stream says of its colour: RGB (True), YCbCr (False) or nothing (None).
    """

    coding: Coding
    rows: int
    columns: int
    components: int
    precision: int
    signed: bool = False
    lossy: bool = False
    rgb: bool | None = None
    levels: int = 0


END_MARKER = b"\xff\xd9"
# Writers pad fragments to an even length and some append garbage, but no more than this.
_END_WINDOW = 512
_TILE_PART = b"\xff\x90\x00\x0a"
_APP0, _APP14, _SCAN_START, _JPEG_LS_FRAME = 0xE0, 0xEE, 0xDA, 0xF7
_FRAME_STARTS = frozenset({*range(0xC0, 0xD0), _JPEG_LS_FRAME} - {0xC4, 0xC8, 0xCC})
_LOSSLESS_FRAMES = frozenset({0xC3, 0xC7, 0xCB, 0xCF})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def inspect(stream: bytes) -> StreamInfo:
    """Read the header of a JPEG, JPEG-LS or JPEG 2000 codestream.

    Raises
    ------
    CodestreamError
        It is none of these, or its header is damaged.
    """
    try:
        return _inspect(stream)
    except (struct.error, IndexError) as error:
        raise CodestreamError("its compressed pixel data is damaged in the header") from error


def _inspect(stream: bytes) -> StreamInfo:
    if stream[:3] == b"\xff\xd8\xff":
        return _inspect_jpeg(stream)
    if stream[:4] == b"\xff\x4f\xff\x51":
        return _inspect_j2k(stream, 0)
    if stream[4:8] == b"jP  " and (at := stream.find(b"\xff\x4f\xff\x51", 0, 4096)) > 0:
        return _inspect_j2k(stream, at)
    raise CodestreamError("its compressed pixel data is damaged at the start")


def whole(stream: bytes, info: StreamInfo) -> bytes:
    """The stream up to its end, which must be there.

    Of JPEG 2000 the tile parts are walked: when all are there, what writers put behind the last one is left
    out (it makes OpenJPEG fail) and a missing end marker is put in.

    Raises
    ------
    CodestreamError
        The end-of-image marker is missing near the end, or a tile is longer than the stream.
    """
    ends = stream.rfind(END_MARKER, max(0, len(stream) - _END_WINDOW)) >= 0
    if info.coding in (Coding.JPEG_2000, Coding.HTJ2K):
        end = _end_of_tiles(stream)
        if end is not None and end <= len(stream):
            return stream if stream[end : end + 2] == END_MARKER else stream[:end] + END_MARKER
        ends = ends and end is None
    if not ends:
        raise CodestreamError("it is truncated: the compressed image ends too early")
    return stream


def _inspect_jpeg(stream: bytes) -> StreamInfo:
    frame: tuple[int, bytes] | None = None
    jfif = near_lossless = False
    adobe: int | None = None
    for marker, body in _jpeg_segments(stream):
        if marker == _APP0:
            jfif = jfif or body[:5] == b"JFIF\0"
        elif marker == _APP14 and body[:5] == b"Adobe" and len(body) >= 12:
            adobe = body[11]
        elif marker in _FRAME_STARTS and len(body) >= 6:
            frame = (marker, body)
        elif marker == _SCAN_START:
            near_lossless = len(body) >= 3 and body[-3] > 0
    if frame is None:
        raise CodestreamError("its compressed pixel data has no image in it")
    marker, body = frame
    precision, rows, columns, components = struct.unpack_from(">BHHB", body)
    if not rows or not columns or not components:
        raise CodestreamError("its compressed pixel data claims an empty image")
    _check_depth(marker, precision)
    if marker == _JPEG_LS_FRAME:
        return StreamInfo(Coding.JPEG_LS, rows, columns, components, precision, lossy=near_lossless)
    if marker in _LOSSLESS_FRAMES:
        return StreamInfo(Coding.JPEG_LOSSLESS, rows, columns, components, precision)
    coding = Coding.JPEG_8 if precision == 8 else Coding.JPEG_12
    rgb = _is_rgb(components, adobe, jfif, body[6::3])
    return StreamInfo(coding, rows, columns, components, precision, lossy=True, rgb=rgb)


def _check_depth(marker: int, precision: int) -> None:
    """Depths that a JPEG process has; GDCM aborts the whole program on others."""
    any_depth = marker == _JPEG_LS_FRAME or marker in _LOSSLESS_FRAMES
    if not (2 <= precision <= 16 if any_depth else precision in (8, 12)):
        raise CodestreamError(f"its compressed pixel data claims {precision} bits, which JPEG does not have")


def _jpeg_segments(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with their bodies, up to and with the first scan."""
    position = 2
    while position + 4 <= len(stream):
        if stream[position] != 0xFF:
            raise CodestreamError("its compressed pixel data is damaged in the header")
        marker = stream[position + 1]
        if marker == 0xFF or marker in _STANDALONE:
            position += 1 if marker == 0xFF else 2
            continue
        if marker == END_MARKER[1]:
            return
        length = struct.unpack_from(">H", stream, position + 2)[0]
        yield marker, stream[position + 4 : position + 2 + length]
        if marker == _SCAN_START:
            return
        position += 2 + length


def _is_rgb(components: int, adobe: int | None, jfif: bool, ids: bytes) -> bool | None:
    """What colour space a DCT stream claims: an Adobe or JFIF segment, or components named R, G, B."""
    if components != 3:
        return None
    if adobe is not None:
        return adobe == 0
    if jfif:
        return False
    return True if ids[:3] == b"RGB" else None


def _inspect_j2k(stream: bytes, start: int) -> StreamInfo:
    if len(stream) < start + 43:
        raise CodestreamError("it is truncated: the compressed image ends in its header")
    right, bottom, left, top = struct.unpack_from(">4I", stream, start + 8)
    components = struct.unpack_from(">H", stream, start + 40)[0]
    depth = stream[start + 42]
    if right <= left or bottom <= top or not 1 <= components <= 4:
        raise CodestreamError("its compressed pixel data claims an empty image")
    high_throughput = irreversible = False
    levels = 0
    for marker, at, length in _j2k_segments(stream, start):
        if marker == 0x50:
            # Pcap bit 15 from the top announces part 15, high throughput (T.814 A.2).
            high_throughput = length >= 6 and bool(stream[at + 3] & 0x02)
        elif marker == 0x52:
            irreversible = length >= 12 and stream[at + 2 + 9] == 0
            levels = stream[at + 2 + 5] if length >= 12 and not left and not top else 0
    return StreamInfo(
        Coding.HTJ2K if high_throughput else Coding.JPEG_2000,
        bottom - top,
        right - left,
        components,
        (depth & 0x7F) + 1,
        signed=bool(depth & 0x80),
        lossy=irreversible,
        levels=min(levels, 32),
    )


def _j2k_segments(stream: bytes, start: int) -> list[tuple[int, int, int]]:
    """``(marker, offset of its length field, length)`` of the main header, up to the first tile."""
    segments = []
    position = start + 2
    while position + 4 <= len(stream) and stream[position] == 0xFF:
        marker, length = stream[position + 1], struct.unpack_from(">H", stream, position + 2)[0]
        if marker in (0x90, 0xD9):
            break
        segments.append((marker, position + 2, length))
        position += 2 + length
    return segments


def _end_of_tiles(stream: bytes) -> int | None:
    """The offset behind the last tile part, beyond the stream where one is cut; None if it cannot be told."""
    position = stream.find(_TILE_PART)
    if position < 0:
        return None
    while stream[position : position + 4] == _TILE_PART and position + 12 <= len(stream):
        length = struct.unpack_from(">I", stream, position + 6)[0]
        if length == 0:
            return None
        if length < 14 or position + length > len(stream):
            return len(stream) + 1
        position += length
    return position
