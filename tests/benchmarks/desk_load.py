"""The desk under load: how long the UI thread is held, and how much memory stays.

    python -m tests.benchmarks.desk_load [--files 1000] [--turns 200]

Drops a folder of films on the real window with the real model and measures the time between heartbeats of the UI
thread until every film has its thumbnail and its answer; where a beat is late, a watchdog notes what the UI thread was
at. The same heartbeat over an idle window beside two busy processes says what this machine does to anybody's
heartbeat. Then it measures the resident memory of the program and its decoder process with one film open, and again
after many films were opened and closed in turn. The films are drawn by code into a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from xraydesk.core import paths
from xraydesk.imaging.display import View, default_voi, render
from xraydesk.imaging.read import read
from xraydesk.ui.app import put_window_first
from xraydesk.ui.desk.items import State
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import theme

BEAT_MS = 5
HELD_MS = 50.0
"""The bar: no single hold of the UI thread may be longer."""
IDLE_MIB, GROWTH_MIB = 450, 50
WARM_UP = 20
PATIENCE_S = 1800


class Heart(QObject):
    """A heartbeat on the UI thread; a thread beside it notes where a late beat hangs."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.places: Counter[str] = Counter()
        self._last = time.perf_counter()
        self._ended = threading.Event()
        self._thread_id = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._watchdog = threading.Thread(target=self._watch, daemon=True)
        self._watchdog.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000 - BEAT_MS)
        self._last = now

    def _watch(self) -> None:
        told = 0.0
        while not self._ended.wait(0.01):
            if time.perf_counter() - self._last > HELD_MS / 1000 and told != self._last:
                told = self._last
                frames = traceback.extract_stack(sys._current_frames()[self._thread_id])
                own = [frame for frame in frames if "xraydesk" in frame.filename]
                place = own[-1] if own else frames[-1]
                self.places[f"{Path(place.filename).name}:{place.lineno} {place.name}"] += 1

    def stop(self) -> None:
        """No further beat."""
        self._timer.stop()
        self._ended.set()
        self._watchdog.join()

    def report(self, title: str) -> float:
        """Print, and return the longest hold in milliseconds."""
        gaps = np.sort(np.array(self.gaps))
        late = int((gaps > HELD_MS).sum())
        print(
            f"{title:34} {len(gaps):6} beats, p50 {np.median(gaps):5.1f}  p99 {np.percentile(gaps, 99):5.1f}  "
            f"max {gaps[-1]:6.1f} ms, {late} over {HELD_MS:.0f} ms"
        )
        for place, count in self.places.most_common(8):
            print(f"    late {count} times in {place}")
        return float(gaps[-1])


def wait_for(what: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Run the event loop until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not what():
        if clock.elapsed() > seconds * 1000:
            raise SystemExit("the window did not come so far")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def draw_films(folder: Path, count: int) -> list[Path]:
    """Copies of the phantom that differ: two JPEG files for each DICOM file."""
    sample = min((paths.resources() / "samples").glob("*.dcm"))
    film = read(sample)
    grey = render(film, View(voi=default_voi(film)))
    content = sample.read_bytes()
    made = []
    for number in range(count):
        part = folder / f"part {number // 100:03}"
        part.mkdir(exist_ok=True)
        if number % 3 == 0:
            path = part / f"film {number:05}.dcm"
            path.write_bytes(content)
        else:
            path = part / f"film {number:05}.jpg"
            Image.fromarray(np.roll(grey, number % 40, axis=1)).save(path, quality=90)
        made.append(path)
    return made


def resident_mib() -> float:
    """Resident memory of this process and its children, in MiB (Linux)."""
    pids, total = [os.getpid()], 0
    while pids:
        pid = pids.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            tasks = Path(f"/proc/{pid}/task").iterdir()
            pids += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return total / 1024


def busy_processes(count: int) -> Iterator[subprocess.Popen[bytes]]:
    """Processes that do nothing but compute."""
    for _ in range(count):
        yield subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"])


def rest() -> None:
    """Two seconds without work, after which freed memory has been given back."""
    clock = QElapsedTimer()
    clock.start()
    wait_for(lambda: clock.elapsed() > 2000)


def measure_holds(window: MainWindow, folder: Path, count: int) -> None:
    """Drop the folder and watch the UI thread until everything is answered."""
    others = list(busy_processes(2))
    heart = Heart()
    wait_for(lambda: len(heart.gaps) > 600)
    heart.stop()
    for other in others:
        other.kill()
        other.wait()
    heart.report("idle window, two busy processes")

    items = window.desk.items
    start = time.perf_counter()
    heart = Heart()
    window.open_paths([folder])

    ready = (State.SCORED, State.DECLINED, State.FAILED, State.NO_IMAGE)
    next_row = 0

    def all_answered() -> bool:
        # Looks at each row once, so that watching costs nothing.
        nonlocal next_row
        while next_row < items.rowCount() and items[next_row].state in ready:
            next_row += 1
        return next_row == count

    wait_for(all_answered)
    heart.stop()
    seconds = time.perf_counter() - start
    held = heart.report(f"{count} files in, all screened")
    print(f"{count / seconds:.1f} films per second; UI thread held at most {held:.1f} ms (bar {HELD_MS:.0f} ms)")


def measure_memory(window: MainWindow, films: list[Path], turns: int) -> None:
    """One film open; then many opened and closed in turn."""

    def open_and_close(film: Path) -> None:
        window.open_paths([film])
        wait_for(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
        window.grab()
        window.desk.close_all()

    window.open_paths([films[0]])
    wait_for(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
    window.grab()
    print(f"one film open, model loaded: {resident_mib():.0f} MiB resident (bar {IDLE_MIB} MiB)")
    window.desk.close_all()
    for film in films[:WARM_UP]:
        open_and_close(film)
    rest()
    before = resident_mib()
    for turn in range(turns):
        open_and_close(films[turn % len(films)])
    rest()
    growth = resident_mib() - before
    print(f"{turns} films opened and closed in turn: {growth:+.1f} MiB (bar {GROWTH_MIB} MiB)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=200)
    arguments = parser.parse_args()
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    window = MainWindow()
    window.show()
    window.desk.load_model()
    wait_for(lambda: window.desk.card_is_known)
    put_window_first()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films = draw_films(folder, arguments.files)
        measure_memory(window, films[:60], arguments.turns)
        measure_holds(window, folder, arguments.files)
    window.close()


if __name__ == "__main__":
    main()
