"""The one preprocessing: what it sees, what it ignores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xraydesk.core.errors import UnscorableError
from xraydesk.core.radiograph import Radiograph, Rescale, Window
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess, resample

SPEC = PreprocessSpec(64)


def _radiograph(samples: np.ndarray, bits: int = 8) -> Radiograph:
    return Radiograph(Path("film"), "", samples[None], "", "MONOCHROME2", bits, transfer_syntax="PNG")


def _smooth(rows: int, columns: int) -> np.ndarray:
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    return 0.5 + 0.25 * np.sin(3 * x + 1) * np.cos(4 * y) + 0.2 * x


def test_the_tensor_has_mean_zero_and_deviation_one() -> None:
    tensor, _ = preprocess(_radiograph((_smooth(300, 260) * 255).astype(np.uint8)), SPEC)
    assert tensor.shape == (1, 1, 64, 64)
    assert tensor.dtype == np.float32
    assert tensor.mean() == pytest.approx(0, abs=1e-5)
    assert tensor.std() == pytest.approx(1, abs=1e-5)


def test_bit_depth_brightness_and_contrast_do_not_matter() -> None:
    picture = _smooth(300, 300)
    eight = preprocess(_radiograph((picture * 255).round().astype(np.uint8)), SPEC)[0]
    sixteen = preprocess(_radiograph((picture * 65535).round().astype(np.uint16), 16), SPEC)[0]
    dim = preprocess(_radiograph((picture * 100 + 40).round().astype(np.uint8)), SPEC)[0]
    assert np.abs(eight - sixteen).max() < 0.02
    assert np.abs(eight - dim).max() < 0.05


def test_the_resolution_of_the_source_hardly_matters() -> None:
    small = preprocess(_radiograph((_smooth(200, 200) * 255).astype(np.uint8)), SPEC)[0]
    large = preprocess(_radiograph((_smooth(1600, 1600) * 255).astype(np.uint8)), SPEC)[0]
    assert np.abs(small - large).max() < 0.1


def test_monochrome1_is_seen_as_its_monochrome2_twin() -> None:
    samples = (_smooth(300, 260) * 255).astype(np.uint8)
    twin = replace(_radiograph(255 - samples), inverted=True)
    assert np.abs(preprocess(_radiograph(samples), SPEC)[0] - preprocess(twin, SPEC)[0]).max() < 1e-4


def test_the_window_of_the_file_is_the_grey_that_is_seen() -> None:
    samples = (_smooth(300, 300) * 4095).astype(np.uint16)
    film = replace(_radiograph(samples, 12), modality_lut=Rescale(2.0, -100.0), voi=(Window(4000, 9000),))
    plain = _radiograph((_smooth(300, 300) * 255).astype(np.uint8))
    assert np.abs(preprocess(film, SPEC)[0] - preprocess(plain, SPEC)[0]).max() < 0.05


def test_the_centred_square_hides_the_shape_of_the_film_and_padding_shows_it() -> None:
    wide = np.zeros((200, 300), np.uint8)
    wide[:, 50:250] = (_smooth(200, 200) * 200 + 20).astype(np.uint8)
    square = wide[:, 50:250]
    assert np.array_equal(preprocess(_radiograph(wide), SPEC)[0], preprocess(_radiograph(square), SPEC)[0])
    padded, geometry = resample(_radiograph(wide), PreprocessSpec(60, region="pad_square"))
    assert not padded[:10].any()
    assert (geometry.top, geometry.height) == (-50, 300)


def test_pixels_that_are_not_square_are_seen_at_true_aspect() -> None:
    flat = replace(_radiograph((_smooth(150, 300) * 255).astype(np.uint8)), pixel_aspect=2.0)
    true = _radiograph((_smooth(300, 300) * 255).astype(np.uint8))
    assert np.abs(preprocess(flat, SPEC)[0] - preprocess(true, SPEC)[0]).max() < 0.1


def test_the_digest_changes_with_every_setting() -> None:
    specs = [SPEC, PreprocessSpec(65), PreprocessSpec(64, "pad_square"), PreprocessSpec(64, lower_percentile=2.0)]
    assert len({spec.digest for spec in specs}) == len(specs)


def test_settings_that_older_cards_lack_leave_their_digests_as_they_were() -> None:
    assert PreprocessSpec(224).digest == "c4cdbf36998978de4611eb631eee0d470d47fefd879a49bc7d09d79945958f3d"
    changes = [{"grey": "stored"}, {"grey": "shown"}, {"grey": "shown", "highest": 255.0}, {"resampling": "gaussian"}]
    assert len({SPEC.digest, *(replace(SPEC, **change).digest for change in changes)}) == len(changes) + 1


def test_stored_samples_are_spread_over_the_range_of_their_bits_whatever_the_window() -> None:
    spec = replace(SPEC, grey="stored", lowest=-1024.0, highest=1024.0)
    film = replace(_radiograph((_smooth(64, 64) * 4095).astype(np.uint16), 12), voi=(Window(100, 50),))
    seen = preprocess(film, spec)[0][0, 0]
    expected = (2 * (film.samples[0] / np.float32(4095)) - 1) * 1024
    np.testing.assert_allclose(seen, expected, atol=1e-2)
    turned = preprocess(replace(film, inverted=True), spec)[0][0, 0]
    np.testing.assert_allclose(turned, -seen, atol=1e-2)
    signed = replace(film, samples=(film.samples.astype(np.int32) - 2048).astype(np.int16))
    np.testing.assert_allclose(preprocess(signed, spec)[0][0, 0], seen, atol=1e-2)


def test_shown_grey_is_the_windows_and_is_not_stretched() -> None:
    film = replace(_radiograph((_smooth(64, 64) * 255).astype(np.uint8)), voi=(Window(127.5, 510),))
    seen = preprocess(film, replace(SPEC, grey="shown"))[0][0, 0]
    assert 0.25 <= seen.min() < seen.max() <= 0.76


def test_samples_that_are_fractions_have_no_range_of_bits() -> None:
    film = _radiograph(_smooth(64, 64).astype(np.float32))
    with pytest.raises(UnscorableError, match="fractions"):
        preprocess(film, replace(SPEC, grey="stored"))


@pytest.mark.parametrize(
    "change", [{"grey": "red"}, {"lowest": 1.0}, {"resampling": "gaussian", "region": "pad_square"}]
)
def test_settings_that_make_no_sense_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|knows"):
        replace(SPEC, **change)
