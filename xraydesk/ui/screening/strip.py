"""The line below the pages that says how a screening goes, what is watched, and what was cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xraydesk.ui.screening import words
from xraydesk.ui.screening.runner import Runner
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import OneLine, named, toned

BAR_WIDTH = 150


class ProgressStrip(QFrame):
    """Follows a runner; hidden while there is nothing to say. It never takes the keyboard by itself.

    Parameters
    ----------
    runner
        Whose screenings these are.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screening")
        self._runner = runner
        self._hides_names = self._maximised = self._dismissed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 6, 4)
        column.setSpacing(2)
        column.addWidget(self._make_run())
        column.addWidget(self._make_offer())
        column.addWidget(self._make_watch())
        runner.changed.connect(self.refresh)
        runner.progressed.connect(self._show_progress)
        runner.started.connect(self._begin)
        runner.offers.changed.connect(self.refresh)
        self.refresh()

    def _make_run(self) -> QWidget:
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setProperty("bold", True)
        self._bar = named(QProgressBar(textVisible=False), tr("Progress of the screening"))
        self._bar.setFixedSize(BAR_WIDTH, 6)
        self._words = OneLine(tr("Screening"), "quiet")
        self._list = _button(tr("Show list"), tr("Show the worklist of this screening"))
        self._list.clicked.connect(lambda: self._runner.list_asked.emit(self._runner.last_run))
        self._pause = _button(tr("Pause"), tr("Pause the screening"))
        self._pause.clicked.connect(self._pause_or_resume)
        self._cancel = _button(tr("Cancel"), tr("Cancel the screening; what is done stays"))
        self._cancel.clicked.connect(self._runner.cancel)
        self._dismiss = named(QPushButton("✕", flat=True), tr("Dismiss the outcome of the screening"))
        self._dismiss.setToolTip(tr("Dismiss"))
        self._dismiss.clicked.connect(self._dismiss_outcome)
        parts = (self._title, self._bar, self._words, self._list, self._pause, self._cancel, self._dismiss)
        self._run = _row(*parts, stretched=self._words)
        return self._run

    def _make_offer(self) -> QWidget:
        self._sentence = OneLine(tr("Screening that was cut off"))
        go_on = _button(tr("Go on"), tr("Go on with the screening that was cut off"))
        go_on.clicked.connect(self._runner.offers.take)
        leave = _button(tr("Not now"), tr("Leave the screening as it is; the worklist keeps it"))
        leave.clicked.connect(self._runner.offers.decline)
        self._offer = _row(self._sentence, go_on, leave, stretched=self._sentence)
        return self._offer

    def _make_watch(self) -> QWidget:
        self._watched = OneLine(tr("Watched folder"), "quiet")
        show = _button(tr("Show list"), tr("Show the worklist of the watched folder"))
        show.clicked.connect(lambda: self._runner.list_asked.emit(self._runner.watching.run))
        self._show_watched = show
        stop = _button(tr("Stop watching"), tr("Stop watching the folder"))
        stop.clicked.connect(self._runner.stop_watching)
        self._watch = _row(self._watched, show, stop, stretched=self._watched)
        return self._watch

    def set_maximised(self, maximised: bool) -> None:
        """Only the film is to be seen, or everything again."""
        self._maximised = maximised
        self.refresh()

    def hide_names(self, hidden: bool) -> None:
        """Folders and files often bear the patient's name."""
        self._hides_names = hidden
        self.refresh()

    def refresh(self) -> None:
        """Say how it is now."""
        runner = self._runner
        shows_run = runner.is_busy or (runner.progress is not None and not self._dismissed)
        self._run.setVisible(shows_run)
        if shows_run:
            self._show_run()
        self._offer.setVisible(bool(runner.offers.found))
        if runner.offers.found:
            self._sentence.show_text(words.offer(runner.offers.found, hides_names=self._hides_names))
        self._watch.setVisible(runner.watched is not None)
        if runner.watched is not None:
            self._show_watch()
        is_needed = shows_run or bool(runner.offers.found) or runner.watched is not None
        self.setVisible(is_needed and not self._maximised)

    def _show_run(self) -> None:
        runner = self._runner
        name = tr("films") if self._hides_names else self._shortened(runner.title)
        self._title.setText((tr("Screening {name}") if runner.is_busy else tr("Screened {name}")).format(name=name))
        self._bar.setVisible(runner.is_busy)
        self._list.setVisible(bool(runner.last_run))
        for button in (self._pause, self._cancel):
            button.setVisible(runner.is_busy)
            button.setEnabled(not runner.is_stopping)
        self._pause.setText(tr("Go on") if runner.is_paused else tr("Pause"))
        self._pause.setAccessibleName(tr("Go on with the screening") if runner.is_paused else tr("Pause the screening"))
        self._dismiss.setVisible(not runner.is_busy)
        self._show_progress()

    def _show_progress(self) -> None:
        progress = self._runner.progress
        # An unknown end is a bar that is empty, not one that runs to and fro all day.
        self._bar.setMaximum(max(progress.found, 1) if progress is not None and progress.found_all else 1)
        self._bar.setValue(progress.done if progress is not None and progress.found_all else 0)
        said, waits = self._said()
        toned(self._words, "caution" if waits else "quiet")
        self._words.show_text(said)

    def _said(self) -> tuple[str, bool]:
        """What is said of the run, and whether it waits for something that the reader should know of."""
        runner, progress = self._runner, self._runner.progress
        if runner.is_stopping:
            return tr("stopping …"), False
        if progress is None:
            return tr("starting …"), False
        if not runner.is_busy:
            return words.outcome(progress), False
        if runner.is_paused:
            return tr("paused") + "   ·   " + words.how_far(progress), False
        if progress.message:
            return progress.message, True
        behind = counted("{n} more screenings wait", runner.waiting) if runner.waiting else ""
        return "   ·   ".join(filter(None, (words.how_far(progress), behind))), False

    def _show_watch(self) -> None:
        watching = self._runner.watching
        name = tr("a folder") if self._hides_names else str(watching.folder)
        sentence = tr("Watching {name}") if watching.is_reached else tr("Watching {name}, which cannot be reached now")
        self._watched.show_text(sentence.format(name=name))
        self._show_watched.setVisible(bool(watching.run))

    def _shortened(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 260)

    def _begin(self, _run: int) -> None:
        self._dismissed = False
        self.refresh()

    def _dismiss_outcome(self) -> None:
        self._dismissed = True
        self.refresh()

    def _pause_or_resume(self) -> None:
        if self._runner.is_paused:
            self._runner.resume()
        else:
            self._runner.pause()


def _button(words: str, name: str) -> QPushButton:
    button = named(QPushButton(words, flat=True), name)
    button.setToolTip(name)
    return button


def _row(*parts: QWidget, stretched: QWidget) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part, 1 if part is stretched else 0, Qt.AlignmentFlag.AlignVCenter)
    return widget
