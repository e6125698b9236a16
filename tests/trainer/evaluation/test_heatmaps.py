"""Energy in the lungs, the pointing game, and maps that must fall apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.trainer.evaluation.made_answers import make_film
from trainer.data.films import DataError
from trainer.evaluation.heatmaps import lung_energy, pointing_game, randomised
from trainer.evaluation.masks import boxes_of, lung_box, masks_of
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.model.networks import build

SPEC = PreprocessSpec(64)


def _film(folder: Path, shape: tuple[int, int]) -> Path:
    path = folder / "film.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, shape).astype(np.uint8)).save(path)
    return path


def test_energy_is_measured_in_the_film_not_in_its_square(tmp_path: Path) -> None:
    film = replace(make_film(0, "covid19"), path=_film(tmp_path, (100, 200)))
    mask = np.zeros((100, 200), np.uint8)
    mask[:, :100] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    left = np.zeros((1, 8, 8), np.float32)
    left[0, :, :3] = 1
    inside = lung_energy([film], left, {0: tmp_path / "mask.png"}, SPEC)
    outside = lung_energy([film], left[:, :, ::-1].copy(), {0: tmp_path / "mask.png"}, SPEC)
    assert inside["mean"] == pytest.approx(1.0, abs=0.02)
    assert outside["mean"] == pytest.approx(0.0, abs=0.02)
    assert inside["area"] == 0.5


def test_without_masks_a_box_stands_in_and_is_named() -> None:
    even = np.ones((3, 8, 8), np.float32)
    found = lung_energy([make_film(i, "normal") for i in range(3)], even, {}, SPEC)
    assert "in place of lung masks" in found["regions"]
    assert found["mean"] == pytest.approx(lung_box(64).mean(), abs=0.01)


def test_the_strongest_place_hits_or_misses_its_box(tmp_path: Path) -> None:
    film = replace(make_film(0, "covid19"), path=_film(tmp_path, (100, 200)))
    maps = np.zeros((1, 2, 10, 10), np.float32)
    maps[0, 0, 2, 7] = 1  # 25 % down and 75 % across the centred square: row 25, column 125
    hit = pointing_game([film], maps, ("covid19", "normal"), {0: [("covid19", (120, 20, 10, 10))]}, SPEC)
    miss = pointing_game([film], maps, ("covid19", "normal"), {0: [("covid19", (0, 0, 50, 10))]}, SPEC)
    assert hit == {"films": 1, "hits": 1.0}
    assert miss == {"films": 1, "hits": 0.0}
    assert pointing_game([film], maps, ("covid19", "normal"), {0: [("rib", (0, 0, 9, 9))]}, SPEC) is None


def test_maps_of_a_network_made_to_forget_fall_apart_and_the_network_stays_as_it_was() -> None:
    torch.manual_seed(0)
    network = build("deep_cnn", 3).eval()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    images = np.random.default_rng(0).normal(size=(4, 1, 64, 64)).astype(np.float32)
    found = randomised(network, images, np.zeros(4, int))
    assert abs(found["head"]) < 0.8
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert randomised(network, images, np.zeros(4, int)) == found


def test_masks_and_boxes_are_found_by_their_file(tmp_path: Path) -> None:
    film = replace(make_film(0, "covid19"), path=_film(tmp_path, (40, 40)))
    (tmp_path / "lung_masks.csv").write_text("file,mask\nfilm.png,film.png\nother.png,none.png\n")
    (tmp_path / "boxes.csv").write_text("file,label,left,top,width,height\nfilm.png,covid19,1,2,3,4\n")
    assert masks_of([make_film(1, "normal"), film], [tmp_path]) == {1: tmp_path / "film.png"}
    assert boxes_of([film], [tmp_path]) == {0: [("covid19", (1.0, 2.0, 3.0, 4.0))]}
    (tmp_path / "boxes.csv").write_text("file,label,left,top,width,height\nfilm.png,covid19,1,2,wide,4\n")
    with pytest.raises(DataError, match="not made of numbers"):
        boxes_of([film], [tmp_path])
    (tmp_path / "boxes.csv").write_text("file,label\n")
    with pytest.raises(DataError, match="'left'"):
        boxes_of([film], [tmp_path])
