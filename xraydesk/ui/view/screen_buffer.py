"""Screen pixels from stored samples, quickly: one table look-up in pieces, on two threads, into memory that is kept."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

PIECE = 1 << 17
"""Samples looked up at a time: numpy widens indices to eight bytes, and the widened piece must stay in the cache."""

ALONE = 1 << 19
"""Samples below which a second thread is not worth waking."""

_second = ThreadPoolExecutor(1, thread_name_prefix="screen")


class ScreenBuffer:
    """The memory of one image on screen. Fresh memory of that size costs as much as filling it, so it is kept."""

    def __init__(self) -> None:
        self._memory = np.empty(0, np.uint32)
        self._helper: Future[None] | None = None

    def develop(
        self,
        samples: NDArray[Any],
        table: NDArray[np.uint32],
        form: QImage.Format = QImage.Format.Format_RGB32,
    ) -> QImage:
        """Look up every sample.

        Parameters
        ----------
        samples
            ``(H, W)`` 8- or 16-bit integers, strides of any kind.
        table
            Pixels indexed by the sample's bits read as unsigned: ``(65536,)``, or ``(256,)`` for 8 bits.
        form
            What the pixels are.

        Returns
        -------
        An image over this buffer's memory: it is good until the next call.
        """
        if self._helper is not None:
            self._helper.result()  # what it was late with must not be written into this image
            self._helper = None
        height, width = samples.shape
        if self._memory.size < height * width:
            self._memory = np.empty(height * width, np.uint32)
        pixels = self._memory[: height * width].reshape(height, width)
        work = _Pieces(samples.view(f"u{samples.dtype.itemsize}"), table, pixels)
        if height * width >= ALONE:
            helper = _second.submit(work.help)
            work.finish()
            self._helper = None if helper.cancel() else helper
        else:
            work.finish()
        return QImage(pixels.data, width, height, 4 * width, form)

    def forget(self) -> None:
        """Give the memory back."""
        self._memory = np.empty(0, np.uint32)


class _Pieces:
    """Rows to look up, handed out one stretch at a time to whichever thread asks."""

    def __init__(self, bits: NDArray[Any], table: NDArray[np.uint32], pixels: NDArray[np.uint32]) -> None:
        self._bits, self._table, self._pixels = bits, table, pixels
        height, width = bits.shape
        rows = max(1, PIECE // max(width, 1))
        self._left = iter([slice(first, first + rows) for first in range(0, height, rows)])
        self._lock = Lock()
        self._helped: slice | None = None

    def help(self) -> None:
        """Look up pieces until none is left, from the second thread."""
        while True:
            with self._lock:
                piece = self._helped = next(self._left, None)
            if piece is None:
                return
            self._look_up(piece)

    def finish(self) -> None:
        """Look up pieces until all are done.

        The last one may be in the hands of a helper that the system has put to sleep; it is then done twice, with the
        same result, instead of being waited for.
        """
        while True:
            with self._lock:
                piece = next(self._left, None)
            if piece is None:
                break
            self._look_up(piece)
        with self._lock:
            late = self._helped
        if late is not None:
            self._look_up(late)

    def _look_up(self, piece: slice) -> None:
        self._table.take(self._bits[piece], mode="clip", out=self._pixels[piece])
