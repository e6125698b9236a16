"""From the bytes of a file to its data set: preamble, meta information, transfer syntax, deflate (PS3.10).

Files without preamble or meta header, or with a wrong or no transfer syntax, are read by what they hold.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from xraydesk.imaging.dicom.elements import Dataset, Encoding, MalformedError, end_of_group, parse

MAX_INFLATED = 512 * 1024 * 1024

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"
# Private to GE: implicit little endian elements, big endian pixel data.
GE_BIG_PIXELS = "1.2.840.113619.5.2"

_TRANSFER_SYNTAX = 0x00020010
_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"#!")


@dataclass(frozen=True, slots=True)
class DicomFile:
    """A parsed file.

    Attributes
    ----------
    dataset
        The main data set. Its buffer is the file, or the inflated data set of a deflated one.
    transfer_syntax
        As the meta header states it; inferred native syntax when it states none.
    stated
        Whether the file states its transfer syntax.
    warnings, trail
        Sentences for the reader of the picture.
    """

    meta: Dataset
    dataset: Dataset
    transfer_syntax: str
    stated: bool
    warnings: tuple[str, ...]
    trail: tuple[str, ...]


def has_magic(content: bytes) -> bool:
    """Whether the file says that it is DICOM."""
    return content[128:132] == b"DICM" or content[:4] == b"DICM"


def may_be_dataset(content: bytes, size: int = 0) -> bool:
    """Whether the file starts as a data set without preamble would: a low group and a sane first element.

    Parameters
    ----------
    size
        Bytes of the whole file, where ``content`` is only its start.
    """
    return _first_encoding(content, 0, size) is not None


def stated_syntax(content: bytes) -> str:
    """The transfer syntax that the meta header states, empty when there is none.

    Raises
    ------
    MalformedError
        The meta header cannot be read.
    """
    start = 132 if content[128:132] == b"DICM" else 4 if content[:4] == b"DICM" else 0
    return _parse_meta(content, start)[0].string(_TRANSFER_SYNTAX)


def parse_file(content: bytes, size: int = 0) -> DicomFile:
    """Parse a file that ``has_magic`` or ``may_be_dataset``.

    Parameters
    ----------
    size
        Bytes of the whole file, where ``content`` is only its start.

    Raises
    ------
    MalformedError
        The structure cannot be read, or inflates beyond ``MAX_INFLATED``.
    """
    warnings: list[str] = []
    trail: list[str] = []
    start = 0
    if content[128:132] == b"DICM":
        start = 132
        if content.startswith(_EXECUTABLES):
            warnings.append("The file's preamble holds the header of a program; the file is shown, never run.")
    elif content[:4] == b"DICM":
        start = 4
        trail.append("The file has no preamble.")
    else:
        trail.append("The file has no DICOM preamble; it was recognised by its first elements.")
    meta, start = _parse_meta(content, start)
    stated = meta.string(_TRANSFER_SYNTAX)
    if not stated:
        trail.append("The file states no transfer syntax; it was inferred from its elements.")
    buffer = content
    if stated == DEFLATED:
        buffer, start = _inflate(content[start:]), 0
    found = _first_encoding(buffer, start, size)
    encoding = found or Encoding(stated != IMPLICIT_LITTLE, stated != EXPLICIT_BIG)
    if stated and found is not None and found != _stated_encoding(stated) and start < len(buffer):
        warnings.append("The file's elements are not written as its transfer syntax says; they were read as written.")
    dataset = parse(buffer, start, len(buffer), encoding)
    return DicomFile(meta, dataset, stated or _native_syntax(encoding), bool(stated), tuple(warnings), tuple(trail))


def _parse_meta(content: bytes, start: int) -> tuple[Dataset, int]:
    """The file meta information and the offset behind it; empty where the file has none."""
    explicit = content[start + 4 : start + 6].isalpha()
    little = content[start : start + 2] != b"\0\2"
    meta = parse(content, start, len(content), Encoding(explicit, little), group=2)
    if meta.cut and not meta.elements:
        raise MalformedError("its header is cut off or malformed")
    return meta, end_of_group(meta, start)


def _first_encoding(buffer: bytes, start: int, size: int = 0) -> Encoding | None:
    """How the element at ``start`` is written, None where it does not look like the first of a data set."""
    head = buffer[start : start + 8]
    if len(head) < 8:
        return None
    little = 0 < int.from_bytes(head[:2], "little") <= 0x20
    big = 0 < int.from_bytes(head[:2], "big") <= 0x20
    if little == big:
        return None
    if head[4:6].isalpha() and head[4:6].isupper():
        return Encoding(True, little)
    length = int.from_bytes(head[4:8], "little" if little else "big")
    if length != 0xFFFFFFFF and length > max(len(buffer), size) - start:
        return None
    return Encoding(False, little)


def _stated_encoding(syntax: str) -> Encoding:
    return Encoding(syntax not in (IMPLICIT_LITTLE, GE_BIG_PIXELS), syntax != EXPLICIT_BIG)


def _native_syntax(encoding: Encoding) -> str:
    if not encoding.explicit:
        return IMPLICIT_LITTLE
    return EXPLICIT_LITTLE if encoding.little else EXPLICIT_BIG


def _inflate(packed: bytes) -> bytes:
    """Inflate a deflated data set (PS3.5 A.5), with or without the zlib header that some writers add."""
    for window_bits in (-zlib.MAX_WBITS, zlib.MAX_WBITS):
        inflater = zlib.decompressobj(window_bits)
        try:
            inflated = inflater.decompress(packed, MAX_INFLATED)
        except zlib.error:
            continue
        if inflater.unconsumed_tail:
            raise MalformedError("it would inflate to more than 512 MiB")
        if not inflater.eof:
            raise MalformedError("it is truncated: the deflated data set ends too early")
        return inflated
    raise MalformedError("its deflated data set is damaged")


def has_scattered_elements(content: bytes) -> bool:
    """Whether elements of a DICOM header lie near the start, though the file does not start with one."""
    head = content[:1024]
    return any(mark in head for mark in (b"\x08\x00\x05\x00CS", b"\x08\x00\x08\x00CS", b"\x08\x00\x16\x00UI"))
