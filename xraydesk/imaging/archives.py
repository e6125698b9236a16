"""ZIP archives as folders: members are inflated into memory, one at a time, and nowhere else.

A member is named by a path below the archive (``films.zip/a/b.dcm``), so that everything that takes a path takes
it. Nothing is ever written, so a member's name cannot reach outside; names that try to are refused all the same,
because two programs would disagree on what they mean.
"""

from __future__ import annotations

import functools
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

MAX_MEMBERS = 200_000
MAX_MEMBER = 1024**3
# Deflate cannot pack tighter than 1032 to 1; films and even blank films stay far below this.
_BOMB_SIZE = 64 * 1024**2
_BOMB_RATIO = 200
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|\x00")


class ArchiveError(Exception):
    """The archive or a member cannot be read; the text is plain."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive.

    Attributes
    ----------
    name
        Its place below the archive, made safe.
    refusal
        Why it is not read, empty when it may be.
    """

    name: str
    refusal: str
    offset: int
    packed: int
    size: int
    method: int
    checksum: int


def is_archive(content: bytes) -> bool:
    """Whether a file starts as a ZIP archive with members does."""
    return content.startswith(b"PK\x03\x04")


def members(archive: Path) -> dict[str, Member]:
    """The files of an archive by their safe names, in the archive's order; folders are left out.

    Raises
    ------
    ArchiveError
        It is damaged, or has more than ``MAX_MEMBERS`` members.
    """
    try:
        status = archive.stat()
    except OSError as error:
        raise ArchiveError("the archive cannot be read from its disk") from error
    return _members(archive, status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _members(archive: Path, size: int, modified: int) -> dict[str, Member]:
    del size, modified  # they make a changed archive another one
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, RuntimeError) as error:
        raise ArchiveError("it is a damaged ZIP archive") from error
    if len(infos) > MAX_MEMBERS:
        raise ArchiveError(f"it is a ZIP archive of {len(infos)} files, too many to open")
    found: dict[str, Member] = {}
    for info in infos:
        if info.is_dir() or info.filename.startswith("__MACOSX/"):
            continue
        name = _safe(info.orig_filename)
        while name in found:
            name += "_"
        found[name] = Member(
            name, _refusal(info), info.header_offset, info.compress_size, info.file_size, info.compress_type, info.CRC
        )
    return found


def _safe(name: str) -> str:
    """A relative path without ``..``, drive or control characters."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    text = "/".join(re.sub(r"[^\w .()+,=@~#-]", "_", part, flags=re.UNICODE) for part in parts)
    return text[-1024:].lstrip("/") or "_"


def _refusal(info: zipfile.ZipInfo) -> str:
    if _UNSAFE.search(info.orig_filename):
        return "the archive places it outside itself, so it was not read"
    if info.flag_bits & 0x1:
        return "it is encrypted inside its archive"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that this program does not read"
    if info.file_size > MAX_MEMBER:
        return "it is larger than 1 GiB inside its archive"
    if info.file_size > _BOMB_SIZE and info.file_size > info.compress_size * _BOMB_RATIO:
        return "it would grow far more when unpacked than a picture does"
    return ""


def read_member(archive: Path, name: str, limit: int = MAX_MEMBER) -> bytes:
    """At most ``limit`` bytes from the start of a member; a whole member's checksum is verified.

    Raises
    ------
    ArchiveError
        There is no such member, it may not be read, or it is damaged.
    """
    member = members(archive).get(name)
    if member is None:
        raise ArchiveError("there is no such file in the archive")
    if member.refusal:
        raise ArchiveError(member.refusal)
    wanted = min(limit, member.size)
    try:
        with archive.open("rb") as file:
            file.seek(member.offset)
            header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
            file.seek(header[9] + header[10], 1)
            # A prefix of the packed bytes is enough for a prefix of the member, unless they hardly pack.
            packed = file.read(member.packed if wanted == member.size else min(member.packed, wanted + 1024))
        if header[0] != b"PK\x03\x04":
            raise ArchiveError("it is damaged inside its archive")
        content = packed if member.method == zipfile.ZIP_STORED else _inflate(packed, wanted)
    except (OSError, struct.error, zlib.error) as error:
        raise ArchiveError("it is damaged inside its archive") from error
    content = content[:wanted]
    if wanted == member.size and (len(content) != wanted or zlib.crc32(content) != member.checksum):
        raise ArchiveError("it is damaged inside its archive")
    return content


def _inflate(packed: bytes, wanted: int) -> bytes:
    """At most ``wanted`` bytes, whatever the archive claims."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(wanted, 1))
