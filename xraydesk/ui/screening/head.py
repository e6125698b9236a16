"""Beside the choice of the run in the worklist: go on with one that is not done, and watch a folder."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from xraydesk.store import runs
from xraydesk.store.runs import Run, RunState
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.screening.runner import Runner
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named


class WorklistHead(QWidget):
    """Two buttons.

    Parameters
    ----------
    runner, storing
        What screens, and what knows how a run ended.
    watch
        The action that asks for a folder to watch, or ends that.
    """

    def __init__(self, runner: Runner, storing: Storing, watch: QAction) -> None:
        super().__init__()
        self._runner, self._storing = runner, storing
        self._run = 0
        self._is_over = True
        self.go_on = named(QPushButton(tr("Go on")), tr("Go on with this screening"))
        self.go_on.setToolTip(tr("Screen the files of this list that still wait"))
        self.go_on.clicked.connect(lambda: runner.go_on(self._run))
        self.watch = named(QPushButton(tr("Watch a folder…")), tr("Watch a folder"))
        self.watch.setCheckable(True)
        self.watch.setToolTip(watch.statusTip())
        self.watch.clicked.connect(watch.trigger)
        self.watch.clicked.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.go_on)
        row.addWidget(self.watch)
        runner.changed.connect(self._follow)
        for turns in (runner.started, runner.ended):
            turns.connect(lambda _run: self.show_run(self._run))
        self._follow()

    def show_run(self, run: int) -> None:
        """The list shows another run, or its run may have another state now."""
        self._run = run

        def found(known: Run | None) -> None:
            if known is not None and known.id == self._run:
                self._is_over = known.state is RunState.DONE
                self._follow()

        if run:
            self._storing.read("run in front", lambda database: runs.of(database, run), found)

    def _follow(self) -> None:
        runner = self._runner
        is_at_work = self._run in (runner.run, runner.watching.run)
        self.go_on.setVisible(bool(self._run) and not (self._is_over or is_at_work or runner.reads_only))
        self.watch.setVisible(not runner.reads_only)
        self.watch.setChecked(runner.watched is not None)
