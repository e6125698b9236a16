"""Turning and flipping move letters and pixels together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.ui.view.orientation import Turn, side_letters

turns = st.builds(Turn, st.integers(0, 3), st.booleans())
FRONTAL = ("L", "F")


def test_a_frontal_film_shows_the_patients_right_on_the_left() -> None:
    assert side_letters(FRONTAL) == ("R", "H", "L", "F")


def test_a_flip_exchanges_the_side_letters() -> None:
    assert side_letters(FRONTAL, Turn().flipped()) == ("L", "H", "R", "F")


def test_a_quarter_turn_moves_the_head_to_the_right() -> None:
    assert side_letters(FRONTAL, Turn().turned(1)) == ("F", "R", "H", "L")


def test_a_slanted_film_keeps_both_letters() -> None:
    assert side_letters(("LF", "FR")) == ("RH", "HL", "LF", "FR")


@pytest.mark.parametrize("orientation", [(), ("", ""), ("X9", "??")])
def test_what_the_file_does_not_say_is_not_claimed(orientation: tuple[str, str]) -> None:
    left, top, *_ = side_letters(orientation)
    assert (left, top) == ("?", "?")


@given(turns, st.integers(1, 6), st.integers(1, 6))
def test_a_pixel_on_screen_is_found_again_in_the_file(turn: Turn, rows: int, columns: int) -> None:
    stored = np.arange(rows * columns).reshape(rows, columns)
    shown = turn.apply(stored)
    for row in range(shown.shape[0]):
        for column in range(shown.shape[1]):
            assert stored[turn.stored_point(row, column, stored.shape)] == shown[row, column]


@given(turns, st.lists(st.sampled_from(["left", "right", "flip"]), max_size=6))
def test_steps_add_up_to_what_is_seen(turn: Turn, steps: list[str]) -> None:
    pixels = np.arange(12).reshape(3, 4)
    seen = turn.apply(pixels)
    for step in steps:
        if step == "flip":
            turn, seen = turn.flipped(), seen[:, ::-1]
        else:
            quarter = 1 if step == "right" else -1
            turn, seen = turn.turned(quarter), np.rot90(seen, -quarter)
    assert np.array_equal(turn.apply(pixels), seen)


@given(turns)
def test_letters_turn_with_the_pixels(turn: Turn) -> None:
    cross = np.array([["", "H", ""], ["R", "", "L"], ["", "F", ""]])
    shown = turn.apply(cross)
    assert side_letters(FRONTAL, turn) == (shown[1, 0], shown[0, 1], shown[1, 2], shown[2, 1])


def test_a_film_that_is_not_shown_as_stored_says_so() -> None:
    assert Turn().mark == ""
    assert Turn().flipped().mark == "FLIPPED"
    assert Turn().flipped().turned(1).mark == "FLIPPED · ROTATED 90°"
    assert Turn().flipped().flipped().mark == ""
