"""What the reader made of a film is found again, also through a file, and costs no memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xraydesk.core.radiograph import LookupTable, VoiFunction, Window
from xraydesk.ui.desk.adjustments import KEPT, Adjustments
from xraydesk.ui.view.adjustable_view import Adjustment
from xraydesk.ui.view.orientation import Turn

SEEN = Adjustment(Window(12.5, 30, VoiFunction.SIGMOID, "NAMED"), True, Turn(3, True), colours="viridis")


def _through_a_file(kept: Adjustments) -> Adjustments:
    again = Adjustments()
    again.take_values(json.loads(json.dumps(kept.as_values())))
    return again


def test_a_film_is_found_as_it_was_left(picture: Any) -> None:
    kept, film = Adjustments(), picture()
    kept.keep(film, SEEN)
    assert kept.of(film) == SEEN
    assert _through_a_file(kept).of(film) == SEEN


def test_a_film_as_its_file_says_needs_no_memory(picture: Any) -> None:
    kept, film = Adjustments(), picture()
    kept.keep(film, SEEN)
    kept.keep(film, Adjustment(film.voi))
    assert kept.of(film) is None
    assert kept.as_values() == {}


def test_a_table_of_the_file_is_remembered_by_its_number(picture: Any) -> None:
    tables = tuple(LookupTable(np.arange(n, dtype=np.uint16), 0, 12, f"T{n}") for n in (10, 20))
    kept, film = Adjustments(), picture(voi=tables)
    kept.keep(film, Adjustment(tables[1], turn=Turn(1)))
    again = _through_a_file(kept).of(film)
    assert again.voi is tables[1]
    assert again.turn == Turn(1)


def test_the_oldest_films_are_forgotten(picture: Any) -> None:
    kept = Adjustments()
    films = [picture(f"{number}.dcm", shape=(4, 4)) for number in range(KEPT + 1)]
    for film in films:
        kept.keep(film, SEEN)
    assert kept.of(films[0]) is None
    assert kept.of(films[1]) == SEEN


@pytest.mark.parametrize(
    "damaged",
    [
        5, None, {}, {"window": [1, 2]}, {"inverted": True, "quarters": 0, "mirrored": 0, "frame": 0, "window": "x"},
        {"inverted": 0, "quarters": 0, "mirrored": 0, "frame": 0, "window": [1, float("nan"), "LINEAR", ""]},
        {"inverted": 0, "quarters": 0, "mirrored": 0, "frame": 0, "window": [1, -5, "LINEAR", ""]},
        {"inverted": 0, "quarters": 0, "mirrored": 0, "frame": 0, "window": [1, 5, "CUBIC", ""]},
        {"inverted": 0, "quarters": "many", "mirrored": 0, "frame": 0, "window": [1, 5, "LINEAR", ""]},
    ],
)  # fmt: skip
def test_what_makes_no_sense_in_a_file_is_passed_over(picture: Any, damaged: object) -> None:
    kept = Adjustments()
    kept.take_values({"/films/film.dcm": damaged})
    assert kept.of(picture()) is None


def test_a_table_or_frame_that_the_file_no_longer_has_is_no_trap(picture: Any) -> None:
    kept, film = Adjustments(), picture()
    values = {"inverted": False, "quarters": 1, "mirrored": False, "frame": 9, "table": 7}
    kept.take_values({str(Path("/films/film.dcm")): values})
    assert kept.of(film) == Adjustment(film.voi, turn=Turn(1), frame=0)
