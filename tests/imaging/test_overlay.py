"""Heatmap colours: fixed scale, transparent at zero, even steps; lines where the map crosses a level."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.overlay import (
    COLOUR_MAPS,
    CONTOUR_FRACTIONS,
    colour_table,
    colourise,
    contour,
    line_colour,
    line_width,
    over_image,
    soften,
    strength,
)

NAMES = [colours.name for colours in COLOUR_MAPS]
FULL_FILM = Geometry((600, 400), top=-0.0, left=-100.0, height=600.0, width=600.0, input_size=224)


def _lightness(table: np.ndarray) -> np.ndarray:
    """CIE L* of sRGB, an independent yardstick."""
    unit = table / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)


@pytest.mark.parametrize("name", NAMES)
def test_a_colour_map_rises_in_lightness_from_end_to_end(name: str) -> None:
    steps = np.diff(_lightness(colour_table(name).astype(float))[::8])
    assert (steps > 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_of_a_colour_map_look_alike(name: str) -> None:
    steps = np.diff(_lightness(colour_table(name).astype(float))[::32])
    assert steps.max() < 2.5 * steps.min()


@pytest.mark.parametrize("name", NAMES)
def test_no_evidence_and_evidence_against_are_transparent(name: str) -> None:
    assert (colourise(np.array([[0.0, -3.0, np.nan]]), 2.0, name)[..., 3] == 0).all()


def test_a_value_has_one_colour_whatever_else_the_map_holds() -> None:
    quiet = colourise(np.array([[0.5, 0.1]]), 4.0, "viridis")
    loud = colourise(np.array([[0.5, 9.0]]), 4.0, "viridis")
    assert quiet[0, 0].tolist() == loud[0, 0].tolist()
    assert quiet[..., 3].max() < 64  # a film with little evidence does not glow


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, 20))
def test_more_evidence_is_never_fainter(first: float, second: float, scale: float) -> None:
    low, high = sorted((first, second))
    alpha = colourise(np.array([[low, high]]), scale, "inferno")[0, :, 3]
    assert alpha[0] <= alpha[1]


def test_beyond_the_scale_the_strength_stays_full() -> None:
    assert strength(np.array([2.0, 3.0, 300.0]), 2.0).tolist() == [1, 1, 1]


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan")])
def test_a_scale_that_is_not_positive_is_an_error(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        strength(np.zeros(3), scale)


def test_a_colour_map_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        colour_table("rainbow")


def test_the_small_map_over_a_film_is_the_large_one_made_smaller() -> None:
    cells = np.random.default_rng(3).normal(size=(7, 7)).astype(np.float32)
    large = FULL_FILM.to_image(cells)
    small = over_image(cells, FULL_FILM, longest=300)
    assert small.shape == (300, 200)
    assert np.abs(small - large.reshape(300, 2, 200, 2).mean((1, 3))).max() < 0.02


def test_a_map_is_never_made_larger_than_the_film() -> None:
    assert over_image(np.ones((7, 7), np.float32), FULL_FILM, longest=5000).shape == (600, 400)


def test_where_the_model_did_not_look_there_is_no_evidence() -> None:
    square = Geometry((600, 400), top=100.0, left=0.0, height=400.0, width=400.0, input_size=224)
    values = over_image(np.ones((7, 7), np.float32), square, longest=60)
    assert (values[:10] == 0).all()
    assert (values[50:] == 0).all()
    assert (values[10:50] == 1).all()


def _hill(shape: tuple[int, int], x: float, y: float) -> np.ndarray:
    row, column = np.mgrid[: shape[0], : shape[1]] + 0.5
    return 20 - np.hypot(row - y, column - x)


def test_the_line_around_a_round_hill_is_a_circle() -> None:
    segments = contour(_hill((64, 80), 40, 30), 5.0)
    radii = np.hypot(segments[..., 0] - 40, segments[..., 1] - 30)
    assert np.abs(radii - 15).max() < 0.02
    length = np.linalg.norm(segments[:, 0] - segments[:, 1], axis=1).sum()
    assert length == pytest.approx(2 * np.pi * 15, rel=0.01)


def test_the_line_around_a_hill_at_the_border_is_closed() -> None:
    points = contour(_hill((40, 40), 0, 20), 8.0).reshape(-1, 2).round(3)
    _, times = np.unique(points, axis=0, return_counts=True)
    assert (times == 2).all()


def test_two_peaks_that_touch_at_a_corner_get_lines_that_do_not_cross() -> None:
    values = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    assert len(contour(values, 0.6)) == len(contour(values.T[::-1], 0.6)) == 8
    points = contour(values, 0.6).reshape(-1, 2).round(4)
    _, times = np.unique(points, axis=0, return_counts=True)
    assert (times == 2).all()


@pytest.mark.parametrize("values", [np.zeros((5, 5)), np.full((5, 5), -3.0)])
def test_a_map_below_the_level_has_no_line(values: np.ndarray) -> None:
    assert contour(values, 1.0).shape == (0, 2, 2)


def test_softening_keeps_a_plateau_and_the_total() -> None:
    flat = np.full((30, 20), 2.5)
    assert np.allclose(soften(flat, 6), 2.5)
    spike = np.zeros((41, 41))
    spike[20, 20] = 1
    soft = soften(spike, 6)
    assert soft.sum() == pytest.approx(1, abs=1e-5)
    assert soft.max() < 0.05
    assert np.allclose(soft, soft[::-1, ::-1])


@pytest.mark.parametrize("name", NAMES)
def test_contour_lines_are_never_too_dark_for_black_lungs_and_rise_with_the_evidence(name: str) -> None:
    lines = np.array([line_colour(name, fraction) for fraction in CONTOUR_FRACTIONS], float)
    lightness = _lightness(lines)
    assert lightness[0] > 45
    assert np.all(np.diff(lightness) > 5)
    assert [line_width(fraction) for fraction in CONTOUR_FRACTIONS] == sorted(map(line_width, CONTOUR_FRACTIONS))
