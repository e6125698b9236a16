"""The mapping between image and model input holds both ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.imaging.geometry import Geometry

SIDES = st.integers(1, 5000)


@given(rows=SIDES, columns=SIDES, row=st.floats(-100, 6000), column=st.floats(-100, 6000))
def test_a_point_goes_to_the_input_and_back(rows: int, columns: int, row: float, column: float) -> None:
    side = float(min(rows, columns))
    geometry = Geometry((rows, columns), (rows - side) / 2, (columns - side) / 2, side, side, 224)
    assert geometry.to_image_point(*geometry.to_input_point(row, column)) == pytest.approx((row, column), abs=1e-6)


def test_a_hot_cell_is_warmest_at_its_place_in_the_image() -> None:
    geometry = Geometry((300, 400), 0, 50, 300, 300, 224)
    cells = np.zeros((7, 7), np.float32)
    cells[2, 5] = 1
    heatmap = geometry.to_image(cells)
    row, column = np.unravel_index(heatmap.argmax(), heatmap.shape)
    expected = geometry.to_image_point(2.5 * 32, 5.5 * 32)
    assert (row + 0.5, column + 0.5) == pytest.approx(expected, abs=1.0)


def test_outside_the_input_there_is_nothing() -> None:
    heatmap = Geometry((100, 200), 0, 50, 100, 100, 64).to_image(np.ones((4, 4), np.float32))
    assert not heatmap[:, :50].any()
    assert not heatmap[:, 150:].any()
    assert (heatmap[:, 50:150] == 1).all()


def test_a_map_at_image_resolution_comes_back_unchanged() -> None:
    values = np.random.default_rng(0).random((64, 64)).astype(np.float32)
    assert np.array_equal(Geometry((64, 64), 0, 0, 64, 64, 64).to_image(values), values)
