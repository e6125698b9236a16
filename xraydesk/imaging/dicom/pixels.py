"""The pixel data element → samples as stored, with their digest. Lengths are checked before decoding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.dicom import part10
from xraydesk.imaging.dicom.compressed import DEFLATED_FRAMES, JPEG_PREFIX, RLE, Decoded, Wishes, decode_streams
from xraydesk.imaging.dicom.elements import Dataset, Element
from xraydesk.imaging.dicom.frames import PixelDataError, encapsulated_frames, is_encapsulated
from xraydesk.imaging.dicom.layout import Layout
from xraydesk.imaging.dicom.native import native_size, samples_of
from xraydesk.imaging.dicom.planes import embedded_positions

_NATIVE = frozenset(
    {
        *(part10.IMPLICIT_LITTLE, part10.EXPLICIT_LITTLE, part10.EXPLICIT_BIG, part10.DEFLATED),
        *(part10.GE_BIG_PIXELS, "1.2.840.10008.1.20"),
    }
)
_VIDEO = frozenset(f"10{n}{suffix}" for n in range(9) for suffix in ("", ".1"))


@dataclass(frozen=True, slots=True)
class Pixels(Decoded):
    """Decoded pixel data, cut to the stored bits, before any colour transform or LUT.

    Attributes
    ----------
    sha256
        Digest of ``stored``; empty for a reduced picture.
    embedded
        Overlay planes in unused bits of the samples, by bit position: ``(F, H, W)``.
    """

    sha256: str = ""
    embedded: dict[int, NDArray[np.bool_]] = field(default_factory=dict)


def decode_pixels(dataset: Dataset, element: Element, layout: Layout, syntax: str, wishes: Wishes) -> Pixels:
    """Decode every frame.

    Raises
    ------
    PixelDataError
        The data is cut, damaged, does not fit the layout, or is in a coding that nothing here reads.
    """
    if dataset.cut and not element.undefined:
        raise PixelDataError("it is truncated: the file ends inside its pixel data")
    decoded = _decode(dataset, element, layout, syntax, wishes)
    stored, layout, stream = decoded.stored, decoded.layout, decoded.stream
    trail = list(decoded.trail)
    embedded = _embedded(stored, layout, embedded_positions(dataset)) if decoded.reduction == 1 else {}
    if stream is None or not stream.lossy:
        stored = _stored_bits(stored, layout, trail)
    elif not _within_bits(stored, layout):
        # Lossy coding overshoots; wrapping such values would put black dots into white.
        layout = replace(layout, bits_stored=max(layout.bits_stored, min(stream.precision, layout.bits_allocated)))
    return Pixels(
        stored,
        layout,
        stream,
        decoded.decoder,
        decoded.warnings,
        tuple(trail),
        decoded.reduction,
        _digest(stored) if decoded.reduction == 1 else "",
        embedded,
    )


def _decode(dataset: Dataset, element: Element, layout: Layout, syntax: str, wishes: Wishes) -> Decoded:
    if is_encapsulated(dataset.buffer, element) and not _fits_natively(element, layout, syntax):
        return _decode_encapsulated(dataset, element, layout, syntax, wishes)
    if syntax not in _NATIVE and dataset.buffer[element.start : element.start + 2] in (
        b"\xff\xd8",
        b"\xff\x4f",
    ):
        stream = dataset.buffer[element.start : element.end]
        decoded = decode_streams([stream], replace(layout, frames=1), syntax, wishes)
        return replace(decoded, trail=(*decoded.trail, "The compressed picture was not encapsulated as it should be."))
    return _decode_native(dataset, element, layout, syntax)


def _fits_natively(element: Element, layout: Layout, syntax: str) -> bool:
    """Whether the value is just what the native syntax asks for, even if it starts like an item."""
    return syntax in _NATIVE and not element.undefined and element.end - element.start == native_size(layout)


def _decode_native(dataset: Dataset, element: Element, layout: Layout, syntax: str) -> Decoded:
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
    return Decoded(stored, layout, None, "native", tuple(warnings), tuple(trail))


def _decode_encapsulated(dataset: Dataset, element: Element, layout: Layout, syntax: str, wishes: Wishes) -> Decoded:
    marked = syntax not in (RLE, DEFLATED_FRAMES)
    suffix = syntax.removeprefix(JPEG_PREFIX)
    if syntax.startswith(JPEG_PREFIX) and suffix in _VIDEO:
        raise PixelDataError("it is a video, which this program does not play")
    streams = encapsulated_frames(dataset, element, layout.frames, marked=marked)
    return decode_streams(streams, layout, syntax, wishes)


def _embedded(stored: NDArray[Any], layout: Layout, positions: tuple[int, ...]) -> dict[int, NDArray[np.bool_]]:
    """Planes of single bits outside the stored ones; positions inside them are a mistake of the file."""
    if layout.floating or layout.samples != 1:
        return {}
    inside = range(layout.high_bit + 1 - layout.bits_stored, layout.high_bit + 1)
    width = 8 * stored.dtype.itemsize
    return {
        position: (stored.view(f"<u{stored.dtype.itemsize}") >> position) & 1 != 0
        for position in positions
        if position not in inside and 0 <= position < width
    }


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
