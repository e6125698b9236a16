"""The bundled sample is drawn by code, says so, and is the same whenever it is drawn."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pydicom
import pytest


def test_the_sample_says_that_it_is_no_patient(phantom: Path) -> None:
    film = pydicom.dcmread(phantom)
    assert str(film.PatientName) == "PHANTOM^CHEST"
    assert film.PatientID == "PHANTOM"
    assert "not a patient" in film.ImageComments
    assert film.QualityControlSubject == "YES"
    assert film.BurnedInAnnotation == "YES"


def test_the_sample_is_a_small_twelve_bit_film_for_presentation(phantom: Path) -> None:
    film = pydicom.dcmread(phantom)
    assert film.SOPClassUID.name == "Digital X-Ray Image Storage - For Presentation"
    assert (film.Rows, film.Columns, film.BitsStored) == (1700, 1400, 12)
    assert film.PhotometricInterpretation == "MONOCHROME2"
    samples = film.pixel_array
    assert samples.max() < 4096
    assert np.ptp(samples) > 3000
    assert phantom.stat().st_size < 3_000_000


def test_the_lungs_are_darker_than_the_heart_and_the_heart_lies_on_the_patients_left(phantom: Path) -> None:
    film = pydicom.dcmread(phantom)
    samples = film.pixel_array.astype(float)
    right_lung, heart, mirrored = (
        samples[640:720, 380:440],
        samples[980:1060, 800:900],
        samples[980:1060, 400:480],
    )
    assert list(film.PatientOrientation) == ["L", "F"]
    assert right_lung.mean() < 0.5 * heart.mean()
    assert mirrored.mean() < 0.5 * heart.mean()


def test_the_words_are_burned_into_the_picture(phantom: Path) -> None:
    samples = pydicom.dcmread(phantom).pixel_array
    words = samples[1460:1540, 500:900]
    assert (words > 3950).mean() > 0.1


@pytest.mark.slow
def test_drawing_the_sample_again_gives_the_same_file(
    phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(phantom.parent)
    make_phantom = importlib.import_module("make_phantom")
    again = make_phantom.dataset(make_phantom.draw())
    bundled = pydicom.dcmread(phantom)
    np.testing.assert_array_equal(again.pixel_array, bundled.pixel_array)
    del again.PixelData, bundled.PixelData
    assert again == bundled
