"""The words over the film: who, what, when; plain text whatever the file says; nothing when hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from xraydesk.core.radiograph import LookupTable, Patient, Radiograph, Rescale, Study, Window
from xraydesk.ui.view.corner_texts import Amount, describe, name_text, shorten, value_text
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.view_texts import marks_of, running_lines


def _shown(picture: Picture, **changes: Any) -> Scene:
    values: dict[str, Any] = {
        "picture": picture,
        "placement": Placement.fitted(picture.radiograph.shape, (400, 400)),
        "turn": Turn(),
        "area": QRectF(0, 0, 400, 400),
        "ratio": 1.0,
        "voi": Window(2048, 4096),
    }
    return Scene(**values | changes)


def _words(shown: Scene) -> str:
    marks = marks_of(shown)
    corners = marks.corners
    lines = (*corners.top_left, *corners.top_right, *corners.bottom_right, *marks.alarms, *marks.warnings)
    return "\n".join((*lines, *marks.sides, *(text for text, _ in running_lines(shown))))


def test_the_corners_say_who_what_and_when(film: Callable[..., Radiograph]) -> None:
    study = Study(date="20240131", time="142301.5", institution="St. Elsewhere", series_number="3", view_position="PA")
    corners = describe(film(study=study), amount=Amount.ALL, patient_hidden=False)
    assert corners.top_left == ("Planted, Jane", "ID-7", "1950-01-02  70Y  F")
    assert corners.top_right == ("St. Elsewhere", "2024-01-31  14:23")
    assert corners.bottom_right == ("Series 3  PA", "film.dcm")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^M^Dr", "Doe, Jane M Dr"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou  山田, 太郎  やまだ, たろう"),
        ("^^", ""),
        ("Plain", "Plain"),
    ],
)
def test_names_are_written_as_people_write_them(name: str, text: str) -> None:
    assert name_text(name) == text


def test_hidden_patient_data_is_nowhere(picture: Callable[..., Picture]) -> None:
    words = _words(_shown(picture("Planted_film.dcm"), patient_hidden=True))
    for planted in ("Planted", "Jane", "ID-7", "1950", "St. Elsewhere"):
        assert planted not in words


def test_without_texts_the_marks_that_matter_stay(picture: Callable[..., Picture]) -> None:
    prepared = picture(lossy=True, warnings=("the file is cut short",))
    words = _words(
        _shown(prepared, amount=Amount.NONE, turn=Turn().flipped(), ai_lines=("AI: a model", "RESEARCH USE"))
    )
    for mark in ("LOSSY", "FLIPPED", "cut short", "RESEARCH USE", "R", "L"):
        assert mark in words
    assert "Planted" not in words
    assert "Zoom" not in words


def test_a_hostile_tag_is_one_short_plain_line(film: Callable[..., Radiograph]) -> None:
    patient = Patient(name="<b>Evil</b>\n\x00" + "A" * 60_000)
    line = describe(film(patient=patient), amount=Amount.ALL, patient_hidden=False).top_left[0]
    assert line.startswith("<b>Evil</b>  ")
    assert len(line) <= 60
    assert line.isprintable()


def test_a_short_line_is_left_alone() -> None:
    assert shorten("a radiograph") == "a radiograph"


def test_the_value_under_the_pointer_is_in_modality_units(picture: Callable[..., Picture]) -> None:
    samples = np.array([[[0, 10], [20, 30]]], np.int16)
    assert value_text(picture(samples=samples, modality_lut=Rescale(2.0, -5.0, "HU")), 1, 0) == "35 HU  (x 0, y 1)"
    lut = LookupTable(np.array([7, 8, 9], np.uint16), first_mapped=9, bits=8)
    assert value_text(picture(samples=samples, modality_lut=lut), 0, 1) == "8  (x 1, y 0)"
    assert value_text(picture(samples=samples, modality_lut=lut), 1, 1) == "9  (x 1, y 1)"
    colour = picture(samples=np.array([[[[1, 2, 3]]]], np.uint8), photometric="RGB", voi=())
    assert value_text(colour, 0, 0) == "RGB 1 2 3  (x 0, y 0)"


def test_several_frames_and_colour_are_said(picture: Callable[..., Picture]) -> None:
    frames = picture(samples=np.zeros((5, 8, 8), np.uint16))
    assert "Frame 1 / 5" in _words(_shown(frames))
    colour = picture(samples=np.zeros((1, 8, 8, 3), np.uint8), photometric="RGB", voi=())
    assert "W " not in _words(_shown(colour))


def test_an_unknown_orientation_is_marked_left_and_right(picture: Callable[..., Picture]) -> None:
    assert marks_of(_shown(picture(orientation=()))).sides == ("?", "", "?", "")
