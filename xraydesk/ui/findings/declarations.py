"""What readers have declared of the films that are open: read once per film, added to, never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from xraydesk.core.decisions import Decision, FirstLook, Override, in_force
from xraydesk.store import audit
from xraydesk.store import decisions as stored
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.ui.desk.storing import Storing


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was declared of one film.

    Attributes
    ----------
    decisions, looks, overrides
        In the order in which they were made.
    is_read
        Whether those of earlier sessions are among them.
    """

    decisions: tuple[Decision, ...] = ()
    looks: tuple[FirstLook, ...] = ()
    is_read: bool = False
    overrides: tuple[Override, ...] = ()

    def in_force(self, frame: int, model_sha256: str) -> dict[str, Decision]:
        """What stands now about each finding of one model, by label."""
        return in_force(self.decisions, frame, model_sha256)

    def impression(self, frame: int, reader: str) -> FirstLook | None:
        """The reader's first look at a frame, if there was one."""
        return next((look for look in self.looks if (look.frame, look.reader) == (frame, reader)), None)


class Declarations(QObject):
    """The declarations of this window.

    Signals
    -------
    changed
        Digest of a film of which more is known now.
    """

    changed = Signal(str)

    def __init__(self, storing: Storing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._storing = storing
        self._records: dict[str, Record] = {}
        self._asked: set[str] = set()

    def of(self, film: str) -> Record:
        """What is known of a film."""
        return self._records.get(film, Record())

    def read(self, film: str) -> None:
        """Ask the database about a film, once; `changed` tells when it has answered."""
        if not film or film in self._asked:
            return
        self._asked.add(film)

        def work(database: Database) -> tuple[list[Decision], list[FirstLook], list[Override]]:
            return (
                stored.of_film(database, film),
                stored.looks_of_film(database, film),
                stored.overrides_of_film(database, film),
            )

        def done(answer: tuple[list[Decision], list[FirstLook], list[Override]]) -> None:
            decisions, looks, overrides = answer
            known = self.of(film)
            self._records[film] = Record(
                _joined(decisions, known.decisions),
                _joined(looks, known.looks),
                True,
                _joined(overrides, known.overrides),
            )
            self.changed.emit(film)

        self._storing.read(("declarations", film), work, done)

    def add(self, decision: Decision) -> None:
        """Declare something; it is in force at once and stored in the background."""
        known = self.of(decision.film)
        self._records[decision.film] = replace(known, decisions=(*known.decisions, decision))
        self._storing.write(("decision", decision.id), lambda database: stored.add(database, decision))
        self.changed.emit(decision.film)

    def add_all(self, made: Sequence[Decision], open_films: Collection[str] = ()) -> None:
        """Declare many things at once, stored all of them or none.

        Parameters
        ----------
        open_films
            Digests of films of which this window shows what stands; of others it is read when they are opened.
        """
        if not made:
            return
        of_film: dict[str, list[Decision]] = {}
        for each in made:
            if each.film in open_films or each.film in self._asked or each.film in self._records:
                of_film.setdefault(each.film, []).append(each)
        self._storing.write(("decisions", made[0].id), lambda database: stored.add_all(database, made))
        for film, added in of_film.items():
            known = self.of(film)
            self._records[film] = replace(known, decisions=(*known.decisions, *added))
            self.changed.emit(film)

    def add_look(self, look: FirstLook) -> None:
        """Record a first look."""
        known = self.of(look.film)
        self._records[look.film] = replace(known, looks=(*known.looks, look))
        self._storing.write(("first look", look.id), lambda database: stored.add_look(database, look))
        self.changed.emit(look.film)

    def add_override(self, override: Override) -> None:
        """Record that a film is scored against the guard's advice."""
        known = self.of(override.film)
        self._records[override.film] = replace(known, overrides=(*known.overrides, override))

        def work(database: Database) -> None:
            stored.add_override(database, override)
            audit.record(database, Event.OVERRIDE, film=audit.digest(override.film))

        self._storing.write(("override", override.id), work)
        self.changed.emit(override.film)


_Row = TypeVar("_Row", Decision, FirstLook, Override)


def _joined(old: Iterable[_Row], new: Iterable[_Row]) -> tuple[_Row, ...]:
    """Rows of the database and rows of this session, each once."""
    rows = {each.id: each for each in chain(old, new)}
    return tuple(rows.values())
