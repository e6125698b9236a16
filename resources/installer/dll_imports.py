"""Which libraries a Windows program or library asks for: the import tables of the PE format, read and nothing run.

Microsoft, PE Format: https://learn.microsoft.com/windows/win32/debug/pe-format
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Final

_PE32_PLUS: Final = 0x20B
_DIRECTORIES: Final = 112  # where they begin in the optional header of PE32+
_TABLES: Final = ((1, 20, 12), (13, 32, 4))  # imports, delayed imports: directory, size of an entry, where its name is


def imported(data: bytes) -> set[str]:
    """Names of the libraries that a 64-bit image names in its import tables, in lower case.

    Raises
    ------
    ValueError
        These are not the bytes of a 64-bit image, or they end too early.
    """
    try:
        (start,) = struct.unpack_from("<I", data, 0x3C)
        if data[:2] != b"MZ" or data[start : start + 4] != b"PE\0\0":
            raise ValueError("these are not the bytes of a Windows program or library")
        count, optional = struct.unpack_from("<H", data, start + 6)[0], start + 24
        (magic,) = struct.unpack_from("<H", data, optional)
        if magic != _PE32_PLUS:
            raise ValueError("this Windows program or library is not a 64-bit one")
        sections = optional + struct.unpack_from("<H", data, start + 20)[0]
        spans = [struct.unpack_from("<IIII", data, sections + 40 * k + 8) for k in range(count)]
        (directories,) = struct.unpack_from("<I", data, optional + _DIRECTORIES - 4)
        found: set[str] = set()
        for directory, size, where in _TABLES:
            address = 0
            if directory < directories:
                (address,) = struct.unpack_from("<I", data, optional + _DIRECTORIES + 8 * directory)
            entry = _offset(spans, address) if address else None
            while entry is not None and (name := struct.unpack_from("<I", data, entry + where)[0]):
                begin = _offset(spans, name)
                found.add(data[begin : data.index(b"\0", begin)].decode("ascii").lower())
                entry += size
    except struct.error as error:
        raise ValueError("this Windows program or library ends too early") from error
    return found


def _offset(spans: Iterable[tuple[int, ...]], address: int) -> int:
    """Where in the file an address of the loaded image is."""
    for size, begin, stored, place in spans:
        if begin <= address < begin + max(size, stored):
            return address - begin + place
    raise ValueError(f"no section of this Windows program or library holds the address {address:#x}")


def reached(names: Iterable[str], libraries: Mapping[str, bytes]) -> set[str]:
    """Those of ``libraries`` that load when these load.

    Parameters
    ----------
    names
        Where to begin, in lower case.
    libraries
        Name in lower case → bytes. What is not in here is the system's.

    Returns
    -------
    Names in lower case, those to begin with among them.
    """
    found: set[str] = set()
    waiting = [name for name in names if name in libraries]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(each for each in imported(libraries[name]) if each in libraries)
    return found
