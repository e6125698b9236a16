"""Chooses the run that the worklist shows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from xraydesk.store.runs import Run, RunState
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.view.corner_texts import shorten
from xraydesk.ui.worklist.line import iso_text

STATES = {RunState.OPEN: mark("not finished"), RunState.DONE: "", RunState.CANCELLED: mark("cancelled")}


def title_of(run: Run, *, hidden: bool = False) -> str:
    """When it began, what was dropped, which model read it, and whether it came to its end."""
    names = [path.name or str(path) for path in run.dropped]
    more = tr("{name} and {n} more").format(name=names[0], n=len(names) - 1) if len(names) > 1 else "".join(names)
    dropped = tr("run {number}").format(number=run.id) if hidden or not names else shorten(more)
    state = tr(STATES[run.state]) if STATES[run.state] else ""
    return " · ".join(each for each in (dropped, iso_text(run.started), run.model, state) if each)


class RunBox(QComboBox):
    """The runs, the newest first.

    Signals
    -------
    chosen
        Number of the run that the reader chose.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: dict[int, Run] = {}
        self._hidden = False
        named(self, tr("Screening run"))
        self.setMinimumContentsLength(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def offer(self, runs: Iterable[Run], current: int) -> None:
        """The runs to choose from, and the one that is shown."""
        self.runs = {run.id: run for run in runs}
        self.blockSignals(True)
        self.clear()
        for run in self.runs.values():
            self.addItem(title_of(run, hidden=self._hidden), run.id)
        self.setCurrentIndex(self.findData(current))
        self.blockSignals(False)

    def title(self, run: int) -> str:
        """A run in a line; empty for one that is not known."""
        return title_of(self.runs[run], hidden=self._hidden) if run in self.runs else ""

    def set_names_hidden(self, hidden: bool) -> None:
        """Folders are often named after patients."""
        self._hidden = hidden
        self.offer(list(self.runs.values()), self.currentData() or 0)
