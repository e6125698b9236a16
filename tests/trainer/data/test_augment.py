"""Augmentation on tensors: each change does what it says, as strongly as it says, and by the generator alone."""

from __future__ import annotations

import io
from dataclasses import fields

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from tests.trainer.data.made_films import picture
from trainer.data.augment import Strengths, apply, augment, augment_with_masks, draw, mix, standardise
from trainer.data.augmentations import detail, geometry, grey, hiding
from trainer.recipe import Augment, RecipeError, change, load

FILMS = torch.randint(0, 256, (6, 48, 48), generator=torch.Generator().manual_seed(3), dtype=torch.uint8)
EVERYTHING = Augment(10.0, 0.1, 0.1, 0.1, 0.5, 0.4, 0.1, 0.2, 0.5, 0.05, 2, 0.5, 0.1, 0.4)


def _seed(number: int) -> torch.Generator:
    return torch.Generator().manual_seed(number)


def _unit(seed: int = 1, side: int = 64) -> Tensor:
    """``(1, 1, side, side)`` in 0..1."""
    return torch.from_numpy(picture(seed, side)[:side].astype(np.float32) / 255)[None, None]


# ---------------------------------------------------------------------------------------- as a whole


def test_without_settings_a_film_is_only_standardised() -> None:
    result = augment(FILMS, 48, Augment(), _seed(0))
    unit = FILMS.float() / 255
    expected = (unit - unit.mean((1, 2), keepdim=True)) / unit.std((1, 2), keepdim=True, correction=0)
    torch.testing.assert_close(result[:, 0], expected, rtol=0, atol=2e-3)


def test_the_same_generator_gives_the_same_films_and_another_does_not() -> None:
    first, again, other = (augment(FILMS, 32, EVERYTHING, _seed(seed)) for seed in (5, 5, 6))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert first.shape == (6, 1, 32, 32)
    assert torch.isfinite(first).all()


def test_the_random_numbers_of_others_change_nothing() -> None:
    first = augment(FILMS, 32, EVERYTHING, _seed(5))
    torch.rand(7)
    assert torch.equal(first, augment(FILMS, 32, EVERYTHING, _seed(5)))


def test_masks_move_with_their_films() -> None:
    film = torch.zeros(1, 40, 40, dtype=torch.uint8)
    film[:, 8:24, 10:18] = 255
    settings = Augment(rotate=15.0, scale=0.2, shift=0.1, flip=0.5, aspect=0.1)
    for seed in range(6):
        images, masks = augment_with_masks(film, film, 40, settings, _seed(seed))
        assert masks is not None
        shown = (images[0, 0] - images.min()) / (images.max() - images.min())
        torch.testing.assert_close(shown, masks[0, 0] / masks.max(), rtol=0, atol=0.02)
    assert torch.equal(images, augment(film, 40, settings, _seed(5)))


def test_lungs_keep_their_picture_and_lose_their_surroundings() -> None:
    films = torch.zeros(8, 48, 48, dtype=torch.uint8)
    films[:, 16:32, 16:32] = torch.arange(8, dtype=torch.uint8)[:, None, None] * 10 + 100
    films[:, 2:10, 2:10] = torch.arange(8, dtype=torch.uint8)[:, None, None] * 25 + 50
    lungs = torch.zeros(8, 48, 48, dtype=torch.uint8)
    lungs[:7, 16:32, 16:32] = 255
    plain, _ = augment_with_masks(films, lungs, 48, Augment(), _seed(1))
    changed, masks = augment_with_masks(films, lungs, 48, Augment(surroundings=1.0), _seed(1))
    assert masks is not None
    torch.testing.assert_close(changed[7], plain[7])  # its lungs were not found

    def told(films: torch.Tensor) -> list[float]:
        """Grey of the corner mark in units of the lungs' grey over the background: no standardisation changes it."""
        grounds = films[:, 0, 40, 40]
        return ((films[:, 0, 5, 5] - grounds) / (films[:, 0, 24, 24] - grounds)).tolist()

    moved = [abs(a - b) > 0.02 for a, b in zip(told(plain), told(changed), strict=True)]
    assert sum(moved) >= 5
    inside = changed[:, 0, 18:30, 18:30]
    assert (inside.amax(dim=(1, 2)) - inside.amin(dim=(1, 2))).max() < 1e-5


def test_a_film_without_a_partner_stays_as_it_is() -> None:
    films, lungs = torch.randint(256, (2, 6, 32, 32), dtype=torch.uint8, generator=_seed(3))
    plain, _ = augment_with_masks(films, lungs, 32, Augment(), _seed(2))
    same, _ = augment_with_masks(films, lungs, 32, Augment(surroundings=1e-9), _seed(2))
    torch.testing.assert_close(same, plain)


