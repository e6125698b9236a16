"""What is on screen and what is about to be: a pane for each view of the reading page, one of them active.

No widget here. The desk talks to `xraydesk.workflow` on worker lanes and tells the window what came of it. A film
that cannot be opened never takes the place of one on screen. What does not name a pane means the active one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from xraydesk.core.errors import XRayDeskError
from xraydesk.ui.desk.film_cache import FilmCache
from xraydesk.ui.desk.film_loader import FilmLoader
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.opened_files import OpenedFiles, question_key
from xraydesk.ui.desk.panes import PANES, Pane
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.view.picture import Picture

AHEAD_MS = 50
"""Rest in a stream of files before the film that is now the next one is read."""


class Desk(OpenedFiles):
    """The state of one reading desk.

    Attributes
    ----------
    panes, active
        What is in each view, and the number of the active one.
    companions
        Rows of the films that will hang beside the film of a row: they are read ahead with it.
    beside_in_list
        Row after (1) or before (-1) another one in a worklist, -1 beyond its ends; None where it is in none.

    Signals
    -------
    pane_shown
        The film of a pane is another one: its number and the `Picture`, None when it was emptied.
    picture_shown
        The film in the active pane is another one, or another pane is active; carries the `Picture` or None.
    activated
        Number of the pane that is active now.
    answer_changed
        What is known of a film on screen changed.
    opening
        A file is being opened: number of the pane and name of the file, empty when none is any more.
    current_changed
        Row of the film in the active pane, -1 when it is empty.
    emptied
        All files were closed.
    """

    pane_shown = Signal(int, object)
    picture_shown = Signal(object)
    activated = Signal(int)
    answer_changed = Signal()
    opening = Signal(int, str)
    current_changed = Signal(int)
    emptied = Signal()

    def __init__(self, workflow: Workflow, lanes: Lanes, parent: QObject | None = None, *, model: str = "") -> None:
        super().__init__(workflow, lanes, parent, model=model)
        self.panes = tuple(Pane() for _ in range(PANES))
        self.active = 0
        self.companions: Callable[[int], list[int]] = lambda _: []
        self.beside_in_list: Callable[[int, int], int | None] = lambda _row, _way: None
        # From this row on the newest drop still looks for a film that its pane can show; -1 when it has one.
        self._seek, self._seek_pane = -1, 0
        self._forward = 1
        self._last = -1
        self._cache = FilmCache()
        self._loader = FilmLoader(workflow, lanes, self._cache)
        self._soon = QTimer(self, singleShot=True, interval=AHEAD_MS)
        self._soon.timeout.connect(self._read_ahead)
        self.items.reordered.connect(self._soon.start)
        self.found.connect(self._seek_in)
        self.answered.connect(self._tell_answer)
        self.card_known.connect(lambda _: self.answer_changed.emit())

    @property
    def shown(self) -> int:
        """Row of the film in the active pane, -1 when it is empty."""
        return self.panes[self.active].shown

    @property
    def current(self) -> Item | None:
        """The file in the active pane."""
        return self.item_in(self.active)

    def item_in(self, pane: int) -> Item | None:
        """The file that a pane shows."""
        row = self.panes[pane].shown
        return self.items[row] if row >= 0 else None

    def attends(self, row: int) -> bool:
        """Whether a row is on screen or about to be, so that film and answer are already under way."""
        return any(row in (pane.shown, pane.wanted) for pane in self.panes)

    @property
    def is_opening(self) -> bool:
        """Whether somebody waits for a film, or one is read ahead."""
        return self._loader.is_busy

    def close_all(self) -> None:
        """Forget every file."""
        self._loader.only(frozenset())
        self._cache.clear()
        self._seek = self._last = -1
        for pane in self.panes:
            pane.clear()
        self.forget_files()
        self.active = 0
        self.activated.emit(0)
        for number in range(PANES):
            self._put(number)
        self.emptied.emit()

    def activate(self, pane: int) -> None:
        """Make another pane the one that commands are for."""
        if pane != self.active:
            self.active = pane
            self.activated.emit(pane)
            self._tell_active()
            self._read_ahead()

    def empty(self, pane: int) -> None:
        """Take the film out of a pane."""
        if not self.panes[pane].is_empty:
            self.panes[pane].clear()
            self._drop_unwanted()
            self._put(pane)

    def move(self, source: int, target: int) -> None:
        """Take the film of one pane into another one; the first one is then empty."""
        here, there = self.panes[source], self.panes[target]
        there.shown, there.wanted, there.picture = here.shown, here.wanted, here.picture
        here.clear()
        self._drop_unwanted()
        self._put(source)
        self._put(target)

    def _put(self, pane: int) -> None:
        """A pane holds something else: say so."""
        self._cache.show({self.items[each.shown].path for each in self.panes if each.shown >= 0})
        held = self.panes[pane]
        self.opening.emit(pane, "" if held.wanted == held.shown else self.items.name_of(held.wanted))
        self.pane_shown.emit(pane, held.picture)
        if pane == self.active:
            self._tell_active()
        else:
            self.answer_changed.emit()
        self._ask_model(pane)  # whoever was told may have put something else here by now

    def _tell_active(self) -> None:
        self.picture_shown.emit(self.panes[self.active].picture)
        self.current_changed.emit(self.shown)
        self.answer_changed.emit()

    def step(self, steps: int) -> None:
        """Go forward or back by readable films in the active pane, in reading order; stops at the ends."""
        way = 1 if steps > 0 else -1
        pane = self.panes[self.active]
        row = start = pane.wanted if pane.wanted >= 0 else self._last
        for _ in range(abs(steps)):
            following = self._beside(row, way)
            if following < 0:
                break
            row = following
        if row >= 0 and (row != start or pane.is_empty):
            self._forward = way
            self.choose(row)

    def choose(self, row: int, pane: int | None = None) -> None:
        """Show the film of a row as soon as it is there; what was asked for before in this pane is dropped."""
        place = self.active if pane is None else pane
        if row >= 0:
            if place == self._seek_pane:
                self._seek = -1
            self.panes[place].is_sought = False
            self._choose(place, row)

    def _choose(self, pane: int, row: int) -> None:
        if row == self.panes[pane].wanted:
            return
        self.panes[pane].wanted = row
        self._drop_unwanted()
        picture = self._cache.get(self.items[row].path)
        if picture is not None:
            self._show(pane, row, picture)
        else:
            self.opening.emit(pane, self.items.name_of(row))
            self._load(row)

    def _drop_unwanted(self) -> None:
        """Whatever no pane waits for any more is neither read nor judged."""
        wanted = self._keep_loading()
        for row, key in self.questions().items():
            if row not in wanted and key == question_key(row):
                self.take_back(row)

    def _keep_loading(self, *ahead: int) -> set[int]:
        """Read nothing but the films that panes wait for, and those ahead; the rows that panes want."""
        wanted = {pane.wanted for pane in self.panes if pane.wanted >= 0}
        self._loader.only({self.items[row].path for row in wanted.union(ahead)})
        return wanted

    def _beside(self, row: int, way: int) -> int:
        """The readable film that is read after or before another one, -1 beyond the ends."""
        while True:
            listed = self.beside_in_list(row, way)
            row = self.items.beside(row, way) if listed is None else listed
            if row < 0 or self.items[row].shows:
                return row

    def _load(self, row: int) -> None:
        def done(picture: Picture, small: QImage) -> None:
            self.items.set_thumbnail(row, small, picture.radiograph.sha256)
            for number in self._waiting(row):
                self._show(number, row, picture)

        def failed(error: XRayDeskError) -> None:
            self.record_failure(row, error)
            for number in self._waiting(row):
                self._give_up(number, row)

        self._loader.load(self.items[row].path, done, failed)

    def _waiting(self, row: int) -> list[int]:
        return [number for number, pane in enumerate(self.panes) if pane.wanted == row != pane.shown]

    def _give_up(self, pane: int, row: int) -> None:
        """Try the next file of a drop that has shown nothing yet; otherwise stay with the film on screen."""
        held = self.panes[pane]
        self.opening.emit(pane, "")
        held.wanted = held.shown
        if (self._seek >= 0 and pane == self._seek_pane) or all(each.is_empty for each in self.panes):
            self._seek, self._seek_pane = row + 1, pane
            self._seek_on()
        if held.wanted == held.shown:
            if pane == self.active:
                self.current_changed.emit(held.shown)
            self._ask_model(pane)

    def _seek_in(self, rows: list[int], first: bool) -> None:
        if first:
            self._seek, self._seek_pane = rows[0], self.active
        self._seek_on()
        self._soon.start()

    def _seek_on(self) -> None:
        """Show the first readable film of the newest drop, once one is known and nothing else is on its way."""
        pane = self.panes[self._seek_pane]
        if self._seek < 0 or pane.wanted != pane.shown:
            return
        rows = range(self._seek, self.items.rowCount())
        row = next((row for row in rows if self.items[row].shows), -1)
        if row >= 0:
            pane.is_sought = True
            self._choose(self._seek_pane, row)

    def _show(self, pane: int, row: int, picture: Picture) -> None:
        held = self.panes[pane]
        held.shown, held.picture, self._last = row, picture, row
        if pane == self._seek_pane:
            self._seek = -1
        self._cache.keep(self.items[row].path, picture)
        if self.items[row].state is State.PENDING:
            self.items.set_state(row, State.READABLE)
        self._put(pane)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Have the next film of the active pane ready."""
        pane = self.panes[self.active]
        if pane.shown < 0 or pane.wanted != pane.shown:
            return
        following = self._beside(pane.shown, self._forward)
        if following < 0:
            return
        ahead = [row for row in (following, *self.companions(following)) if self.items[row].path not in self._cache]
        self._keep_loading(*ahead)
        for row in ahead:
            self._load(row)

    def _ask_model(self, pane: int) -> None:
        held, item = self.panes[pane], self.item_in(pane)
        if item is None or held.picture is None or not (item.state is State.READABLE or item.recalled is not None):
            return
        if self.asks and not self.is_asked(held.shown):
            self.predict(held.shown, held.picture.radiograph, question_key(held.shown))

    def _tell_answer(self, row: int) -> None:
        if any(pane.shown == row for pane in self.panes):
            self.answer_changed.emit()
