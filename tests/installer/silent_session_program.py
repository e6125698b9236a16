"""The frozen program as a new user has it: an empty home, nothing in the environment, and every socket written down."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any, Final

from tests.installer.silent_session_screen import MissedError

_CALLS: Final = ("socket", "connect", "io_uring_setup")
_MINUTES: Final = 20


class Program:
    """Starts the frozen program.

    Parameters
    ----------
    path
        The program.
    place
        An empty folder; the user's home and the traces are made in it.

    Attributes
    ----------
    home
        The user's folder.
    is_traced
        Whether strace is there to write every socket down.
    """

    def __init__(self, path: Path, place: Path) -> None:
        self.path, self.home = path, place / "home"
        self.home.mkdir(parents=True)
        self._traces = place / "traces"
        self._traces.mkdir()
        self.is_traced = shutil.which("strace") is not None
        self._started = 0

    def _command(self, words: tuple[str | Path, ...]) -> list[str]:
        self._started += 1
        trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={','.join(_CALLS)}", "-e", "signal=none", "-o"]
        before = [*trace, str(self._traces / str(self._started))] if self.is_traced else []
        return [*before, str(self.path), *map(str, words)]

    def _environment(self, *, has_screen: bool) -> dict[str, str]:
        """Hardly anything: some libraries are silent where they see that they are tested, and then prove nothing."""
        kept = ("PATH", "TMPDIR", "DISPLAY") if has_screen else ("PATH", "TMPDIR")
        own = {"HOME": str(self.home), "LANG": "C.UTF-8"}
        return {**{name: os.environ[name] for name in kept if name in os.environ}, **own}

    def run(self, *words: str | Path, expected: int = 0) -> str:
        """Start it without a screen and wait for its end; what it printed.

        Raises
        ------
        MissedError
            It ended with another exit status, or with a traceback.
        """
        done = subprocess.run(
            self._command(words),
            env=self._environment(has_screen=False),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60 * _MINUTES,
            check=False,
        )
        if done.returncode != expected or "Traceback" in done.stderr:
            said = (done.stderr or done.stdout).strip().splitlines()[-3:]
            raise MissedError(f"{' '.join(map(str, words[:2]))}: exit status {done.returncode}, {' / '.join(said)}")
        return done.stdout

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start it with the screen."""
        return subprocess.Popen(
            self._command(words),
            env=self._environment(has_screen=True),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stored(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the user's database, which may not be there yet; it is only read."""
        place = self.home / ".local" / "share" / "XRayDesk" / "xraydesk.sqlite3"
        if not place.exists():
            return []
        with contextlib.closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=10)) as database:
            try:
                return database.execute(question, values).fetchall()
            except sqlite3.OperationalError:  # made, but not laid out yet
                return []

    def count(self, question: str, *values: object) -> int:
        """The number that a question about the user's database is answered with."""
        rows = self.stored(question, *values)
        return int(rows[0][0]) if rows else 0

    def calls(self) -> list[str]:
        """Every call that made a socket or a connection, as strace writes it."""
        lines = [line for trace in sorted(self._traces.iterdir()) for line in trace.read_text().splitlines()]
        return [line for line in lines if any(f"{call}(" in line for call in _CALLS)]


def is_of_network(call: str) -> bool:
    """Whether such a call reaches further than this computer's own sockets and the kernel's messages."""
    return "AF_UNIX" not in call
