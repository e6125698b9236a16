"""Losses equal their formulae."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from trainer.fitting.losses import exclusive_loss, independent_loss

LOGITS = torch.randn(5, 3, generator=torch.Generator().manual_seed(0)) * 3


def test_films_with_a_class_have_the_cross_entropy() -> None:
    classes = torch.tensor([0, 1, 2, 1, 0])
    loss = exclusive_loss(LOGITS, classes, torch.zeros(5, 3))
    torch.testing.assert_close(loss, functional.cross_entropy(LOGITS, classes, reduction="none"))


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
