"""Screening folders, watching one, holding a screening up, and asking another model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from xraydesk.core.errors import ModelError
from xraydesk.ui.actions.context import Context
from xraydesk.ui.desk.lanes import Ticket
from xraydesk.ui.screening.runner import Runner
from xraydesk.ui.shell.language import tr


class ScreeningHandlers:
    """Handlers of the action table's group ``screening``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def _runner(self) -> Runner:
        return self._context.window.runner

    def screen_folder(self) -> None:
        """Ask for a folder and screen it."""
        folder = self._ask(tr("Screen a folder"))
        if folder is not None:
            self._runner.screen([folder])

    def watch_folder(self, watches: bool) -> None:
        """Ask for a folder and watch it, or watch no more."""
        if not watches:
            self._runner.stop_watching()
            return
        folder = self._ask(tr("Watch a folder"))
        if folder is not None:
            self._runner.watch(folder)
        self._context.window.commands["watch_folder"].setChecked(self._runner.watched is not None)

    def _ask(self, title: str) -> Path | None:
        settings = self._context.settings
        name = QFileDialog.getExistingDirectory(self._context.window, title, settings["last_folder"])
        if not name:
            return None
        settings.set("last_folder", name)
        return Path(name)

    def pause(self) -> None:
        """Hold the screening up, or go on with it."""
        if self._is_busy():
            if self._runner.is_paused:
                self._runner.resume()
            else:
                self._runner.pause()

    def cancel(self) -> None:
        """End the screening."""
        if self._is_busy():
            self._runner.cancel()

    def _is_busy(self) -> bool:
        if not self._runner.is_busy:
            self._context.notices.tell("", tr("nothing is being screened"))
        return self._runner.is_busy

    def go_on(self) -> None:
        """Go on with the run that the worklist shows; there is nothing to say where it is done, since all is known."""
        run = self._context.window.worklist.run
        if run:
            self._runner.go_on(run)
        else:
            self._context.notices.tell("", tr("there is no screening to go on with"))

    def screen_again(self) -> None:
        """Ask which other model is to see the films of the worklist's screening, or of the last one."""
        run = self._context.window.worklist.run or self._runner.last_run
        if not run:
            self._context.notices.tell("", tr("there is no screening to make again"))
            return
        self._context.window.lanes.submit("io", "models", _models, lambda models: self._offer(run, models))

    def _offer(self, run: int, models: list[tuple[str, str]]) -> None:
        own = self._context.desk.card
        others = [(key, title) for key, title in models if own is None or key != own.id]
        if not others:
            self._context.notices.tell("", tr("there is no other model at hand to screen with"))
            return
        window = self._context.window
        menu = QMenu(tr("Screen again with another model"), window)
        for key, title in others:
            menu.addAction(title).triggered.connect(lambda _=False, key=key: self._runner.screen_again(run, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(window.mapToGlobal(QPoint(window.width() // 3, window.height() // 3)))


def _models(ticket: Ticket) -> list[tuple[str, str]]:
    """Ids and titles of the models at hand; one that is not whole is left out."""
    from xraydesk.model import bundle as bundles

    found = []
    for folder in bundles.installed():
        ticket.raise_if_cancelled()
        try:
            found.append((folder.name, bundles.load(folder).card.title))
        except ModelError:
            continue
    return found
