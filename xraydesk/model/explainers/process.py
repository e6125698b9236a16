"""The explainer process seen from the window's side: started when it is first asked, ended when it has been idle."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import CancelledError, ModelError
from xraydesk.model import EXPLAINER_ARGUMENT
from xraydesk.model.explainers import is_frozen
from xraydesk.model.explainers.child import Message, receive, send

IDLE_SECONDS: Final = 180.0
"""It holds some 0.8 GB, so it is not kept for long; starting it again takes a few seconds."""

_LOOK_SECONDS: Final = 0.05
"""How often a waiting caller looks whether anybody still wants the answer."""

_ROOT: Final = Path(__file__).resolve().parents[3]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from xraydesk.model.explainers.child import main; sys.exit(main(sys.argv[2]))"
)


def command(directory: Path) -> list[str]:
    """How to start the process for the bundle in a directory; the frozen program starts itself again."""
    if is_frozen():
        return [sys.executable, EXPLAINER_ARGUMENT, str(directory)]
    return [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), str(directory)]


def threads() -> int:
    """Threads that torch may use: one core stays with the reader, as far as there are several."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


class ExplainerProcess:
    """Explains films of one bundle in a process of its own. Calls from several threads wait for each other.

    Parameters
    ----------
    directory
        The bundle.
    make_command
        Directory → the command that starts the process.
    idle_seconds
        The process ends when it was not asked for so long.
    """

    def __init__(
        self,
        directory: Path,
        make_command: Callable[[Path], list[str]] = command,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._directory, self._command, self._idle_seconds = directory, make_command, idle_seconds
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._number = 0
        self._idle: threading.Timer | None = None

    @property
    def running(self) -> bool:
        """Whether the process is there, with torch in memory."""
        return self._child is not None

    def explain(
        self,
        images: NDArray[np.float32],
        label: int,
        method: str,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> NDArray[np.float32]:
        """Explain one class of one image.

        Parameters
        ----------
        images, label, method
            As of `package.PackageExplainer.explain`.
        cancelled
            Asked about twenty times a second; a true answer ends the work between two passes.
        progress
            Called with passes done and passes to do; with ``(0, 0)`` while the process starts.

        Returns
        -------
        ``(S, S)`` float32, 0..1.

        Raises
        ------
        CancelledError
            Nobody waits any more.
        ModelError
            The process cannot be started, ended by itself or failed; one plain sentence.
        """
        with self._lock:
            self._rest()
            if self._child is None:
                progress(0, 0)
                self._child = _Child(self._command(self._directory))
            try:
                return self._ask(self._child, images, label, method, cancelled, progress)
            except _ChildLostError as error:
                self._drop()
                raise ModelError(str(error)) from error
            finally:
                if self._child is not None:
                    self._idle = threading.Timer(self._idle_seconds, self.close)
                    self._idle.daemon = True
                    self._idle.start()

    def close(self) -> None:
        """End the process; a later call starts another."""
        with self._lock:
            self._rest()
            self._drop()

    def _rest(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _drop(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None

    def _ask(
        self,
        child: _Child,
        images: NDArray[np.float32],
        label: int,
        method: str,
        cancelled: Callable[[], bool],
        progress: Callable[[int, int], None],
    ) -> NDArray[np.float32]:
        self._number += 1
        request = {"number": self._number, "job": "explain", "label": label, "method": method, "shape": images.shape}
        child.say(request, images.astype("<f4").tobytes())
        while True:
            if cancelled():
                self._number += 1
                child.say({"number": self._number, "job": "stop"})
                raise CancelledError
            message = child.hear(_LOOK_SECONDS)
            if message is None or message.line.get("number") != self._number:
                continue
            if "error" in message.line:
                raise ModelError(f"this explanation failed ({message.line['error']})")
            if "shape" in message.line:
                values = np.frombuffer(message.content, "<f4").reshape(message.line["shape"])
                return np.asarray(values, np.float32)
            progress(message.line["done"], message.line["total"])


class _ChildLostError(Exception):
    """The process is of no more use."""


class _Child:
    """One running process and the thread that listens to it."""

    def __init__(self, arguments: list[str]) -> None:
        environment = {**os.environ, "TQDM_DISABLE": "1"}
        environment.setdefault("OMP_NUM_THREADS", str(threads()))
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        try:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=flags,
            )
        except OSError as error:
            raise ModelError("the explainer process cannot be started") from error
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        # The thread holds no reference to this object, so that the process ends with it.
        threading.Thread(target=_listen, args=(self._process, self._heard), name="explainer", daemon=True).start()
        self.close = weakref.finalize(self, _end, self._process)
        """End the process at once; also happens when this object goes or the program ends."""

    def say(self, line: dict[str, Any], content: bytes = b"") -> None:
        """Send a message; a process that is gone is noticed when it is listened to."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            send(self._process.stdin, line, content)

    def hear(self, seconds: float) -> Message | None:
        """The next message, None when there is none in time.

        Raises
        ------
        _ChildLostError
            The process has ended or cannot be used; the text is plain.
        """
        try:
            message = self._heard.get(timeout=seconds)
        except queue.Empty:
            return None
        if message is None:
            raise _ChildLostError("the explainer process ended unexpectedly, perhaps for lack of memory")
        if message.line.get("ready") is False:
            raise _ChildLostError(f"the grad-cam package or torch cannot be used here ({message.line['error']})")
        return message


def _listen(process: subprocess.Popen[bytes], heard: queue.SimpleQueue[Message | None]) -> None:
    assert process.stdout is not None
    with process.stdout as stream:
        while (message := receive(stream)) is not None:
            heard.put(message)
    heard.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
