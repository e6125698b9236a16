"""Which line belongs to which shard, and which lines are one task: both follow from the content alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xraydesk.cluster.rows import Row, name_of
from xraydesk.core.findings import Status

FILMS_A_SHARD: Final = 512
"""A shard is what a killed run loses at most for each one that was begun, and one file of some 100 KB."""

FILMS_A_TASK: Final = 16
"""Contents that a worker gets at once: a second or two of work, far more than the way there and back costs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One path that was found.

    Attributes
    ----------
    number
        Its place in the order of discovery.
    sha256
        Digest of its content; empty where it could not be read.
    """

    number: int
    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """What it is sharded by: its content, or its path where nothing could be read."""
        return self.sha256 or hashlib.sha256(name_of(self.path).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Task:
    """Lines of one shard that a worker gets at once; all copies of a content are in one task."""

    shard: int
    lines: tuple[Line, ...]

    @property
    def contents(self) -> int:
        """How many different contents it holds."""
        return len({line.key for line in self.lines})

    def apart(self) -> list[Task]:
        """A task for each content."""
        return [Task(self.shard, lines) for lines in _by_content(self.lines)]


def count_for(films: int, films_a_shard: int = FILMS_A_SHARD) -> int:
    """How many shards so many films make."""
    return max(1, -(-films // films_a_shard))


def spread(lines: Iterable[Line], shards: int) -> list[list[Line]]:
    """The lines of each shard in order of discovery."""
    found: list[list[Line]] = [[] for _ in range(shards)]
    for line in lines:
        found[int(line.key[:16], 16) % shards].append(line)
    return found


def tasks(shard: int, lines: Sequence[Line], films_a_task: int = FILMS_A_TASK) -> list[Task]:
    """The lines of a shard as tasks."""
    contents = _by_content(lines)
    parts = [contents[start : start + films_a_task] for start in range(0, len(contents), films_a_task)]
    return [Task(shard, tuple(line for content in part for line in content)) for part in parts]


def name(shard: int, shards: int) -> str:
    """The file of a shard."""
    return f"films-{shard:05}-of-{shards:05}.parquet"


def known_rows(lines: Sequence[Line], rows: Sequence[Row]) -> list[Row]:
    """What of an earlier file of a shard answers these lines; what failed is tried again.

    A content that was answered under one path is known under every other, with the same answer.
    """
    settled = [row for row in rows if row["status"] != Status.FAILED.value]
    by_path = {row["path"]: row for row in settled}
    by_content = {row["sha256"]: row for row in settled}
    found = []
    for line in lines:
        path = name_of(line.path)
        row = by_path.get(path)
        if row is None or line.sha256 != row["sha256"]:
            row = by_content.get(line.sha256) if line.sha256 else None
        if row is not None:
            found.append({**row, "path": path})
    return found


class OpenShard:
    """A shard that is being done: its lines, and the rows that are there."""

    def __init__(self, name: str, lines: Sequence[Line], known: Iterable[Row]) -> None:
        self.name, self._lines = name, lines
        self._rows = {row["path"]: row for row in known}
        self.missing = [line for line in lines if name_of(line.path) not in self._rows]
        self._awaited = len(self.missing)

    def add(self, task: Task, made: Iterable[Row]) -> None:
        """What came of a task."""
        self._awaited -= len(task.lines)
        self._rows.update((row["path"], row) for row in made)

    @property
    def is_whole(self) -> bool:
        """Whether each line was answered."""
        return self._awaited == 0

    def rows_in_order(self) -> list[Row]:
        """Its rows in order of discovery; behind them what a worker found where a folder could not be listed before."""
        order = {name_of(line.path): line.number for line in self._lines}
        return sorted(self._rows.values(), key=lambda row: (order.get(row["path"], len(order) + 2**62), row["path"]))


def _by_content(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    return [tuple(content) for content in found.values()]
