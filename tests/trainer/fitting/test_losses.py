"""Losses equal their formulae and torch's own."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from trainer.fitting.losses import exclusive_loss, independent_loss

LOGITS = torch.randn(5, 3, generator=torch.Generator().manual_seed(0)) * 3
CLASSES = torch.tensor([0, 1, 2, 1, 0])
WEIGHTS = torch.tensor([0.5, 1.0, 2.5])


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_films_with_a_class_have_the_cross_entropy(smoothing: float, weights: torch.Tensor | None) -> None:
    loss = exclusive_loss(LOGITS, CLASSES, torch.zeros(5, 3), smoothing, weights)
    expected = functional.cross_entropy(LOGITS, CLASSES, weights, reduction="none", label_smoothing=smoothing)
    torch.testing.assert_close(loss, expected)


def test_films_without_a_class_pay_for_what_they_are_not() -> None:
    negatives = torch.tensor([[0.5, 0.0, 1.0]]).repeat(5, 1)
    loss = exclusive_loss(LOGITS, torch.full((5,), -1), negatives)
    chance = LOGITS.softmax(1)
    expected = -(0.5 * (1 - chance[:, 0]).log() + (1 - chance[:, 2]).log())
    torch.testing.assert_close(loss, expected)


def test_the_complementary_loss_stays_finite_for_a_certain_error() -> None:
    loss = exclusive_loss(torch.tensor([[0.0, 0.0, 200.0]]), torch.tensor([-1]), torch.tensor([[0.0, 0.0, 1.0]]))
    assert loss.item() == pytest.approx(200 - 0.6931, abs=1e-3)


def test_unknown_findings_count_nothing() -> None:
    nan = float("nan")
    targets = torch.tensor([[1.0, nan, 0.0]]).repeat(5, 1)
    known = functional.binary_cross_entropy_with_logits(LOGITS[:, [0, 2]], targets[:, [0, 2]], reduction="none")
    torch.testing.assert_close(independent_loss(LOGITS, targets), known.mean(1))
    assert independent_loss(LOGITS, torch.full((5, 3), nan)).eq(0).all()


def test_films_that_have_a_label_are_weighed_as_torch_weighs_them() -> None:
    targets = (LOGITS > 0.5).float()
    expected = functional.binary_cross_entropy_with_logits(LOGITS, targets, pos_weight=WEIGHTS, reduction="none")
    torch.testing.assert_close(independent_loss(LOGITS, targets, weights=WEIGHTS), expected.mean(1))


def test_smoothing_moves_the_goal_of_a_sigmoid_towards_the_half() -> None:
    loss = independent_loss(torch.tensor([[0.3]]), torch.tensor([[1.0]]), 0.2)
    expected = functional.binary_cross_entropy_with_logits(torch.tensor([[0.3]]), torch.tensor([[0.9]]))
    torch.testing.assert_close(loss[0], expected)
