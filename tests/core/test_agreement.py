"""Raw agreement and Cohen's kappa against published figures and against the delta method done by numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from xraydesk.core.agreement import LEAST_FILMS, agreement, kappa_of, wilson

# J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions, 3rd ed., table 18.1, n = 100.
FLEISS = ((75, 1, 4), (5, 4, 1), (0, 0, 10))


def _numeric_error(table: np.ndarray) -> float:
    """Standard error of kappa by the delta method with numerical derivatives: an independent way to the formula."""
    films = table.sum()
    shares = table.astype(float).ravel() / films
    size = len(table)

    def kappa(p: np.ndarray) -> float:
        square = p.reshape(size, size) / p.sum()
        chance = square.sum(0) @ square.sum(1)
        return float((np.trace(square) - chance) / (1 - chance))

    step = 1e-6
    slopes = np.array([(kappa(shares + step * e) - kappa(shares - step * e)) / (2 * step) for e in np.eye(size * size)])
    spread = shares @ slopes**2 - (shares @ slopes) ** 2
    return math.sqrt(spread / films)


def test_kappa_is_that_of_the_textbook() -> None:
    kappa = kappa_of(FLEISS)
    assert kappa is not None
    assert kappa.value == pytest.approx(0.676, abs=5e-4)
    assert (kappa.high - kappa.low) / 2 / 1.96 == pytest.approx(0.087, abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_the_standard_error_is_that_of_the_delta_method(seed: int) -> None:
    table = np.random.default_rng(seed).integers(1, 60, (3, 3))
    kappa = kappa_of(table.tolist())
    assert kappa is not None
    assert kappa.value - kappa.low == pytest.approx(1.959964 * _numeric_error(table), rel=1e-4)


def test_wilson_is_that_of_the_literature() -> None:
    # R. G. Newcombe, Stat. Med. 17, 1998, table I: 81 of 263.
    share = wilson(81, 263)
    assert (round(share.low or 0, 4), round(share.high or 0, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("hits", [0, 40])
def test_an_interval_stays_within_its_bounds(hits: int) -> None:
    share = wilson(hits, 40)
    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_kappa_is_one_at_full_agreement_and_not_defined_where_all_say_the_same() -> None:
    full = kappa_of(((20, 0), (0, 20)))
    assert full is not None
    assert (full.value, full.low, full.high) == (1, 1, 1)
    assert kappa_of(((40, 0), (0, 0))) is None
    assert kappa_of(((0,),)) is None


def test_nothing_is_claimed_under_thirty_films() -> None:
    pairs = [("a", "a"), ("b", "a")] * 15
    assert LEAST_FILMS == 30
    few, enough = agreement(pairs[:29], ("a", "b")), agreement(pairs, ("a", "b"))
    assert (few.films, few.agreed, few.raw, few.kappa) == (29, 15, None, None)
    assert (enough.films, enough.agreed) == (30, 15)
    assert enough.raw is not None
    assert enough.kappa is not None
    assert enough.raw.value == 0.5
    assert enough.kappa.value == 0


def test_rows_are_the_reader_and_columns_the_model() -> None:
    found = agreement([("a", "b"), ("other", "a")], ("a", "b"))
    assert found.labels == ("a", "b", "other")
    assert found.table == ((0, 1, 0), (0, 0, 0), (1, 0, 0))