@pytest.mark.parametrize(
    "name", ["rotate", "scale", "aspect", "shift", "gamma", "contrast", "blur", "noise", "jpeg", "margins"]
)
def test_each_setting_changes_the_film(name: str) -> None:
    amount = {"rotate": 15.0, "blur": 1.0, "contrast": 0.9, "jpeg": 1.0}.get(name, 0.3)
    plain = augment(FILMS, 48, Augment(), _seed(1))
    changed = augment(FILMS, 48, Augment(**{name: amount}), _seed(1))
    assert (plain - changed).abs().mean() > 0.01


def test_strengths_stay_within_the_settings() -> None:
    drawn = vars(draw(500, EVERYTHING, _seed(2)))
    assert drawn["gamma"].log().abs().max() <= 0.4
    assert drawn["noise"].min() >= 0
    assert drawn["noise"].max() <= 0.05
    assert (drawn["contrast"] - 1).abs().max() <= 0.2
    assert drawn["margins"][:, :4].max() <= 0.1
    assert set(drawn["jpeg"][drawn["jpeg"] > 0].tolist()) <= set(range(20, 91))
    assert 0.4 < (drawn["jpeg"] > 0).float().mean() < 0.6
    assert 0.4 < (drawn["blur"] != 1).float().mean() < 0.6
    assert set((drawn["holes"][..., 2] > 0).sum(1).tolist()) == {0, 1, 2}


def test_what_is_switched_off_draws_nothing() -> None:
    random = _seed(2)
    before = random.get_state()
    drawn = draw(5, Augment(), random)
    assert torch.equal(random.get_state(), before)
    assert all(getattr(drawn, item.name) is None for item in fields(Strengths) if item.name != "matrix")


@pytest.mark.parametrize(
    ("name", "value"),
    [*((item.name, "99") for item in fields(Augment)), ("rotate", "-1.0"), ("cutouts", "-1"), ("contrast", "1.0")],
)
def test_a_strength_out_of_range_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(RecipeError, match=rf"augment\.{name} must be 0\.\."):
        change(load("densenet121"), [f"augment.{name}={value}"])


# ------------------------------------------------------------------------------------ one by one


def test_a_certain_flip_mirrors_left_and_right_only() -> None:
    plain = augment(FILMS, 48, Augment(), _seed(1))
    flipped = augment(FILMS, 48, Augment(flip=1.0), _seed(1))
    torch.testing.assert_close(flipped, plain.flip(3), rtol=0, atol=1e-4)


def _moved(matrix: Tensor) -> Tensor:
    spot = torch.zeros(1, 1, 41, 41)
    spot[0, 0, 10, 20] = 1.0
    return geometry.resample(spot, 41, matrix)


def _place(image: Tensor) -> tuple[int, int]:
    return divmod(int(image.flatten().argmax()), image.shape[-1])


def test_shift_moves_right_and_down_by_fractions_of_the_side() -> None:
    assert _place(_moved(geometry.shift(torch.tensor([[10 / 41, 5 / 41]])))) == (15, 30)


def test_rotation_turns_anticlockwise_about_the_centre() -> None:
    assert _place(_moved(geometry.rotation(torch.tensor([90.0])))) == (20, 10)


def test_zoom_above_one_shows_more() -> None:
    assert _place(_moved(geometry.zoom(torch.tensor([2.0])))) == (15, 20)


def test_aspect_makes_narrower_and_higher_by_the_same_factor() -> None:
    square = torch.zeros(1, 1, 80, 80)
    square[..., 30:50, 30:50] = 1.0
    drawn = geometry.resample(square, 80, geometry.aspect(torch.tensor([1.25])))
    assert drawn[0, 0, 40].sum().item() == pytest.approx(16, abs=0.5)
    assert drawn[0, 0, :, 40].sum().item() == pytest.approx(25, abs=0.5)


def test_gamma_contrast_and_brightness_are_the_formulae() -> None:
    values = torch.tensor([0.2, 0.5, 0.9]).view(3, 1, 1, 1)
    each = torch.tensor([0.5, 1.0, 2.0])
    torch.testing.assert_close(grey.gamma(values, each).flatten(), torch.tensor([0.2**0.5, 0.5, 0.81]))
    torch.testing.assert_close(grey.contrast(values, each).flatten(), torch.tensor([0.35, 0.5, 1.3]))
    torch.testing.assert_close(grey.brightness(values, each).flatten(), torch.tensor([0.7, 1.5, 2.9]))


