"""A screen that nobody sees, with a keyboard and a mouse: what a reader would do, and what they would see then."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from PySide6.QtGui import QGuiApplication

from tests.benchmarks.frozen_start import HEIGHT, WIDTH, screen

T = TypeVar("T")

MAIN: Final = "^XRayDesk$"
"""The title of the window."""

PATIENCE_S: Final = 120.0
_POLL_S: Final = 0.05
_STILL_S: Final = 0.4
_PAUSE: Final = threading.Event()


class MissedError(Exception):
    """Something that should have come did not."""


def wait_until(outcome: Callable[[], T], what: str, patience_s: float = PATIENCE_S) -> T:
    """Ask again and again until the outcome is there, and return it.

    Raises
    ------
    MissedError
        It did not come; the sentence names it.
    """
    end = time.monotonic() + patience_s
    while not (answer := outcome()):
        if time.monotonic() > end:
            raise MissedError(f"{what}: not within {patience_s:.0f} s")
        _PAUSE.wait(_POLL_S)
    return answer


def must(is_so: object, otherwise: str) -> None:
    """Go on only if something is so.

    Raises
    ------
    MissedError
        It is not; the sentence says what was found.
    """
    if not is_so:
        raise MissedError(otherwise)


class Desk:
    """An X server of its own with the windows on it; there is no window manager, so the focus is given by hand.

    Parameters
    ----------
    pictures
        A folder for what the screen showed, or None.
    """

    def __init__(self, pictures: Path | None) -> None:
        self._pictures, self._taken = pictures, 0
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            os.environ["DISPLAY"] = f":{number.read().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        self._app = QGuiApplication.instance() or QGuiApplication([])

    def close(self) -> None:
        """Switch the screen off."""
        self._app.shutdown()
        self._server.terminate()
        self._server.wait()

    # ------------------------------------------------------------------------------------- windows

    def windows(self, title: str = "") -> list[str]:
        """The numbers of the visible windows whose title holds this."""
        found = _xdotool("search", "--onlyvisible", "--name", title or ".+")
        return found.split()

    def title(self, window: str) -> str:
        """What stands over it."""
        return _xdotool("getwindowname", window).strip()

    def window(self, title: str, patience_s: float = PATIENCE_S) -> str:
        """Wait for a window and give it the keyboard."""
        (number, *_) = wait_until(lambda: self.windows(title), f"a window “{title}”", patience_s)
        self.focus(number)
        return number

    def place(self, title: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window."""
        (number, *_) = self.windows(title)
        pairs = (line.split("=") for line in _xdotool("getwindowgeometry", "--shell", number).splitlines())
        values = {name: int(value) for name, value in pairs if value.lstrip("-").isdigit()}
        return max(0, values["X"]), max(0, values["Y"]), values["WIDTH"], values["HEIGHT"]

    def focus(self, window: str) -> None:
        """Give a window the keyboard."""

        def has_it() -> bool:
            _xdotool("windowfocus", window)
            return _xdotool("getwindowfocus").strip() == window

        wait_until(has_it, f"the keyboard for window {window}")

    def gone(self, title: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until no window has such a title."""
        wait_until(lambda: not self.windows(title), f"the end of the window “{title}”", patience_s)

    # -------------------------------------------------------------------------------- hands and eyes

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        _xdotool("key", "--clearmodifiers", "--delay", "30", *keys)

    def write(self, text: str) -> None:
        """Type a text in place of what the field holds."""
        self.press("ctrl+a")
        _xdotool("type", "--delay", "8", text)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Draw with the left button."""
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        words = ["mousemove", *map(str, start), "mousedown", "1"]
        for place in (middle, end):
            words += ["mousemove", *map(str, place)]
        _xdotool(*words, "mouseup", "1")

    def click(self, place: tuple[int, int]) -> None:
        """The left button."""
        _xdotool("mousemove", *map(str, place), "click", "1")

    def seen(self) -> np.ndarray:
        """The screen when it has stopped changing; (height, width, 3) uint8."""
        end = time.monotonic() + PATIENCE_S
        before, since = screen(), time.monotonic()
        while time.monotonic() - since < _STILL_S:
            _PAUSE.wait(_POLL_S)
            now = screen()
            if not np.array_equal(now, before):
                before, since = now, time.monotonic()
            if time.monotonic() > end:
                raise MissedError(f"the screen does not come to rest within {PATIENCE_S:.0f} s")
        return before

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        if self._pictures is not None:
            self._taken += 1
            self._pictures.mkdir(parents=True, exist_ok=True)
            target = self._pictures / f"{self._taken:02d} {name}.png"
            QGuiApplication.primaryScreen().grabWindow(0).save(str(target))


def film_part(pixels: np.ndarray) -> np.ndarray:
    """The middle of the film: between the columns beside it, above the texts in its corners."""
    return pixels[HEIGHT // 5 : HEIGHT * 3 // 5, WIDTH * 3 // 10 : WIDTH * 6 // 10]


def differing(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels that are clearly not the same."""
    return float((np.abs(one.astype(np.int16) - other).max(axis=2) > 12).mean())


def _xdotool(*words: str) -> str:
    done = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False)
    return done.stdout
