"""Has the support file written by a process of its own: its self-test loads engines, which would hold the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from xraydesk.ui.shell.language import tr

_ROOT: Final = Path(__file__).resolve().parents[3]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from xraydesk.cli import main; sys.exit(main(sys.argv[2:]))"
)


def command(target: Path) -> list[str]:
    """How to start this program so that it writes a support file and ends."""
    words = ["--diagnose", str(target)]
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), *words]


def default_name() -> str:
    """A file name that says when."""
    return f"xraydesk-support-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"


class SupportFile(QObject):
    """Writes one support file at a time.

    Parameters
    ----------
    make_command
        Target → the command that writes it.

    Signals
    -------
    told
        A sentence for the reader: begun, written, or not.
    """

    told = Signal(str)

    def __init__(self, parent: QObject | None = None, make_command: Callable[[Path], list[str]] = command) -> None:
        super().__init__(parent)
        self._command = make_command
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._target = Path()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def is_busy(self) -> bool:
        """Whether one is being written."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def write(self, target: Path) -> None:
        """Begin to write it."""
        self._target = target
        program, *words = self._command(target)
        self.told.emit(tr("The support file is being written; this takes some seconds."))
        self._process.start(program, words)

    def close(self) -> None:
        """The window closes: nobody waits any more, and nothing half-written is left."""
        self._process.blockSignals(True)
        if self.is_busy:
            self._process.kill()
            self._process.waitForFinished(3000)

    def _ended(self, code: int, how: QProcess.ExitStatus) -> None:
        self._process.readAll()  # else what it printed would stay in memory
        if code == 0 and how is QProcess.ExitStatus.NormalExit and self._target.is_file():
            sentence = tr(
                "The support file {name} was written. It holds nothing of a patient; read it before you send it."
            )
            self.told.emit(sentence.format(name=self._target.name))
        else:
            self._say_failure()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # anything else ends the process, which says it too
            self._say_failure()

    def _say_failure(self) -> None:
        self.told.emit(tr("The support file {name} could not be written.").format(name=self._target.name))
