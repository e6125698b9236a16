"""One worker of a cluster: a core with a model and a film process, which are kept from one task to the next.

It knows nothing of Ray: tasks and answers are JSON, so nothing of ours is pickled on its way. What is done with a film
is what `workflow` and `screening` do on one machine.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from xraydesk import __version__, workflow
from xraydesk.cluster import rows
from xraydesk.cluster.catalogue import Seen
from xraydesk.core.errors import FileError, XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.imaging.files import content_of, size_of
from xraydesk.screening.film_process import FilmProcess
from xraydesk.screening.film_reader import Looked, Made
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.places import Places
from xraydesk.screening.plan import Plan
from xraydesk.screening.sink import MemorySink

_NOBODY: Final = (-1, -1)


class Worker:
    """Answers tasks one after the other.

    Parameters
    ----------
    settings
        JSON: ``model`` (id, folder or none for the bundled one), ``engine`` (name or none), ``roots`` (folders of what
        was dropped that are there on the machine that asks).
    """

    def __init__(self, settings: str) -> None:
        values = json.loads(settings)
        self._session = workflow.Session(values["model"], values["engine"])
        self._roots = [Path(root) for root in values["roots"]]
        self._places = Places(self._roots)
        self._film_process: _KeptProcess | None = None

    def ready(self) -> str:
        """Load everything; who it is and with what it answers, or ``error``."""
        try:
            missing = [root for root in self._roots if not root.exists()]
            if missing:
                return json.dumps({"error": f"{missing[0]} is not there; each machine must see it under that path"})
            model, digest, engine = self._session.scorer()
            # Asked for now, so that what is lacking is said once and not with each film.
            _ = self._session.finds_lungs
        except XRayDeskError as error:
            return json.dumps({"error": str(error)})
        said = {"version": __version__, "model": model, "model_sha256": digest, "engine": engine}
        notices = [*filter(None, [self._session.screener.engine.notice]), *self._session.notices]
        return json.dumps(said | {"machine": platform.node(), "notices": notices})

    def digests(self, task: str) -> str:
        """Size, time of change and digest of files.

        Parameters
        ----------
        task
            JSON: ``files``, a list of ``[path, size, time, digest]`` with what is known from an earlier time; a file of
            the same size and time is not read again.
        """
        if lost := self._lost():
            return lost
        return json.dumps({"seen": [_seen(Path(path), tuple(known)) for path, *known in json.loads(task)["files"]]})

    def screen(self, task: str) -> str:
        """Rows of some films.

        Parameters
        ----------
        task
            JSON: ``paths``; copies of one film are best together.

        Returns
        -------
        JSON: ``rows``; or ``lost``, a folder that cannot be reached; or ``error``, why this worker can do nothing.
        """
        if lost := self._lost():
            return lost
        paths = [Path(path) for path in json.loads(task)["paths"]]
        try:
            return json.dumps({"rows": [rows.row_of(outcome) for outcome in self._job(paths).outcomes()]})
        except XRayDeskError as error:
            return json.dumps({"error": str(error)})

    def close(self) -> None:
        """End the film process."""
        if self._film_process is not None:
            self._film_process.end()

    def _job(self, paths: Sequence[Path]) -> Screening:
        # One core: while the engine has it, the film process waits for it, and the other way round.
        plan = Plan.of(self._session.screener.engine)
        plan = Plan(1, 1, plan.batch, plan.settle_s, plan.retry_s, plan.patience_s)
        return Screening(paths, self._session.screener, self._reader, MemorySink(), plan, roots=self._roots)

    def _reader(self) -> _KeptProcess:
        if self._film_process is None or self._film_process.is_killed:
            self._film_process = _KeptProcess(workflow.film_processes(self._session))
        return self._film_process

    def _lost(self) -> str:
        """The answer where something that was dropped cannot be reached now; empty where all is there."""
        lost = next(filter(None, (self._places.lost(root) for root in self._roots)), None)
        return "" if lost is None else json.dumps({"lost": str(lost)})


class _KeptProcess:
    """A film process that outlives a job: to start one for each task would cost more than the task."""

    def __init__(self, make: Callable[[], FilmProcess]) -> None:
        self._process = make()
        self.is_killed = False

    def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
        """As of `FilmProcess`."""
        return self._process.look(path, settle_s, before)

    def make(self) -> Made:
        """As of `FilmProcess`."""
        return self._process.make()

    def kill_if_late(self) -> None:
        """As of `FilmProcess`."""
        self._process.kill_if_late()

    def kill(self) -> None:
        """As of `FilmProcess`; it is of no more use."""
        self.is_killed = True
        self._process.kill()

    def close(self) -> None:
        """The job is over and the process waits for the next one."""

    def end(self) -> None:
        """End the process."""
        self._process.close()


def _seen(path: Path, known: tuple[Any, ...]) -> Seen:
    try:
        status = path.stat()
        now = (status.st_size, status.st_mtime_ns)
    except (OSError, ValueError):
        # What lies in an archive has no place of its own.
        now = _NOBODY
    if now != _NOBODY and now == known[:2] and known[2]:
        return (*now, str(known[2]))
    return (*now, _digest(path))


def _digest(path: Path) -> str:
    """The digest that a film process will tell, too; empty where it cannot be read."""
    try:
        # What is no ordinary file, such as a pipe, would never end.
        size_of(path)
        return sha256_of(path) if path.is_file() else hashlib.sha256(content_of(path)).hexdigest()
    except (FileError, OSError, ValueError):
        return ""
