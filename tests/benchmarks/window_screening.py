"""A folder of many small files dropped on the real window: first progress, holds of the UI thread, memory, the end.

    python -m tests.benchmarks.window_screening [--files 100000] [--films FOLDER]

Without a folder of films, readers and model are doubles in this process, which take more of the interpreter than film
processes do; the window, its worklist, the walk, the pipeline and the database are the real ones. With a folder all of
it is real. The same heartbeat over an idle window beside two busy processes says what this machine does to anybody's.
At the end a second screening is begun and the window closed in the middle of it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.benchmarks.desk_load import HELD_MS, Heart, busy_processes, resident_mib, wait_for
from tests.screening import doubles
from xraydesk import workflow
from xraydesk.core.settings import Settings
from xraydesk.screening.pipeline import Screening
from xraydesk.store.database import Database
from xraydesk.ui.app import put_window_first
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import theme

CONTENTS = 100
WARM_UP = 200
FIRST_S, GROWTH_MIB, CLOSED_S = 2.0, 100, 1.0


class Doubled:
    """The workflow, with a pipeline whose readers and model cost nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(workflow, name)

    def screening(self, files: Any, _session: object, sink: Any, **more: Any) -> Screening:
        del more["calm"]
        return Screening(files, doubles.predictor(), doubles.PlainReader, sink, doubles.QUICK, **more)


def idle_holds() -> None:
    """What the machine does to a heartbeat."""
    others = list(busy_processes(2))
    heart = Heart()
    wait_for(lambda: len(heart.gaps) > 600)
    heart.stop()
    for other in others:
        other.kill()
        other.wait()
    heart.report("idle window, two busy processes")


def warm_up(window: MainWindow, folder: Path) -> None:
    """Screen a few files, so that the engine is loaded and its stores are filled before memory is measured."""
    before = resident_mib()
    some = sorted(folder.iterdir())[:WARM_UP]
    ended: list[int] = []
    window.runner.ended.connect(ended.append)
    window.screenings.take_drop(some)
    wait_for(lambda: bool(ended))
    print(f"engine and the first {len(some)} films: {resident_mib() - before:+.0f} MiB")


def screen(window: MainWindow, folder: Path, *, real: bool) -> None:
    """Drop the folder and watch until it is screened."""
    runner = window.runner
    first, ended = list[float](), list[int]()
    before = peak = resident_mib()
    start = last = time.perf_counter()
    heart = Heart()
    runner.progressed.connect(
        lambda: first.append(time.perf_counter() - start) if runner.progress and runner.progress.found else None
    )
    runner.ended.connect(ended.append)
    window.screenings.take_drop([folder])

    def done() -> bool:
        nonlocal peak, last
        if time.perf_counter() - last > 1:
            last = time.perf_counter()
            peak = max(peak, resident_mib())
        return bool(ended)

    wait_for(done)
    heart.stop()
    seconds = time.perf_counter() - start
    files = runner.progress.done if runner.progress is not None else 0
    held = heart.report(f"{files} files in, all screened")
    print(f"first progress after {first[0]:.2f} s (bar {FIRST_S:.0f} s)")
    print(f"{files / seconds:.0f} files a second; UI thread held at most {held:.1f} ms (bar {HELD_MS:.0f} ms)")
    # With real films the film processes are in it, which are started anew for each screening.
    bar = "" if real else f" (bar {GROWTH_MIB} MiB)"
    print(f"memory of window and film processes grew by {peak - before:+.0f} MiB{bar}")


def close_in_the_middle(window: MainWindow, folder: Path) -> None:
    """Begin again and close."""
    window.runner.screen([folder / "."])
    wait_for(lambda: window.runner.is_busy and window.runner.progress is not None and window.runner.progress.done > 0)
    begin = time.perf_counter()
    window.close()
    print(f"closed in the middle in {time.perf_counter() - begin:.2f} s (bar {CLOSED_S:.0f} s)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--films", type=Path)
    arguments = parser.parse_args()
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.films or Path(name) / "films"
        if arguments.films is None:
            folder.mkdir()
            for number in range(arguments.files):
                (folder / f"{number:06}.film").write_bytes(b"%d" % (number % CONTENTS))
            doubles.predictor()
        window = MainWindow(
            None if arguments.films else Doubled(), Settings(), Database(Path(name) / "store.sqlite3", sole=True)
        )
        window.show()
        window.desk.load_model()
        wait_for(lambda: window.desk.card_is_known)
        put_window_first()
        idle_holds()
        warm_up(window, folder)
        screen(window, folder, real=arguments.films is not None)
        close_in_the_middle(window, folder)


if __name__ == "__main__":
    main()
