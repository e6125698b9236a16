"""Hints on the quality of a film: each follows what was done to the film, and an ordinary film gets none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.read import read
from xraydesk.model import quality

Change = Callable[[Image.Image], Image.Image]


def _changed(film: Radiograph, change: Change) -> Radiograph:
    return replace(film, samples=np.asarray(change(Image.fromarray(film.samples[0])))[None])


def _levels(table: Callable[[np.ndarray], np.ndarray]) -> Change:
    def change(image: Image.Image) -> Image.Image:
        return Image.fromarray(np.clip(table(np.asarray(image, np.float32)), 0, 255).astype(np.uint8))

    return change


def _framed(image: Image.Image) -> Image.Image:
    sheet = Image.new("L", (image.width + 120, image.height), 0)
    sheet.paste(image, (60, 0))
    return sheet


def _compressed(image: Image.Image) -> Image.Image:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=8)
    return Image.open(stream)


def test_an_ordinary_film_gets_no_hint(film: Radiograph) -> None:
    assert quality.hints(film) == ()


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (lambda image: image.rotate(18, Image.Resampling.BILINEAR), quality.TILTED),
        (lambda image: image.rotate(-18, Image.Resampling.BILINEAR), quality.TILTED),
        (_levels(lambda grey: grey * 1.6), quality.TOO_WHITE),
        (_levels(lambda grey: grey * 1.8 - 150), quality.TOO_BLACK),
        (_levels(lambda grey: 255 * (grey / 255) ** 0.15), quality.UNDEREXPOSED),
        (_levels(lambda grey: 255 * (grey / 255) ** 2.5), quality.OVEREXPOSED),
        (_framed, quality.FRAMED),
        (lambda image: image.resize((120, 140)), quality.SMALL),
        (_compressed, quality.JPEG_BLOCKS),
    ],
)
def test_a_film_made_worse_is_told_by_its_hint(film: Radiograph, change: Change, hint: str) -> None:
    assert hint in quality.hints(_changed(film, change))


@pytest.mark.parametrize("degrees", [-20, -10, 0, 10, 20])
def test_the_tilt_follows_the_turn(film: Radiograph, degrees: int) -> None:
    turned = _changed(film, lambda image: image.rotate(degrees, Image.Resampling.BILINEAR))
    assert quality.measure(turned).tilt == pytest.approx(degrees, abs=4)


def test_a_film_decoded_smaller_counts_its_stored_pixels(film: Radiograph) -> None:
    small = replace(film, reduction=4)
    assert quality.measure(small).shorter_side == 4 * min(film.shape)


def test_most_real_films_get_no_hint(shared: Path) -> None:
    folder = shared / "data" / "chest"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["fold"] == "4"]
    said = [quality.hints(read(folder / row["file"])) for row in rows[::6]]
    assert sum(bool(hints) for hints in said) <= 0.15 * len(said)
