"""DICOM data elements (PS3.5 section 7): found by offset in one buffer, converted only when asked for.

Nothing is copied or allocated while parsing, nesting is walked without recursion, and every length is checked
against the buffer, so that a hostile file costs no more than its own size.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

UNDEFINED = 0xFFFFFFFF
ITEM = 0xFFFEE000
ITEM_END = 0xFFFEE00D
SEQUENCE_END = 0xFFFEE0DD
PIXEL_TAGS = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})

MAX_DEPTH = 64
MAX_ELEMENTS = 500_000

_LONG_VRS = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})
_SHORT_VRS = frozenset(
    {
        *(b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FD", b"FL", b"IS", b"LO", b"LT"),
        *(b"PN", b"SH", b"SL", b"SS", b"ST", b"TM", b"UI", b"UL", b"US"),
    }
)
_TEXT_VRS = frozenset({"IS", "DS", "CS", "LO", "SH", "ST", "LT"})
_BINARY_CODES = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d", "UV": "Q", "SV": "q"}


class MalformedError(Exception):
    """The bytes break the structure of a data set beyond what can be read around; the text is plain."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the elements of a data set are written."""

    explicit: bool
    little: bool

    @property
    def order(self) -> str:
        """The ``struct`` byte-order character."""
        return "<" if self.little else ">"


@dataclass(frozen=True, slots=True)
class Element:
    """Where one element's value lies; ``vr`` is empty where the encoding does not tell it.

    Attributes
    ----------
    start, end
        Offsets of the value in the buffer. With ``undefined`` length, ``end`` is behind the delimiter.
    encoding
        Of the elements inside the value, should it be a sequence.
    claimed
        Where the value should end by its length field, beyond ``end`` where the buffer is shorter.
    """

    tag: int
    vr: str
    start: int
    end: int
    undefined: bool
    encoding: Encoding
    claimed: int = 0


