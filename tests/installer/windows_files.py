"""Small Windows libraries and wheels, made in code."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_ADDRESS = 0x1000  # of the one section, in the loaded image
_PLACE = 0x200  # and in the file


def library(names: Sequence[str], later: Sequence[str] = ()) -> bytes:
    """A 64-bit image without code that imports these libraries, and others only when they are used."""
    texts, words = 20 * (len(names) + 1) + 32 * (len(later) + 1), b""
    tables = [b"", b""]
    for table, (group, form) in enumerate(((names, "<12xI4x"), (later, "<4xI24x"))):
        for name in group:
            tables[table] += struct.pack(form, _ADDRESS + texts + len(words))
            words += name.encode() + b"\0"
    body = tables[0] + bytes(20) + tables[1] + bytes(32) + words
    directories = bytearray(16 * 8)
    struct.pack_into("<I", directories, 8 * 1, _ADDRESS if names else 0)
    struct.pack_into("<I", directories, 8 * 13, _ADDRESS + len(tables[0]) + 20 if later else 0)
    optional = struct.pack("<H106xI", 0x20B, 16) + directories
    section = struct.pack("<8sIIII16x", b".rdata", len(body), _ADDRESS, len(body), _PLACE)
    coff = struct.pack("<HH12xHH", 0x8664, 1, len(optional), 0x2022)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + coff + optional + section
    return head.ljust(_PLACE, b"\0") + body


def wheel(folder: Path, name: str, files: Mapping[str, bytes], requires: Sequence[str] = ()) -> Path:
    """A wheel for Windows, version 1.0, with these files: place → content."""
    folder.mkdir(parents=True, exist_ok=True)
    about = f"{name.replace('-', '_')}-1.0"
    target = folder / f"{about}-py3-none-win_amd64.whl"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {text}" for text in requires)]
    with zipfile.ZipFile(target, "w") as archive:
        for place, content in files.items():
            archive.writestr(place, content)
        archive.writestr(f"{about}.dist-info/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{about}.dist-info/licenses/LICENSE.txt", f"licence of {name}")
        archive.writestr(f"{about}.dist-info/RECORD", "")
    return target