def test_noise_has_the_standard_deviation_asked_for_each_film() -> None:
    noisy = grey.noise(torch.zeros(2, 1, 200, 200), torch.tensor([0.0, 0.1]), _seed(1))
    assert noisy[0].abs().max() == 0
    assert noisy[1].std() == pytest.approx(0.1, rel=0.02)


def test_blur_takes_fine_detail_and_leaves_what_is_not_chosen() -> None:
    stripes = (torch.arange(64) % 2).float().expand(2, 1, 64, 64)
    blurred = detail.blur(stripes, torch.tensor([1.0, 2.0]))
    assert torch.equal(blurred[0], stripes[0])
    assert blurred[1].std() < 0.1


@pytest.mark.parametrize("quality", [20, 50, 75, 90])
@pytest.mark.parametrize("side", [64, 61])
def test_jpeg_loses_what_a_real_encoder_loses(quality: int, side: int) -> None:
    levels = (_unit(4, side) * 255).round() / 255
    ours = detail.jpeg(levels, torch.tensor([float(quality)]))[0, 0]
    stream = io.BytesIO()
    shown = Image.fromarray((levels[0, 0] * 255).round().byte().numpy())
    shown.save(stream, "JPEG", quality=quality)
    theirs = torch.from_numpy(np.asarray(Image.open(stream)).copy()) / 255
    # Nearly every pixel is the same; rounding in the encoder's integers makes the rest.
    assert (ours - theirs).abs().mean() < 0.15 * (levels[0, 0] - theirs).abs().mean() + 0.001


def test_a_jpeg_quality_of_nothing_leaves_the_film() -> None:
    images = _unit()
    assert torch.equal(detail.jpeg(images, torch.zeros(1)), images)


def test_margins_hide_exactly_the_edges() -> None:
    hidden = hiding.margins(torch.ones(1, 1, 40, 40), torch.tensor([[0.1, 0.2, 0.0, 0.3]]), torch.tensor([0.25]))
    expected = torch.full((40, 40), 0.25)
    expected[4:32, 0:28] = 1.0
    assert torch.equal(hidden[0, 0], expected)


def test_a_hole_is_one_grey_of_the_size_asked_for() -> None:
    hole = torch.tensor([[[0.5, 0.5, 0.2, 0.4, 0.75], [0.5, 0.5, 0.0, 0.9, 0.1]]])
    result = hiding.cut_out(torch.zeros(1, 1, 40, 40), hole)
    assert int((result == 0.75).sum()) == 8 * 16
    assert int((result == 0.1).sum()) == 0


def test_cut_outs_put_one_grey_into_rectangles() -> None:
    ramp = torch.arange(48 * 48, dtype=torch.float32).remainder(251).to(torch.uint8).view(1, 48, 48)
    result = augment(ramp, 48, Augment(cutouts=3), _seed(4))[0, 0]
    _, counts = result.round(decimals=4).unique(return_counts=True)
    assert counts.max() > 25


# ------------------------------------------------------------------------------------------ mixing


def test_mixup_blends_each_film_with_another_and_says_how_much() -> None:
    images = augment(FILMS, 48, Augment(), _seed(0))
    blends, partner, kept = mix(images, Augment(mixup=0.4), _seed(1))
    assert (partner != torch.arange(6)).all()
    assert kept.min() >= 0.5
    assert kept.max() <= 1
    expected = standardise(images * kept.view(-1, 1, 1, 1) + images[partner] * (1 - kept).view(-1, 1, 1, 1))
    torch.testing.assert_close(blends, expected)
    assert blends.std(dim=(1, 2, 3), correction=0).allclose(torch.ones(6), atol=1e-3)


def test_mixup_repeats_by_its_generator() -> None:
    images = augment(FILMS, 48, Augment(), _seed(0))
    first, again, other = (mix(images, Augment(mixup=1.0), _seed(seed))[2] for seed in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("settings", [Augment(), Augment(mixup=0.4)])
def test_without_mixup_or_without_a_partner_a_film_stays_itself(settings: Augment) -> None:
    images = augment(FILMS[: 1 if settings.mixup else 6], 48, Augment(), _seed(0))
    blends, partner, kept = mix(images, settings, _seed(1))
    assert torch.equal(blends, images)
    assert partner.tolist() == list(range(len(images)))
    assert (kept == 1).all()


def test_apply_repeats_known_strengths() -> None:
    strengths = Strengths(torch.eye(3).repeat(6, 1, 1), contrast=torch.full((6,), 0.5))
    result = apply(FILMS, 48, strengths, _seed(0))
    torch.testing.assert_close(result[:, 0], (FILMS.float() / 255 - 0.5) * 0.5 + 0.5, rtol=0, atol=1e-4)
