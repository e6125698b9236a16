"""Decoded radiographs kept within a memory budget, so that going back to a film does not decode it again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.read import read

DEFAULT_BYTES = 512 * 1024**2

_Key = tuple[str, int, int]


class RadiographCache:
    """The least recently used radiographs go first; safe to use from several threads.

    A file that is asked for by several threads at once is decoded once. A file that was changed since (another
    size or time) is decoded anew. Errors are not kept.

    Parameters
    ----------
    budget
        Bytes of samples to keep. A radiograph larger than all of it is decoded and not kept.
    decode
        What decodes a file.
    """

    def __init__(self, budget: int = DEFAULT_BYTES, decode: Callable[[Path], Radiograph] = read) -> None:
        self._budget = budget
        self._decode = decode
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, Radiograph] = OrderedDict()
        self._running: dict[_Key, threading.Lock] = {}
        self._bytes = 0

    @property
    def used(self) -> int:
        """Bytes of samples that are kept."""
        return self._bytes

    def read(self, path: Path) -> Radiograph:
        """The radiograph of a file, decoded or remembered.

        Raises
        ------
        RefusedFileError, NoImageError
            As ``imaging.read.read``.
        """
        key = _key_of(path)
        with self._lock:
            running = self._running.setdefault(key, threading.Lock())
        with running:
            try:
                return self._kept_or_decoded(key, path)
            finally:
                with self._lock:
                    self._running.pop(key, None)

    def clear(self) -> None:
        """Forget every radiograph, as when a patient is closed."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _kept_or_decoded(self, key: _Key, path: Path) -> Radiograph:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        radiograph = self._decode(path)
        with self._lock:
            self._keep(key, radiograph)
        return radiograph

    def _keep(self, key: _Key, radiograph: Radiograph) -> None:
        size = _size_of(radiograph)
        if size > self._budget or key in self._kept:
            return
        while self._bytes + size > self._budget:
            self._bytes -= _size_of(self._kept.popitem(last=False)[1])
        self._kept[key] = radiograph
        self._bytes += size


def _key_of(path: Path) -> _Key:
    """A path with its size and time; members of an archive go by the archive's."""
    for place in (path, *path.parents):
        try:
            status = place.stat()
        except (OSError, ValueError):
            continue
        return str(path), status.st_size, status.st_mtime_ns
    return str(path), 0, 0


def _size_of(radiograph: Radiograph) -> int:
    return int(radiograph.samples.nbytes) + sum(overlay.bits.nbytes for overlay in radiograph.overlays)
