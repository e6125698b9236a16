"""The explainer process: holds torch and the package, explains one film at a time, ends when its pipe closes.

It is started by ``process`` as a fresh interpreter. Messages are lines of JSON, some followed by plain bytes; every
request has a number higher than the one before, and a newer one ends the work on the older between two passes.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import XRayDeskError

MAX_LINE = 64 * 1024
NICENESS = 10
"""The reader's window comes first on a machine with two cores."""


class Explainer(Protocol):
    """What explains; in the program a `package.PackageExplainer`."""

    def explain(
        self, images: NDArray[np.float32], label: int, method: str, progress: Callable[[int, int], None]
    ) -> NDArray[np.float32]:
        """As of `package.PackageExplainer.explain`."""


class Message(NamedTuple):
    """A line and the bytes that follow it."""

    line: dict[str, Any]
    content: bytes


def send(stream: IO[bytes], line: dict[str, Any], content: bytes = b"") -> None:
    """Write a message."""
    stream.write(json.dumps({**line, "size": len(content)}).encode("ascii") + b"\n" + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Read a message; None where the other side is gone or makes no sense."""
    line = stream.readline(MAX_LINE)
    if not line.endswith(b"\n"):
        return None
    try:
        values = json.loads(line)
        content = stream.read(values["size"])
    except (ValueError, KeyError, TypeError):
        return None
    return Message(values, content) if len(content) == values["size"] else None


class _SupersededError(Exception):
    """Nobody waits for this answer any more."""


class _Inbox:
    """Listens on a thread of its own, so that a request can be withdrawn while it is worked on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.newest = 0
        self._requests: queue.SimpleQueue[Message] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def take(self) -> Message:
        """The next request that was not withdrawn."""
        while True:
            message = self._requests.get()
            if message.line["number"] == self.newest:
                return message

    def _listen(self, stream: IO[bytes]) -> None:
        while (message := receive(stream)) is not None:
            self.newest = message.line["number"]
            if message.line["job"] == "explain":
                self._requests.put(message)
        # The window is gone: there is nothing to save here, and no pass is worth waiting for.
        os._exit(0)


def main(directory: str) -> int:
    """Serve requests about the bundle in a directory; exit code as of `serve`."""

    def make() -> Explainer:
        from xraydesk.model.bundle import load
        from xraydesk.model.explainers.package import PackageExplainer

        return PackageExplainer(load(Path(directory)))

    return serve(make)


def serve(make_explainer: Callable[[], Explainer]) -> int:
    """Serve requests from standard input until it closes.

    Returns
    -------
    Exit code 1 where the explainer cannot be made; the first message then says why.
    """
    # Ctrl+C in a terminal reaches the whole group; the window ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    # What packages print must not get among the answers.
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    inbox = _Inbox(sys.stdin.buffer)
    try:
        explainer = make_explainer()
    except Exception as error:  # noqa: BLE001 - the stated boundary: said to the window in its first message
        send(answers, {"ready": False, "error": _said(error)})
        return 1
    while True:
        _answer(inbox, explainer, answers)


def _said(error: Exception) -> str:
    """What the window may be told: our own sentence, or the kind of a defect but nothing that it held."""
    return str(error) if isinstance(error, XRayDeskError) else type(error).__name__


def _answer(inbox: _Inbox, explainer: Explainer, answers: IO[bytes]) -> None:
    line, content = inbox.take()
    number = line["number"]

    def progress(done: int, total: int) -> None:
        if inbox.newest != number:
            raise _SupersededError
        send(answers, {"number": number, "done": done, "total": total})

    try:
        images = np.frombuffer(content, "<f4").reshape(line["shape"])
        values = explainer.explain(images, line["label"], line["method"], progress)
    except _SupersededError:
        return
    except Exception as error:  # noqa: BLE001 - the stated boundary: said to the window as its answer
        send(answers, {"number": number, "error": _said(error)})
        return
    send(answers, {"number": number, "shape": values.shape}, values.astype("<f4").tobytes())
