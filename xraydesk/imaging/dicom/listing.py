"""The elements of a DICOM file as people read them (PS3.5 section 7), sequences and private elements among them."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from xraydesk.imaging.dicom.elements import (
    ITEM,
    SEQUENCE_END,
    UNDEFINED,
    Dataset,
    Element,
    MalformedError,
    parse,
)
from xraydesk.imaging.dicom.naming import Naming
from xraydesk.imaging.dicom.part10 import parse_file
from xraydesk.imaging.dicom.text import character_sets_of
from xraydesk.imaging.dicom.value_text import value_text
from xraydesk.imaging.listing import MOST_ENTRIES, Entry, Listing

MOST_SECONDS = 3.0
"""A file that takes longer to walk through is made to do so; its listing ends there."""

_CHARACTER_SET = 0x00080005
_ITEM = b"\xfe\xff\x00\xe0"


def list_dicom(content: bytes, size: int) -> Listing:
    """List a file's elements.

    Parameters
    ----------
    content
        The file, or its start.
    size
        Bytes of the whole file.

    Raises
    ------
    MalformedError
        Nothing of it can be read.
    """
    file = parse_file(content, size)
    walk = _Walk()
    entries = list(walk.entries(file.meta, ()))
    dataset = file.dataset
    entries += walk.entries(dataset, ())
    if dataset.pixel is not None:
        pixel, behind = _pixel_entry(dataset.pixel, dataset.buffer)
        entries.append(pixel)
        entries += walk.behind(dataset, behind)
    if not entries:
        raise MalformedError("it is malformed: no element of it can be read")
    if dataset.cut:
        walk.notes.append("The file ends before its last element does.")
    elif len(content) < size:
        walk.notes.append("What lies behind the pixel data is not listed: the file is too large.")
    return Listing("DICOM", size, tuple(entries), tuple(walk.notes))


@dataclass(slots=True)
class _Walk:
    """Goes through data sets until it has listed, or taken, as much as it may."""

    naming: Naming = field(default_factory=Naming)
    notes: list[str] = field(default_factory=list)
    left: int = MOST_ENTRIES
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def entries(self, dataset: Dataset, outer_sets: tuple[str, ...]) -> Iterator[Entry]:
        sets = character_sets_of(dataset) if _CHARACTER_SET in dataset else outer_sets
        for element in dataset.elements.values():
            if not self._may_go_on():
                return
            yield self._entry(dataset, element, sets)

    def behind(self, dataset: Dataset, start: int) -> Iterator[Entry]:
        """The elements behind the pixel data, which the reader of pictures never looks at."""
        try:
            rest = parse(dataset.buffer, start, len(dataset.buffer), dataset.encoding)
        except MalformedError:
            self.notes.append("What lies behind the pixel data cannot be read.")
            return
        yield from self.entries(rest, character_sets_of(dataset))

    def _may_go_on(self) -> bool:
        self.left -= 1
        if self.left >= 0 and time.monotonic() < self.until:
            return True
        if self.left >= 0 or self.left == -1:
            self.notes.append("The file holds more elements than are listed here.")
            self.left = -2
        return False

    def _entry(self, dataset: Dataset, element: Element, sets: tuple[str, ...]) -> Entry:
        name, keyword, vr = self.naming.of(dataset, element)
        length = -1 if element.undefined else element.end - element.start
        if vr == "SQ" or (vr == "UN" and (element.undefined or dataset.buffer.startswith(_ITEM, element.start))):
            items = self._items(dataset, element, sets)
            count = f"{len(items)} items" if len(items) != 1 else "1 item"
            return Entry(element.tag, name, keyword, "SQ", length, count, items)
        return Entry(element.tag, name, keyword, vr, length, value_text(dataset, element, vr, sets))

    def _items(self, dataset: Dataset, element: Element, sets: tuple[str, ...]) -> tuple[Entry, ...]:
        try:
            items = dataset.items(element.tag)
        except MalformedError as error:
            self.notes.append(f"A sequence was left out: {error}.")
            return ()
        found: list[Entry] = []
        for number, item in enumerate(items, 1):
            if not self._may_go_on():
                break
            found.append(Entry(0, f"Item {number}", entries=tuple(self.entries(item, sets))))
        return tuple(found)


def _pixel_entry(element: Element, buffer: bytes) -> tuple[Entry, int]:
    """The pixel data as one entry, and the offset behind it."""
    names = {
        0x7FE00008: ("Float Pixel Data", "FloatPixelData"),
        0x7FE00009: ("Double Float Pixel Data", "DoubleFloatPixelData"),
        0x7FE00010: ("Pixel Data", "PixelData"),
    }
    name, keyword = names[element.tag]
    if not element.undefined:
        length = element.claimed - element.start
        return Entry(element.tag, name, keyword, element.vr or "OW", length, f"{length} bytes"), element.end
    fragments, behind = _fragments(buffer, element.start)
    # The first item is the table of offsets (PS3.5 A.4).
    count = max(len(fragments) - 1, 0)
    value = f"{count} fragments, {sum(fragments[1:])} bytes"
    return Entry(element.tag, name, keyword, element.vr or "OB", -1, value), behind


def _fragments(buffer: bytes, start: int) -> tuple[list[int], int]:
    """Lengths of the items of encapsulated pixel data, and the offset behind its delimiter."""
    lengths: list[int] = []
    position = start
    while len(buffer) - position >= 8 and len(lengths) < 1_000_000:
        group, number, length = struct.unpack_from("<HHI", buffer, position)
        tag = group << 16 | number
        if tag == SEQUENCE_END:
            return lengths, position + 8
        if tag != ITEM or length == UNDEFINED:
            break
        lengths.append(length)
        position += 8 + length
    return lengths, len(buffer)
