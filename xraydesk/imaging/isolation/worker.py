"""One decoder process, seen from the reader: start it, ask it, kill it when it is late."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xraydesk.imaging.isolation import wire
from xraydesk.imaging.isolation.memory_file import MemoryFile

CHILD_ARGUMENT = "--decoder-process"
START_SECONDS = 30.0
_KEPT_BYTES = 64 * 1024**2
_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from xraydesk.imaging.isolation.child import main; sys.exit(main(sys.argv[2]))"
)
# Decoders are called one at a time, so threads of the numeric libraries would only cost start-up time.
# glibc gives freed memory back after every film and takes it again for the next, which doubles the time of RLE.
_SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": str(128 * 1024**2),
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024**2),
}


class WorkerError(Exception):
    """The process died, was killed or talked nonsense; it is of no more use.

    Attributes
    ----------
    late
        Whether it was killed because its time was over.
    started
        Whether it had come to life before.
    """

    def __init__(self, *, late: bool = False, started: bool = False) -> None:
        super().__init__("late" if late else "died")
        self.late = late
        self.started = started


def command(handle: str) -> list[str]:
    """How to start a decoder process.

    A frozen program starts itself again with ``CHILD_ARGUMENT``, which its entry point must hand to
    ``child.main`` before it looks at any other argument.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT, handle]
    return [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), handle]


class Worker:
    """A running decoder process; not for use by two threads at once.

    Parameters
    ----------
    make_command
        Handle of the memory file → the command that starts the process.
    """

    def __init__(self, make_command: Callable[[str], list[str]] = command) -> None:
        self.memory = MemoryFile(sealed=True)
        self.fresh = True
        self._greeted = False
        self._asked = 0
        self.peak = 0
        windows = sys.platform == "win32"
        try:
            self._process = subprocess.Popen(
                make_command(self.memory.handle),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, **_SETTINGS},
                pass_fds=() if windows else (self.memory.descriptor,),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self.memory.close()
            raise WorkerError from error

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(
        self,
        request: dict[str, Any],
        content: bytes | memoryview,
        meanwhile: Callable[[], object] | None = None,
    ) -> wire.Answer:
        """Hand over a job and wait for its answer, at most the request's ``seconds``.

        The samples of the answer lie in ``memory`` until the next job. ``meanwhile`` is called while waiting.

        Raises
        ------
        WorkerError
            The process is gone.
        """
        self.greet()
        self._asked += 1
        ticket = _WATCHDOG.expect(self._process, request["seconds"])
        try:
            self.memory.write(content)
            assert self._process.stdin is not None
            self._process.stdin.write(wire.dump({**request, "number": self._asked}))
            if meanwhile is not None:
                meanwhile()
            answer = wire.parse_answer(self._line(), self._asked)
        except (OSError, wire.WireError) as error:
            self.close(kill=True)
            raise WorkerError(late=_WATCHDOG.done(ticket), started=True) from error
        except BaseException:
            # The answer is still to come, and the next file must not get it.
            self.close(kill=True)
            _WATCHDOG.done(ticket)
            raise
        if _WATCHDOG.done(ticket):
            self.close(kill=True)
            raise WorkerError(late=True, started=True)
        self.fresh = False
        self.peak = max(self.peak, answer.peak)
        return answer

    def greet(self) -> None:
        """Wait until the process says that it is ready, once.

        Raises
        ------
        WorkerError
            It cannot be started.
        """
        if self._greeted:
            return
        ticket = _WATCHDOG.expect(self._process, START_SECONDS)
        try:
            self._greeted = self._line() == wire.HELLO
        except (OSError, wire.WireError):
            self._greeted = False
        finally:
            _WATCHDOG.done(ticket)
        if not self._greeted:
            self.close(kill=True)
            raise WorkerError

    def tidy(self) -> None:
        """Give back the memory of a large picture."""
        self.memory.shrink(_KEPT_BYTES)

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        descriptor, line = self._process.stdout.fileno(), b""
        while not line.endswith(b"\n"):
            chunk = os.read(descriptor, wire.MAX_LINE)
            if not chunk or len(line) > wire.MAX_LINE:
                raise wire.WireError("the answer is missing")
            line += chunk
        return line

    def close(self, *, kill: bool = False) -> None:
        """End the process: by closing its pipe, or at once."""
        if kill:
            self._process.kill()
        self.forget()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def abandon(self) -> None:
        """Leave the process to the parent, in a process that was forked."""
        self.forget()
        self._process.returncode = 0

    def forget(self) -> None:
        """Close this side's handles."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(OSError):
            self.memory.close()


class _Watchdog:
    """Kills processes that are late, from one thread that exists only once a process was asked something."""

    _STEP = 0.1
    _QUIET_STEPS = 50

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: dict[int, tuple[float, subprocess.Popen[bytes]]] = {}
        self._late: set[int] = set()
        self._next = 0
        self._running = False

    def expect(self, process: subprocess.Popen[bytes], seconds: float) -> int:
        """Watch a process until ``done`` is called with the ticket."""
        with self._lock:
            self._next += 1
            self._pending[self._next] = (time.monotonic() + seconds, process)
            if not self._running:
                self._running = True
                threading.Thread(target=self._watch, name="decoder watchdog", daemon=True).start()
            return self._next

    def done(self, ticket: int) -> bool:
        """Stop watching; whether the process was killed for being late."""
        with self._lock:
            self._pending.pop(ticket, None)
            late = ticket in self._late
            self._late.discard(ticket)
            return late

    def _watch(self) -> None:
        quiet = 0
        wait = threading.Event().wait
        while True:
            wait(self._STEP)
            with self._lock:
                now = time.monotonic()
                for ticket, (deadline, process) in list(self._pending.items()):
                    if now > deadline:
                        process.kill()
                        self._late.add(ticket)
                        del self._pending[ticket]
                quiet = 0 if self._pending else quiet + 1
                if quiet > self._QUIET_STEPS:
                    self._running = False
                    return

    def reset(self) -> None:
        """Start anew, in a process that was forked."""
        self.__init__()  # type: ignore[misc]


_WATCHDOG = _Watchdog()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WATCHDOG.reset)
