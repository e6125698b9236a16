"""The worklist of a window over 100,000 films: when its first page is there, and how long the window is ever held.

    python -m tests.benchmarks.worklist_window [films]

Prints the milliseconds from the wish to see the list to its first painted lines, of every order, filter and jump until
the lines there are painted, and for each the longest time that the event loop was held; each by the clock on the wall
and as what this program computed in that time, which other programs on the machine do not change. The films are made
up, so there is a "not there any more" in the place of each picture.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.worklist_speed import made_up
from tests.store.screened import MODEL, WHEN
from xraydesk.core.decisions import Verdict
from xraydesk.core.settings import Settings
from xraydesk.store import results, runs
from xraydesk.store.database import Database
from xraydesk.store.results import Outcome
from xraydesk.store.runs import RunState
from xraydesk.store.worklist_query import Sort
from xraydesk.ui.app import put_window_first
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.worklist.line_delegate import HEIGHT
from xraydesk.ui.worklist.order import Order
from xraydesk.ui.worklist.page import WorklistPage

TICK_MS = 2
PATIENCE_S = 60.0


class Watch:
    """A timer that should fire every other millisecond, and by how much it was ever late.

    Attributes
    ----------
    longest
        In milliseconds of the clock on the wall.
    busiest
        The same in milliseconds that this program computed, on all of its threads: what other programs take is not in.
    """

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._spent = time.perf_counter(), time.process_time()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, spent = time.perf_counter(), time.process_time()
        self.longest = max(self.longest, (now - self._last) * 1000 - TICK_MS)
        self.busiest = max(self.busiest, (spent - self._spent) * 1000)
        self._last, self._spent = now, spent

    def begin(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._spent = time.perf_counter(), time.process_time()


def settle(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(true: Callable[[], bool]) -> float:
    """Milliseconds until something is so."""
    start = time.perf_counter()
    while not true():
        QApplication.processEvents()
        if time.perf_counter() - start > PATIENCE_S:
            sys.exit("it takes too long")
    return (time.perf_counter() - start) * 1000


def is_painted(page: WorklistPage) -> bool:
    """Whether every line on screen is at hand."""
    seen = page.table.places_seen()
    return bool(seen) and all(page.lines.line(place) is not None for place in seen)


def measure(watch: Watch, page: WorklistPage, name: str, wish: Callable[[], object], came: Callable[[], bool]) -> None:
    settle(0.7)
    watch.begin()
    start, spent = time.perf_counter(), time.process_time()
    wish()
    until(lambda: came() and is_painted(page))
    page.table.viewport().repaint()
    taken, used = (time.perf_counter() - start) * 1000, (time.process_time() - spent) * 1000
    settle(0.5)
    print(f"{name:<40}{taken:9.0f}{used:9.0f}{watch.longest:9.0f}{watch.busiest:9.0f}", flush=True)


def main() -> None:
    """Measure and print."""
    films = int(sys.argv[1]) if sys.argv[1:] else 100_000
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "a.sqlite3")
        fill(database, made_up(films))
        settings = Settings()
        settings.set("reader_name", "nobody")
        window = MainWindow(settings=settings, database=database)
        window.resize(1400, 900)
        window.show()
        put_window_first()
        settle(1.5)
        page, watch = window.worklist, Watch()
        lines, table, bar = page.lines, page.table, page.filter
        page.lines.order, page.run = Order(), 0
        print(f"{films} films; milliseconds")
        print(f"{'':<40}{'painted':>9}{'(CPU)':>9}{'held':>9}{'(CPU)':>9}")
        measure(watch, page, "first page", window.show_worklist, lambda: len(lines.order) == films)
        for sort in (Sort.PROBABILITY, Sort.PATIENT, Sort.DATE, Sort.STATUS, Sort.PATH, Sort.TRIAGE):
            wish = lambda sort=sort: bar.show_sort(sort, descending=False)  # noqa: E731
            measure(watch, page, f"by {sort}", wish, lambda sort=sort: lines.query.sort is sort and not waits(page))
        for place in (films // 2, films - 20, 30):
            wish = lambda place=place: table.verticalScrollBar().setValue(place * HEIGHT)  # noqa: E731
            measure(watch, page, f"jump to line {place}", wish, lambda: True)
        scroll(watch, page)
        measure(watch, page, "select every line", table.selectAll, lambda: table.chosen_count == films)
        measure(watch, page, "lines came, all selected", lines.refresh, lambda: not lines._soon.isActive())
        table.choose(lines.order[films // 3])
        measure(watch, page, "lines came, one selected", lines.refresh, lambda: not lines._soon.isActive())
        measure(watch, page, "text in patient, reason or path", lambda: bar.search.setText("atient 77"),
                lambda: 0 < len(lines.order) < films)  # fmt: skip
        measure(watch, page, "everything again", bar.clear, lambda: len(lines.order) == films)
        bar.show_statuses(("abstained",))
        until(lambda: 0 < len(lines.order) < films)
        table.selectAll()
        some = len(lines.order)
        measure(watch, page, f"accept {some} lines", lambda: page.commands.declare(Verdict.ACCEPTED),
                lambda: lines.counts.reviewed >= some)  # fmt: skip
        measure(watch, page, "undo", page.reviewing.undo, lambda: lines.counts.reviewed == 0)
        window.close()
    del app


def fill(database: Database, outcomes: list[Outcome]) -> None:
    """Store a run, in few large steps."""
    run = runs.start(database, [Path("/films")], "densenet", MODEL, {}, WHEN)
    for start in range(0, len(outcomes), 5000):
        results.commit(database, run, outcomes[start : start + 5000])
    runs.end(database, run, RunState.DONE, WHEN)


def waits(page: WorklistPage) -> bool:
    """Whether an order is still on its way."""
    return ("read", "worklist order") in page.window().lanes._newest


def scroll(watch: Watch, page: WorklistPage) -> None:
    """Drag the slider through the whole list in two seconds, then line by line."""
    bar = page.table.verticalScrollBar()
    for name, step in (("drag the slider through the list", bar.maximum() // 200), ("wheel", HEIGHT * 3)):
        settle(0.5)
        bar.setValue(0)
        watch.begin()
        for _ in range(200):
            bar.setValue(bar.value() + step)
            settle(0.01)
        worst = f"{watch.longest:9.0f}{watch.busiest:9.0f}"
        print(f"{name:<40}{until(lambda: is_painted(page)):9.0f}{'':>9}{worst}", flush=True)


if __name__ == "__main__":
    main()
