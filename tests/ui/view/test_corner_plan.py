"""The reader chooses which lines stand in which corner; small views keep what tells films apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from xraydesk.core.radiograph import Overlay, Radiograph, Spacing, SpacingSource, Study
from xraydesk.core.settings import CORNER_WORDS, RUNNING_WORDS, SETTINGS, Settings
from xraydesk.ui.view.corner_plan import FIELDS, RUNNING, CornerPlan, plan_lines, plan_text
from xraydesk.ui.view.corner_texts import Amount, describe
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.view_texts import marks_of, running_lines


def test_the_settings_offer_the_fields_there_are_and_begin_with_the_usual_lines() -> None:
    assert set(CORNER_WORDS) == set(FIELDS)
    assert RUNNING_WORDS == RUNNING
    defaults = {setting.key: setting.default for setting in SETTINGS}
    for corner in fields(CornerPlan):
        assert plan_lines(defaults[f"corner_{corner.name}"]) == getattr(CornerPlan(), corner.name)


def test_a_setting_is_lines_of_words() -> None:
    assert plan_lines("name, birth age  sex,, id") == (("name",), ("birth", "age", "sex"), ("id",))
    assert plan_lines("") == ()
    assert plan_lines("nonsense, name nonsense") == (("name",),)
    assert plan_text((("name",), ("birth", "age"))) == "name, birth age"


def test_words_that_are_not_known_are_refused() -> None:
    settings = Settings()
    with pytest.raises(ValueError, match="corner_top_left"):
        settings.set("corner_top_left", "name, shoe size")
    settings.set("corner_top_left", "sex,name")


def test_the_corners_hold_what_was_chosen(film: Callable[..., Radiograph]) -> None:
    study = Study(date="20240131", modality="DX", series_number="3", instance_number="12", body_part="CHEST")
    radiograph = film(study=study, spacing=Spacing(0.14, 0.143, SpacingSource.AT_DETECTOR))
    plan = CornerPlan((("sex", "age"),), (("modality", "body"), ("image",)), (("spacing",),))
    corners = describe(radiograph, amount=Amount.ALL, patient_hidden=False, plan=plan)
    assert corners.top_left == ("F  70Y",)
    assert corners.top_right == ("DX  CHEST", "Image 12")
    assert corners.bottom_right == ("0.143 × 0.14 mm (at detector)",)


def test_whatever_was_chosen_hidden_patient_data_stay_hidden(film: Callable[..., Radiograph]) -> None:
    everything = tuple((name,) for name in FIELDS)
    plan = CornerPlan(everything, everything, everything)
    corners = describe(film("Planted_film.dcm"), amount=Amount.ALL, patient_hidden=True, plan=plan)
    words = "\n".join((*corners.top_left, *corners.top_right, *corners.bottom_right))
    for planted in ("Planted", "Jane", "ID-7", "1950", "70Y", "St. Elsewhere"):
        assert planted not in words
    assert "patient data hidden" in words
    assert "PA" in words


def test_small_views_keep_who_when_and_which_view(picture: Callable[..., Picture], scene: Callable[..., Scene]) -> None:
    from PySide6.QtCore import QRectF

    study = Study(date="20240131", time="1423", institution="St. Elsewhere", series_number="3", view_position="PA")
    seen = scene(picture(study=study))
    small = Scene(seen.picture, seen.placement, seen.turn, QRectF(0, 0, 300, 260), 1.0, voi=seen.voi)
    corners = marks_of(small).corners
    assert corners.top_left == ("Planted, Jane",)
    assert corners.top_right == ("2024-01-31",)
    assert corners.bottom_right == ("PA",)
    assert [text.split()[0] for text, _ in running_lines(small)] == ["Zoom", "W"]
    assert len(running_lines(seen)) > len(running_lines(small))


def test_a_view_follows_the_settings(view: ImageView, film: Callable[..., Radiograph]) -> None:
    settings = Settings()
    view.set_amount(Amount.ALL)
    view.follow(settings)
    settings.set("corner_bottom_left", "zoom")
    settings.set("magnification", "pixels")
    settings.set("cine_rate", 25)
    assert [text.split()[0] for text, _ in running_lines(view.scene())] == ["Zoom"]
    assert not view.scene().is_smooth
    assert view.frames.rate == 25
    settings.reset("corner_bottom_left")
    assert len(running_lines(view.scene())) == 3


@pytest.mark.parametrize("amount", list(Amount))
def test_marks_that_matter_stay_at_every_amount(
    picture: Callable[..., Picture], scene: Callable[..., Scene], amount: Amount
) -> None:
    import numpy as np

    from xraydesk.ui.view.orientation import Turn

    overlay = Overlay(np.ones((1, 4, 4), bool), 0, 0)
    changes: dict[str, Any] = {"amount": amount, "overlays_shown": False, "turn": Turn(1, mirrored=True)}
    seen = scene(picture(lossy=True, orientation=(), warnings=("it was cut",), overlays=(overlay,)), **changes)
    marks = marks_of(seen)
    assert marks.alarms == ("LOSSY", "FLIPPED · ROTATED 90°")
    assert marks.warnings == ("it was cut", "overlays hidden")
    assert marks.sides == ("?", "", "?", "")
