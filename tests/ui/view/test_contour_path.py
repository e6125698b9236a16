"""Segments become lines, and lines become curves that stay where they were."""

from __future__ import annotations

import numpy as np
import pytest

from xraydesk.imaging.overlay import contour
from xraydesk.ui.view.contour_path import chained, smooth_path


def _hill(centre: tuple[float, float], width: float, shape: tuple[int, int] = (120, 160)) -> np.ndarray:
    y, x = np.mgrid[: shape[0], : shape[1]]
    return np.exp(-(((x - centre[0]) / width) ** 2 + ((y - centre[1]) / width) ** 2))


def test_segments_of_rings_become_rings_whole_and_apart() -> None:
    segments = contour(np.maximum(_hill((40, 60), 15), _hill((110, 50), 22)), 0.5)
    lines = chained(segments)
    assert len(lines) == 2
    assert sum(len(line) - 1 for line in lines) == len(segments)
    for line in lines:
        np.testing.assert_allclose(line[0], line[-1], atol=1e-3)
        assert np.abs(np.diff(line, axis=0)).max() < 1.5


def test_a_line_from_edge_to_edge_is_one_line() -> None:
    ramp = np.tile(np.linspace(-1, 1, 50, dtype=np.float32), (30, 1))
    segments = contour(ramp, 0.1)
    inner = segments[
        (segments[..., 1] > 0.6).all(1) & (segments[..., 1] < 29.4).all(1) & (segments[..., 0] < 40).all(1)
    ]
    assert len(chained(inner)) == 1


@pytest.mark.parametrize("width", [3.0, 9.0, 30.0])
def test_the_curve_goes_where_the_line_went(width: float) -> None:
    line = max(chained(contour(_hill((80, 60), width), 0.5)), key=len)
    path = smooth_path(line)
    radius = width * np.sqrt(np.log(2))
    for part in np.linspace(0, 1, 40):
        point = path.pointAtPercent(float(part))
        assert np.hypot(point.x() - 80.5, point.y() - 60.5) == pytest.approx(radius, abs=0.5)


def test_nothing_and_next_to_nothing_are_lines_too() -> None:
    assert chained(np.zeros((0, 2, 2), np.float32)) == []
    single = chained(np.array([[[0, 0], [3, 4]]], np.float32))
    assert smooth_path(single[0]).length() == pytest.approx(5)
    bend = chained(np.array([[[0, 0], [3, 0]], [[3, 0], [3, 3]]], np.float32))
    assert len(bend) == 1
    assert smooth_path(bend[0]).elementCount() > 1
