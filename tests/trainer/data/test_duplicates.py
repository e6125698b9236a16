"""Copies of a film are found after what usually happens to copies, and different films are not taken for copies."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from trainer.data.decode import CELLS, MEASURES, decode
from trainer.data.duplicates import FILE, LIKENESS, MIRROR, NEGATIVE, PIXELS, clusters, exact_pairs, near_pairs
from xraydesk.imaging.preprocess import PreprocessSpec

SPEC = PreprocessSpec(64)


def _measures(folder: Path, *pictures: Image.Image, suffix: str = ".png", **options: int) -> np.ndarray:
    rows = []
    for number, image in enumerate(pictures):
        path = folder / f"{number}{suffix}"
        image.save(path, **options)
        rows.append(decode(path, SPEC, CELLS).measures)
    return np.array(rows, MEASURES)


def _film(seed: int = 5) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(0, 255, (26, 24), dtype=np.uint8)
    return Image.fromarray(coarse).resize((240, 250), Image.Resampling.BICUBIC)


def _as_jpeg(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=40)
    return Image.open(io.BytesIO(buffer.getvalue()))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_as_jpeg, LIKENESS),
        (lambda image: image.resize((image.width // 2, image.height // 2)), LIKENESS),
        (lambda image: image.resize((200, 200)), LIKENESS),
        (lambda image: ImageEnhance.Contrast(image).enhance(0.8), LIKENESS),
        (ImageOps.mirror, MIRROR),
        (ImageOps.invert, NEGATIVE),
    ],
)
def test_a_changed_copy_is_found(tmp_path: Path, change: Callable[[Image.Image], Image.Image], kind: str) -> None:
    measures = _measures(tmp_path, _film(), _film(6), change(_film()), _film(7))
    pairs = near_pairs(measures, 32)
    assert [(pair.first, pair.second, pair.kind) for pair in pairs] == [(0, 2, kind)]
    assert pairs[0].distance <= 16


def test_different_films_are_far_apart(tmp_path: Path) -> None:
    assert not near_pairs(_measures(tmp_path, *(_film(seed) for seed in range(12))), 32)


def test_tiles_find_the_same_pairs_as_one_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    measures = np.zeros(70, MEASURES)
    measures["phash"] = random.integers(0, 2**63, (70, 4), dtype=np.uint64)
    measures["mirrored"] = random.integers(0, 2**63, (70, 4), dtype=np.uint64)
    measures["phash"][[50, 69]] = measures["phash"][[2, 3]]
    measures["phash"][50, 0] ^= np.uint64(5)
    whole = near_pairs(measures, 10)
    monkeypatch.setattr("trainer.data.duplicates._TILE", 16)
    assert near_pairs(measures, 10) == whole
    assert [(pair.first, pair.second, pair.distance) for pair in whole] == [(2, 50, 2), (3, 69, 0)]


def test_the_same_bytes_and_the_same_pixels_are_told_apart(tmp_path: Path) -> None:
    film = _film()
    first = _measures(tmp_path, film, film)
    third = _measures(tmp_path, film, suffix=".bmp")
    pairs = exact_pairs(np.concatenate([first, third]))
    assert [(pair.first, pair.second, pair.kind) for pair in pairs] == [(0, 1, FILE), (0, 2, PIXELS)]


def test_clusters_join_whatever_a_chain_of_pairs_joins() -> None:
    assert clusters(6, [(4, 5), (1, 4), (3, 2)]).tolist() == [0, 1, 2, 2, 1, 1]