@dataclass(slots=True)
class Dataset:
    """The elements of one data set or sequence item by tag; values are converted by the caller's need.

    Attributes
    ----------
    cut
        Whether the buffer ended inside an element.
    pixel
        The first pixel data element of the top level; it is not walked into and nothing behind it is read.
    """

    buffer: bytes
    encoding: Encoding
    elements: dict[int, Element] = field(default_factory=dict)
    cut: bool = False
    pixel: Element | None = None
    depth: int = 0

    def __contains__(self, tag: int) -> bool:
        return tag in self.elements

    def value(self, tag: int) -> bytes:
        """The raw bytes of a value, empty when absent."""
        element = self.elements.get(tag)
        return self.buffer[element.start : element.end] if element is not None else b""

    def strings(self, tag: int) -> list[str]:
        """A backslash-separated value as ISO 646 text without padding; empty list when absent."""
        raw = self.value(tag).decode("latin-1").strip(" \0\n\r\t")
        return [part.strip(" \0\n\r\t") for part in raw.split("\\")] if raw else []

    def string(self, tag: int) -> str:
        """The first of ``strings``, empty when absent."""
        return next(iter(self.strings(tag)), "")

    def integers(self, tag: int, signed: bool = False) -> list[int]:
        """Integers, 16-bit unless the VR says otherwise; text is read up to its last leading digit."""
        element = self.elements.get(tag)
        if element is None:
            return []
        if element.vr in _TEXT_VRS:
            found = (re.match(r"[+-]?\d{1,18}", part) for part in self.strings(tag))
            return [int(match.group()) for match in found if match is not None]
        code = _BINARY_CODES.get(element.vr, "h" if signed else "H")
        if code in "fd":
            return [int(v) for v in self._unpack(element, code) if math.isfinite(v)]
        return [int(v) for v in self._unpack(element, code)]

    def integer(self, tag: int) -> int | None:
        """The first of ``integers``, None when absent or unreadable."""
        return next(iter(self.integers(tag)), None)

    def number_text(self, tag: int) -> int | None:
        """An integer string (VR IS) whatever VR the file claims; None when absent or unreadable."""
        match = re.match(r"[+-]?\d{1,18}", self.string(tag))
        return int(match.group()) if match else None

    def floats(self, tag: int) -> list[float]:
        """Decimal strings or binary floats; what cannot be read becomes not-a-number."""
        element = self.elements.get(tag)
        if element is None:
            return []
        code = _BINARY_CODES.get(element.vr)
        if code is not None:
            return [float(v) for v in self._unpack(element, code)]
        return [_to_float(part) for part in self.strings(tag)]

    def items(self, tag: int) -> list[Dataset]:
        """The items of a sequence; an unreadable or too deep one gives what could be read."""
        element = self.elements.get(tag)
        if element is None or self.depth >= MAX_DEPTH:
            return []
        return list(_items(self.buffer, element, self.depth + 1))

    def _unpack(self, element: Element, code: str) -> tuple[float, ...]:
        size = struct.calcsize(code)
        count = min((element.end - element.start) // size, 1 << 20)
        return struct.unpack_from(f"{element.encoding.order}{count}{code}", self.buffer, element.start)


def parse(buffer: bytes, start: int, end: int, encoding: Encoding, *, depth: int = 0, group: int = 0) -> Dataset:
    """Find the elements between two offsets.

    Parameters
    ----------
    group
        Stop at the first element of another group (for the file meta information); 0 for all groups.

    Raises
    ------
    MalformedError
        Sequences are nested deeper than ``MAX_DEPTH``, or there are more than ``MAX_ELEMENTS`` elements.
    """
    result = Dataset(buffer, encoding, depth=depth)
    position = start
    for _ in range(MAX_ELEMENTS):
        if not buffer[position : min(end, position + 4096)].strip(b"\0"):
            return result
        if end - position < 8:
            result.cut = True
            return result
        tag, vr, length, value = _header(buffer, position, end, encoding)
        if tag in (ITEM_END, SEQUENCE_END):
            if depth:
                return result
            position += 8
            continue
        if group and tag >> 16 != group:
            return result
        inner = Encoding(False, True) if vr == "UN" else encoding
        undefined = length == UNDEFINED
        if tag in PIXEL_TAGS and depth == 0:
            result.cut = not undefined and value + length > end
            stop = end if undefined else min(value + length, end)
            result.pixel = Element(tag, vr, value, stop, undefined, encoding, value + length)
            return result
        behind = _skip_undefined(buffer, value, end, inner) if undefined else value + length
        if behind is None or behind > end:
            result.cut = True
            return result
        result.elements.setdefault(tag, Element(tag, vr, value, behind, undefined, inner))
        position = behind
    raise MalformedError("it is malformed: it holds too many elements")


def end_of_group(dataset: Dataset, start: int) -> int:
    """The offset behind the last element of a data set that ``parse`` was limited to one group for."""
    return max((element.end for element in dataset.elements.values()), default=start)


def _header(buffer: bytes, position: int, end: int, encoding: Encoding) -> tuple[int, str, int, int]:
    """Tag, VR, length and offset of the value at a position with at least 8 bytes left.

    An element whose VR is not two capital letters is read as implicit, as some writers switch inside a file.
    """
    order = encoding.order
    group, number = struct.unpack_from(order + "HH", buffer, position)
    tag = group << 16 | number
    if tag in (ITEM, ITEM_END, SEQUENCE_END):
        return tag, "", struct.unpack_from(order + "I", buffer, position + 4)[0], position + 8
    vr = buffer[position + 4 : position + 6]
    if encoding.explicit and vr in _SHORT_VRS:
        return tag, vr.decode(), struct.unpack_from(order + "H", buffer, position + 6)[0], position + 8
    if encoding.explicit and (vr in _LONG_VRS or _unknown_long_vr(buffer, position, vr)):
        if end - position < 12:
            return tag, vr.decode(), end, position + 8
        return tag, vr.decode(), struct.unpack_from(order + "I", buffer, position + 8)[0], position + 12
    if encoding.explicit and _is_vr(vr):
        return tag, vr.decode(), struct.unpack_from(order + "H", buffer, position + 6)[0], position + 8
    return tag, "", struct.unpack_from(order + "I", buffer, position + 4)[0], position + 8


def _is_vr(vr: bytes) -> bool:
    return len(vr) == 2 and vr.isalpha() and vr.isupper()


def _unknown_long_vr(buffer: bytes, position: int, vr: bytes) -> bool:
    """VRs that the standard may add have a 4-byte length behind two zero bytes (PS3.5 section 7.1.2)."""
    return _is_vr(vr) and buffer[position + 6 : position + 8] == b"\0\0"


def _skip_undefined(buffer: bytes, position: int, end: int, encoding: Encoding) -> int | None:
    """The offset behind an undefined-length sequence whose value starts at ``position``; None when it is cut.

    Raises
    ------
    MalformedError
        Nested deeper than ``MAX_DEPTH``.
    """
    # One entry for every open sequence (True) and item (False), with how its inside is written.
    levels: list[tuple[bool, Encoding]] = [(True, encoding)]
    for _ in range(MAX_ELEMENTS):
        if not levels:
            return position
        if len(levels) > 2 * MAX_DEPTH:
            raise MalformedError("it is malformed: its sequences are nested too deeply")
        if end - position < 8:
            return None
        in_sequence, current = levels[-1]
        tag, vr, length, position = _header(buffer, position, end, current)
        if tag == SEQUENCE_END:
            # A writer may forget the end of the item before the end of the sequence.
            while levels and not levels.pop()[0]:
                pass
        elif tag == ITEM_END:
            levels = levels if in_sequence else levels[:-1]
        elif length == UNDEFINED:
            levels.append((tag != ITEM, Encoding(False, True) if vr == "UN" else current))
        else:
            position = min(position + length, end)
    raise MalformedError("it is malformed: it holds too many elements")


def _items(buffer: bytes, element: Element, depth: int) -> Iterator[Dataset]:
    position = element.start
    while element.end - position >= 8:
        tag, _, length, value = _header(buffer, position, element.end, element.encoding)
        if tag != ITEM:
            return
        stop = element.end if length == UNDEFINED else min(value + length, element.end)
        dataset = parse(buffer, value, stop, element.encoding, depth=depth)
        yield dataset
        if length != UNDEFINED:
            position = value + length
            continue
        behind = max((inner.end for inner in dataset.elements.values()), default=value)
        position = behind + 8


def _to_float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
