"""Small pictures of the films on screen, made in the background; films that are gone are said to be."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.desk.film_loader import THUMBNAIL_SIDE
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.picture import thumbnail

KEPT = 600
"""Older ones are made again when one looks at them."""

LEAST_SIDE = THUMBNAIL_SIDE
"""Pixels of a film's shorter side that a thumbnail needs; JPEG 2000 is not decoded further than that."""


@dataclass(frozen=True, slots=True)
class Small:
    """What is known of one film's picture.

    Attributes
    ----------
    image
        The small picture; None where there is none.
    reason
        Why there is none.
    """

    image: QImage | None = None
    reason: str = ""


class Thumbnails(QObject):
    """Makes them one after the other, the last asked for first to be forgotten.

    Signals
    -------
    made
        Path of a film of which more is known.
    """

    made = Signal(object)

    def __init__(self, workflow: Workflow, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workflow, self._lanes = workflow, lanes
        self._known: OrderedDict[Path, Small] = OrderedDict()
        self._wanted: list[Path] = []
        self._working: Path | None = None

    def of(self, path: Path) -> Small | None:
        """What is known of a film; None while nothing is."""
        return self._known.get(path)

    def want(self, paths: Iterable[Path]) -> None:
        """Make those of these films that are not there, in their order, and no others."""
        self._wanted = [path for path in paths if path not in self._known]
        if self._working is not None and self._working not in self._wanted:
            self._lanes.cancel("worklist thumbnail")
            self._working = None
        self._go_on()

    def forget(self, path: Path) -> None:
        """A film may be there again, or another one."""
        self._known.pop(path, None)

    def _go_on(self) -> None:
        while self._wanted and self._working is None:
            path = self._wanted.pop(0)
            if path not in self._known:
                self._make(path)

    def _make(self, path: Path) -> None:
        self._working = path

        def work(ticket: Ticket) -> Small:
            try:
                radiograph: Radiograph = self._workflow.open_radiograph(path, least_side=LEAST_SIDE)
            except XRayDeskError:
                if not path.exists():
                    return Small(reason=tr("the film is not there any more"))
                raise
            ticket.raise_if_cancelled()
            return Small(to_image(thumbnail(radiograph, THUMBNAIL_SIDE)))

        def failed(error: XRayDeskError) -> None:
            self._learn(path, Small(reason=getattr(error, "reason", str(error))))

        self._lanes.submit("background", "worklist thumbnail", work, lambda small: self._learn(path, small),
                           failed=failed)  # fmt: skip

    def _learn(self, path: Path, small: Small) -> None:
        self._known[path] = small
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        self._working = None
        self.made.emit(path)
        self._go_on()
