"""Looking up samples gives the same pixels on one thread, on two, and when the second one is late."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from xraydesk.ui.view import screen_buffer
from xraydesk.ui.view.screen_buffer import ScreenBuffer

TABLE = (np.arange(65536, dtype=np.uint32) * 2654435761 | 0xFF000000).astype(np.uint32)


def _pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def _samples(shape: tuple[int, int], kind: str = "uint16", seed: int = 1) -> np.ndarray:
    top = 256 if kind.endswith("8") else 65536
    return np.random.default_rng(seed).integers(0, top, shape).astype(kind)


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (900, 1100), (5000, 130), (1, 600_000)])
@pytest.mark.parametrize("kind", ["uint16", "int16", "uint8"])
def test_every_sample_becomes_its_pixel(shape: tuple[int, int], kind: str) -> None:
    samples = _samples(shape, kind)
    table = TABLE if samples.itemsize == 2 else TABLE[:256]
    expected = table[samples.view(f"u{samples.itemsize}")]
    np.testing.assert_array_equal(_pixels(ScreenBuffer().develop(samples, table)), expected)


def test_turned_and_cut_samples_need_not_be_copied_first() -> None:
    turned = np.rot90(_samples((1500, 1300)))[10:-20, 30:-5][:, ::-1]
    np.testing.assert_array_equal(_pixels(ScreenBuffer().develop(turned, TABLE)), TABLE[turned])


def test_memory_is_kept_from_image_to_image() -> None:
    buffer = ScreenBuffer()
    for shape in ((900, 1000), (300, 400), (1000, 900)):
        samples = _samples(shape)
        np.testing.assert_array_equal(_pixels(buffer.develop(samples, TABLE)), TABLE[samples])
    memory = buffer._memory
    buffer.develop(_samples((10, 10)), TABLE)
    assert buffer._memory is memory
    buffer.forget()
    assert buffer._memory.size == 0


def test_a_second_thread_that_is_late_is_neither_waited_for_nor_heard_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep, wake = threading.Event(), threading.Event()
    look_up = screen_buffer._Pieces._look_up

    def drowsy(self: Any, piece: slice) -> None:
        if threading.current_thread() is not threading.main_thread():
            asleep.set()
            assert wake.wait(10)
        elif not asleep.is_set():
            assert asleep.wait(10)
        look_up(self, piece)

    monkeypatch.setattr(screen_buffer._Pieces, "_look_up", drowsy)
    buffer, first, second = ScreenBuffer(), _samples((1200, 1000), seed=2), _samples((1200, 1000), seed=3)
    np.testing.assert_array_equal(_pixels(buffer.develop(first, TABLE)), TABLE[first])
    threading.Timer(0.05, wake.set).start()
    np.testing.assert_array_equal(_pixels(buffer.develop(second, TABLE)), TABLE[second])
