"""The second-reader mode: the model's answer about a film stays hidden until the reader has looked at the film."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject

from xraydesk.core.decisions import FirstLook
from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.declarations import Declarations
from xraydesk.ui.findings.verdicts import now_text
from xraydesk.ui.view.picture import Picture


class SecondReader(QObject):
    """Keeps ``Item.answer_hidden`` true of every film that the reader has not looked at, while the mode is on.

    A film was looked at when its answer was on screen in this session, when the reader revealed it or recorded a first
    impression, in this session or an earlier one.

    Parameters
    ----------
    clock
        Seconds that only ever grow.
    """

    def __init__(
        self,
        desk: Desk,
        declarations: Declarations,
        settings: Settings,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk, self._declarations, self._settings, self._clock = desk, declarations, settings, clock
        self._seen: set[Path] = set()
        self._looked: set[str] = set()
        self._since: dict[int, float] = {}
        settings.watch("second_reader", self._switch)
        desk.pane_shown.connect(self._shown)
        desk.answer_changed.connect(self._note_seen)
        desk.emptied.connect(self._seen.clear)
        declarations.changed.connect(self._learn)
        desk.items.hide_answers(self.is_on, self._is_unseen)

    @property
    def is_on(self) -> bool:
        """Whether answers are hidden at all."""
        return bool(self._settings["second_reader"])

    def reveal(self, impression: str = "") -> None:
        """Show the answer about the film on screen, and record how the reader came to see it.

        ``impression`` is the reader's first one; empty when they would rather see the answer at once.
        """
        item, picture = self._desk.current, self._desk.panes[self._desk.active].picture
        if item is None or picture is None or not item.answer_hidden:
            return
        card, prediction = self._desk.card, item.prediction
        self._seen.add(item.path)
        self._declarations.add_look(
            FirstLook(
                id=uuid4().hex,
                film=picture.radiograph.sha256,
                frame=0,
                reader=self._settings["reader_name"],
                looked=now_text(),
                seconds=round(self._clock() - self._since.get(self._desk.active, self._clock()), 1),
                impression=impression,
                model=card.id if card is not None else "",
                model_sha256=prediction.provenance.model_sha256 if prediction is not None else "",
            )
        )

    def know_looked_at(self, films: frozenset[str]) -> None:
        """The reader has had a first look at these films in an earlier session."""
        if not films <= self._looked:
            self._looked |= films
            self._refresh()

    @property
    def seen_films(self) -> frozenset[str]:
        """Digests of the films that the reader is known to have looked at, as far as this session knows."""
        items = self._desk.items
        return frozenset(self._looked | {item.sha256 for item in items if item.sha256 and item.path in self._seen})

    def _switch(self, _on: bool) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._desk.items.hide_answers(self.is_on, self._is_unseen)
        self._desk.answer_changed.emit()

    def _is_unseen(self, item: Item) -> bool:
        return item.path not in self._seen and not (item.sha256 and item.sha256 in self._looked)

    def _shown(self, pane: int, picture: Picture | None) -> None:
        self._since[pane] = self._clock()
        if picture is not None:
            self._declarations.read(picture.radiograph.sha256)

    def _note_seen(self) -> None:
        """An answer that is not hidden is seen."""
        for pane in range(len(self._desk.panes)):
            item = self._desk.item_in(pane)
            if item is not None and not item.answer_hidden and item.state in (State.SCORED, State.DECLINED):
                self._seen.add(item.path)

    def _learn(self, film: str) -> None:
        reader = self._settings["reader_name"]
        if any(look.reader == reader for look in self._declarations.of(film).looks):
            self.know_looked_at(frozenset((film,)))
