"""The digests of what was found, kept beside the shards: a run that goes on reads only what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xraydesk.cluster.place import Place
from xraydesk.cluster.rows import name_of

FOLDER: Final = "_digests"
FILES_A_TASK: Final = 256
_BLOCK: Final = 8192

Seen = tuple[int, int, str]
"""Size, time of change and digest of a file; the digest is empty where it has none."""
UNKNOWN: Final[Seen] = (-1, -1, "")


class Catalogue:
    """What is known of files, and where it is kept: a file for every few thousand, each written once and whole."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._known: dict[str, Seen] = {}
        self._fresh: list[tuple[str, Seen]] = []
        self._blocks = place.names(FOLDER)
        for block in self._blocks:
            content = place.read(f"{FOLDER}/{block}")
            for name, size, time, digest in json.loads(content or b"[]"):
                self._known[name] = (size, time, digest)

    def known(self, path: Path) -> Seen:
        """What is known of a file."""
        return self._known.get(name_of(path), UNKNOWN)

    def note(self, seen: Iterable[tuple[Path, Seen]]) -> None:
        """What a worker says of files.

        Raises
        ------
        ClusterError
            It cannot be kept.
        """
        for path, (size, time, digest) in seen:
            if self.known(path) != (size, time, digest):
                self._known[name_of(path)] = (size, time, digest)
                self._fresh.append((name_of(path), (size, time, digest)))
        if len(self._fresh) >= _BLOCK:
            self.keep()

    def keep(self) -> None:
        """Write what has not been written.

        Raises
        ------
        ClusterError
            It cannot be kept.
        """
        if not self._fresh:
            return
        block = f"{len(self._blocks):05}.json"
        content = json.dumps([[name, *seen] for name, seen in self._fresh])
        self._place.write(f"{FOLDER}/{block}", content.encode("ascii"))
        self._blocks.append(block)
        self._fresh.clear()
