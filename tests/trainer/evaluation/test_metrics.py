"""Figures of merit against scikit-learn and against known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from trainer.evaluation.metrics import (
    auroc,
    fit_offsets,
    fit_temperature,
    interval,
    sensitivity_specificity,
    threshold_for,
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=4, max_size=60))
def test_auroc_equals_scikit_learn_with_ties(pairs: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _ in pairs], float)
    positive = np.array([flag for _, flag in pairs])
    if positive.all() or not positive.any():
        assert np.isnan(auroc(scores, positive))
    else:
        assert auroc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))


def test_thresholds_keep_what_their_rule_promises() -> None:
    random = np.random.default_rng(2)
    positive = np.arange(400) % 2 == 0
    scores = random.normal(positive * 1.2, 1)
    found, _ = sensitivity_specificity(scores, positive, threshold_for(scores, positive, "rule_out"))
    _, spared = sensitivity_specificity(scores, positive, threshold_for(scores, positive, "rule_in"))
    balanced = sum(sensitivity_specificity(scores, positive, threshold_for(scores, positive, "balanced")))
    assert found >= 0.95
    assert spared >= 0.95
    assert balanced >= max(sum(sensitivity_specificity(scores, positive, t)) for t in (-1.0, 0.0, 0.6, 1.0))


def test_the_temperature_that_made_the_logits_is_found_again() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (20_000, 3))
    chance = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    classes = (chance.cumsum(1) > random.random((20_000, 1))).argmax(1)
    assert fit_temperature(logits * 2.5, classes) == pytest.approx(2.5, rel=0.05)


def test_offsets_find_the_prior_that_the_draws_of_training_hid() -> None:
    random = np.random.default_rng(5)
    logits = random.normal(0, 1.5, (6000, 3))
    shift = np.array([1.0, -0.2, -0.8])
    chances = np.exp(logits + shift)
    chances /= chances.sum(axis=1, keepdims=True)
    classes = np.array([random.choice(3, p=row) for row in chances])
    temperature, offsets = fit_offsets(logits * 2.5, classes)
    assert temperature == pytest.approx(2.5, rel=0.06)
    assert offsets == pytest.approx(shift, abs=0.12)


def test_offsets_stay_finite_where_classes_are_told_apart_without_error() -> None:
    classes = np.arange(90) % 3
    temperature, offsets = fit_offsets(np.eye(3)[classes] * 8, classes)
    assert 0.2 <= temperature <= 10
    assert offsets == pytest.approx(np.zeros(3), abs=0.05)


def test_intervals_are_wider_when_films_hang_together_in_patients() -> None:
    values = np.repeat(np.random.default_rng(1).normal(size=40), 10)

    def mean(rows: np.ndarray) -> float:
        return float(values[rows].mean())

    alone = interval(mean, [str(k) for k in range(400)], repeats=300)
    together = interval(mean, [str(k // 10) for k in range(400)], repeats=300)
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_the_bootstrap_draws_whole_patients() -> None:
    groups = ["a", "b", "b", "c", "c", "c"]
    seen = []

    def remember(rows: np.ndarray) -> float:
        seen.append(np.bincount(rows, minlength=6))
        return float(len(rows))

    interval(remember, groups, repeats=50)
    for counts in seen:
        assert counts[1] == counts[2]
        assert counts[3] == counts[4] == counts[5]
        assert counts[0] + counts[1] + counts[3] == 3
