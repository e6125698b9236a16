"""A file in memory that two processes share: how frames travel between the reader and a decoder process.

A file that the other side may shorten is never mapped: a damaged or hostile decoder then causes a short read, which is
noticed, and not a bus error. On Linux the file can be sealed against being shortened (F_SEAL_SHRINK, memfd_create(2));
it is then mapped, which halves what a frame costs on its way.
"""

from __future__ import annotations

import io
import mmap
import os
import secrets
import sys
import tempfile
from pathlib import Path

if sys.platform == "linux":
    import fcntl

_CHUNK = 1 << 30
_STEP = 1 << 20


class MemoryFile:
    """Shared bytes, written from offset 0 on by one side at a time.

    On Linux an anonymous memory file, on other POSIX systems a temporary file without a name, on Windows a
    temporary file that the system deletes when its last handle closes, however the processes end.

    Parameters
    ----------
    handle
        What ``handle`` of the other side's object says; empty to make a new file.
    sealed
        Whether a new file is sealed against being shortened, where the system can.
    """

    def __init__(self, handle: str = "", *, sealed: bool = False) -> None:
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
            descriptor = _anonymous(sealed=sealed)
            self.handle = str(descriptor)
        self._file = io.FileIO(descriptor, "r+")
        self._sealed = _is_sealed(descriptor)
        self._map: mmap.mmap | None = None
        self._used = 0

    @property
    def descriptor(self) -> int:
        """The file descriptor of this side."""
        return self._file.fileno()

    def write(self, data: bytes | memoryview) -> None:
        """Replace the content's first ``len(data)`` bytes."""
        view = memoryview(data).cast("B")
        if self._sealed:
            self._mapped(len(view))[: len(view)] = view
            return
        self._file.seek(0)
        done = 0
        while done < len(view):
            done += self._file.write(view[done : done + _CHUNK]) or 0

    def read(self, size: int) -> bytes:
        """At most the first ``size`` bytes."""
        if self._sealed:
            size = min(size, os.fstat(self.descriptor).st_size)
            return bytes(self._mapped(size)[:size])
        self._file.seek(0)
        return self._file.read(size) or b""

    def read_into(self, target: memoryview) -> bool:
        """Fill ``target`` from the start of the file; False where the file is shorter."""
        if self._sealed:
            if os.fstat(self.descriptor).st_size < len(target):
                return False
            target[:] = self._mapped(len(target))[: len(target)]
            return True
        self._file.seek(0)
        done = 0
        while done < len(target):
            count = self._file.readinto(target[done : done + _CHUNK])
            if not count:
                return False
            done += count
        return True

    def shrink(self, limit: int = -1) -> None:
        """Give the memory back when the file, or what was used of a sealed one, has grown beyond ``limit`` bytes."""
        if self._sealed:
            if self._map is not None and self._used > limit:
                self._map.madvise(mmap.MADV_REMOVE)
                self._used = 0
            return
        if self._file.seek(0, os.SEEK_END) > limit:
            self._file.seek(0)
            self._file.truncate()

    def close(self) -> None:
        """Close this side's handle; the memory is freed when both sides have."""
        if self._map is not None:
            self._map.close()
            self._map = None
        self._file.close()

    def _mapped(self, size: int) -> memoryview:
        """The sealed file's bytes, at least ``size`` of them; it grows where it is shorter."""
        self._used = max(self._used, size)
        if self._map is None or len(self._map) < size:
            length = max(os.fstat(self.descriptor).st_size, -(-max(size, 1) // _STEP) * _STEP)
            os.ftruncate(self.descriptor, length)
            if self._map is not None:
                self._map.close()
            self._map = mmap.mmap(self.descriptor, length)
        return memoryview(self._map)


def _is_sealed(descriptor: int) -> bool:
    """Whether no process can make the file shorter."""
    if sys.platform != "linux":
        return False
    try:
        return bool(fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & fcntl.F_SEAL_SHRINK)
    except OSError:
        return False


def _anonymous(*, sealed: bool) -> int:
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("frames", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        if sealed:
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
        return descriptor
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
