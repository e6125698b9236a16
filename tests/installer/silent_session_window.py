"""The program's window and the reader before it: what all that is done in the window is made of."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.benchmarks.frozen_start import screen, stages_of
from tests.installer.silent_session_films import Films
from tests.installer.silent_session_program import Program
from tests.installer.silent_session_screen import MAIN, PATIENCE_S, Desk, differing, film_part, must, wait_until

CHANGED = 0.01
"""Share of the film's pixels that are others where something was done to it."""


class Window:
    """The program's window, and the reader before it.

    Attributes
    ----------
    program, films, desk, saved
        What is led, with what, where, and the folder for what it writes.
    """

    def __init__(self, program: Program, films: Films, desk: Desk, saved: Path) -> None:
        self.program, self.films, self.desk, self.saved = program, films, desk, saved
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *paths: Path) -> None:
        """Start with a film of a user who has never started the program."""
        self._process = self.program.start(*(paths or (self.films.phantom,)))
        wait_until(lambda: {"picture", "heatmap"} <= stages_of(screen()), "picture and heatmap")
        self.show("start")

    def start_empty(self) -> None:
        """Start without a film; the window stands when the keyboard can be given to it."""
        self._process = self.program.start()
        self.take()
        self.show("started again")

    def quit(self) -> None:
        """Leave, as a reader does."""
        self.press("ctrl+q")
        process = self._process
        assert process is not None
        wait_until(lambda: process.poll() is not None, "the end of the program")
        self._process = None
        must(process.returncode == 0, f"it ended with exit status {process.returncode}")

    def end(self) -> None:
        """End it if it is still there."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def take(self) -> None:
        """Close whatever a step before has left open, and give the window the keyboard."""
        must(self._process is not None and self._process.poll() is None, "the program does not run")
        main = wait_until(lambda: self.desk.windows(MAIN), "the window")[0]
        for other in self.desk.windows():
            if other != main:
                self.desk.focus(other)
                self.desk.press("Escape")
        wait_until(lambda: self.desk.windows() == [main], "that no other window is left")
        self.desk.focus(main)

    def press(self, *keys: str) -> None:
        """Press keys in the window itself."""
        self.take()
        self.desk.press(*keys)

    def show(self, name: str) -> np.ndarray:
        """Wait until the screen is at rest and keep it; (height, width, 3) uint8."""
        pixels = self.desk.seen()
        self.desk.picture(name)
        return pixels

    def film(self) -> np.ndarray:
        """The middle of the film when the screen is at rest."""
        return film_part(self.desk.seen())

    def until_other(self, than: np.ndarray, what: str, patience_s: float = PATIENCE_S) -> np.ndarray:
        """Wait until the middle of the film is not what it was."""
        wait_until(lambda: differing(film_part(screen()), than) > CHANGED, what, patience_s)
        return self.film()

    def name_file(self, title: str, path: Path) -> None:
        """Write a path into a dialog that asks for one."""
        self.desk.window(title)
        self.desk.seen()
        self.desk.write(str(path))
        self.desk.picture(title.strip("^$"))
        self.desk.press("Return")
        self.desk.gone(title)

    def page(self, name: str, keys: tuple[str, ...], title: str) -> None:
        """A window that comes, holds something to read, and goes."""
        self.press("F6", *keys)
        self.desk.window(title)
        self.show(name)
        x, y, width, height = self.desk.place(title)
        part = self.desk.seen()[y : y + height, x : x + width]
        must((part.max(axis=2) > 120).mean() > 0.003, "there is nothing to read in it")
        self.desk.press("Escape")
        self.desk.gone(title)

    def count(self, question: str, number: Callable[[int], bool], what: str, patience_s: float = PATIENCE_S) -> int:
        """Wait until the answer of the store to a question is so, and return it."""
        wait_until(lambda: number(self.program.count(question)), what, patience_s)
        return self.program.count(question)
