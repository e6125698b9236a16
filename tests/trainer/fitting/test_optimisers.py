"""Schedules and optimisers are torch's own, and a rate that vanishes is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import torch

from trainer import recipe
from trainer.fitting.optimisers import optimiser_of, set_rate
from trainer.recipe import Optimiser, RecipeError, Schedule
from trainer.recipe.rates import factor, refuse_vanishing

EPOCHS, BATCHES = 6, 5


def _torch_rates(kind: str) -> list[float]:
    """Rates by torch's schedulers, one for every step."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.5)
    lr = torch.optim.lr_scheduler
    schedule: Any = {
        "step": lambda: lr.StepLR(optimiser, 2, 0.1),
        "cosine": lambda: lr.CosineAnnealingLR(optimiser, EPOCHS, 0.5 * 0.01),
        "one-cycle": lambda: lr.OneCycleLR(
            optimiser, 0.5, EPOCHS * BATCHES, pct_start=0.3, cycle_momentum=False, final_div_factor=1 / 25 / 0.01
        ),
    }[kind]()
    rates = []
    for step in range(EPOCHS * BATCHES if kind == "one-cycle" else EPOCHS):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
        del step
    return rates


@pytest.mark.parametrize(
    ("kind", "schedule"),
    [
        ("step", Schedule("step", "epoch", every=2, factor=0.1)),
        ("cosine", Schedule("cosine", "epoch", final=0.01)),
        ("one-cycle", Schedule("one-cycle", "batch", warm_up=0.3, final=0.01)),
    ],
)
def test_a_schedule_is_that_of_torch(kind: str, schedule: Schedule) -> None:
    expected = _torch_rates(kind)
    rates = [0.5 * factor(schedule, step, len(expected)) for step in range(len(expected))]
    assert rates == pytest.approx(expected, rel=1e-6)


def test_momentum_cycles_against_the_rate_as_in_torch(tiny: dict[str, Any]) -> None:
    settings = recipe.parse(tiny)
    network = torch.nn.Linear(2, 2)
    ours, theirs = (torch.optim.AdamW(network.parameters(), 1e-3, (0.95, 0.999)) for _ in range(2))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        theirs, 1e-3, settings.fit.epochs * BATCHES, pct_start=0.2, final_div_factor=1 / 25 / 1e-3
    )
    for step in range(settings.fit.epochs * BATCHES):
        set_rate(ours, settings, step // BATCHES, step % BATCHES, BATCHES)
        one, two = ours.param_groups[0], theirs.param_groups[0]
        assert one["lr"] == pytest.approx(two["lr"], rel=1e-6)
        assert one["betas"] == pytest.approx(two["betas"], rel=1e-6)
        theirs.step()
        schedule.step()


def test_the_cosine_schedule_rises_in_a_line_first() -> None:
    schedule = Schedule("cosine", "batch", warm_up=0.4, final=0.1)
    rates = [factor(schedule, step, 10) for step in range(10)]
    assert rates[:4] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert rates[4] == 1.0
    assert all(after < before for before, after in pairwise(rates[4:]))


@pytest.mark.parametrize("kind", ["sgd", "adam", "adamw"])
def test_an_optimiser_steps_as_torchs_does_and_spares_biases_from_decay(kind: str) -> None:
    torch.manual_seed(0)
    network, twin = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    twin.load_state_dict(network.state_dict())
    momentum = {"momentum": 0.9, "nesterov": True} if kind == "sgd" else {}
    ours = optimiser_of(Optimiser(kind, 0.1, 0.2, **momentum), network)
    groups = [{"params": [twin.weight]}, {"params": [twin.bias], "weight_decay": 0.0}]
    make: Any = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[kind]
    theirs = make(groups, lr=0.1, weight_decay=0.2, **momentum)
    for _ in range(3):
        for optimiser, each in ((ours, network), (theirs, twin)):
            optimiser.zero_grad()
            each(torch.ones(4, 3)).square().sum().backward()
            optimiser.step()
    torch.testing.assert_close(network.weight, twin.weight, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(network.bias, twin.bias, rtol=1e-5, atol=1e-6)


def test_the_optimiser_does_not_see_what_is_frozen() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))
    network[0].requires_grad_(requires_grad=False)
    groups = optimiser_of(Optimiser("sgd", 0.1), network).param_groups
    assert [id(p) for group in groups for p in group["params"]] == [id(network[1].weight), id(network[1].bias)]


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (
            Schedule("step", "epoch", every=2, factor=0.1),
            r"falls to 1.0e-08 in epoch 11 of 25 \(step schedule, in epochs",
        ),
        (
            Schedule("step", "batch", every=7, factor=0.1),
            r"falls to 1.0e-08 in epoch 1 of 25 \(step schedule, in batches",
        ),
        (Schedule("cosine", "batch", final=1e-6), "in epoch 25 of 25"),
        (Schedule("one-cycle", "batch", warm_up=0.2, final=1e-6), "in epoch 25 of 25"),
    ],
)
def test_a_rate_that_vanishes_is_refused_with_the_epoch(schedule: Schedule, words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        refuse_vanishing(Optimiser("sgd", 1e-3), schedule, 25, 50)


def test_a_rate_that_stays_high_enough_is_not_refused() -> None:
    refuse_vanishing(Optimiser("sgd", 1e-3), Schedule("step", "epoch", every=7, factor=0.1), 25, 50)
