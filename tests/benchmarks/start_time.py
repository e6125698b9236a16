"""From process start to a painted window, and from there to the first heatmap; the real window, timed from outside.

    python -m tests.benchmarks.start_time [FILM]

Starts the window several times in fresh processes and prints the fastest and the median. Uses the display at hand, or
Qt's offscreen platform where there is none.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from xraydesk.core import paths

ROUNDS = 6

TITLES = {
    "painted": "window painted",
    "furnished": "all of it there",
    "shown": "picture shown",
    "heatmap": "first heatmap drawn",
}

# What the child runs: the program's own start in a window that tells the time.
CHILD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
import xraydesk.ui.app as app
from xraydesk.ui.main_window import MainWindow

def tell(name):
    print(name, time.time(), flush=True)

class Window(MainWindow):
    def furnish(self):
        if self.furnished:
            return
        tell("painted")  # it is called when the first paint is over
        super().furnish()
        tell("furnished")
        self.desk.picture_shown.connect(lambda _: QTimer.singleShot(0, lambda: tell("shown")))
        self.desk.answer_changed.connect(self.look)
    def look(self):
        from xraydesk.ui.desk.items import State
        item = self.desk.current
        if item is not None and item.state is State.SCORED:
            self.grab()
            tell("heatmap")
            QTimer.singleShot(0, self.close)

app.MainWindow = Window
sys.exit(app.run([Path(sys.argv[1])]))
"""


def once(film: Path) -> dict[str, float]:
    """Seconds from process start to each event."""
    start = time.time()
    command = [sys.executable, "-c", CHILD, str(film)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    pairs = (line.split() for line in done.stdout.splitlines())
    return {name: float(at) - start for name, at in pairs}


def main() -> None:
    """Measure and print."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    film = Path(sys.argv[1]) if len(sys.argv) > 1 else min((paths.resources() / "samples").glob("*.dcm"))
    once(film)
    rounds = [once(film) for _ in range(ROUNDS)]
    place = os.environ.get("DISPLAY") or "the offscreen platform"
    print(f"{film.name}, {ROUNDS} starts after one to warm up, on {place}")
    for name, title in (
        ("painted", "window painted"),
        ("furnished", "all of it there"),
        ("shown", "picture shown"),
        ("heatmap", "first heatmap drawn"),
    ):
        times = [times[name] for times in rounds]
        print(f"{title:20} fastest {min(times):.2f} s, median {statistics.median(times):.2f} s")
    waits = [times["heatmap"] - times["painted"] for times in rounds]
    print(f"{'heatmap after window':20} fastest {min(waits):.2f} s, median {statistics.median(waits):.2f} s")


if __name__ == "__main__":
    main()
