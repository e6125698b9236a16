"""Dragging the window: right is wider, up is brighter, whatever the polarity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.core.radiograph import LookupTable, Radiograph, VoiFunction, Window
from xraydesk.imaging.display import View, render
from xraydesk.ui.view.windowing import as_window, dragged, window_text

START = Window(1000, 400, VoiFunction.SIGMOID, "LUNG")


def test_right_is_wider_and_left_is_narrower() -> None:
    assert dragged(START, 50, 0).width > START.width > dragged(START, -50, 0).width


@pytest.mark.parametrize("inverted", [False, True])
def test_up_is_brighter_whatever_the_polarity(film: Callable[..., Radiograph], inverted: bool) -> None:
    radiograph = film(inverted=inverted)
    before = Window(2048, 3000)
    after = dragged(before, 0, 60, inverted=inverted)
    means = [render(radiograph, View(voi=window)).mean() for window in (before, after)]
    assert means[1] > means[0]


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_no_drag_makes_a_window_without_width(across: float, up: float) -> None:
    assert dragged(START, across, up).width > 0


def test_the_way_of_the_drag_keeps_the_windows_function() -> None:
    assert dragged(START, 5, 5).function is VoiFunction.SIGMOID


def test_a_lookup_table_becomes_the_window_in_which_it_rises() -> None:
    values = np.clip((np.arange(1000) - 300) / 400, 0, 1)
    lut = LookupTable((values * 4095).astype(np.uint16), first_mapped=100, bits=12, explanation="NORMAL")
    window = as_window(lut)
    assert window.center == pytest.approx(600, abs=2)
    assert window.width == pytest.approx(400, rel=0.02)


def test_a_flat_lookup_table_still_gives_a_window() -> None:
    assert as_window(LookupTable(np.full(16, 7, np.uint16), 0, 8)).width > 0


@pytest.mark.parametrize(
    ("voi", "text"),
    [
        (Window(40, 400), "W 400  L 40"),
        (Window(0.5, 1.0), "W 1.00  L 0.50"),
        (START, "W 400  L 1000  LUNG"),
        (LookupTable(np.zeros(2, np.uint8), 0, 8, "HARD"), "LUT HARD"),
    ],
)
def test_the_window_is_named_as_it_is(voi: Window | LookupTable, text: str) -> None:
    assert window_text(voi) == text
