"""Starts the window and stays until it is closed."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from xraydesk import __version__
from xraydesk.core.settings import Settings, default_path
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import theme

_log = logging.getLogger(__name__)


def run(paths: list[Path]) -> int:
    """Open the window with these files and folders.

    Returns
    -------
    The exit status of the program.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("XRayDesk")
    app.setApplicationVersion(__version__)
    theme.apply(app)
    window = MainWindow(settings=Settings.load(default_path()))
    sys.excepthook = _Defects(window)
    window.show()
    # The model is loaded behind the first paint: nothing heavy stands between the start and the page.
    QTimer.singleShot(0, window.desk.load_model)
    if paths:
        QTimer.singleShot(0, lambda: window.open_paths(paths))
    return app.exec()


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
        where = places[-1] if places else "an unknown place"
        self._window.notices.tell("", f"A defect of XRayDesk ({kind.__name__} in {where}). Your files are unharmed.")
