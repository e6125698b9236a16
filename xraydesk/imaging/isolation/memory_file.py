"""A file in memory that two processes share: how frames travel between the reader and a decoder process.

Bytes are copied with plain reads and writes, never mapped: a damaged or hostile decoder that makes the file
shorter causes a short read, which is noticed, and not a bus error.
"""

from __future__ import annotations

import io
import os
import secrets
import sys
import tempfile
from pathlib import Path

_CHUNK = 1 << 30


class MemoryFile:
    """Shared bytes, written from offset 0 on by one side at a time.

    On Linux an anonymous memory file, on other POSIX systems a temporary file without a name, on Windows a
    temporary file that the system deletes when its last handle closes, however the processes end.

    Parameters
    ----------
    handle
        What ``handle`` of the other side's object says; empty to make a new file.
    """

    def __init__(self, handle: str = "") -> None:
        self.handle = handle
        if sys.platform == "win32":
            flags = os.O_RDWR | os.O_BINARY | os.O_TEMPORARY | os.O_NOINHERIT
            if not handle:
                self.handle = str(Path(tempfile.gettempdir()) / f"xraydesk-{secrets.token_hex(8)}")
                flags |= os.O_CREAT | os.O_EXCL | os.O_SHORT_LIVED
            descriptor = os.open(self.handle, flags, 0o600)
        elif handle:
            descriptor = int(handle)
        else:
            descriptor = _anonymous()
            self.handle = str(descriptor)
        self._file = io.FileIO(descriptor, "r+")

    @property
    def descriptor(self) -> int:
        """The file descriptor of this side."""
        return self._file.fileno()

    def write(self, data: bytes | memoryview) -> None:
        """Replace the content's first ``len(data)`` bytes."""
        view = memoryview(data).cast("B")
        self._file.seek(0)
        done = 0
        while done < len(view):
            done += self._file.write(view[done : done + _CHUNK]) or 0

    def read(self, size: int) -> bytes:
        """At most the first ``size`` bytes."""
        self._file.seek(0)
        return self._file.read(size) or b""

    def read_into(self, target: memoryview) -> bool:
        """Fill ``target`` from the start of the file; False where the file is shorter."""
        self._file.seek(0)
        done = 0
        while done < len(target):
            count = self._file.readinto(target[done : done + _CHUNK])
            if not count:
                return False
            done += count
        return True

    def shrink(self, limit: int = -1) -> None:
        """Give the memory back when the file has grown beyond ``limit`` bytes."""
        if self._file.seek(0, os.SEEK_END) > limit:
            self._file.seek(0)
            self._file.truncate()

    def close(self) -> None:
        """Close this side's handle; the memory is freed when both sides have."""
        self._file.close()


def _anonymous() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("frames")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
