"""The workers on Ray: started where the cluster has a free core, given tasks, replaced by Ray when they die.

Ray is imported when a crew is called together and at no other time. On one machine it gets what keeps it there: every
socket on 127.0.0.1, a token that nobody else knows, no usage statistics, no dashboard, a folder of its own for logs.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, Protocol, Self, TypeVar

from xraydesk import __version__
from xraydesk.cluster.failures import NOT_INSTALLED, ClusterError

if TYPE_CHECKING:
    from types import TracebackType

AHEAD: Final = 2
"""Tasks that a worker has at once: the next one is there when it is done with the one before."""

_OBJECT_STORE: Final = 128 * 1024**2
"""Bytes of shared memory: nothing large travels, and Ray's own third of the memory is what small machines lack."""

_MOST_PREFIX: Final = 16
"""Characters: Ray makes sockets far below its folder, and the system bounds the length of their names."""

# Read by Ray when it is imported. The last one keeps its sockets on the loopback address on every system.
_ALWAYS: Final = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
_ALONE: Final = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}


_Task = TypeVar("_Task")


class Wanted(NamedTuple):
    """What workers are asked for.

    Attributes
    ----------
    address
        Of a cluster that runs, such as ``10.0.0.1:6379`` or ``auto``; empty to start Ray on this machine.
    workers
        How many; 0 for as many as there are cores.
    """

    address: str = ""
    workers: int = 0


class Done(NamedTuple, Generic[_Task]):
    """A task that a worker is done with; no answer where workers died of it, again and again."""

    task: _Task
    answer: dict[str, Any] | None


class Crew(Protocol):
    """Workers, as the driver sees them.

    Attributes
    ----------
    notices
        Sentences about what workers have to do without.
    """

    notices: list[str]

    @property
    def has_room(self) -> bool:
        """Whether somebody takes another task now."""
        ...

    @property
    def is_busy(self) -> bool:
        """Whether an answer is to come."""
        ...

    def give(self, method: str, task: Any, said: dict[str, Any]) -> None:
        """Let somebody do a task: a method of `Worker` and what it is told."""
        ...

    def collect(self, seconds: float) -> list[Done[Any]]:
        """What was done meanwhile; waits for the first, but not for longer."""
        ...


