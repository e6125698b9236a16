"""A screening on a cluster: found → digests → shards → tasks for workers → rows → one Parquet file a shard.

The driver gives out tasks shard by shard and writes a shard when its last row is there, so what a killed run loses are
the shards that were begun. Started again with the same drop, model and place, it keeps what is whole.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from xraydesk import __version__, workflow
from xraydesk.cluster import rows, shards
from xraydesk.cluster.catalogue import FILES_A_TASK, UNKNOWN, Catalogue
from xraydesk.cluster.crew import Crew, Maker, RayCrew, Wanted
from xraydesk.cluster.dispatch import Dispatch
from xraydesk.cluster.failures import ClusterError
from xraydesk.cluster.place import Place
from xraydesk.cluster.rows import Row
from xraydesk.cluster.shards import Line, OpenShard, Task
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.model.card import ModelCard
from xraydesk.screening.progress import Progress

MANIFEST: Final = "_screening.json"
_FORMAT: Final = 1
_KILLS: Final = "each worker that reads it dies, so it is damaged or hostile"
_OTHERS: Final = {
    "format": "in a form that this version does not know",
    "dropped": "of other files and folders",
    "model_sha256": "of another model",
    "version": "of another version of XRayDesk",
}


class ClusterScreening:
    """One drop, screened on a cluster.

    Parameters
    ----------
    paths
        What was dropped; every machine must see it under the same path.
    place
        Where shards go.
    model
        As of `workflow.Session`.
    progress
        Called at most ten times a second.
    films_a_shard
        As of `shards.FILMS_A_SHARD`; of a place that holds shards already, theirs counts.

    Attributes
    ----------
    kept
        Shards that were whole already.
    notices
        Sentences about what workers had to do without.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        place: Place,
        wanted: Wanted,
        *,
        model: str | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
        films_a_shard: int = shards.FILMS_A_SHARD,
        make_crew: Maker = RayCrew,
    ) -> None:
        self._paths, self._place, self._wanted = [path.absolute() for path in paths], place, wanted
        self._films_a_shard, self._make_crew = films_a_shard, make_crew
        self._dispatch = Dispatch(progress)
        self._session = workflow.Session(model)
        # By its whole path, since a worker starts elsewhere.
        self._model = str(Path(model).absolute()) if model and Path(model).exists() else model
        self.kept = 0
        self.notices: list[str] = []

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        return self._session.card()

    def run(self) -> dict[Status, int]:
        """Do what is not done; how many lines came to each status.

        Raises
        ------
        ClusterError
            It cannot begin or go on; what is written stays.
        ModelError
            There is no usable model.
        """
        digest = self._session.bundle.sha256
        kept_as = {
            "format": _FORMAT,
            "dropped": [rows.name_of(path) for path in self._paths],
            "model_sha256": digest,
            "version": __version__,
        }
        count = self._count_of_before(kept_as)
        catalogue = Catalogue(self._place)
        roots = sorted({str(path if path.is_dir() else path.parent) for path in self._paths if path.exists()})
        settings = {"model": self._model, "engine": None, "roots": roots}
        with self._make_crew(self._wanted, settings, digest) as crew:
            lines = self._lines(crew, catalogue)
            if not count:
                count = shards.count_for(len(lines), self._films_a_shard)
                self._place.write(MANIFEST, json.dumps(kept_as | {"shards": count}, indent=1).encode("ascii"))
            self._screen(crew, shards.spread(lines, count))
            self.notices = list(crew.notices)
        return dict(self._dispatch.finish().counts)

    def results(self) -> Iterator[ScreeningResult]:
        """The answers in the place, shard by shard.

        Raises
        ------
        ClusterError
            A shard cannot be read.
        """
        for name in self._place.names():
            if name.endswith(".parquet"):
                yield from (rows.result_of(row) for row in self._rows_in(name) or ())

    def _count_of_before(self, kept_as: dict[str, Any]) -> int:
        """The number of shards that an earlier run has made; 0 where there was none."""
        folder = self._place.folder
        if folder is not None and any(path == folder or path in folder.parents for path in self._paths):
            raise ClusterError(f"{self._place.address} lies among the films; choose a place outside")
        content = self._place.read(MANIFEST)
        if content is None:
            if any(name.endswith(".parquet") for name in self._place.names()):
                raise ClusterError(f"{self._place.address} holds other Parquet files; choose an empty place")
            return 0
        try:
            before = json.loads(content)
            other = [said for name, said in _OTHERS.items() if before.get(name) != kept_as.get(name)]
            count = int(before["shards"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ClusterError(f"{self._place.address}/{MANIFEST} is damaged; choose another place") from error
        if other:
            raise ClusterError(f"{self._place.address} holds a screening {other[0]}; choose another place")
        return count

    def _lines(self, crew: Crew, catalogue: Catalogue) -> list[Line]:
        """All that was found, with its digest, in order of discovery."""
        work = _Digests(self._paths, catalogue, self._dispatch)
        for block, answer in self._dispatch.through(crew, work):
            seen = [UNKNOWN] * len(block) if answer is None else answer["seen"]
            catalogue.note((path, tuple(each)) for path, each in zip(block, seen, strict=True))
        catalogue.keep()
        self._dispatch.found_all = True
        return [Line(number, path, catalogue.known(path)[2]) for number, path in enumerate(work.paths)]

    def _screen(self, crew: Crew, spread: Sequence[Sequence[Line]]) -> None:
        work = _Films(spread, self._opened)
        for task, answer in self._dispatch.through(crew, work):
            if answer is None and task.contents > 1:
                # One of these kills workers: each gets a task of its own, so that the others are answered.
                work.waiting.extendleft(reversed(task.apart()))
                continue
            blamed = [rows.failed_row(line.path, line.sha256, _KILLS) for line in task.lines]
            made = blamed if answer is None else answer["rows"]
            self._dispatch.count(made)
            shard = work.opened[task.shard]
            shard.add(task, made)
            if shard.is_whole:
                self._write(work.opened.pop(task.shard))

    def _opened(self, name: str, lines: Sequence[Line]) -> OpenShard | None:
        """A shard that is to be done; None where nothing is left to do."""
        before = self._rows_in(name)
        known = shards.known_rows(lines, before or ())
        self._dispatch.count(known, repeated=True)
        shard = OpenShard(name, lines, known)
        if shard.missing:
            return shard
        if before is not None and len(before) == len(known):
            self.kept += 1
        else:
            self._write(shard)
        return None

    def _write(self, shard: OpenShard) -> None:
        self._place.write(shard.name, rows.to_parquet(shard.rows_in_order()))

    def _rows_in(self, name: str) -> list[Row] | None:
        content = self._place.read(name)
        if content is None:
            return None
        try:
            return rows.from_parquet(content)
        except ValueError as error:
            raise ClusterError(f"{self._place.address}/{name} cannot be read: {error}; remove it") from error


class _Digests:
    """Blocks of paths as discovery brings them."""

    method = "digests"

    def __init__(self, dropped: Sequence[Path], catalogue: Catalogue, dispatch: Dispatch) -> None:
        self._files, self._catalogue, self._dispatch = workflow.discover(dropped), catalogue, dispatch
        self._again: deque[list[Path]] = deque()
        self.paths: list[Path] = []

    def next(self) -> list[Path] | None:
        if self._again:
            return self._again.popleft()
        block = list(islice(self._files, FILES_A_TASK))
        self.paths += block
        self._dispatch.found = len(self.paths)
        return block or None

    def say(self, task: list[Path]) -> dict[str, Any]:
        return {"files": [[str(path), *self._catalogue.known(path)] for path in task]}

    def put_back(self, task: list[Path]) -> None:
        self._again.append(task)


class _Films:
    """Tasks of one shard after the other; a shard is looked into when its turn comes."""

    method = "screen"

    def __init__(
        self, spread: Sequence[Sequence[Line]], look: Callable[[str, Sequence[Line]], OpenShard | None]
    ) -> None:
        self._spread, self._look = spread, look
        self._numbers = iter(range(len(spread)))
        self.waiting: deque[Task] = deque()
        self.opened: dict[int, OpenShard] = {}

    def next(self) -> Task | None:
        while not self.waiting:
            number = next(self._numbers, None)
            if number is None:
                return None
            shard = self._look(shards.name(number, len(self._spread)), self._spread[number])
            if shard is not None:
                self.opened[number] = shard
                self.waiting.extend(shards.tasks(number, shard.missing))
        return self.waiting.popleft()

    def say(self, task: Task) -> dict[str, Any]:
        return {"paths": [str(line.path) for line in task.lines]}

    def put_back(self, task: Task) -> None:
        self.waiting.appendleft(task)
