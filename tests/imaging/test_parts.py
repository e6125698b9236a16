"""The connected parts of a mask."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xraydesk.imaging.parts import parts


def test_what_touches_at_corners_alone_is_apart() -> None:
    mask = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 1]], bool)
    assert [int(part.sum()) for part in parts(mask)] == [3, 1]


def test_a_ring_and_what_lies_in_it_are_two_parts() -> None:
    mask = np.ones((7, 7), bool)
    mask[1:6, 1:6] = False
    mask[3, 3] = True
    assert [int(part.sum()) for part in parts(mask)] == [24, 1]


def test_arms_that_meet_further_down_are_one_part() -> None:
    mask = np.array([[1, 0, 1, 0, 1], [1, 0, 1, 0, 1], [1, 1, 1, 1, 1]], bool)
    assert len(parts(mask)) == 1


def test_an_empty_mask_has_no_parts() -> None:
    assert parts(np.zeros((4, 5), bool)) == []


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.9))
def test_the_parts_make_up_the_mask_and_a_flood_fills_each_of_them(seed: int, share: float) -> None:
    mask = np.random.default_rng(seed).random((9, 11)) < share
    found = parts(mask)
    total = np.sum(found, axis=0) if found else np.zeros(mask.shape)
    assert np.array_equal(total, mask)
    for part in found:
        flood = np.zeros(mask.shape, bool)
        flood[tuple(np.argwhere(part)[0])] = True
        while True:
            grown = flood.copy()
            grown[1:] |= flood[:-1]
            grown[:-1] |= flood[1:]
            grown[:, 1:] |= flood[:, :-1]
            grown[:, :-1] |= flood[:, 1:]
            grown &= mask
            if np.array_equal(grown, flood):
                break
            flood = grown
        assert np.array_equal(flood, part)
