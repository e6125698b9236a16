"""Decodes films on the lane ``io``, each of them once however many wait for it."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path

from PySide6.QtGui import QImage

from xraydesk.core.errors import XRayDeskError
from xraydesk.ui.desk.film_cache import FilmCache
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.picture import Picture, prepare, thumbnail

THUMBNAIL_SIDE = 208
"""Device pixels of a thumbnail's longer side: sharp at a desktop scaling of 200 %."""


class FilmLoader:
    """Reads films into a cache.

    Parameters
    ----------
    workflow, lanes
        What opens files, and where.
    cache
        Where the films stay.
    """

    def __init__(self, workflow: Workflow, lanes: Lanes, cache: FilmCache) -> None:
        self._workflow, self._lanes, self._cache = workflow, lanes, cache
        self._loading: set[Path] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a film is being read."""
        return bool(self._loading)

    def load(
        self, path: Path, done: Callable[[Picture, QImage], None], failed: Callable[[XRayDeskError], None]
    ) -> None:
        """Read a film that is not in the cache; nothing happens when it is being read already."""
        if path in self._loading:
            return
        self._loading.add(path)

        def work(ticket: Ticket) -> tuple[Picture, QImage]:
            radiograph = self._workflow.open_radiograph(path)
            ticket.raise_if_cancelled()
            picture = prepare(radiograph)
            return picture, to_image(thumbnail(radiograph, THUMBNAIL_SIDE, picture.levels[-1]))

        def arrived(answer: tuple[Picture, QImage]) -> None:
            self._loading.discard(path)
            self._cache.keep(path, answer[0])
            done(*answer)

        def refused(error: XRayDeskError) -> None:
            self._loading.discard(path)
            failed(error)

        self._lanes.submit("io", ("load", path), work, arrived, failed=refused)

    def only(self, paths: Set[Path]) -> None:
        """Give up on every film that is not one of these."""
        for path in self._loading - paths:
            self._lanes.cancel(("load", path))
        self._loading &= paths
