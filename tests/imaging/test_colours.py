"""Colours for the film: grey stays grey, the others rise evenly from dark to light."""

from __future__ import annotations

import numpy as np
import pytest

from xraydesk.imaging.colours import FILM_COLOURS, GREY, film_table

COLOURED = [each.name for each in FILM_COLOURS if each.name != GREY]


def _lightness(table: np.ndarray) -> np.ndarray:
    """CIE L* of sRGB colours."""
    unit = table / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, luminance * 24389 / 27)


def test_grey_is_exact() -> None:
    np.testing.assert_array_equal(film_table(GREY), np.repeat(np.arange(256)[:, None], 3, 1))


@pytest.mark.parametrize("name", COLOURED)
def test_brighter_values_are_lighter_in_even_steps(name: str) -> None:
    lightness = _lightness(film_table(name).astype(float))
    steps = lightness[8::8] - lightness[:-8:8]
    assert (steps > 0).all()
    assert steps.max() < 3.5 * np.median(steps)
    assert np.ptp(lightness) > 60


@pytest.mark.parametrize("name", COLOURED)
def test_a_table_is_made_once_and_cannot_be_changed(name: str) -> None:
    assert film_table(name) is film_table(name)
    assert not film_table(name).flags.writeable


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        film_table("rainbow")
