"""Presets mean the same on every film, whatever numbers it is stored in and whichever way round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xraydesk.core.radiograph import LookupTable, Radiograph, Rescale, VoiFunction, Window
from xraydesk.imaging.display import View, auto_window, counted, full_window, render
from xraydesk.imaging.presets import PRESETS, STEEPEST, equalised, is_hounsfield, preset_window

BY_KEY = {preset.key: preset for preset in PRESETS}


def film(samples: np.ndarray | None = None, **changes: Any) -> Radiograph:
    """A film with lungs, a bright middle and air around, 12 bits."""
    if samples is None:
        y, x = np.mgrid[-1:1:240j, -1:1:200j]
        lungs = sum(np.exp(-((((x - side) / 0.28) ** 2 + (y / 0.62) ** 2) ** 2)) for side in (-0.45, 0.45))
        samples = np.clip(3000 - 2200 * lungs + 300 * y, 0, 4095).astype(np.uint16)
    values: dict[str, Any] = {
        "path": Path("film.dcm"), "sha256": "", "samples": samples[None], "stored_sha256": "",
        "photometric": "MONOCHROME2", "bits_stored": 12, "transfer_syntax": "1.2.840.10008.1.2.1",
    }  # fmt: skip
    return Radiograph(**values | changes)


def grey(radiograph: Radiograph, key: str) -> np.ndarray:
    preset = BY_KEY[key]
    voi = equalised(radiograph) if preset.part is None else preset_window(preset, radiograph)
    return render(radiograph, View(voi=voi)).astype(int)


@pytest.mark.parametrize("key", BY_KEY)
def test_a_preset_looks_the_same_whatever_the_numbers(key: str) -> None:
    plain = film()
    stored = plain.samples[0]
    scaled = film((stored * 12 + 900).astype(np.uint16), bits_stored=16)
    rescaled = film(modality_lut=Rescale(0.5, -1000.0))
    negative = film((stored.astype(np.int16) - 2048), modality_lut=Rescale(1.0, 0.0))
    for other in (scaled, rescaled, negative):
        # The equalised table of a rescaled film counts in half as many whole numbers.
        limit = 12 if key == "equalised" else 2
        assert np.abs(grey(other, key) - grey(plain, key)).max() <= limit


@pytest.mark.parametrize("key", BY_KEY)
def test_a_preset_looks_the_same_in_both_polarities(key: str) -> None:
    plain = film()
    turned = film((4095 - plain.samples[0]), photometric="MONOCHROME1", inverted=True)
    assert np.abs(grey(turned, key) - grey(plain, key)).max() <= 3


def test_each_preset_gives_its_tissue_the_grey_scale() -> None:
    shown = {key: grey(film(), key) for key in BY_KEY}
    lungs, heart = np.s_[100:140, 45:65], np.s_[100:140, 95:105]
    assert np.ptp(shown["lung"][lungs]) > np.ptp(shown["mediastinum"][lungs]) + 10
    assert shown["bone"][heart].mean() < shown["lung"][heart].mean()
    assert np.ptp(shown["wide"]) < np.ptp(shown["narrow"])
    assert 0 < shown["wide"].min() < shown["wide"].max() < 255


def test_presets_are_in_hounsfield_units_where_the_file_says_so() -> None:
    scan = film(modality_lut=Rescale(1.0, -1024.0, "HU"))
    assert is_hounsfield(scan)
    assert preset_window(BY_KEY["lung"], scan) == Window(-600.0, 1500.0)
    assert preset_window(BY_KEY["bone"], scan) == Window(500.0, 2000.0)
    whole = auto_window(scan)
    assert preset_window(BY_KEY["wide"], scan).center == pytest.approx(whole.center)
    assert not is_hounsfield(film(modality_lut=Rescale(1.0, -1024.0, "US")))


def test_the_percents_are_parts_of_the_films_range() -> None:
    plain = film()
    whole = auto_window(plain)
    window = preset_window(BY_KEY["narrow"], plain)
    assert window.width == pytest.approx(whole.width / 2)
    assert window.center == pytest.approx(whole.center)


def test_a_preset_that_is_a_table_is_no_window() -> None:
    with pytest.raises(ValueError, match="equalised"):
        preset_window(BY_KEY["equalised"], film())


def test_equalising_spreads_the_greys_without_making_noise_of_flat_parts() -> None:
    table = equalised(film())
    assert isinstance(table, LookupTable)
    assert not table.values.flags.writeable
    assert (np.diff(table.values.astype(int)) >= 0).all()
    assert (table.values[0], table.values[-1]) == (0, 65535)
    steepest = np.diff(table.values.astype(float)).max() * len(table.values) / 65535
    assert steepest <= STEEPEST * 1.3
    counts, _ = np.histogram(grey(film(), "equalised"), 16, (0, 256))
    plain, _ = np.histogram(render(film(), View(auto_window(film()))), 16, (0, 256))
    assert counts.std() < plain.std()


@pytest.mark.parametrize(
    "samples",
    [
        np.linspace(0, 1, 40_000, dtype=np.float32).reshape(200, 200),
        np.linspace(0, 20, 40_000).astype(np.uint8).reshape(200, 200),
        np.linspace(0, 2**30, 40_000).astype(np.int32).reshape(200, 200),
        np.full((20, 20), 7, np.uint16),
        np.full((20, 20), np.nan, np.float32),
    ],
    ids=["fractions", "few values", "huge values", "one value", "no values"],
)
def test_films_that_no_table_fits_are_equalised_by_a_window(samples: np.ndarray) -> None:
    voi = equalised(film(samples))
    assert isinstance(voi, Window)
    assert voi.width > 0
    shown = render(film(samples), View(voi))
    if np.ptp(samples) > 0:
        assert voi.function is VoiFunction.SIGMOID
        assert np.ptp(shown) > 150


def test_padding_and_outliers_are_not_counted() -> None:
    samples = film().samples[0].copy()
    samples[:60] = 4000
    padded = film(samples, padding=(4000, 4000))
    assert counted(padded).max() < 4000
    assert auto_window(padded).center < auto_window(replace(padded, padding=None)).center


def test_a_large_film_has_the_range_of_all_its_samples() -> None:
    large = film(np.random.default_rng(1).normal(2000, 300, (3000, 2400)).clip(0, 4095).astype(np.uint16))
    low, high = np.percentile(large.samples, [1, 99])
    window = auto_window(large)
    assert window.center == pytest.approx((low + high) / 2, rel=0.01)
    assert window.width == pytest.approx(high - low, rel=0.02)
    assert counted(large).size < 1.5e6


def test_the_full_range_is_that_of_the_frame_whatever_the_file_offers() -> None:
    frames = np.stack([np.full((8, 8), 5), np.full((8, 8), 9)]).astype(np.uint16)
    frames[1, 0, 0] = 1009
    scan = replace(film(frames[0], voi=(Window(1, 2),)), samples=frames)
    window = full_window(scan, frame=1)
    assert (window.center, window.width) == (509.0, 1000.0)
