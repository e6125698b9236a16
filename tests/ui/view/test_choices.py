"""What can be chosen is named: windows by the file's words, presets by what their percents are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from xraydesk.core.radiograph import LookupTable, Rescale, Window
from xraydesk.imaging.presets import PRESETS
from xraydesk.ui.view.choices import of_file, of_preset, plain, preset
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.windowing import window_text

TABLE = LookupTable(np.arange(16, dtype=np.uint16), 0, 4, "HARD")


def test_the_list_names_windows_and_tables_of_the_file_and_then_none_at_all(picture: Callable[..., Picture]) -> None:
    offered = (TABLE, Window(40, 400, explanation="MEDIASTINUM"), Window(-600, 1500))
    choices = of_file(picture(voi=offered))
    assert [choice.words for choice in choices] == [
        "LUT HARD",
        "W 400  L 40  MEDIASTINUM",
        "W 1500  L -600  3 of 3 of the file",
        "no window or table: full range",
    ]
    assert [choice.voi for choice in choices[:3]] == list(offered)


def test_without_a_window_in_the_file_the_list_has_what_it_opened_with(picture: Callable[..., Picture]) -> None:
    opened = picture(voi=())
    assert of_file(opened)[0].voi == opened.voi


def test_no_window_is_the_full_range_and_says_so(picture: Callable[..., Picture]) -> None:
    film = picture(samples=np.array([[[100, 300]]], np.uint16))
    voi = plain(film).voi
    assert isinstance(voi, Window)
    assert (voi.center, voi.width) == (200, 200)
    assert window_text(voi) == "W 200  L 200  full range"


def test_presets_say_what_they_are(picture: Callable[..., Picture]) -> None:
    film, scan = picture(), picture(modality_lut=Rescale(1, -1000, "HU"))
    said = {each.key: window_text(of_preset(each, film)) for each in PRESETS}
    assert said["lung"].endswith("Lung, 0 to 80 %")
    assert said["wide"].endswith("Wide, −35 to 135 %")
    assert said["equalised"] == "LUT Equalised"
    assert window_text(of_preset(preset("lung"), scan)) == "W 1500  L -600  Lung, Hounsfield units"
    assert window_text(of_preset(preset("wide"), scan)).endswith("Wide, −35 to 135 %")


@pytest.mark.parametrize("number", [1, 2])
def test_a_window_without_a_name_has_its_number_while_it_is_in_use(number: int) -> None:
    offered = (Window(1, 20), Window(2, 30))
    text = window_text(offered[number - 1], offered)
    assert text.endswith(f"{number} of 2 of the file")
    assert window_text(Window(5, 50), offered) == "W 50  L 5"
    assert window_text(offered[0], offered[:1]) == "W 20  L 1"
