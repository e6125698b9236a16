"""Losses equal their formulae and torch's own."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from trainer.fitting.losses import evidence_outside, exclusive_loss, independent_loss

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


def _maps() -> tuple[torch.Tensor, torch.Tensor]:
    """Two films of one channel that is bright top left, and weights that read it for the first of two classes."""
    maps = torch.zeros(2, 1, 4, 4)
    maps[:, 0, :2, :2] = 1
    return maps, torch.tensor([[1.0], [-1.0]])


def test_evidence_inside_the_lungs_costs_nothing_and_outside_all() -> None:
    maps, weights = _maps()
    inside = torch.zeros(2, 1, 8, 8)
    inside[0, 0, :4, :4] = 1
    inside[1, 0, 4:, 4:] = 1
    assert evidence_outside(maps, weights, inside, exclusive=True).tolist() == pytest.approx([0, 1])
    inside[1, 0, :2, :4] = 1
    assert evidence_outside(maps, weights, inside, exclusive=True).tolist() == pytest.approx([0, 0.5])


def test_what_a_softmax_does_not_see_is_no_evidence() -> None:
    maps, weights = _maps()
    nowhere = torch.zeros(2, 1, 4, 4)
    same = evidence_outside(maps, weights, nowhere, exclusive=True)
    torch.testing.assert_close(evidence_outside(maps, weights + 5, nowhere, exclusive=True), same)
    assert evidence_outside(maps, torch.full((2, 1), 3.0), nowhere, exclusive=True).tolist() == [0, 0]
    assert evidence_outside(maps, torch.full((2, 1), 3.0), nowhere, exclusive=False).tolist() == pytest.approx([1, 1])


def test_learning_moves_evidence_into_the_lungs() -> None:
    inside = torch.zeros(1, 1, 4, 4)
    inside[..., :2] = 1
    weights = torch.tensor([[1.0], [0.0]])
    places = torch.zeros(1, 1, 4, 4, requires_grad=True)
    for _ in range(50):
        (gradient,) = torch.autograd.grad(evidence_outside(places.exp(), weights, inside, True).sum(), places)
        places = (places - 50 * gradient).detach().requires_grad_()
    assert evidence_outside(places.exp(), weights, inside, True).item() < 0.05
