"""Everything that a file says of itself, element by element, for people who look into files.

No pixel is decoded. What a listing may hold is bounded, whatever the file claims.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging import raster
from xraydesk.imaging.files import content_of, foreign_kind, size_of

LONGEST_VALUE = 4096
"""Characters of a value; what is longer is cut."""

MOST_ENTRIES = 10_000
"""Elements of a listing, those inside sequences among them."""

MOST_BYTES = 256 * 1024**2
"""Bytes of a file that are looked at; in a larger one, what lies behind the pixel data is not listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One element, one item of a sequence, or one property of a picture.

    Attributes
    ----------
    tag
        Group and element, ``0x00100010``; 0 for an item of a sequence and for pictures.
    name
        What the standard, or its writer, calls it; empty where nobody knows.
    keyword
        The name in one word, as programs use it; empty for private elements.
    vr
        Value representation.
    length
        Bytes of the value; -1 for a sequence of undefined length.
    value
        Plain text, at most `LONGEST_VALUE` characters.
    entries
        What lies inside: the items of a sequence, the elements of an item.
    """

    tag: int
    name: str
    keyword: str = ""
    vr: str = ""
    length: int = 0
    value: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def is_private(self) -> bool:
        """Whether the standard leaves its meaning to whoever wrote it."""
        return bool(self.tag >> 16 & 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file holds.

    Attributes
    ----------
    kind
        What the file is, in a word or two.
    size
        Bytes of the file.
    entries
        In the order of the file.
    notes
        Sentences on what was left out, or on where the file breaks off.
    """

    kind: str
    size: int
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def list_file(path: Path) -> Listing:
    """List a DICOM file's elements, or a picture's properties.

    Raises
    ------
    RefusedFileError
        It is neither, or nothing of it can be read.
    """
    size = size_of(path)
    content = content_of(path, min(size, MOST_BYTES))
    if content[128:132] != b"DICM" and raster.is_raster(content):
        return _list_picture(path, content, size)
    from xraydesk.imaging.dicom.elements import MalformedError
    from xraydesk.imaging.dicom.listing import list_dicom
    from xraydesk.imaging.dicom.part10 import has_magic, may_be_dataset

    if not has_magic(content) and (foreign_kind(content) or not may_be_dataset(content, size)):
        raise RefusedFileError(path, f"it is {foreign_kind(content) or 'not a DICOM file and not a picture'}")
    try:
        return list_dicom(content, size)
    except MalformedError as error:
        raise RefusedFileError(path, str(error)) from error


def _list_picture(path: Path, content: bytes, size: int) -> Listing:
    from PIL import ExifTags, Image

    try:
        rows, columns, pages, bits, is_colour, kind = raster.measure(io.BytesIO(content))
    except raster.RasterError as error:
        raise RefusedFileError(path, str(error)) from error
    entries = [
        Entry(0, "Columns", value=str(columns)),
        Entry(0, "Rows", value=str(rows)),
        Entry(0, "Bits", value=str(bits)),
        Entry(0, "Samples", value="colour" if is_colour else "grey"),
        Entry(0, "Pages", value=str(pages)),
    ]
    notes: tuple[str, ...] = ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=raster.FORMATS) as image:
                known = [(str(key), value) for key, value in image.info.items() if key != "exif"]
                known += [(f"EXIF {ExifTags.TAGS.get(key, key)}", value) for key, value in image.getexif().items()]
        entries += [_property(name, value) for name, value in known[:MOST_ENTRIES]]
    except raster.FAILURES:
        notes = ("The other properties of the picture are damaged.",)
    return Listing(kind, size, tuple(entries), notes)


def _property(name: str, value: Any) -> Entry:
    if isinstance(value, bytes):
        text = f"{len(value)} bytes" if len(value) > 64 else value.hex(" ")
        return Entry(0, plain(name), length=len(value), value=text)
    if isinstance(value, tuple):
        value = value[:64]
    return Entry(0, plain(name), value=plain(str(value)[: 2 * LONGEST_VALUE]))


def plain(text: str) -> str:
    """Text without control characters, at most `LONGEST_VALUE` characters."""
    text = "".join(character if character.isprintable() else " " for character in text).strip()
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
