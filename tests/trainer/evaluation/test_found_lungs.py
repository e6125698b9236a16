"""The share of evidence in the lungs that were found, over all judged films."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.evaluation.found_lungs import found_lung_energy, rows_of
from xraydesk.model.lungs import SIDE

NAMES = ("covid19", "normal")


class Halves:
    """Finds two lungs on a bright film and none on a dark one; lungs fill 3 / 8 of the input."""

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        mask = np.zeros((1, 1, SIDE, SIDE), np.float32)
        if images[0, 0, 0, 0] > 0:
            mask[..., SIDE // 4 :, : SIDE // 4] = mask[..., SIDE // 4 :, -SIDE // 4 :] = 1
        return (mask,)


def film(is_found: bool) -> NDArray[np.float32]:
    image = np.full((64, 64), 0.5, np.float32)
    image[:8] = 1 if is_found else 0
    return image


def test_films_are_counted_by_what_the_application_would_say_of_their_answers() -> None:
    inputs = np.stack([film(True), film(True), film(False)])[:, None]
    maps = np.zeros((3, 8, 8), np.float32)
    maps[0, 5, 0] = maps[1, 0, 4] = maps[2, 5, 0] = 50
    found = found_lung_energy(maps, np.array([0, 1, 0]), NAMES, inputs, Halves())
    assert found is not None
    assert (found["films"], found["not_found"]) == (2, 1)
    assert found["verdicts"] == {"in_lungs": 1, "lungs_not_found": 1, "outside_lungs": 1}
    assert found["unreliable"] == pytest.approx(1 / 3)
    assert found["area"] == pytest.approx(3 / 8)
    covid, normal = found["labels"]
    assert covid["mean"] > 0.9
    assert normal["mean"] < 0.01
    rows = rows_of(found)
    assert [row[-1] for row in rows] == ["the answers", "the answer covid19", "the answer normal"]
    assert all("not drawn" in str(row[0]) for row in rows)


def test_without_the_network_there_is_no_figure_and_no_row() -> None:
    assert (
        found_lung_energy(np.zeros((1, 8, 8), np.float32), np.array([0]), NAMES, film(True)[None, None], None) is None
    )
    assert rows_of(None) == []


def test_a_label_that_was_never_the_answer_has_no_row() -> None:
    maps = np.zeros((1, 8, 8), np.float32)
    maps[0, 5, 0] = 50
    found = found_lung_energy(maps, np.array([0]), NAMES, film(True)[None, None], Halves())
    assert [row[-1] for row in rows_of(found)] == ["the answers", "the answer covid19"]
