"""Starts the window and stays until it is closed."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from xraydesk import __version__
from xraydesk.core.settings import Settings, default_path
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import language, theme
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.single_instance import FirstWindow

if TYPE_CHECKING:
    from xraydesk.store.database import Database

_log = logging.getLogger(__name__)

UNSEEN_MS = 1000
"""After this time a window that was not painted is furnished all the same."""

TURN_S = 0.001
"""Seconds that a thread computes in Python while others wait; of Python itself 0.005."""


def run(paths: list[Path], *, new_window: bool = False, model: str = "") -> int:
    """Open these files and folders in the window that is there, or in a new one.

    Parameters
    ----------
    paths
        Files and folders, possibly none.
    new_window
        Whether to open a window of its own in any case.
    model
        Id of the model to use this time; empty for the one that is set.

    Returns
    -------
    The exit status of the program.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("XRayDesk")
    app.setApplicationVersion(__version__)
    settings = Settings.load(default_path())
    first = FirstWindow() if settings["one_window"] and not (new_window or model) else None
    if first is not None and not first.claim() and first.hand_over(paths):
        return 0
    language.install(settings["language"])
    theme.ThemeKeeper(app, settings)
    window = MainWindow(settings=settings, stored=_stored, model=model)
    sys.excepthook = _Defects(window)

    def go_on() -> None:
        """Nothing heavy stands between the start and the page; the model is loaded behind it."""
        try:
            window.furnish()
        finally:
            put_window_first()
        window.desk.load_model()
        if paths:
            window.open_paths(paths)
        if first is not None:
            first.asked.connect(lambda asked: _answer(window, asked))
            first.listen()

    gc.disable()
    _FirstPaint(window, go_on)
    window.show()
    code = app.exec()
    if first is not None:
        first.leave()
    return code


def put_window_first() -> None:
    """Have other threads and the garbage collector hold the window up as little as can be; once it is furnished."""
    # What lives from here to the end need not be looked through again and again for what does not.
    gc.freeze()
    gc.enable()
    # With five threads at work the window waits for up to five turns before it has its own.
    sys.setswitchinterval(TURN_S)


def _stored() -> tuple[Database, Path]:
    """The user's database, and the folder in which the session is remembered against a crash."""
    from xraydesk.store.database import Database, default_path
    from xraydesk.ui.shell import session_memory

    return Database(default_path(), sole=True), session_memory.folder()


class _FirstPaint(QObject):
    """Goes on when the window has been painted for the first time, or when it has not been for a while."""

    def __init__(self, window: MainWindow, go_on: Callable[[], None]) -> None:
        super().__init__(window)
        self._go_on: Callable[[], None] | None = go_on
        window.installEventFilter(self)
        # A window that starts minimised is not painted.
        QTimer.singleShot(UNSEEN_MS, self, self._continue)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the end of the paint event, of which the children's are a part."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._continue)
        return False

    def _continue(self) -> None:
        if self._go_on is not None:
            go_on, self._go_on = self._go_on, None
            go_on()


def _answer(window: MainWindow, paths: list[Path]) -> None:
    window.come_forward()
    if paths:
        window.open_paths(paths)


def platform_check() -> tuple[bool, str]:
    """Whether a window can be painted here, and with which platform plugin; for the self-test.

    Without a display it looks at the offscreen platform, which a frozen copy must bring along too.
    """
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = MainWindow()
    picture = window.grab()
    window.close()
    del app
    passed = not picture.isNull() and picture.width() >= window.minimumSizeHint().width()
    return (
        passed,
        f"Qt {qVersion()}, platform {QGuiApplication.platformName()}, {len(QGuiApplication.screens())} screen(s)",
    )


class _Defects:
    """Says that something went wrong with us, and logs where: never the values, which may be a patient's."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        frames = traceback.extract_tb(trace)
        places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        _log.error("defect %s at %s", kind.__name__, " < ".join(reversed(places)))
        where = places[-1] if places else tr("an unknown place")
        sentence = tr("A defect of XRayDesk ({kind} in {place}). Your files are unharmed.")
        self._window.notices.tell("", sentence.format(kind=kind.__name__, place=where))
