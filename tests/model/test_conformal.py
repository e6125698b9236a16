"""Sets of classes that cannot be ruled out."""

from __future__ import annotations

import numpy as np
import pytest

from xraydesk.model.conformal import ConformalSets, members

SETS = ConformalSets(0.1, {"a": 0.2, "b": 0.6, "c": 0.3}, {"a": 40, "b": 40, "c": 40})


@pytest.mark.parametrize(
    ("chances", "inside"),
    [
        ((0.1, 0.8, 0.1), ("b",)),
        ((0.25, 0.7, 0.05), ("a", "b")),
        ((0.3, 0.5, 0.2), ("a", "b")),
        ((0.15, 0.55, 0.29), ()),
    ],
)
def test_a_set_holds_what_reaches_its_cut_off_and_with_it_the_likeliest(
    chances: tuple[float, ...], inside: tuple[str, ...]
) -> None:
    assert SETS.of(dict(zip("abc", chances, strict=True))) == inside


def test_one_class_in_a_set_is_always_the_likeliest() -> None:
    chances = np.random.default_rng(0).dirichlet(np.ones(3), 2000)
    inside = members(chances, np.array([0.2, 0.6, 0.3]))
    alone = inside.sum(axis=1) == 1
    assert 100 < alone.sum() < 2000
    assert (inside[alone].argmax(axis=1) == chances[alone].argmax(axis=1)).all()
    assert (inside >= (chances >= np.array([0.2, 0.6, 0.3]))).all(), "a set never loses a class"
