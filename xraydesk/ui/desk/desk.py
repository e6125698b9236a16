"""What happens between a dropped path and the panels: opening, showing, asking the model, moving on.

No widget here. The desk talks to `xraydesk.workflow` on worker lanes and tells the window what came of it.
A film that cannot be opened never takes the place of the one on screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from xraydesk.core.errors import ModelError, NoImageError, UnscorableError, XRayDeskError
from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.desk.film_cache import FilmCache
from xraydesk.ui.desk.items import Item, ItemList, State
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.picture import Picture, prepare, thumbnail

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard
    from xraydesk.model.predict import Prediction

THUMBNAIL_SIDE = 208
"""Device pixels of a thumbnail's longer side: sharp at a desktop scaling of 200 %."""

BATCH = 64
"""Found files that are sent to the window at a time."""


class Desk(QObject):
    """The state of one reading desk.

    Signals
    -------
    picture_shown
        A film is to be shown; carries the `Picture`.
    answer_changed
        What is known of the film on screen changed.
    opening
        Name of the file that is being opened, empty when none is.
    current_changed
        Row of the film on screen.
    noticed
        Something to tell without interrupting: file name (or empty) and sentence.
    card_known
        The model's card is there, or there is no model (None).
    emptied
        All files were closed.
    """

    picture_shown = Signal(object)
    answer_changed = Signal()
    opening = Signal(str)
    current_changed = Signal(int)
    noticed = Signal(str, str)
    card_known = Signal(object)
    emptied = Signal()

    def __init__(self, workflow: Workflow, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items = ItemList(self)
        self.card: ModelCard | None = None
        self.card_is_known = False
        self.shown = -1
        self._workflow, self._session, self._lanes = workflow, workflow.Session(), lanes
        self._wanted = -1
        # From this row on the newest drop still looks for a film that can be shown; -1 when it has one.
        self._seek = -1
        self._forward = 1
        self._cache = FilmCache()
        self._loading: set[Path] = set()
        self._drops = count()

    @property
    def current(self) -> Item | None:
        """The file on screen."""
        return self.items[self.shown] if self.shown >= 0 else None

    def attends(self, row: int) -> bool:
        """Whether a row is on screen or about to be, so that film and answer are already under way."""
        return row in (self.shown, self._wanted)

    def load_model(self) -> None:
        """Have the model loaded before it is needed."""
        self._lanes.submit("infer", "card", lambda _: self._session.card(), self._know_card, failed=self._lack_model)

    def _know_card(self, card: ModelCard | None) -> None:
        self.card, self.card_is_known = card, True
        self.card_known.emit(card)
        self.answer_changed.emit()

    def _lack_model(self, error: XRayDeskError) -> None:
        self.noticed.emit("", str(error))
        self._know_card(None)

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files and everything in folders; the first of them is shown."""
        asked = list(paths)
        first = True

        def search(ticket: Ticket) -> int:
            batch: list[Path] = []
            found = 0
            for path in self._workflow.discover(asked):
                ticket.raise_if_cancelled()
                batch.append(path)
                found += 1
                if found == 1 or len(batch) == BATCH:
                    ticket.report(batch)
                    batch = []
            ticket.report(batch)
            return found

        def arrived(batch: list[Path]) -> None:
            nonlocal first
            rows = self.items.add(batch)
            if rows and first:
                first = False
                self._seek = rows[0]
            self._seek_on()

        def ended(found: int) -> None:
            if not found:
                self.noticed.emit(", ".join(path.name for path in asked), "there is no file to open here")

        key = ("search", next(self._drops))
        self._lanes.submit("io", key, search, ended, progress=arrived)

    def close_all(self) -> None:
        """Forget every file."""
        for number in range(next(self._drops)):
            self._lanes.cancel(("search", number))
        for path in self._loading:
            self._lanes.cancel(("load", path))
        self._lanes.cancel("predict")
        self._loading.clear()
        self._cache.clear()
        self.shown = self._wanted = self._seek = -1
        self.items.clear()
        self.picture_shown.emit(None)
        self.emptied.emit()

    def step(self, steps: int) -> None:
        """Go forward or back by readable films; stops at the ends."""
        way = 1 if steps > 0 else -1
        row = start = self._wanted if self._wanted >= 0 else self.shown
        for _ in range(abs(steps)):
            following = self._readable(row + way, way)
            if following < 0:
                break
            row = following
        if row != start:
            self._forward = way
            self.choose(row)

    def choose(self, row: int) -> None:
        """Show the film of a row as soon as it is there; what was asked for before is dropped."""
        if row >= 0:
            self._seek = -1
            self._choose(row)

    def _choose(self, row: int) -> None:
        if row == self._wanted:
            return
        self._wanted = row
        path = self.items[row].path
        for other in self._loading - {path}:
            self._lanes.cancel(("load", other))
        self._loading &= {path}
        self._lanes.cancel("predict")
        picture = self._cache.get(path)
        if picture is not None:
            self._show(row, picture)
        else:
            self.opening.emit(path.name)
            self._load(row)

    def _readable(self, row: int, way: int) -> int:
        while 0 <= row < self.items.rowCount():
            if self.items[row].shows:
                return row
            row += way
        return -1

    def _load(self, row: int) -> None:
        path = self.items[row].path
        if path in self._loading:
            return
        self._loading.add(path)

        def work(ticket: Ticket) -> tuple[Picture, QImage]:
            radiograph = self._workflow.open_radiograph(path)
            ticket.raise_if_cancelled()
            return prepare(radiograph), to_image(thumbnail(radiograph, THUMBNAIL_SIDE))

        def done(answer: tuple[Picture, QImage]) -> None:
            self._loading.discard(path)
            self._cache.keep(path, answer[0])
            self.items.set_thumbnail(row, answer[1])
            if row == self._wanted:
                self._show(row, answer[0])

        def failed(error: XRayDeskError) -> None:
            self._loading.discard(path)
            self.record_failure(row, error)
            if row == self._wanted:
                self._give_up(row)

        self._lanes.submit("io", ("load", path), work, done, failed=failed)

    def record_failure(self, row: int, error: XRayDeskError) -> None:
        """Mark a file that cannot be shown, and say so once."""
        item = self.items[row]
        if item.shows:
            reason = getattr(error, "reason", str(error))
            self.items.set_state(row, State.NO_IMAGE if isinstance(error, NoImageError) else State.FAILED, reason)
            self.noticed.emit(item.path.name, reason)

    def _give_up(self, row: int) -> None:
        """Try the next file of a drop that has shown nothing yet; otherwise stay with the film on screen."""
        self.opening.emit("")
        self._wanted = self.shown
        if self._seek >= 0 or self.shown < 0:
            self._seek = row + 1
            self._seek_on()
        if self._wanted == self.shown:
            self.current_changed.emit(self.shown)
            if self.shown >= 0:
                self._ask_model(self.shown, self._cache.get(self.items[self.shown].path))

    def _seek_on(self) -> None:
        """Show the first readable film of the newest drop, once one is known and nothing else is on its way."""
        if self._seek < 0 or self._wanted != self.shown:
            return
        row = self._readable(self._seek, 1)
        if row >= 0:
            self._choose(row)

    def _show(self, row: int, picture: Picture) -> None:
        self.shown = row
        self._seek = -1
        self._cache.keep(self.items[row].path, picture)
        if self.items[row].state is State.PENDING:
            self.items.set_state(row, State.READABLE)
        self.opening.emit("")
        self.picture_shown.emit(picture)
        self.current_changed.emit(row)
        self.answer_changed.emit()
        self._ask_model(row, picture)
        following = self._readable(row + self._forward, self._forward)
        if following >= 0 and self.items[following].path not in self._cache:
            self._load(following)

    def _ask_model(self, row: int, picture: Picture | None) -> None:
        item = self.items[row]
        if picture is None or item.state is not State.READABLE or (self.card_is_known and self.card is None):
            return
        self.predict(row, picture.radiograph, "predict")

    def predict(self, row: int, radiograph: Radiograph, key: str) -> None:
        """Ask the model about a row and record the answer."""
        item = self.items[row]

        def done(prediction: Prediction) -> None:
            self._answer(row, item, State.SCORED, "", prediction)

        def failed(error: XRayDeskError) -> None:
            if isinstance(error, UnscorableError):
                self._answer(row, item, State.DECLINED, str(error), None)
            elif isinstance(error, ModelError):
                self._lack_model(error)
            else:
                raise error

        self._lanes.submit("infer", key, lambda _: self._session.predict(radiograph), done, failed=failed)

    def _answer(self, row: int, item: Item, state: State, reason: str, prediction: Prediction | None) -> None:
        if row < self.items.rowCount() and self.items[row] is item:
            self.items.set_state(row, state, reason, prediction)
            if row == self.shown:
                self.answer_changed.emit()
