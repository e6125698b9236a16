"""A frozen program from its start to the first heatmap, timed by what stands on the screen (Linux, needs Xvfb).

    python -m tests.benchmarks.frozen_start dist/xraydesk/xraydesk [--film FILM] [--rounds 6] [--picture PNG]

Each round is a new process of a user who has never started it, on an X server of its own. "Window" is when most of the
screen is painted, "picture" when something bright is in the middle of it, "heatmap" when something coloured is. The
first round also reads the program from the disk and is printed apart.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from xraydesk.core import paths

WIDTH, HEIGHT = 1440, 900
STAGES = ("window", "picture", "heatmap")
PATIENCE_S = 60.0
POLL_S = 0.01


def screen() -> np.ndarray:
    """What is on the screen; (height, width, 3) uint8."""
    image = QGuiApplication.primaryScreen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), :3].copy()  # the image goes away with its memory


def stages_of(pixels: np.ndarray) -> set[str]:
    """Which stages the screen has come to."""
    seen = set()
    if (pixels.max(axis=2) > 0).mean() > 0.3:
        seen.add("window")
    # Between the columns beside the film, above the texts in its corners.
    middle = pixels[HEIGHT // 5 : HEIGHT * 3 // 5, WIDTH * 3 // 10 : WIDTH * 6 // 10].astype(np.int16)
    if (middle.min(axis=2) > 150).mean() > 0.02:
        seen.add("picture")
        if (middle.max(axis=2) - middle.min(axis=2) > 20).mean() > 0.01:
            seen.add("heatmap")
    return seen


def start_once(program: Path, film: Path, picture: Path | None) -> dict[str, float]:
    """Start the program with a film; seconds to each stage."""
    with tempfile.TemporaryDirectory() as home:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "QT_"))}
        begin = time.perf_counter()
        process = subprocess.Popen(
            [program, "--new-window", film], env={**environment, "HOME": home}, stderr=subprocess.DEVNULL
        )
        found: dict[str, float] = {}
        try:
            while len(found) < len(STAGES):
                taken = time.perf_counter() - begin
                if taken > PATIENCE_S or process.poll() is not None:
                    sys.exit(f"it came no further than {list(found)} in {taken:.1f} s, exit status {process.poll()}")
                for stage in stages_of(screen()):
                    found.setdefault(stage, time.perf_counter() - begin)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(POLL_S)
            if picture is not None:
                QGuiApplication.primaryScreen().grabWindow(0).save(str(picture))
        finally:
            process.terminate()
            process.wait()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--film", type=Path, default=paths.resources() / "samples" / "chest_phantom.dcm")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    program, film = arguments.program.absolute(), arguments.film.absolute()
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        os.environ["DISPLAY"] = f":{os.read(reading, 16).decode().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        app = QGuiApplication([])
        rounds = [start_once(program, film, arguments.picture) for _ in range(arguments.rounds + 1)]
        del app
    finally:
        server.terminate()
        server.wait()
    print(f"{'':10}{'first':>8}{'fastest':>9}{'median':>8}   seconds, {arguments.rounds} starts")
    for stage in STAGES:
        times = [each[stage] for each in rounds[1:]]
        print(f"{stage:10}{rounds[0][stage]:8.2f}{min(times):9.2f}{statistics.median(times):8.2f}")


if __name__ == "__main__":
    main()
