"""What an answer is worth at a prevalence, against values computed by hand."""

from __future__ import annotations

import pytest

from xraydesk.core.evidence import Cost, Measured, predictive_values

COST = Cost(Measured(0.9, 0.8, 0.95), Measured(0.8, 0.7, 0.9), 50, 100)


def test_ppv_and_npv_are_those_of_bayes_rule() -> None:
    values = predictive_values(COST, 0.1)
    assert values is not None
    assert values.positive is not None
    assert values.negative is not None
    # Of 1000: 100 have it, 90 of them are marked; of the 900 others 180 are marked and 720 are not.
    assert values.positive.value == pytest.approx(90 / 270)
    assert values.negative.value == pytest.approx(720 / 730)


def test_their_intervals_come_from_the_ends_of_those_of_sensitivity_and_specificity() -> None:
    values = predictive_values(COST, 0.1)
    assert values is not None
    assert values.positive is not None
    assert values.negative is not None
    # Lower ends: 80 of 100 marked, 270 of 900 marked, 630 not. Upper ends: 95 of 100, 90 of 900, 810 not.
    assert (values.positive.low, values.positive.high) == pytest.approx((80 / 350, 95 / 185))
    assert (values.negative.low, values.negative.high) == pytest.approx((630 / 650, 810 / 815))


@pytest.mark.parametrize(("prevalence", "ppv", "npv"), [(0.001, 0.9 / 200.7, 799.2 / 799.3), (0.5, 45 / 55, 40 / 45)])
def test_the_same_test_is_worth_less_where_the_label_is_rare(prevalence: float, ppv: float, npv: float) -> None:
    values = predictive_values(COST, prevalence)
    assert values is not None
    assert values.positive is not None
    assert values.negative is not None
    assert (values.positive.value, values.negative.value) == pytest.approx((ppv, npv))


def test_a_test_that_marks_nobody_has_no_ppv() -> None:
    values = predictive_values(Cost(Measured(0.0), Measured(1.0), 5, 5), 0.2)
    assert values is not None
    assert values.positive is None
    assert values.negative == Measured(0.8)


def test_where_the_upper_ends_mark_nobody_wrongly_the_ppv_can_be_certain() -> None:
    values = predictive_values(Cost(Measured(0.5, 0.0, 1.0), Measured(0.9, 0.8, 1.0), 5, 5), 0.5)
    assert values is not None
    assert values.positive is not None
    assert (values.positive.low, values.positive.high) == (0.0, 1.0)


def test_without_films_with_the_label_nothing_is_said() -> None:
    assert predictive_values(Cost(None, Measured(0.9), 0, 10), 0.1) is None


@pytest.mark.parametrize("prevalence", [0.0, 1.0, -0.1, 1.5, float("nan")])
def test_a_prevalence_of_nobody_or_everybody_is_refused(prevalence: float) -> None:
    with pytest.raises(ValueError, match="prevalence"):
        predictive_values(COST, prevalence)


def test_an_interval_has_two_ends_within_the_possible() -> None:
    for ends in ((0.1, None), (None, 0.9), (-0.1, 0.5), (0.5, 1.1)):
        with pytest.raises(ValueError, match=r"interval|share"):
            Measured(0.5, *ends)


def test_the_share_of_the_others_turns_its_interval_round() -> None:
    others = Measured(0.9, 0.8, 0.95).complement
    assert (others.value, others.low, others.high) == pytest.approx((0.1, 0.05, 0.2))
    assert Measured(0.9).complement.low is None
