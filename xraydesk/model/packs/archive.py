"""The container of a model pack: a ZIP archive of which there is one form only.

Members lie in it as they are, in the order given, with no times, comments or further fields, so the same members give
the same bytes on every computer. Reading accepts nothing else: whatever a ZIP archive could hide (packed data that
grows, gaps, a directory that tells another story than the members) is not of this form. See PKWARE's APPNOTE 6.3.10,
sections 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LARGEST: Final = 1 << 30
"""Bytes of a pack; the largest networks for films have a third of it."""

MOST_MEMBERS: Final = 100

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_VERSION: Final = 20
_MADE_BY: Final = (3 << 8) | _VERSION  # Unix, so that a program that unpacks it sees the permissions
_TIME, _DATE = 0, (1 << 5) | 1  # midnight of 1 January 1980, the first day that ZIP knows
_PERMISSIONS: Final = 0o100644 << 16
_STORED: Final = 0

_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
_DEVICES: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


class ArchiveError(Exception):
    """It is no archive of this form; the text is half a sentence that follows "it"."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    size: int
    checksum: int
    offset: int

    def local(self) -> bytes:
        """The header before the member's bytes."""
        fields = (_VERSION, 0, _STORED, _TIME, _DATE, self.checksum, self.size, self.size, len(self.name), 0)
        return _LOCAL.pack(_LOCAL_MARK, *fields) + self.name

    def central(self) -> bytes:
        """The line of the directory at the end."""
        fields = (_MADE_BY, _VERSION, 0, _STORED, _TIME, _DATE, self.checksum, self.size, self.size, len(self.name))
        return _CENTRAL.pack(b"PK\x01\x02", *fields, 0, 0, 0, 0, _PERMISSIONS, self.offset) + self.name


def is_plain(name: object) -> bool:
    """Whether a name is that of a file or folder on every system, and of none outside: ASCII, no device of Windows."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None and _DEVICES.fullmatch(name) is None


def write(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members, in their order.

    Raises
    ------
    ArchiveError
        A name or the size is not one that `read` would take.
    """
    parts: list[bytes] = []
    entries: list[_Entry] = []
    place = 0
    for name, content in members.items():
        _check_name(name.encode("utf-8", "surrogateescape"), {entry.name.lower() for entry in entries})
        entry = _Entry(name.encode("ascii"), len(content), zlib.crc32(content), place)
        entries.append(entry)
        parts += [entry.local(), content]
        place += _LOCAL.size + len(entry.name) + len(content)
    archive = b"".join((*parts, _directory(entries, place)))
    _check_size(len(archive), len(entries))
    return archive


def read(archive: bytes) -> dict[str, memoryview]:
    """The members of an archive by name, in their order; nothing is copied.

    Raises
    ------
    ArchiveError
        It is of another form, damaged, or too large.
    """
    _check_size(len(archive), 0)
    if not archive.startswith(_LOCAL_MARK):
        raise ArchiveError("is no model pack")
    view = memoryview(archive)
    members: dict[str, memoryview] = {}
    entries: list[_Entry] = []
    place = 0
    while archive.startswith(_LOCAL_MARK, place):
        name, size, start = _header(archive, place)
        _check_name(name, {entry.name.lower() for entry in entries})
        content = view[start : start + size]
        entry = _Entry(name, size, zlib.crc32(content), place)
        if view[place:start] != entry.local():
            raise ArchiveError(f"is damaged at {name.decode()}")
        members[name.decode()] = content
        entries.append(entry)
        _check_size(len(archive), len(entries))
        place = start + size
    if view[place:] != _directory(entries, place):
        raise ArchiveError("holds something beside its members, or is damaged at its end")
    return members


def _header(archive: bytes, place: int) -> tuple[bytes, int, int]:
    """Name and size of the member whose header is here, and where its bytes begin."""
    if place + _LOCAL.size > len(archive):
        raise ArchiveError("was cut off")
    _, _, flags, method, _, _, _, packed, size, length, extra = _LOCAL.unpack_from(archive, place)
    start = place + _LOCAL.size + length
    name = archive[place + _LOCAL.size : start]
    if flags & 1:
        raise ArchiveError("is encrypted, which no model pack is")
    if method != _STORED or packed != size:
        raise ArchiveError("holds packed members; in a model pack all lie as they are, so that none can grow")
    if flags or extra:
        raise ArchiveError("was made by another program than XRayDesk")
    if start + size > len(archive):
        raise ArchiveError("was cut off")
    return name, size, start


def _check_name(name: bytes, known: set[bytes]) -> None:
    if not is_plain(name.decode("ascii", "replace")):
        raise ArchiveError("names a file that is not a plain name within its own folder")
    if name.lower() in known:
        raise ArchiveError(f"holds {name.decode()} twice")


def _check_size(size: int, members: int) -> None:
    if size > LARGEST:
        raise ArchiveError(f"is larger than a model pack may be ({LARGEST >> 20} MiB)")
    if members > MOST_MEMBERS:
        raise ArchiveError("holds more files than a model has")


def _directory(entries: list[_Entry], place: int) -> bytes:
    lines = b"".join(entry.central() for entry in entries)
    return lines + _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(lines), place, 0)
