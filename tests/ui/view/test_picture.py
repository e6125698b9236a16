"""Smaller copies keep the grey of the film, its type and its edges; thumbnails look like the film."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import render
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture, halve, prepare, resample, thumbnail


@pytest.mark.parametrize("kind", ["uint8", "uint16", "int16", "int32", "float32"])
@pytest.mark.parametrize("shape", [(8, 6), (7, 5), (1, 9)])
def test_a_half_size_copy_is_the_mean_of_blocks(kind: str, shape: tuple[int, int]) -> None:
    samples = (np.random.default_rng(1).normal(50, 20, shape) * (1 if kind == "uint8" else -1) % 120).astype(kind)
    rows, columns = (side + side % 2 for side in shape)
    even = np.pad(samples, ((0, rows - shape[0]), (0, columns - shape[1])), mode="edge").astype(float)
    mean = even.reshape(rows // 2, 2, columns // 2, 2).mean((1, 3))
    half = halve(samples)
    assert half.dtype == samples.dtype
    assert np.abs(half - mean).max() <= (1e-4 if kind == "float32" else 0.5)


def test_bright_and_dark_extremes_do_not_wrap_around() -> None:
    edges = np.zeros((40, 40), np.uint16)
    edges[:, 20:] = 65535
    small = resample(edges, (0, 0, 40, 40), (13, 13))
    assert small[:, 0].max() == 0
    assert small[:, -1].min() == 65535
    assert (np.diff(small[5].astype(int)) >= 0).all()  # no ringing: an edge brings no false line


def test_a_film_made_smaller_keeps_its_mean() -> None:
    samples = np.random.default_rng(2).integers(-2000, 2000, (301, 203)).astype(np.int16)
    small = resample(samples, (0, 0, 203, 301), (50, 75))
    assert small.dtype == np.int16
    assert small.mean() == pytest.approx(samples.mean(), abs=8)


def test_large_films_get_reduced_copies_and_small_ones_none(film: Callable[..., Radiograph]) -> None:
    assert [level.shape for level in prepare(film(shape=(3000, 2001))).levels] == [
        (3000, 2001),
        (1500, 1001),
        (750, 501),
    ]
    assert len(prepare(film(shape=(320, 320))).levels) == 1


def test_the_copy_for_a_zoom_is_never_too_coarse(picture: Callable[..., Picture]) -> None:
    prepared = picture(shape=(4096, 100))
    assert [prepared.level_for(zoom) for zoom in (2.0, 1.0, 0.51, 0.5, 0.3, 0.25, 0.1, 0.01)] == [
        0,
        0,
        0,
        1,
        1,
        2,
        3,
        3,
    ]


def test_the_film_at_a_zoom_looks_like_the_film(picture: Callable[..., Picture]) -> None:
    prepared = picture(shape=(1200, 900))
    small = prepared.resampled(Turn().turned(1), (400, 300))
    stored = prepared.radiograph.samples[0]
    reference = np.rot90(stored.reshape(400, 3, 300, 3).mean((1, 3)), -1)
    assert small.shape == (300, 400)
    assert np.abs(small - reference).max() < 12


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_colour_thumbnail_keeps_its_colours(film: Callable[..., Radiograph], dtype: type) -> None:
    top = np.iinfo(dtype).max
    samples = np.zeros((1, 200, 100, 3), dtype)
    samples[..., 0] = top
    small = thumbnail(film(samples=samples, photometric="RGB", bits_stored=8 * dtype().itemsize, voi=()), 50)
    assert small.shape == (50, 25, 3)
    assert small.reshape(-1, 3).min(0).tolist() == [255, 0, 0]


def test_a_thumbnail_is_true_to_aspect_and_polarity(film: Callable[..., Radiograph]) -> None:
    stretched = film(shape=(300, 300), pixel_aspect=2.0, inverted=True)
    small = thumbnail(stretched, 100)
    assert small.shape == (100, 50)
    assert np.abs(small[0, 0].astype(int) - render(stretched)[:3, :6].mean()) < 3


def test_samples_that_no_table_covers_are_shown_all_the_same(film: Callable[..., Radiograph]) -> None:
    floats = film(samples=np.linspace(0, 4095, 300 * 240, dtype=np.float32).reshape(1, 300, 240))
    prepared = prepare(floats)
    assert prepared.table(prepared.voi, invert=False) is None
    assert np.array_equal(prepared.grey(floats.samples[0], prepared.voi, invert=False), render(floats))
