"""Makes the pictures of the README from the sample phantom: ``python resources/screenshots/make_screenshots.py``.

The window is painted without a screen, at a fixed size and with the default settings, so that a new picture differs
from the old one only where the product does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: E402 - the platform is chosen before Qt is loaded
from PySide6.QtWidgets import QApplication  # noqa: E402

from xraydesk.core import paths  # noqa: E402
from xraydesk.ui.main_window import MainWindow  # noqa: E402
from xraydesk.ui.shell import theme  # noqa: E402

SIZE = (1600, 1000)
PATIENCE_MS = 60_000


def main() -> None:
    """Write ``start_page.png`` and ``reading_view.png`` beside this file."""
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.desk.load_model()
    _wait_for(lambda: window.desk.card_is_known)
    _save(window, "start_page.png")
    window.open_paths(sorted((paths.resources() / "samples").glob("*.dcm")))
    _wait_for(lambda: window.reading.view.heatmap is not None)
    _save(window, "reading_view.png")
    window.close()


def _wait_for(what: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not what():
        if deadline.hasExpired():
            raise SystemExit("the window did not come so far: is a model installed, and can it score the phantom?")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


def _save(window: MainWindow, name: str) -> None:
    QApplication.processEvents()
    if not window.grab().save(str(HERE / name)):
        raise SystemExit(f"{name} cannot be written")


if __name__ == "__main__":
    main()
