"""The worker as Ray starts it: light until it is first asked, because Ray may start it anywhere and again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xraydesk.cluster.worker import Worker


class FilmWorker:
    """Methods as of `Worker`."""

    def __init__(self, settings: str) -> None:
        self._settings = settings

    @cached_property
    def _worker(self) -> Worker:
        from xraydesk.cluster.worker import Worker

        return Worker(self._settings)

    def ready(self) -> str:
        """As of `Worker`."""
        return self._worker.ready()

    def digests(self, task: str) -> str:
        """As of `Worker`."""
        return self._worker.digests(task)

    def screen(self, task: str) -> str:
        """As of `Worker`."""
        return self._worker.screen(task)
