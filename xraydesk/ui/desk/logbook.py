"""What the window writes into the audit trail, and the backup of the day: all of it in the background, on its lane."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QObject

from xraydesk.store import audit, backups
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.view.picture import Picture


class Logbook(QObject):
    """Follows the desk: start and stop, each film that is opened, and the model whose answers are shown.

    Parameters
    ----------
    desk
        Whose films and answers are told of.
    storing
        The way to the database.
    """

    def __init__(self, desk: Desk, storing: Storing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._storing = desk, storing
        self._opened: set[str] = set()
        self._model = ""
        self._tell(Event.START, program="window")
        desk.picture_shown.connect(self._open)
        desk.answer_changed.connect(self._look_at_model)

    def keep_backup(self) -> None:
        """Make the backup of the day, on a lane of its own: of a long worklist it takes seconds."""
        self._storing.write("backup of the day", _daily, "backup")

    def close(self) -> None:
        """The window closes; before `Storing.close`."""
        self._tell(Event.STOP, program="window")

    def _tell(self, kind: Event, **facts: int | str) -> None:
        self._storing.write(("audit", uuid4().hex), lambda database: audit.record(database, kind, **facts))

    def _open(self, picture: Picture | None) -> None:
        film = "" if picture is None else picture.radiograph.sha256
        if film and film not in self._opened:  # leafing back and forth is one opening
            self._opened.add(film)
            self._tell(Event.OPEN, film=audit.digest(film))

    def _look_at_model(self) -> None:
        item = self._desk.current
        prediction = None if item is None else item.prediction
        if prediction is None or prediction.provenance.model_sha256 == self._model:
            return
        model = self._model = prediction.provenance.model_sha256
        self._storing.write(("audit", uuid4().hex), lambda database: audit.note_model(database, audit.digest(model)))


def _daily(database: Database) -> None:
    database.rows("SELECT 1")  # opened and so found sound before anything is made of it
    if database.path is not None and database.path.exists():
        backups.daily(database.path, datetime.now(UTC))
