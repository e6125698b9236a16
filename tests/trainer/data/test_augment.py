"""Augmentation on tensors."""

from __future__ import annotations

import pytest
import torch

from trainer.data.augment import augment
from trainer.recipe import Augment

FILMS = torch.randint(0, 256, (6, 48, 48), generator=torch.Generator().manual_seed(3), dtype=torch.uint8)
ALL = Augment(10.0, 0.1, 0.1, 0.1, 0.5, 0.4, 0.1, 0.2, 0.5, 0.05, 2)


def test_without_settings_a_film_is_only_standardised() -> None:
    result = augment(FILMS, 48, Augment(), torch.Generator().manual_seed(0))
    unit = FILMS.float() / 255
    expected = (unit - unit.mean((1, 2), keepdim=True)) / unit.std((1, 2), keepdim=True, correction=0)
    torch.testing.assert_close(result[:, 0], expected, rtol=0, atol=2e-3)


def test_the_same_generator_gives_the_same_films_and_another_does_not() -> None:
    first, again, other = (augment(FILMS, 32, ALL, torch.Generator().manual_seed(seed)) for seed in (5, 5, 6))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert first.shape == (6, 1, 32, 32)
    assert torch.isfinite(first).all()


@pytest.mark.parametrize("name", ["rotate", "scale", "aspect", "shift", "gamma", "contrast", "blur", "noise"])
def test_each_setting_changes_the_film(name: str) -> None:
    amount = {"rotate": 15.0, "blur": 1.0, "contrast": 0.9}.get(name, 0.3)
    plain = augment(FILMS, 48, Augment(), torch.Generator().manual_seed(1))
    changed = augment(FILMS, 48, Augment(**{name: amount}), torch.Generator().manual_seed(1))
    assert (plain - changed).abs().mean() > 0.01


def test_a_certain_flip_mirrors_left_and_right_only() -> None:
    plain = augment(FILMS, 48, Augment(), torch.Generator().manual_seed(1))
    flipped = augment(FILMS, 48, Augment(flip=1.0), torch.Generator().manual_seed(1))
    torch.testing.assert_close(flipped, plain.flip(3), rtol=0, atol=1e-4)


def test_cut_outs_put_one_grey_into_rectangles() -> None:
    ramp = torch.arange(48 * 48, dtype=torch.float32).remainder(251).to(torch.uint8).view(1, 48, 48)
    result = augment(ramp, 48, Augment(cutouts=3), torch.Generator().manual_seed(4))[0, 0]
    _, counts = result.round(decimals=4).unique(return_counts=True)
    assert counts.max() > 25
