"""What the model is not asked, by the file's own header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from xraydesk.core.radiograph import Radiograph, Study
from xraydesk.model.guard import decline


def test_a_chest_film_is_not_declined(film: Radiograph) -> None:
    assert decline(film) == ""
    study = Study(modality="DX", body_part="CHEST", view_position="PA")
    assert decline(replace(film, study=study)) == ""


@pytest.mark.parametrize(
    ("study", "word"),
    [
        (Study(modality="CT"), "CT"),
        (Study(modality="MR"), "MR"),
        (Study(modality="DX", body_part="HAND"), "HAND"),
        (Study(modality="CR", body_part="CHEST", view_position="LL"), "LL"),
        (Study(modality="CR", view_position="lateral"), "lateral"),
    ],
)
def test_another_modality_body_part_or_view_is_declined_in_words(film: Radiograph, study: Study, word: str) -> None:
    assert word in decline(replace(film, study=study))


@pytest.mark.parametrize("shape", [(90, 300), (300, 620), (50, 50)])
def test_shapes_that_no_chest_film_has_are_declined(
    make_radiograph: Callable[..., Radiograph], shape: tuple[int, int]
) -> None:
    assert decline(make_radiograph(np.zeros(shape, np.uint8)))


def test_several_frames_are_declined(film: Radiograph) -> None:
    assert "frames" in decline(replace(film, samples=np.repeat(film.samples, 2, axis=0)))


def test_a_colour_photograph_is_declined_and_a_grey_scan_in_rgb_is_not(film: Radiograph) -> None:
    grey = np.repeat(film.samples[..., None], 3, axis=-1)
    assert decline(replace(film, samples=grey)) == ""
    assert "colour" in decline(replace(film, samples=grey * np.array([1, 0, 1], np.uint8)))
