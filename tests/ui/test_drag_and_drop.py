"""A file dragged from another program's window onto ours, with a real X server and a real pointer."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs the programs Xvfb and xdotool"
    ),
]

PATIENCE_S = 60

SOURCE = """
import sys
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Files(QLabel):
    def mousePressEvent(self, event):
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag.setMimeData(data)
        drag.exec()
        print("dropped", flush=True)

app = QApplication([])
files = Files("files")
files.setGeometry(20, 20, 200, 200)
files.paintEvent = lambda event: print("ready", flush=True)
files.show()
app.exec()
"""

TARGET = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import theme

class Window(MainWindow):
    def dragMoveEvent(self, event):
        print("over", flush=True)
        super().dragMoveEvent(event)

app = QApplication([])
theme.apply(app)
window = Window()
window.setGeometry(300, 20, 900, 700)
def tell(picture):
    print("shown", picture.radiograph.path.name, window.desk.items.rowCount(), flush=True)
    QTimer.singleShot(0, window.close)
window.desk.picture_shown.connect(tell)
window.show()
QTimer.singleShot(0, lambda: print("ready", flush=True))
app.exec()
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own, on a number that the server chooses."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            yield ":" + told.readline().strip()
        server.kill()


def start(code: str, display: str, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
    environment |= {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-c", code, *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, bufsize=0)
    assert line(process) == "ready"
    return process


def line(process: subprocess.Popen[bytes]) -> str:
    """What a process says next, within the patience of this test."""
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], PATIENCE_S)[0], "the window said nothing"
    return process.stdout.readline().decode().strip()


def pointer(display: str, *steps: str) -> None:
    subprocess.run(["xdotool", *" ".join(steps).split()], env={**os.environ, "DISPLAY": display}, check=True)


def test_files_dragged_from_another_program_are_opened(display: str, tmp_path: Path) -> None:
    film = tmp_path / "Röntgen film #1 50%.png"
    Image.fromarray(np.arange(90_000, dtype=np.uint16).reshape(300, 300)).save(film)
    (tmp_path / "notes.txt").write_text("no film")
    source = start(SOURCE, display, tmp_path, str(tmp_path / "notes.txt"), str(film))
    target = start(TARGET, display, tmp_path)
    try:
        pointer(display, "mousemove 100 100 mousedown 1", "mousemove 110 110 mousemove 250 200")
        # The place is told anew only after the window has answered for the place before: it has accepted the drag.
        for place in (500, 600):
            pointer(display, f"mousemove {place} 300")
            assert line(target) == "over"
        pointer(display, "mouseup 1")
        said = line(target)
        while said == "over":
            said = line(target)
        assert said == f"shown {film.name} 2"
        assert target.wait(PATIENCE_S) == 0
    finally:
        for process in (source, target):
            process.kill()
            process.communicate()
