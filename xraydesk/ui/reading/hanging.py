"""Which film hangs where: the layout that the reader chose, and a film's prior beside it where that is automatic.

No widget here: what is asked of the desk is a film in a pane, what is told to the page is the shape of its grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.panes import PANES
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.reading.remarks import same_patient
from xraydesk.ui.shell.language import tr
from xraydesk.ui.studies.priors import priors
from xraydesk.ui.view.picture import Picture

STREAM_MS = 200
"""While files stream in, priors are looked for this often."""

RENEW_MS = 2000
"""For so long the film that a drop showed first may give way to a newer one of the same patient from that drop."""

BASE, BESIDE = 0, 1
"""The pane of the film that is read, and the one of its prior."""


class Hanging(QObject):
    """Decides the shape of the grid and what the panes hold.

    Parameters
    ----------
    is_at_work
        Says whether the reader is at work on the films, so that none of them is to be exchanged unasked.

    Attributes
    ----------
    layout
        What the reader chose.
    shape
        ``(rows, columns)`` of views at the moment.

    Signals
    -------
    changed
        Layout or shape are not what they were.
    noticed
        Something to tell, as a sentence.
    """

    changed = Signal()
    noticed = Signal(str)

    def __init__(self, desk: Desk, layout: Layout, is_at_work: Callable[[], bool]) -> None:
        super().__init__(desk)
        self._desk, self._is_at_work = desk, is_at_work
        self.layout = layout
        self.shape = layout.shape
        self._before_overlay = Layout.AUTOMATIC
        self._hung = -1
        self._dropped: set[int] = set()
        self._since_drop = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True, interval=STREAM_MS)
        self._soon.timeout.connect(self._look_again)
        desk.companions = self._beside_next
        desk.found.connect(self._note_drop)
        desk.items.described.connect(self._something_is_known)
        desk.items.dataChanged.connect(self._something_is_known)

    def pane_of(self, view: int) -> int:
        """The pane whose film a view shows."""
        return BASE if self.layout is Layout.OVERLAY else view

    # ---------------------------------------------------------------------------------- the layout

    def choose(self, layout: Layout) -> None:
        """Hang the films in another layout; the one in the active view stays."""
        if layout is Layout.OVERLAY and self.layout is not layout:
            self._before_overlay = self.layout
        self.layout = layout
        self._gather(1 if layout is Layout.AUTOMATIC else layout.panes)
        if layout is not Layout.AUTOMATIC:
            self.shape = layout.shape
        self.changed.emit()
        if layout is Layout.AUTOMATIC:
            self._pair()
        else:
            self._fill()

    def leave_overlay(self) -> None:
        """Back to the layout that there was before the original lay beside its overlay."""
        self.choose(self._before_overlay)

    def _gather(self, panes: int) -> None:
        """Bring the active film into the first panes and take the rest away."""
        desk = self._desk
        if desk.active >= panes:
            desk.move(desk.active, panes - 1)
            desk.activate(panes - 1)
        for pane in range(panes, PANES):
            desk.empty(pane)

    def _fill(self) -> None:
        """Put what belongs to the active film into the views that are empty."""
        desk, panes = self._desk, self.layout.panes
        row = desk.panes[desk.active].wanted
        if row < 0:
            return
        beside = (each for each in self._companions(row) if not desk.attends(each))
        for pane in range(panes):
            if desk.panes[pane].is_empty:
                desk.choose(next(beside, -1), pane)

    def _companions(self, row: int) -> Iterator[int]:
        """What is read with a film: its prior, the other films of its study with theirs, then its older priors.

        Of a film without a patient nobody knows what belongs to it: the files that follow.
        """
        items = self._desk.items
        before, study, patient = self._priors(row), items[row].study.study_uid, items[row].patient
        yield from before[:1]
        if study:
            for other in items.order:
                if other != row and items[other].shows and items[other].study.study_uid == study:
                    yield other
                    yield from self._priors(other)[:1]
        yield from before[1:]
        if not (patient.id or patient.name):
            following = items.beside(row, 1)
            while following >= 0:
                if items[following].shows:
                    yield following
                following = items.beside(following, 1)

    # ----------------------------------------------------------------------------------- the prior

    def film_comes(self, pane: int) -> None:
        """The film of a pane is about to be another one: what hung beside the one before goes, at once."""
        if self.layout is Layout.AUTOMATIC and pane == BASE and self._desk.panes[BESIDE].wanted not in self._before():
            self._desk.empty(BESIDE)

    def film_shown(self, pane: int, picture: Picture | None) -> None:
        """The film of a pane is another one: its prior goes beside it, if that is automatic."""
        if self.layout is not Layout.AUTOMATIC:
            return
        if pane == BASE:
            self._pair()
        elif pane == BESIDE and picture is not None and self._is_another_case(picture):
            self._desk.move(BESIDE, BASE)
            self._desk.activate(BASE)

    def step_prior(self, steps: int) -> None:
        """Show an older (or, negative, newer) prior of the first view's film."""
        desk, before = self._desk, self._before()
        if not before:
            self.noticed.emit(tr("No prior of this film is open."))
            return
        held = desk.panes[BESIDE].wanted
        place = before.index(held) + steps if held in before else 0
        if not 0 <= place < len(before):
            oldest = tr("This is the oldest prior that is open.")
            self.noticed.emit(oldest if steps > 0 else tr("This is the newest prior that is open."))
            return
        if self.layout is Layout.AUTOMATIC:
            self._set_shape(Layout.TWO.shape)
        elif self.layout.panes < 2:
            self.layout = Layout.TWO
            self._set_shape(Layout.TWO.shape)
        desk.choose(before[place], BESIDE)

    def _before(self) -> list[int]:
        """The priors of the film that is read."""
        row = self._desk.panes[BASE].shown
        return self._priors(row) if row >= 0 else []

    def _beside_next(self, row: int) -> list[int]:
        """What will hang beside a film that is not shown yet."""
        return self._priors(row)[:1] if self.layout is Layout.AUTOMATIC else []

    def _priors(self, row: int) -> list[int]:
        items = self._desk.items
        return [each for each in priors(items, row) if items[each].shows]

    def _is_another_case(self, picture: Picture) -> bool:
        """Whether the reader went on to somebody else while the prior's view was the active one."""
        base = self._desk.panes[BASE].picture
        return base is not None and not same_patient(base.radiograph, picture.radiograph)

    def _pair(self) -> None:
        """Hang the newest prior beside the film, or let it hang alone."""
        desk, before = self._desk, self._before()
        if before and desk.panes[BESIDE].wanted == before[0]:
            return
        desk.empty(BESIDE)
        self._set_shape(Layout.TWO.shape if before else Layout.ONE.shape)
        if before:
            self._hung = before[0]
            desk.choose(before[0], BESIDE)
        else:
            desk.activate(BASE)

    def _note_drop(self, rows: list[int], first: bool) -> None:
        if first:
            self._dropped.clear()
            self._since_drop.start()
        self._dropped.update(rows)

    def _begin_with_newest(self) -> None:
        """The first file of a folder may be a patient's oldest film; who opens a folder wants to see the newest."""
        desk, items = self._desk, self._desk.items
        row = desk.panes[BASE].shown
        newer = [
            other
            for other in items.of_patient(items[row].patient.id)
            if other in self._dropped and items[other].shows and row in priors(items, other)
        ]
        if newer:
            desk.choose(min(newer, key=lambda other: (-len(self._priors(other)), other)), BASE)
            desk.panes[BASE].is_sought = True

    def _set_shape(self, shape: tuple[int, int]) -> None:
        if shape != self.shape:
            self.shape = shape
            self.changed.emit()

    def _something_is_known(self, *_: object) -> None:
        if self.layout is Layout.AUTOMATIC and not self._soon.isActive():
            self._soon.start()

    def _look_again(self) -> None:
        """A prior came with the stream, or the one beside the film cannot be read."""
        beside = self._desk.panes[BESIDE]
        if self.layout is not Layout.AUTOMATIC or self._desk.panes[BASE].shown < 0:
            return
        is_free = not self._is_at_work()
        if is_free and self._desk.panes[BASE].is_sought and self._since_drop.elapsed() < RENEW_MS:
            self._begin_with_newest()
        lost = beside.is_empty and self.shape == Layout.TWO.shape
        is_ours = beside.is_empty or beside.wanted == self._hung
        if lost or (is_ours and is_free):
            self._pair()
