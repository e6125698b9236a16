"""What the model is not asked: by the file's own header, and by how the picture looks."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from xraydesk.core.errors import ModelError, UnscorableError, XRayDeskError
from xraydesk.core.radiograph import Radiograph, Study
from xraydesk.imaging.read import read
from xraydesk.model import auxiliary, guard
from xraydesk.model.guard import advise, decline

Make = Callable[..., Radiograph]


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


# ------------------------------------------------------------------------------------ by its look


def _text() -> np.ndarray:
    sheet = Image.new("L", (300, 400), 255)
    pen = ImageDraw.Draw(sheet)
    for line in range(24):
        pen.text((20, 16 * line), "the quick brown fox jumps over the lazy dog", fill=0)
    return np.asarray(sheet)


def _checks() -> np.ndarray:
    y, x = np.mgrid[:256, :256]
    return (((x // 16 + y // 16) % 2) * 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda film: 255 - film, "inverted"),
        (lambda film: film[::-1, ::-1], "turned"),
        (np.rot90, "turned"),
        (lambda film: np.rot90(film, 3), "turned"),
        (lambda film: film[60:260, 150:270], "part"),
        (lambda _film: np.random.default_rng(1).integers(0, 255, (256, 256)).astype(np.uint8), "picture"),
        (lambda _film: _text(), "text"),
        (lambda _film: _checks(), "pattern"),
    ],
)
def test_what_is_no_frontal_film_is_declined_without_a_telling_header(
    film: Radiograph, make_radiograph: Make, change: Callable[[np.ndarray], np.ndarray], words: str
) -> None:
    reason = decline(make_radiograph(np.ascontiguousarray(change(film.samples[0]))))
    assert reason
    # What an odd picture is taken for instead may differ; what is wrong with a film is named.
    assert words in reason or words in ("picture", "text", "pattern")


@pytest.mark.parametrize(
    "change",
    [
        lambda film: film,
        np.fliplr,
        lambda film: np.pad(film, ((12, 12), (20, 20))),
        lambda film: np.pad(film, 12, constant_values=255),
        lambda film: film[10:-10, 8:-8],
        lambda film: (255 * (film / 255) ** 1.4).astype(np.uint8),
        lambda film: film.astype(np.uint16) * 257,
    ],
)
def test_a_film_passes_mirrored_framed_trimmed_in_another_exposure_or_depth(
    film: Radiograph, make_radiograph: Make, change: Callable[[np.ndarray], np.ndarray]
) -> None:
    samples = np.ascontiguousarray(change(film.samples[0]))
    twin = replace(make_radiograph(samples), bits_stored=8 * samples.dtype.itemsize)
    assert decline(twin) == ""


def test_a_film_declared_inverted_is_judged_as_it_is_shown(film: Radiograph) -> None:
    assert "inverted" in decline(replace(film, inverted=True))
    assert decline(replace(film, samples=255 - film.samples, inverted=True)) == ""


def test_a_blank_picture_is_said_to_be_blank(make_radiograph: Make) -> None:
    with pytest.raises(UnscorableError, match="blank"):
        decline(make_radiograph(np.full((200, 200), 7, np.uint8)))


def test_a_large_film_is_judged_like_its_small_twin(phantom: Path, film: Radiograph) -> None:
    large, small = guard.load().look(read(phantom)), guard.load().look(film)
    assert large.chances[guard.FRONTAL] == pytest.approx(small.chances[guard.FRONTAL], abs=0.1)
    assert large.reason == small.reason == ""


def test_hints_come_with_a_film_that_passes_and_with_no_other(film: Radiograph) -> None:
    darker = replace(film, samples=(255 * (film.samples / 255) ** 2.2).astype(np.uint8))
    assert advise(darker).reason == ""
    assert advise(darker).hints
    assert advise(replace(film, inverted=True)).hints == ()


def test_a_film_further_than_the_films_of_the_tests_is_marked_not_declined(film: Radiograph) -> None:
    about = auxiliary.read_about(auxiliary.folder_of(guard.NAME))[0]
    limits = guard.limits_of(about)
    strict = guard.Guard(auxiliary.load(auxiliary.folder_of(guard.NAME)), replace(limits, far=limits.far / 100))
    look = strict.look(film)
    assert look.reason == ""
    assert look.is_unlike


def test_a_guard_that_was_altered_or_is_of_another_version_is_refused(tmp_path: Path) -> None:
    source = auxiliary.folder_of(guard.NAME)
    for name in (auxiliary.GRAPH, auxiliary.ABOUT):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    about = json.loads((tmp_path / auxiliary.ABOUT).read_bytes())
    (tmp_path / auxiliary.ABOUT).write_text(json.dumps(about | {"kinds": ["frontal", "other"]}))
    with pytest.raises(ModelError, match="another version"):
        guard.load(tmp_path)
    (tmp_path / auxiliary.ABOUT).write_text(json.dumps(about | {"limits": {}}))
    with pytest.raises(ModelError, match="limits"):
        guard.load(tmp_path)
    content = bytearray((source / auxiliary.GRAPH).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / auxiliary.GRAPH).write_bytes(content)
    with pytest.raises(ModelError, match="altered"):
        guard.load(tmp_path)


def test_the_guard_answers_the_golden_patterns_as_when_it_was_written() -> None:
    assert auxiliary.deviation(auxiliary.load(auxiliary.folder_of(guard.NAME))) < 1e-3


# ------------------------------------------------------------------- real films that built nothing


@pytest.fixture(scope="module")
def held_films(shared: Path) -> list[Radiograph]:
    """Every eighth film of the fold that the guard was not built on."""
    folder = shared / "data" / "chest"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["fold"] == "4"]
    return [read(folder / row["file"]) for row in rows[::8]]


def _as_shown(film: Radiograph, change: Callable[[np.ndarray], np.ndarray]) -> Radiograph:
    return replace(film, samples=np.ascontiguousarray(change(film.samples[0]))[None])


def test_real_frontal_films_pass(held_films: list[Radiograph]) -> None:
    declined = [film.path.name for film in held_films if decline(film)]
    assert len(declined) <= 0.03 * len(held_films), declined


@pytest.mark.parametrize(
    "change",
    [lambda film: 255 - film, lambda film: film[::-1, ::-1], lambda film: film.swapaxes(0, 1)[::-1]],
    ids=["inverted", "upside down", "on its side"],
)
def test_real_films_wrongly_shown_are_declined(
    held_films: list[Radiograph], change: Callable[[np.ndarray], np.ndarray]
) -> None:
    declined = [bool(decline(_as_shown(film, change))) for film in held_films]
    assert np.mean(declined) >= 0.95


def test_real_slices_and_ultrasound_are_declined_when_their_header_does_not_tell(shared: Path) -> None:
    declined = []
    with (shared / "dicom" / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["modality"] in ("CT", "MR", "US")]
    for row in rows:
        try:
            picture = read(shared / "dicom" / row["file"])
            if min(picture.shape) >= 128:
                silent = replace(picture, study=Study(), samples=picture.samples[:1])
                declined.append(bool(decline(silent)))
        except XRayDeskError:
            continue  # blank or unreadable: never scored either
    assert len(declined) > 50
    assert np.mean(declined) >= 0.95
