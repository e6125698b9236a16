"""A crew without Ray, and a worker without a model, whose answers follow from the bytes alone."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xraydesk.cluster import worker as workers
from xraydesk.cluster.crew import Crew, Done, Maker, Wanted
from xraydesk.cluster.job import ClusterScreening
from xraydesk.cluster.place import Place
from xraydesk.cluster.rows import row_of
from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status
from xraydesk.screening.outcome import Outcome

WORDS = ("model", "digest of it", "preprocessing", "plain", "cpu", "decoder", "1")


class PlainWorker:
    """Answers as `Worker` does; a file that begins with ``broken`` fails, and with ``kills`` its worker dies."""

    def __init__(self, starts_after_s: float = 0.0) -> None:
        self.asked: list[str] = []
        self.lost = ""
        self.starts_after_s = starts_after_s

    def digests(self, task: str) -> str:
        if self.lost:
            return json.dumps({"lost": self.lost})
        return workers.Worker.digests(_Anywhere(), task)  # type: ignore[arg-type]

    def screen(self, task: str) -> str | None:
        if self.lost:
            return json.dumps({"lost": self.lost})
        paths = [Path(path) for path in json.loads(task)["paths"]]
        self.asked += [path.name for path in paths]
        contents = [path.read_bytes() for path in paths]
        if any(content.startswith(b"kills") for content in contents):
            return None
        return json.dumps({"rows": [row_of(answer_to(path)) for path in paths]})


class _Anywhere:
    """Reaches everything."""

    def _lost(self) -> str:
        return ""


def answer_to(path: Path) -> Outcome:
    """What the plain worker says of a film."""
    [[_, _, digest]] = json.loads(
        workers.Worker.digests(_Anywhere(), json.dumps({"files": [[str(path), -1, -1, ""]]}))  # type: ignore[arg-type]
    )["seen"]
    content = path.read_bytes()
    if content.startswith(b"broken"):
        return Outcome(ScreeningResult(path, digest, Status.FAILED, "it is broken"), len(content))
    chance = int(digest[:8], 16) / 2**32
    findings = (Finding("one", chance * 7 - 3, chance), Finding("other", 1 / 3, 1 - chance))
    return Outcome(ScreeningResult(path, digest, Status.OK, "", findings, Provenance(*WORDS)), len(content))


class PlainCrew:
    """One worker in this process; ``before`` is called with the number of each task that is given out."""

    def __init__(self, worker: PlainWorker, before: Callable[[int], None]) -> None:
        self.notices = ["it is a double"]
        self._worker, self._before = worker, before
        self._waiting: deque[tuple[str, Any, str]] = deque()
        self._given = 0
        self._starts_at = time.monotonic() + worker.starts_after_s

    @property
    def has_room(self) -> bool:
        return time.monotonic() >= self._starts_at and len(self._waiting) < 2

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    def give(self, method: str, task: Any, said: dict[str, Any]) -> None:
        if method == "screen":
            self._before(self._given)
            self._given += 1
        self._waiting.append((method, task, json.dumps(said)))

    def collect(self, seconds: float) -> list[Done[Any]]:
        if not self._waiting:
            threading.Event().wait(seconds)
            return []
        method, task, said = self._waiting.popleft()
        answer = getattr(self._worker, method)(said)
        return [Done(task, None if answer is None else json.loads(answer))]


def crew_of(worker: PlainWorker, before: Callable[[int], None] = lambda _: None) -> Maker:
    """Calls that worker alone together."""

    @contextmanager
    def make(wanted: Wanted, settings: dict[str, Any], model_sha256: str) -> Any:
        crew: Crew = PlainCrew(worker, before)
        yield crew

    return make


def job(films: Path, place: Path | str, worker: PlainWorker | None = None, **more: Any) -> ClusterScreening:
    """A screening by a plain worker, with shards of five films."""
    before = more.pop("before", lambda _: None)
    made = ClusterScreening(
        [films],
        Place(str(place)),
        Wanted(),
        films_a_shard=5,
        make_crew=crew_of(worker or PlainWorker(), before),
        **more,
    )
    made._dispatch._patience_s = 0.001
    return made


def write_films(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Different files, in order of name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03}.film" for number in range(first, first + count)]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths
