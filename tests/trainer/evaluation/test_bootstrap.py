"""Figures of rank against scikit-learn, and intervals over patients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from trainer.evaluation.bootstrap import Draws, Ranked, measured, once, shares
from trainer.evaluation.metrics import auroc, interval

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.booleans(), st.integers(0, 3)), min_size=4, max_size=60)


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_weighted_figures_equal_scikit_learn_with_ties(pairs: list[tuple[int, bool, int]]) -> None:
    scores = np.array([score for score, _, _ in pairs], float)
    positive = np.array([flag for _, flag, _ in pairs])
    weights = np.array([weight for _, _, weight in pairs], float)
    figures = Ranked(scores, positive).figures(weights[None])[0]
    kept = weights > 0
    if not kept.any() or positive[kept].all() or not positive[kept].any():
        assert np.isnan(figures).all()
        return
    assert figures[0] == pytest.approx(roc_auc_score(positive, scores, sample_weight=weights))
    assert figures[1] == pytest.approx(average_precision_score(positive, scores, sample_weight=weights))
    false, true, _ = roc_curve(positive[kept], scores[kept], sample_weight=weights[kept], drop_intermediate=False)
    for column, level in ((2, 0.90), (3, 0.95)):
        assert figures[column] == pytest.approx(true[1 - false >= level - 1e-12].max())
    for column, level in ((4, 0.90), (5, 0.95)):
        assert figures[column] == pytest.approx((1 - false)[true >= level - 1e-12].max())


def test_many_draws_at_once_give_what_one_by_one_gives() -> None:
    random = np.random.default_rng(3)
    positive = np.arange(300) % 3 == 0
    scores = random.normal(positive * 0.8, 1)
    groups = [f"p{i // 4}" for i in range(300)]
    low, high = Draws.of(groups, 500).interval(Ranked(scores, positive).auroc)
    slow = interval(lambda rows: auroc(scores[rows], positive[rows]), groups, repeats=500)
    assert (low, high) == pytest.approx(slow, abs=0.015)


def test_a_draw_takes_whole_patients_and_keeps_their_number() -> None:
    times = Draws.of(["a", "b", "b", "c", "c", "c"], 50).times
    assert (times[:, 1] == times[:, 2]).all()
    assert (times[:, 3] == times[:, 5]).all()
    assert (times[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_what_cannot_be_said_is_none() -> None:
    draws = Draws.of(["a", "b", "c"], 20)
    nothing = measured(shares(np.zeros(3, bool), np.ones(3, bool)), draws)
    assert nothing == {"value": None, "interval": None}
    one_side = Ranked(np.array([1.0, 2.0, 3.0]), np.ones(3, bool))
    assert np.isnan(once(one_side.figures, 3)).all()


def test_two_thousand_draws_of_two_thousand_films_are_fast() -> None:
    positive = np.arange(2000) % 2 == 0
    ranked = Ranked(np.random.default_rng(0).normal(size=2000), positive)
    low, high = Draws.of([str(i) for i in range(2000)]).interval(ranked.auroc)
    assert low < 0.5 < high
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(2001 / (12 * 1000 * 1000)), rel=0.1)


def test_the_curve_runs_from_the_strictest_threshold_to_one() -> None:
    alarms, hits, precision = Ranked(np.array([0.9, 0.8, 0.3, 0.1]), np.array([True, False, True, False])).curve()
    assert alarms.tolist() == [0, 0.5, 0.5, 1]
    assert hits.tolist() == [0.5, 0.5, 1, 1]
    assert precision.tolist() == pytest.approx([1, 0.5, 2 / 3, 0.5])
