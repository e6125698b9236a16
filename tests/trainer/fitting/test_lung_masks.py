"""Masks of training films: found once, kept for the same films, full where no lungs are found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.data import films
from trainer.data.cache import FilmCache, open_cache
from trainer.fitting.lung_masks import SIDE, lung_masks
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.model import lungs


class _Finds:
    """Says that the lungs of every second film are two upright boxes, and of the others that there are none."""

    sha256 = "of this network"

    def __init__(self) -> None:
        self.asked = 0

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        self.asked += 1
        likely = np.zeros((1, 1, lungs.SIDE, lungs.SIDE), np.float32)
        if self.asked % 2:
            likely[..., 30:100, 20:50] = 1
            likely[..., 30:100, 78:108] = 1
        return (likely,)


def _cells(data: Path, cache: Path) -> FilmCache:
    return open_cache(films.load([data])[:6], PreprocessSpec(32), 40, cache)


def test_lungs_are_found_once_and_kept(data: Path, tmp_path: Path) -> None:
    cells, network = _cells(data, tmp_path), _Finds()
    masks = lung_masks(cells, tmp_path, network)
    assert masks.shape == (6, SIDE, SIDE)
    assert masks.dtype == np.uint8
    assert abs(masks[0].mean() / 255 - 2 * 70 * 30 / 128**2) < 0.01
    assert (masks[1] == 255).all(), "where no lungs are found nothing lies outside them"
    again = lung_masks(cells, tmp_path, network)
    assert network.asked == 6
    assert (again == masks).all()


def test_masks_of_other_films_are_not_taken(data: Path, tmp_path: Path) -> None:
    network = _Finds()
    lung_masks(_cells(data, tmp_path), tmp_path, network)
    other = open_cache(films.load([data])[3:9], PreprocessSpec(32), 40, tmp_path)
    lung_masks(other, tmp_path, network)
    assert network.asked == 12
