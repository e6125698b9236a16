"""How long a picture takes while it is dragged, on the real widget, each figure beside its bar.

    python -m tests.benchmarks.view_speed [--rounds 3]

Drives `ImageView` of 1920 by 1080 with a synthetic film of 3000 by 3000 16-bit samples as a mouse would: window/level,
zoom and pan, alone, under a heatmap (colours, lines) and under overlays, and the wheel through frames. All of it once
more on a screen of 200 %, where the same view has four times the pixels that the bars are meant for. Then the main
window with the real workflow: the next image when it was read ahead, and a plain CR film from drop to pixels.

A frame is what lies between a mouse event and the end of the painting that it caused, flush included. The machine may
be shared: every gesture is made several times, the round with the lowest p95 counts, and beside the time on the clock
stands the time that the window's thread was really running (cpu). On a quiet machine the two are alike; where only
the first is above the bar, the verdict is "busy". A fixed piece of work, measured at the end, says how quiet it was.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.benchmarks.timing import HEAD, Times, film_samples, let_run, p95, row, yardstick
from tests.benchmarks.window_speed import window_part

SIZE = (1920, 1080)
FRAME_MS = 16.0
MOVES = 90


class Bench:
    """A view with a film in it, and a hand that drags."""

    def __init__(self, rounds: int) -> None:
        from PySide6.QtWidgets import QApplication

        from xraydesk.ui.desk.lanes import Lanes
        from xraydesk.ui.view.image_view import ImageView

        self.app = QApplication.instance() or QApplication([])
        self.rounds = rounds
        self.lanes = Lanes()
        self.view = ImageView(self.lanes)
        self.view.resize(*SIZE)
        self.view.show()
        self.settle()

    def settle(self, seconds: float = 0.4) -> None:
        """Let the work in the lanes come home."""
        let_run(seconds)

    def mouse(self, kind: str, x: float, y: float, button: str) -> None:
        """Send what a mouse sends."""
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent

        events = {"press": QEvent.Type.MouseButtonPress, "move": QEvent.Type.MouseMove}
        which = getattr(Qt.MouseButton, f"{button}Button")
        place = QPointF(x, y)
        event = QMouseEvent(
            events.get(kind, QEvent.Type.MouseButtonRelease), place, place,
            Qt.MouseButton.NoButton if kind == "move" else which,
            Qt.MouseButton.NoButton if kind == "release" else which,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        self.app.sendEvent(self.view, event)

    def drag(self, button: str, way: Callable[[int], tuple[float, float]]) -> Times:
        """Frame times of one gesture in milliseconds."""
        self.mouse("press", *way(0), button)
        times = []
        for step in range(1, MOVES + 1):
            start, cpu = time.perf_counter(), time.thread_time()
            self.mouse("move", *way(step), button)
            self.app.processEvents()
            times.append(((time.perf_counter() - start) * 1000, (time.thread_time() - cpu) * 1000))
        self.mouse("release", *way(MOVES), button)
        return times

    def gestures(self) -> Iterator[tuple[str, Callable[[], Times]]]:
        """Name → one round of it; each begins with the film fitted."""
        yield "window/level drag, fitted", lambda: self.drag("Left", lambda i: (600 + 4 * i, 500 + 40 * np.sin(i / 9)))
        yield (
            "zoom drag, fit to 4x and back",
            lambda: self.drag("Right", lambda i: (900, 800 - 300 * np.sin(np.pi * i / MOVES))),
        )
        yield "pan drag, fitted", lambda: self.drag("Middle", lambda i: (600 + 4 * i, 500 + 2 * i))
        yield "window/level drag at 1:1", lambda: self.at(1.0, "Left")
        yield "pan drag at 1:1", lambda: self.at(1.0, "Middle")
        yield "pan drag at 60 %", lambda: self.at(0.6, "Middle")
        yield "pan drag at 2.3x", lambda: self.at(2.3, "Middle")

    def at(self, zoom: float, button: str) -> Times:
        """A drag at a zoom, once the film is sharp there."""
        self.view.zoom_by(zoom / self.view.placement.zoom)
        self.settle()
        return self.drag(button, lambda i: (600 + 4 * i, 500 + 2 * i))

    def through_frames(self) -> Times:
        """Every frame from the first to the last, each waited for until it is painted."""
        from PySide6.QtCore import QEventLoop

        self.view.frames.step(-self.view.frames.count)
        self.settle()
        times = []
        for frame in range(1, self.view.frames.count):
            start, cpu = time.perf_counter(), time.thread_time()
            self.view.scroll_by(1)
            while self.view.picture is None or self.view.picture.frame != frame:
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            self.app.processEvents()
            times.append(((time.perf_counter() - start) * 1000, (time.thread_time() - cpu) * 1000))
        return times

    def measure(self, title: str, names: tuple[str, ...] = ()) -> None:
        """Print the gestures whose name begins with one of ``names``, all by default."""
        print(f"\n{title}")
        for name, gesture in self.gestures():
            if names and not name.startswith(names):
                continue
            rounds = []
            for _ in range(self.rounds):
                self.view.fit()
                self.view.reset()
                self.settle()
                rounds.append(gesture())
            print(row(name, min(rounds, key=p95), FRAME_MS))


def view_part(rounds: int) -> None:
    """The gestures on one view, under all that may lie over a film."""
    from xraydesk.core.radiograph import Overlay, Radiograph, Shutter
    from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
    from xraydesk.ui.view.picture import prepare

    bench = Bench(rounds)
    view = bench.view
    print(
        f"scale {view.devicePixelRatioF():g}: {SIZE[0]} x {SIZE[1]} logical pixels, platform {bench.app.platformName()}"
    )
    print(HEAD)
    film = Radiograph(
        path=Path("/film.dcm"), sha256="", samples=film_samples()[None], stored_sha256="", photometric="MONOCHROME2",
        bits_stored=14, orientation=("L", "F"), transfer_syntax="1.2.840.10008.1.2.1",
    )  # fmt: skip
    view.show_picture(prepare(film))
    bench.measure("film alone")
    values = np.zeros((512, 512), np.float32)
    y, x = np.mgrid[:512, :512]
    values += 5 * np.exp(-(((x - 180) / 60) ** 2 + ((y - 260) / 90) ** 2))
    view.show_heatmap(Heatmap("pneumonia", values, 4.0))
    bench.measure("with a heatmap in colours", ("window", "zoom", "pan drag, fitted"))
    view.set_heatmap_style(HeatmapStyle(kind="both"))
    bench.measure("with colours and contour lines", ("window", "zoom", "pan drag, fitted"))
    mask = np.zeros((1, 3000, 3000), bool)
    mask[:, 200:260, 200:1400] = np.random.default_rng(2).random((60, 1200)) > 0.5
    mask[:, 100:-100, 1500:1503] = mask[:, 1500:1503, 100:-100] = True
    with_graphics = replace(film, overlays=(Overlay(mask, 0, 0),), shutter=Shutter(circle=(1500, 1500, 1480)))
    view.show_picture(prepare(with_graphics))
    bench.measure("with overlays and a shutter")
    print("\nthrough frames, from the wheel to the pixels")
    for side in (512, 1024):
        frames = np.stack([film_samples(side, seed) for seed in range(12)])
        view.show_picture(prepare(replace(film, samples=frames)))
        bench.settle()
        rounds_of = [bench.through_frames() for _ in range(rounds)]
        print(row(f"next frame of {side} x {side}", min(rounds_of, key=p95), FRAME_MS))
    bench.lanes.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", choices=("view", "window"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part is not None:
        {"view": view_part, "window": window_part}[options.part](options.rounds)
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for scale, part in (("1", "view"), ("2", "view"), ("1", "window")):
        environment = os.environ | {"QT_SCALE_FACTOR": scale}
        command = [sys.executable, "-m", "tests.benchmarks.view_speed", "--part", part]
        subprocess.run([*command, "--rounds", str(options.rounds)], env=environment, check=True)
    yards = [yardstick() for _ in range(20)]
    print(f"\nyardstick: {min(yards):.1f} to {max(yards):.1f} ms; on a quiet machine the two are alike")


if __name__ == "__main__":
    main()
