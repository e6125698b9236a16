"""Joins the screenings with the parts of the main window: strip, worklist, actions, notices, title and drops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from xraydesk.ui.screening.drops import is_for_screening
from xraydesk.ui.screening.head import WorklistHead
from xraydesk.ui.screening.strip import ProgressStrip
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.ui.desk.use_cases import Workflow
    from xraydesk.ui.main_window import MainWindow

WRITING = (
    "screen_folder",
    "watch_folder",
    "pause_screening",
    "cancel_screening",
    "go_on_screening",
    "screen_again",
)
"""Actions that a window which only reads does not offer."""


class Screenings:
    """What a main window shows of its runner.

    Parameters
    ----------
    window
        Furnished as far as its desk, worklist and runner.
    workflow
        What finds the files behind a drop.
    """

    def __init__(self, window: MainWindow, workflow: Workflow) -> None:
        self._window, self._workflow = window, workflow
        runner = self._runner = window.runner
        self.strip = ProgressStrip(runner)
        central = window.centralWidget()
        column = None if central is None else central.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.strip)
        window.desk.items.names_hidden.connect(self.strip.hide_names)
        runner.noticed.connect(lambda sentence: window.notices.tell("", sentence))
        runner.changed.connect(self._follow)
        worklist = window.worklist
        for begins in (runner.started, runner.list_asked):
            begins.connect(window.show_worklist)
        for turns in (runner.started, runner.ended):
            turns.connect(lambda _run: worklist.reread_runs())
        for grows in (runner.committed, runner.ended):
            grows.connect(lambda _run: worklist.refresh())
        worklist.attention.connect(runner.hurry)
        head = WorklistHead(runner, window.storing, window.commands["watch_folder"])
        worklist.set_head(head)
        worklist.run_changed.connect(head.show_run)
        window.reading.dropped.connect(self.take_drop)
        runner.begin()

    def take_drop(self, paths: list[Path]) -> None:
        """Open a few files; screen a folder, or many."""

        def decided(is_many: bool) -> None:
            if is_many and not self._runner.reads_only:
                self._runner.screen(paths)
            else:
                self._window.open_paths(paths)

        # Disks are asked, and one of them may be a share that takes its time.
        key = ("drop", tuple(paths))
        self._window.lanes.submit("io", key, lambda _: is_for_screening(paths, self._workflow), decided)

    def _follow(self) -> None:
        commands, runner = self._window.commands, self._runner
        commands["watch_folder"].setChecked(runner.watched is not None)
        for name in WRITING:
            commands[name].setVisible(not runner.reads_only)
        if runner.reads_only:
            self._window.setWindowTitle(tr("XRayDesk, reads only"))
