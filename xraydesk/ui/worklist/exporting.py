"""Exports of the run on screen: asked for in a dialog, written on a lane, told in notices and the audit trail."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.shell.language import counted, tr

if TYPE_CHECKING:
    from xraydesk.export.run import Written
    from xraydesk.exporting.stored import Part
    from xraydesk.ui.worklist.export_dialog import ExportDialog, Order

_KEY = "export"


class Exporting(QObject):
    """Exports runs of the store; a second window, which stores nothing, may do so too.

    Signals
    -------
    told
        What was written and what is to be heeded, as a sentence each.
    """

    told = Signal(str)

    def __init__(self, storing: Storing, lanes: Lanes, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._storing, self._lanes, self._settings, self._window = storing, lanes, settings, parent
        self._dialog: ExportDialog | None = None

    def ask(self, run: int, selected: Collection[int] = (), part: Part | None = None) -> None:
        """Ask what is to be written of a run.

        Parameters
        ----------
        selected
            Numbers of the selected lines; they are offered where there are any, and chosen where there are several.
        part
            What is offered first instead.
        """
        from xraydesk.exporting.stored import Part
        from xraydesk.ui.worklist.export_dialog import ExportDialog

        if self._dialog is not None:
            self._dialog.close()
        first = part or (Part.SELECTED if len(selected) > 1 else Part.ALL)
        dialog = self._dialog = ExportDialog(run, selected, first, self._settings, self._window)
        dialog.asked.connect(self._write)
        dialog.stopped.connect(self._stop)
        dialog.destroyed.connect(lambda: self._forget(dialog))
        dialog.show()

    def _forget(self, dialog: ExportDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _stop(self) -> None:
        self._lanes.cancel(_KEY)
        self._say(tr("Stopped; of a folder, the files written before remain."), is_writing=False)

    def _write(self, order: Order) -> None:
        self._say(tr("Exporting …"), is_writing=True)

        def done(written: Written) -> None:
            films = counted("{n} films", written.films)
            self.told.emit(
                tr("Run {run}: {films} exported to {target}.").format(run=order.run, films=films, target=order.target)
            )
            for notice in written.notices:
                self.told.emit(notice)
            self._say("", is_writing=False)
            if self._dialog is not None:
                self._dialog.close()

        def failed(error: XRayDeskError) -> None:
            self._say(str(error), is_writing=False)

        def progress(films: int) -> None:
            self._say(counted("{n} films opened …", films), is_writing=True)

        database = self._storing.database
        work = _work(database, order)
        self._lanes.submit("export", _KEY, work, done, failed=failed, progress=progress)

    def _say(self, words: str, *, is_writing: bool) -> None:
        if self._dialog is not None:
            self._dialog.show_state(words, is_writing=is_writing)


def _work(database: Database, order: Order) -> Callable[[Ticket], Written]:
    def work(ticket: Ticket) -> Written:
        from xraydesk.exporting.stored import stored
        from xraydesk.exporting.writing import export

        opened = 0

        def go_on() -> None:
            nonlocal opened
            ticket.raise_if_cancelled()
            opened += 1
            ticket.report(opened)

        with _beside(database) as own:
            run = stored(own, order.run, order.part, order.selected, go_on=ticket.raise_if_cancelled)
            return export(own, run, order.form, order.target, order.wishes, program="window", go_on=go_on)

    return work


@contextlib.contextmanager
def _beside(database: Database) -> Iterator[Database]:
    """The same database by a connection of its own: reading thousands of films lets no question of the window wait."""
    if database.path is None:
        yield database
        return
    own = Database(database.path)
    try:
        yield own
    finally:
        own.close()
