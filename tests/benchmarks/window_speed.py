"""The main window with the real workflow: from drop to pixels, and on to the next film; a part of `view_speed`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.timing import HEAD, cr_files, let_run, row

SIZE = (1920, 1080)
NEXT_MS, DROP_MS = 50.0, 150.0


class PaintedAt:
    """A layer that paints nothing and notes when which film was painted first."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}

    def paint(self, _painter: object, scene: object) -> None:
        """Note the time; the layers below have painted already."""
        self.times.setdefault(scene.picture.radiograph.path.name, time.perf_counter())  # type: ignore[attr-defined]


class WindowBench:
    """The main window with the real workflow and model, and a hand that drops files on it."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from xraydesk.ui.main_window import MainWindow
        from xraydesk.ui.shell import theme

        self.app = QApplication.instance() or QApplication([])
        theme.apply(self.app)
        self.window = MainWindow()
        self.window.resize(*SIZE)
        self.window.show()
        self.window.desk.load_model()
        self.probe = PaintedAt()
        for view in self.window.reading.grid.views:
            view.add_layer(self.probe)
        self.until(lambda: self.window.desk.card_is_known)
        self.rest(1.0)

    def until(self, done: Callable[[], bool], patience: float = 60.0) -> None:
        """Let the window work until something is so."""
        from PySide6.QtCore import QEventLoop

        kinds = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        end = time.perf_counter() + patience
        while not done():
            assert time.perf_counter() < end, "the window did not get there"
            self.app.processEvents(kinds)

    def rest(self, seconds: float) -> None:
        """Let the window finish what it does unasked."""
        let_run(seconds)

    def drop(self, paths: list[Path]) -> None:
        """Drop files on the window."""
        from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent

        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place = QPointF(500, 500)
        self.app.sendEvent(self.window, QDragEnterEvent(place.toPoint(), copy, mime, left, none))
        self.app.sendEvent(self.window, QDropEvent(place, copy, mime, left, none, QEvent.Type.Drop))

    def timed(self, act: Callable[[], object], painted: Callable[[], bool]) -> tuple[float, float]:
        """From an act to the first painting that shows what came of it."""
        self.probe.times.clear()
        start, cpu = time.perf_counter(), time.thread_time()
        act()
        self.until(painted)
        return (min(self.probe.times.values()) - start) * 1000, (time.thread_time() - cpu) * 1000


def window_part(rounds: int) -> None:
    """From drop to pixels, and on to the next film."""
    bench = WindowBench()
    window, painted = bench.window, lambda: bool(bench.probe.times)
    print(f"\nmain window, real workflow, platform {bench.app.platformName()}\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder:
        paths = cr_files(Path(folder), 3 * rounds)
        drops = []
        for path in paths:
            drops.append(bench.timed(lambda path=path: bench.drop([path]), painted))
            bench.rest(1.0)
            window.desk.close_all()
            bench.rest(0.2)
        print(row("2000 x 2500 CR, from drop to pixels", drops, DROP_MS) + f"   best {min(drops)[0]:.0f}")
        bench.drop(paths)
        bench.until(lambda: window.desk.current is not None)
        steps = []
        for _ in paths[1:]:
            bench.rest(3.0)
            steps.append(bench.timed(lambda: window.desk.step(1), painted))
        print(row("next film, read ahead", steps, NEXT_MS) + f"   best {min(steps)[0]:.0f}")
    window.close()