class RayCrew:
    """A `Crew` on Ray, within a ``with`` statement.

    Parameters
    ----------
    settings
        As of `Worker`.
    model_sha256
        What each worker must answer with.

    Raises
    ------
    ClusterError
        Ray is not installed or cannot be reached, or a worker is of another version or model.
    """

    def __init__(self, wanted: Wanted, settings: dict[str, Any], model_sha256: str) -> None:
        self._wanted, self._settings, self._model_sha256 = wanted, settings, model_sha256
        self.notices: list[str] = []
        self._ray: Any = None
        self._folder = ""
        self._actors: list[Any] = []
        self._free: deque[Any] = deque()
        self._under_way: dict[Any, tuple[Any, Any]] = {}

    def __enter__(self) -> Self:
        self._ray = _imported(alone=not self._wanted.address)
        try:
            self._connect()
            self._call_together()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def has_room(self) -> bool:
        """As of `Crew`."""
        return bool(self._free)

    @property
    def is_busy(self) -> bool:
        """As of `Crew`; workers that are still starting are nobody's task."""
        return any(task is not None for _, task in self._under_way.values())

    def give(self, method: str, task: Any, said: dict[str, Any]) -> None:
        """As of `Crew`."""
        actor = self._free.popleft()
        self._under_way[getattr(actor, method).remote(json.dumps(said))] = (actor, task)

    def collect(self, seconds: float) -> list[Done[Any]]:
        """As of `Crew`.

        Raises
        ------
        ClusterError
            A worker cannot work.
        """
        if not self._under_way:
            return []
        ready, _ = self._ray.wait(list(self._under_way), num_returns=1, timeout=seconds)
        # One that is ready is seldom alone.
        more, _ = self._ray.wait(list(self._under_way), num_returns=len(self._under_way), timeout=0)
        done: list[Done[Any]] = []
        for each in dict.fromkeys([*ready, *more]):
            actor, task = self._under_way.pop(each)
            answer = self._answer(each)
            if task is None:
                self._greet(answer)
                self._free.extend([actor] * (AHEAD - 1))
            else:
                done.append(Done(task, answer))
            # Whoever has nothing to do comes first.
            idle = all(other is not actor for other, _ in self._under_way.values())
            (self._free.appendleft if idle else self._free.append)(actor)
        return done

    def _answer(self, reference: Any) -> dict[str, Any] | None:
        failures = self._ray.exceptions
        try:
            answer: dict[str, Any] = json.loads(self._ray.get(reference))
        except failures.RayTaskError:
            # A defect of ours, with its own traceback.
            raise
        except failures.RayError:
            # Ray has started the worker anew and tried once more before it said so.
            return None
        if "error" in answer:
            raise ClusterError(f"a worker of the cluster cannot work: {answer['error']}")
        return answer

    def _greet(self, answer: dict[str, Any] | None) -> None:
        if answer is None:
            raise ClusterError(
                "a worker of the cluster died at its start; each machine needs the same XRayDesk and enough memory"
            )
        if answer["version"] != __version__:
            raise ClusterError(
                f"{answer['machine']} has XRayDesk {answer['version']} and this is {__version__}; install the same"
            )
        if answer["model_sha256"] != self._model_sha256:
            raise ClusterError(f"{answer['machine']} has another model by the name {answer['model']}; install the same")
        self.notices += [said for said in answer["notices"] if said not in self.notices]

    def _connect(self) -> None:
        common: dict[str, Any] = {"log_to_driver": False, "configure_logging": False, "logging_level": "error"}
        if self._wanted.address:
            self._init(address=self._wanted.address, **common)
            return
        self._folder = _folder()
        alone = common | {
            "address": "local",
            "num_cpus": self._wanted.workers or None,
            "include_dashboard": False,
            "object_store_memory": _OBJECT_STORE,
            "_system_config": {"enable_metrics_collection": False},
        }
        try:
            # Ray opens its own folder to everybody, so it gets one inside.
            self._init(**alone, _temp_dir=f"{self._folder}{os.sep}a")
        except ClusterError:
            # It waits half a minute for its own processes, which is too short for a machine that is very busy.
            self._ray.shutdown()
            self._init(**alone, _temp_dir=f"{self._folder}{os.sep}b")

    def _init(self, **options: Any) -> None:
        if self._ray.is_initialized():
            raise ClusterError("Ray is in use in this program already")
        try:
            self._ray.init(**options)
        except Exception as error:  # Ray raises bare ones, too, such as when a busy machine is slow to start it
            where = f"the cluster at {self._wanted.address}" if self._wanted.address else "Ray on this machine"
            first = (str(error).splitlines() or [type(error).__name__])[0]
            raise ClusterError(f"{where} cannot be used: {first}") from error

    def _call_together(self) -> None:
        from xraydesk.cluster.actor import FilmWorker

        # What a worker does twice gives the same answer, so Ray may try again on a new one.
        kind = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=1)(FilmWorker)
        count = self._wanted.workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        settings = json.dumps(self._settings)
        self._actors = [kind.remote(settings) for _ in range(count)]
        self._under_way = {actor.ready.remote(): (actor, None) for actor in self._actors}

    def _end(self) -> None:
        for actor in self._actors:
            with contextlib.suppress(self._ray.exceptions.RayError):
                self._ray.kill(actor)
        self._actors, self._free, self._under_way = [], deque(), {}
        self._ray.shutdown()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _imported(*, alone: bool) -> ModuleType:
    if getattr(sys, "frozen", False):
        raise ClusterError("the frozen program has no cluster engine; install XRayDesk with pip: xraydesk[cluster]")
    if alone:
        # Before the import, which reads them. A cluster that runs has its own token in the user's environment.
        os.environ.update(_ALONE)
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    os.environ.update(_ALWAYS)
    try:
        import ray
    except ImportError as error:
        raise ClusterError(NOT_INSTALLED) from error
    module: ModuleType = ray
    return module


def _folder() -> str:
    """A folder for Ray's logs and sockets, readable by this user alone."""
    parent = tempfile.gettempdir()
    short = os.name == "nt" or len(parent) <= _MOST_PREFIX
    return tempfile.mkdtemp(prefix="xraydesk-", dir=parent if short else "/tmp")  # noqa: S108 - mkdtemp makes it safe


Maker = Callable[[Wanted, dict[str, Any], str], contextlib.AbstractContextManager[Crew]]
"""What calls a crew together."""
