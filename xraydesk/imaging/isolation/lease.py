"""What the readers call: a decoder process for the time of one file, out of a small warm pool.

A process that crashes or is late costs the file that it worked on and is replaced. A crash of a process that
had served other files before is tried once more in a new one, so that no file pays for an earlier one.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from numpy.typing import NDArray

from xraydesk.imaging.decoders.base import CodedFrame, DataError, UnsupportedError
from xraydesk.imaging.isolation import wire
from xraydesk.imaging.isolation.worker import Worker, WorkerError, command

BASE_SECONDS = 30.0
SECONDS_A_MEGASAMPLE = 1.0
# A process that has once needed as much is not kept: its allocator seldom gives memory back.
_KEPT_PEAK = 1024**3


class DecoderLostError(Exception):
    """The decoder process crashed, was late or could not be started; the text is plain."""


class Pool:
    """Decoder processes that wait for work.

    Parameters
    ----------
    make_command
        As of ``Worker``.
    size
        How many may work at once.
    """

    def __init__(self, make_command: Callable[[str], list[str]] = command, size: int | None = None) -> None:
        self._command = make_command
        self._slots = threading.BoundedSemaphore(size or max(2, min(4, os.cpu_count() or 1)))
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self.peak = 0

    def take(self) -> Worker:
        """A process that waits, or a new one; to be returned by ``give_back`` or ``drop``."""
        self._slots.acquire()
        with self._lock:
            if self._idle:
                return self._idle.pop()
        try:
            return Worker(self._command)
        except BaseException:
            self._slots.release()
            raise

    def give_back(self, worker: Worker) -> None:
        """Keep a process for the next file."""
        self.peak = max(self.peak, worker.peak)
        if worker.peak > _KEPT_PEAK:
            worker.close()
        else:
            worker.tidy()
            with self._lock:
                self._idle.append(worker)
        self._slots.release()

    def drop(self, worker: Worker) -> None:
        """Forget a process that has ended."""
        self.peak = max(self.peak, worker.peak)
        self._slots.release()

    def close(self) -> None:
        """End the processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def abandon(self) -> None:
        """Leave the processes to the parent, in a process that was forked."""
        for worker in self._idle:
            worker.abandon()
        self.__init__(self._command)  # type: ignore[misc]


class Lease:
    """Decoding of one file's pictures; a context manager.

    Parameters
    ----------
    megasamples
        How much there is to decode, for the time limit of the whole file.
    pool
        Where processes come from; None for the program's own.
    meanwhile
        Called once, while the process works on the first picture.
    """

    def __init__(
        self, megasamples: float, pool: Pool | None = None, *, meanwhile: Callable[[], object] | None = None
    ) -> None:
        self._pool = pool or _POOL
        self._deadline = time.monotonic() + BASE_SECONDS + SECONDS_A_MEGASAMPLE * megasamples
        self._worker: Worker | None = None
        self._meanwhile = meanwhile
        self.notes: dict[str, None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        if self._worker is None:
            return
        if kind is None or issubclass(kind, Exception):
            self._pool.give_back(self._worker)
        else:
            # Interrupted in the middle of an answer, which the next file must not get.
            self._worker.close(kill=True)
            self._pool.drop(self._worker)
        self._worker = None

    def frame(self, frame: CodedFrame) -> tuple[NDArray[Any], str]:
        """Decode a frame as ``decoders.decode`` does.

        Raises
        ------
        UnsupportedError, DataError
            As there.
        DecoderLostError
            The process is gone.
        """
        answer, samples = self._ask(wire.frame_request(frame, self._left()), frame.stream)
        if samples.shape != frame.shape:
            raise DataError("its compressed pixel data gives a picture of another size than it says")
        return samples, answer.name

    def raster(self, content: bytes) -> tuple[NDArray[Any], wire.Answer]:
        """Decode a raster file: ``(F, H, W)`` or ``(F, H, W, 3)`` and what was said of it.

        Raises
        ------
        DataError
            It is damaged or unsupported; the text is plain.
        DecoderLostError
            The process is gone.
        """
        answer, samples = self._ask(wire.raster_request(len(content), self._left()), content)
        if samples.ndim not in (3, 4) or 0 in samples.shape:
            raise DataError("it is a damaged or unsupported picture")
        return samples, answer

    def _left(self) -> float:
        return max(self._deadline - time.monotonic(), 0.1)

    def _ask(self, request: dict[str, Any], content: bytes) -> tuple[wire.Answer, NDArray[Any]]:
        answer = self._attempt(request, content) or self._attempt(request, content)
        if answer is None or self._worker is None:
            raise DecoderLostError("it makes its decoder crash, so it is damaged or hostile")
        for line in answer.noise:
            self.notes[f"The decoder says: {line}"] = None
        if answer.error == "unsupported":
            raise UnsupportedError(answer.text)
        if answer.error:
            raise DataError(answer.text)
        samples = answer.empty_array()
        if samples.size and not self._worker.memory.read_into(memoryview(samples.data).cast("B")):
            raise DataError("its decoder gave fewer samples than it said")
        return answer, samples

    def _attempt(self, request: dict[str, Any], content: bytes) -> wire.Answer | None:
        """An answer; None when the process had served other files before and crashed.

        Raises
        ------
        DecoderLostError
            A new process crashed or could not be started, or any was late.
        """
        try:
            if self._worker is None:
                self._worker = self._pool.take()
        except WorkerError as error:
            raise DecoderLostError("the program's decoder process cannot be started") from error
        worker = self._worker
        fresh = worker.fresh
        try:
            meanwhile, self._meanwhile = self._meanwhile, None
            return worker.ask(request, content, meanwhile)
        except BaseException as error:
            self._worker = None
            self._pool.drop(worker)
            if not isinstance(error, WorkerError):
                raise
            if error.late:
                raise DecoderLostError(
                    "decoding it takes longer than any good picture does; it was given up"
                ) from error
            if not error.started:
                raise DecoderLostError("the program's decoder process cannot be started") from error
            if fresh:
                raise DecoderLostError("it makes its decoder crash, so it is damaged or hostile") from error
            return None


_POOL = Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.abandon)


def program_pool() -> Pool:
    """The program's own pool."""
    return _POOL


def warm_up() -> None:
    """Start a decoder process before the first file asks for one, so that the first picture comes sooner."""
    worker = _POOL.take()
    try:
        worker.greet()
    except WorkerError:
        # The first file that needs a process will say so.
        _POOL.drop(worker)
        return
    _POOL.give_back(worker)
