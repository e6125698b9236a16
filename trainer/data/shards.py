"""Decoded films on disk: shards of bounded size, each with a sidecar that says which films it holds.

A shard is two files, ``ID.npy`` (pictures) and ``ID.json`` (films, digests, measures). The sidecar is written last, so
a shard exists whole or not at all; nothing is ever changed in place. So any number of readers and writers, on any
number of hosts, may share one folder, and a build that was killed goes on where it stopped.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.decode import CELLS, MEASURES, Decoded
from xraydesk.core.files import write_atomically
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.preprocess import PreprocessSpec, resample

SHARD_BYTES = 64 * 1024**2
MOST_IN_SHARD = 1024
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was decoded: what tells, without reading it, that it has not changed.

    ``place`` is a digest of its path: paths may hold what is nobody else's business.
    """

    place: str
    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """Stamp of a file; raises OSError."""
        status = path.stat()
        place = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return cls(place, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a film's content lies: shard and row, or the reason why there is no picture."""

    shard: str
    row: int
    reason: str = ""


@dataclass
class ShardFolder:
    """The shards of one kind of picture made by one preprocessing.

    Attributes
    ----------
    path
        The folder; its name holds a digest of the settings and of what they do to a known picture, so neither other
        settings nor another version of the preprocessing can be mistaken for these.
    shape, dtype
        Of one picture.
    entries
        By the digest of the film's file.
    stamps
        Digest of the file that had this stamp.
    measures
        Rows of ``MEASURES`` by the digest of the file.
    damaged
        Names of shards that were left out because they are not what their sidecar says.
    """

    path: Path
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    entries: dict[str, Entry] = field(default_factory=dict)
    stamps: dict[Stamp, str] = field(default_factory=dict)
    measures: dict[str, NDArray[Any]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, folder: Path, spec: PreprocessSpec, kind: str) -> ShardFolder:
        """Read all sidecars; the folder need not exist."""
        side = spec.input_size
        shape, dtype = ((side, side), np.uint8) if kind == CELLS else ((1, side, side), np.float32)
        shards = cls(folder / f"{kind}-{side}-{settings_digest(spec)[:16]}", shape, np.dtype(dtype))
        for sidecar in sorted(shards.path.glob("*.json")):
            try:
                shards._take(sidecar.stem, json.loads(sidecar.read_text(encoding="utf-8")))
            except (ValueError, KeyError, TypeError):
                shards.damaged.append(sidecar.stem)
        return shards

    @property
    def capacity(self) -> int:
        """Most films in one shard."""
        one = int(np.prod(self.shape)) * self.dtype.itemsize
        return max(1, min(MOST_IN_SHARD, SHARD_BYTES // one))

    def pictures(self, shard: str) -> NDArray[Any]:
        """``(n, *shape)`` read-only memory map of a shard."""
        mapped: NDArray[Any] = np.load(self.path / f"{shard}.npy", mmap_mode="r", allow_pickle=False)
        return mapped

    def write(self, films: Sequence[tuple[Stamp, Decoded]], spec: PreprocessSpec) -> None:
        """Add a shard.

        Raises
        ------
        OSError
            The folder cannot be written; nothing was added.
        """
        if not films:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        seen = [d for _, d in films if d.picture is not None]
        names = sorted(f"{stamp} {decoded.sha256}" for stamp, decoded in films)
        name = hashlib.sha256("\n".join(names).encode()).hexdigest()[:24]
        content = {
            "format": FORMAT,
            "preprocess": asdict(spec),
            "pictures": len(seen),
            "films": [[s.place, s.size, s.modified, d.sha256] for s, d in films],
            "rows": [d.sha256 for d in seen],
            "refused": {d.sha256: d.reason for _, d in films if d.picture is None and d.sha256},
            "measures": _packed([d.measures for d in seen]),
        }
        for damaged in self.damaged:
            for suffix in (".json", ".npy"):
                (self.path / f"{damaged}{suffix}").unlink(missing_ok=True)
        if seen:
            self._write_pictures(self.path / f"{name}.npy", [d.picture for d in seen])
        write_atomically(self.path / f"{name}.json", json.dumps(content).encode())
        self._take(name, content)

    def recognise(self, stamps: Mapping[Stamp, str]) -> None:
        """Note the stamps of films whose content is here already, under another path or date."""
        self.stamps.update(stamps)
        films = sorted([s.place, s.size, s.modified, digest] for s, digest in stamps.items())
        name = hashlib.sha256(json.dumps(films).encode()).hexdigest()[:24]
        content = {"format": FORMAT, "pictures": 0, "films": films, "rows": [], "refused": {}, "measures": ""}
        with contextlib.suppress(OSError):  # a folder that is only read is no reason to stop
            write_atomically(self.path / f"{name}.json", json.dumps(content).encode())

    def _write_pictures(self, target: Path, pictures: Sequence[NDArray[Any] | None]) -> None:
        # An ordinary write, not a memory map: on a full disk it is an error and not the end of the process.
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                header = {"descr": self.dtype.str, "fortran_order": False, "shape": (len(pictures), *self.shape)}
                np.lib.format.write_array_header_1_0(stream, header)
                for picture in pictures:
                    assert picture is not None
                    stream.write(np.ascontiguousarray(picture, self.dtype).tobytes())
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)

    def _take(self, name: str, content: dict[str, Any]) -> None:
        """Add a sidecar's films to what is known, unless its pictures are not whole."""
        if content.get("format") != FORMAT or not self._is_whole(name, content["pictures"]):
            self.damaged.append(name)
            return
        self.entries.update({digest: Entry("", -1, reason) for digest, reason in content["refused"].items()})
        self.entries.update({digest: Entry(name, row) for row, digest in enumerate(content["rows"])})
        rows = _unpacked(content["measures"])
        self.measures.update(zip(content["rows"], rows, strict=False))
        for place, size, modified, digest in content["films"]:
            if digest:
                self.stamps[Stamp(place, size, modified)] = digest

    def _is_whole(self, name: str, count: int) -> bool:
        if count == 0:
            return True
        try:
            pictures = self.pictures(name)
        except (OSError, ValueError):
            return False
        return pictures.shape == (count, *self.shape) and pictures.dtype == self.dtype


@cache
def settings_digest(spec: PreprocessSpec) -> str:
    """Digest of the settings and of what this version of the preprocessing makes of a known picture."""
    y, x = np.mgrid[0:61, 0:47]
    samples = ((y * 131 + x * 57 + (x * y) % 89 * 40) % 4096).astype(np.uint16)[None]
    unit, _ = resample(Radiograph(Path("known"), "", samples, "", "MONOCHROME2", 12), spec)
    # Coarse, so that another processor's last bit is not taken for another version.
    coarse = np.rint(unit[::7, ::7] * 15).astype(np.uint8)
    return hashlib.sha256(spec.digest.encode() + coarse.tobytes()).hexdigest()


def _packed(rows: Sequence[NDArray[Any] | None]) -> str:
    kept = [row for row in rows if row is not None]
    return base64.b64encode(np.array(kept, MEASURES).tobytes()).decode() if kept else ""


def _unpacked(text: str) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(text), MEASURES)
