"""Where each frame lies in the pixel data element: the fragments of encapsulated data (PS3.5 8.2, A.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from xraydesk.imaging.dicom.codestream import END_MARKER
from xraydesk.imaging.dicom.elements import ITEM, SEQUENCE_END, Dataset, Element

_MAX_FRAGMENTS = 1_000_000
_EXTENDED_OFFSETS = 0x7FE00001


class PixelDataError(Exception):
    """Pixel data is missing, cut or does not fit its description; the text is plain."""


class UnfinishedError(Exception):
    """The file ends between two fragments, before the end of its pixel data; the text is plain."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """The items of encapsulated pixel data.

    Attributes
    ----------
    table
        The basic offset table, empty when the file has none.
    items
        ``(offset from the first fragment's item, start, end)`` of every fragment that is not empty.
    cut
        Whether the file ends inside a fragment.
    closed
        Whether the sequence delimiter is there.
    """

    table: tuple[int, ...]
    items: tuple[tuple[int, int, int], ...]
    cut: bool
    closed: bool


def is_encapsulated(buffer: bytes, element: Element) -> bool:
    """Whether the value is written as items, whatever its length field says."""
    return element.undefined or buffer[element.start : element.start + 4] == b"\xfe\xff\x00\xe0"


def find_fragments(buffer: bytes, element: Element) -> Fragments:
    """Walk the items of encapsulated pixel data."""
    order = element.encoding.order
    position = element.start
    table: tuple[int, ...] | None = None
    items: list[tuple[int, int, int]] = []
    first = position
    cut = closed = False
    while len(items) < _MAX_FRAGMENTS:
        if element.end - position < 8:
            break
        group, number, length = struct.unpack_from(order + "HHI", buffer, position)
        tag = group << 16 | number
        if tag == SEQUENCE_END:
            closed = True
            break
        start, end = position + 8, position + 8 + length
        if tag != ITEM:
            break
        if end > element.end:
            cut = True
            end = element.end
        if table is None:
            if buffer[start : start + 2] == b"\xff\xd8" or buffer[start : start + 4] == b"\xff\x4f\xff\x51":
                # The writer left the offset table out; this is already the first fragment.
                table, first = (), position
            else:
                table = struct.unpack_from(f"{order}{(end - start) // 4}I", buffer, start)
                first = position = end
                continue
        if end > start:
            items.append((position - first, start, end))
        position = end
        if cut:
            break
    return Fragments(table or (), tuple(items), cut, closed)


def encapsulated_frames(dataset: Dataset, element: Element, frames: int, *, marked: bool) -> list[bytes]:
    """The codestream of every frame.

    Parameters
    ----------
    marked
        The coding has an end-of-image marker, which tells frames apart where no table does.

    Raises
    ------
    PixelDataError
        The file is cut, or holds fewer frames than it declares.
    UnfinishedError
        The delimiter of the pixel data is missing, though no fragment is cut.
    """
    buffer = dataset.buffer
    found = find_fragments(buffer, element)
    if not found.items:
        if found.closed:
            raise PixelDataError("its pixel data is empty")
        raise PixelDataError("it is truncated: its pixel data is missing")
    if found.cut:
        raise PixelDataError("it is truncated: the file ends inside its pixel data")
    if not found.closed:
        raise UnfinishedError("it is truncated: it ends before its pixel data does, so it holds no complete image")
    if frames == 1:
        groups = [[(start, end) for _, start, end in found.items]]
    elif len(found.items) == frames:
        groups = [[(start, end)] for _, start, end in found.items]
    else:
        groups = _grouped(dataset, found, frames, marked)
    if len(groups) < frames:
        raise PixelDataError(f"it declares {frames} frames but holds {len(groups)}")
    return [b"".join(buffer[start:end] for start, end in group) for group in groups[:frames]]


def _grouped(dataset: Dataset, found: Fragments, frames: int, marked: bool) -> list[list[tuple[int, int]]]:
    """Assign fragments to frames by the extended table, the basic table, or the end markers."""
    offsets = _extended_offsets(dataset, found)
    if len(offsets) != frames and len(found.table) == frames:
        offsets = list(found.table)
    known = {offset for offset, _, _ in found.items}
    if len(offsets) == frames and all(offset in known for offset in offsets):
        return _split(found, set(offsets))
    if not marked:
        return [[(start, end)] for _, start, end in found.items]
    groups: list[list[tuple[int, int]]] = [[]]
    for _, start, end in found.items:
        groups[-1].append((start, end))
        if dataset.buffer.rfind(END_MARKER, max(start, end - 16), end) >= 0:
            groups.append([])
    return [group for group in groups if group]


def _extended_offsets(dataset: Dataset, found: Fragments) -> list[int]:
    raw = dataset.value(_EXTENDED_OFFSETS)
    return list(struct.unpack(f"<{len(raw) // 8}Q", raw[: len(raw) // 8 * 8])) if found.items else []


def _split(found: Fragments, starts: set[int]) -> list[list[tuple[int, int]]]:
    groups: list[list[tuple[int, int]]] = []
    for offset, start, end in found.items:
        if offset in starts or not groups:
            groups.append([])
        groups[-1].append((start, end))
    return groups
