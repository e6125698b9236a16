"""A film process seen from the pipeline: started when it is first asked, killed when it is late or nobody waits."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Protocol

from xraydesk.core.errors import ModelError
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.screening import FILM_ARGUMENT, wire
from xraydesk.screening.film_reader import Looked, Made

LONGEST_S: Final = 180.0
"""For one step. Decoding has shorter limits of its own; this one is for what hangs beside it, such as a share."""

_ROOT: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from xraydesk.screening.film_child import main; sys.exit(main(sys.argv[2]))"
)
# One film at a time and one process a core: threads of the numeric libraries would stand in each other's way.
_SETTINGS: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class ReaderLostError(Exception):
    """The process is gone. ``late``: it was killed because its time was over; ``fresh``: it had done nothing before."""

    def __init__(self, *, late: bool = False, fresh: bool = False) -> None:
        super().__init__("late" if late else "died")
        self.late, self.fresh = late, fresh


class ReaderDefectError(Exception):
    """A defect of the program met this file; the text is its kind."""


class Reader(Protocol):
    """What reads films for one thread: a `FilmProcess`."""

    def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
        """As of `FilmReader.look`."""

    def make(self) -> Made:
        """As of `FilmReader.make`."""

    def kill_if_late(self) -> None:
        """As of `FilmProcess`."""

    def kill(self) -> None:
        """As of `FilmProcess`."""

    def close(self) -> None:
        """As of `FilmProcess`."""


def command(settings: str) -> list[str]:
    """How to start the process; the frozen program starts itself again with `FILM_ARGUMENT`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FILM_ARGUMENT, settings]
    return [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), settings]


class FilmProcess:
    """Reads films in a process of its own; for one thread, but `kill` and `kill_if_late` may come from others.

    Parameters
    ----------
    spec, least_side
        As of `FilmReader`.
    lungs
        Whether the lungs are looked for.
    calm
        Whether other programs, and the window that started it, come before it.
    pictures
        Whether each film that is made ready comes with a small picture of it.
    make_command
        Settings as JSON → the command that starts the process.
    """

    def __init__(
        self,
        spec: PreprocessSpec,
        least_side: int,
        *,
        lungs: bool,
        calm: bool = False,
        pictures: bool = False,
        make_command: Callable[[str], list[str]] = command,
        longest_s: float = LONGEST_S,
    ) -> None:
        settings = {"spec": asdict(spec), "least_side": least_side, "lungs": lungs, "calm": calm, "pictures": pictures}
        self._settings = json.dumps(settings)
        self._size, self._command, self._longest_s = spec.input_size, make_command, longest_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._calm = calm
        self._path = Path()
        self._deadline: float | None = None
        self._is_late = self._closed = False
        self._served = 0

    def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
        """As of `FilmReader.look`.

        Raises
        ------
        ReaderLostError, ReaderDefectError
            There is no answer.
        ModelError
            The process cannot be started, or its networks cannot be loaded.
        """
        self._path = path
        request = {"job": "look", "path": os.fspath(path), "settle_s": settle_s, "before": before}
        message = self._ask(request)
        try:
            return wire.looked_of(message.line)
        except wire.WireError as error:
            raise self._lost() from error

    def make(self) -> Made:
        """As of `FilmReader.make`.

        Raises
        ------
        ReaderLostError, ReaderDefectError
            There is no answer.
        """
        message = self._ask({"job": "make"})
        try:
            made = wire.made_of(message, self._path, self._size)
        except wire.WireError as error:
            raise self._lost() from error
        self._served += 1
        return made

    def kill_if_late(self) -> None:
        """To be called now and then from another thread: end the process when the step takes too long."""
        with self._lock:
            if self._process is not None and self._deadline is not None and time.monotonic() > self._deadline:
                self._is_late = True
                self._process.kill()

    def kill(self) -> None:
        """End the process at once and start no other."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process and wait for its end; a later call starts another unless `kill` was called."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)

    @property
    def pid(self) -> int:
        """The process id, 0 while there is none."""
        with self._lock:
            return self._process.pid if self._process is not None else 0

    def _ask(self, request: dict[str, Any]) -> wire.Message:
        process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        self._deadline = time.monotonic() + self._longest_s
        try:
            wire.send(process.stdin, request)
            message = wire.receive(process.stdout)
        except (OSError, ValueError, wire.WireError) as error:
            raise self._lost() from error
        finally:
            self._deadline = None
        if "defect" in message.line:
            raise ReaderDefectError(str(message.line["defect"])[:80])
        return message

    def _lost(self) -> ReaderLostError:
        late, fresh = self._is_late, self._served == 0
        self.close()
        return ReaderLostError(late=late, fresh=fresh)

    def _started(self) -> subprocess.Popen[bytes]:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        if self._calm:
            flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        with self._lock:
            if self._closed:
                raise ReaderLostError
            self._is_late, self._served = False, 0
            try:
                process = self._process = subprocess.Popen(
                    self._command(self._settings),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, **_SETTINGS},
                    creationflags=flags,
                )
            except OSError as error:
                raise ModelError("the program's film process cannot be started") from error
        assert process.stdout is not None
        self._deadline = time.monotonic() + self._longest_s
        try:
            line = wire.receive(process.stdout).line
        except (OSError, ValueError, wire.WireError) as error:
            if self._closed:
                raise ReaderLostError from error
            self.close()
            raise ModelError("the program's film process cannot be started") from error
        finally:
            self._deadline = None
        if line.get("ready") is not True:
            self.close()
            raise ModelError(str(line.get("error")))
        return process
