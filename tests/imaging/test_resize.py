"""Resampling equals scikit-image's, at every size and whatever the values."""

from __future__ import annotations

import numpy as np
import pytest

from xraydesk.imaging.resize import gaussian_resize


@pytest.mark.parametrize("shape", [(150, 150), (47, 91), (64, 64), (65, 66), (30, 40)])
@pytest.mark.parametrize("lowest", [-1.0, 0.5])
def test_it_is_scikit_images_resize(shape: tuple[int, int], lowest: float) -> None:
    transform = pytest.importorskip("skimage.transform")
    values = ((np.random.default_rng(0).random(shape) * 2 + lowest) * 1024).astype(np.float32)
    expected = transform.resize(values, (64, 64), mode="constant", preserve_range=True)
    np.testing.assert_allclose(gaussian_resize(values, 64), expected, atol=2e-3)


def test_an_even_picture_stays_even_inside_and_fades_into_nought_at_its_edges() -> None:
    result = gaussian_resize(np.full((300, 300), 4.0, np.float32), 50)
    np.testing.assert_allclose(result[5:-5, 5:-5], 4, rtol=1e-5)
    assert result.max() <= 4
