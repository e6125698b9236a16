"""The lungs on a model's input: found where there are two, never claimed where there are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.imaging.read import read
from xraydesk.model import auxiliary
from xraydesk.model.lungs import NAME, SIDE, Lungs, find, lung_input

Y, X = np.mgrid[0:SIDE, 0:SIDE] / SIDE


class Says:
    """A network that finds what it is told to."""

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        self.mask = mask

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        assert images.shape == (1, 1, SIDE, SIDE)
        return (self.mask.astype(np.float32)[None, None],)


def disc(y: float, x: float, radius: float) -> NDArray[np.bool_]:
    return (Y - y) ** 2 + (X - x) ** 2 < radius**2


def found(mask: NDArray[np.bool_]) -> Lungs | None:
    return find(np.random.default_rng(0).random((224, 224), np.float32), Says(mask))


LEFT, RIGHT = disc(0.5, 0.28, 0.18), disc(0.52, 0.74, 0.16)


def test_two_regions_side_by_side_are_the_lungs() -> None:
    lungs = found(LEFT | RIGHT)
    assert lungs is not None
    assert np.array_equal(lungs.mask, LEFT | RIGHT)
    assert lungs.share == pytest.approx((LEFT | RIGHT).mean())


def test_specks_are_left_out() -> None:
    lungs = found(LEFT | RIGHT | disc(0.9, 0.9, 0.03))
    assert lungs is not None
    assert np.array_equal(lungs.mask, LEFT | RIGHT)


@pytest.mark.parametrize(
    "mask",
    [
        np.zeros((SIDE, SIDE), np.bool_),
        np.ones((SIDE, SIDE), np.bool_),
        LEFT,
        disc(0.25, 0.5, 0.18) | disc(0.75, 0.5, 0.18),
        disc(0.5, 0.3, 0.08) | disc(0.5, 0.7, 0.08),
        disc(0.5, 0.3, 0.26) | disc(0.5, 0.8, 0.08),
        (abs(X - 0.5) > 0.02),
    ],
    ids=["nothing", "everything", "one", "stacked", "too small", "too unlike", "too large"],
)
def test_what_cannot_be_lungs_is_not_claimed(mask: NDArray[np.bool_]) -> None:
    assert found(mask) is None


def test_the_grey_scale_of_a_model_does_not_matter() -> None:
    image = np.random.default_rng(1).random((320, 320), np.float32)
    assert np.abs(lung_input(image) - lung_input(image * 2048 - 1024)).max() < 1e-3
    assert abs(float(lung_input(image).mean())) < 1e-5


@pytest.mark.parametrize("region", ["center_square", "pad_square"])
def test_the_lungs_of_real_films_are_found_where_they_were_drawn(shared: Path, region: str) -> None:
    """The network has seen these films: a plumbing check, not a figure of merit."""
    from trainer.evaluation.masks import read_mask
    from trainer.lungs.fit import agreement
    from trainer.lungs.material import gather, on_input

    network = auxiliary.load(auxiliary.folder_of(NAME))
    material = gather([shared / "data" / "chest"], 5)
    dices = []
    for film, mask in list(zip(material.films, material.masks, strict=True))[::13]:
        images, geometry = preprocess(read(film.path), PreprocessSpec(224, region))
        lungs = find(images[0, 0], network)
        assert lungs is not None
        drawn = on_input(read_mask(mask), replace(geometry, input_size=SIDE))
        dices.append(agreement(lungs.mask, drawn).dice)
    assert np.mean(dices) > 0.85


def test_a_network_that_is_not_sure_of_itself_has_found_nothing() -> None:
    class Unsure(Says):
        def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
            return (np.where(self.mask, np.float32(0.7), np.float32(0.02))[None, None],)

    assert find(np.random.default_rng(0).random((224, 224), np.float32), Unsure(LEFT | RIGHT)) is None
