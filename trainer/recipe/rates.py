"""The learning rate at every step of a run, as a pure function of the recipe, so that it can be judged beforehand."""

from __future__ import annotations

import math

from trainer.recipe.fitting import Optimiser, Schedule
from trainer.recipe.typed import RecipeError

LOWEST = 1e-7
FIRST = 1 / 25
"""Where the one-cycle schedule begins, as a part of its highest rate."""
MOMENTA = (0.95, 0.85)
"""Momentum of the one-cycle schedule at its lowest and at its highest rate."""


def factor(schedule: Schedule, step: int, steps: int) -> float:
    """What the highest learning rate is multiplied by.

    Parameters
    ----------
    schedule
        Which of them.
    step
        Number of the unit, from 0.
    steps
        Units of the whole run.
    """
    if schedule.kind == "constant":
        return 1.0
    if schedule.kind == "step":
        return schedule.factor ** (step // schedule.every)
    if schedule.kind == "one-cycle":
        return _one_cycle(schedule, step, steps, FIRST, 1.0, schedule.final)
    rising = round(schedule.warm_up * steps)
    if step < rising:
        return (step + 1) / rising
    return schedule.final + (1 - schedule.final) * (1 + math.cos(math.pi * (step - rising) / (steps - rising))) / 2


def momentum(schedule: Schedule, step: int, steps: int) -> float:
    """Momentum, or the first beta, of a schedule that cycles it."""
    lazy, lively = MOMENTA
    return _one_cycle(schedule, step, steps, lazy, lively, lazy)


def _one_cycle(schedule: Schedule, step: int, steps: int, first: float, peak: float, last: float) -> float:
    turn = max(schedule.warm_up * steps - 1, 1e-9)
    if step <= turn:
        return _along_cosine(first, peak, step / turn)
    return _along_cosine(peak, last, (step - turn) / max(steps - 1 - turn, 1e-9))


def _along_cosine(start: float, end: float, part: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * min(part, 1.0))) / 2


def refuse_vanishing(optimiser: Optimiser, schedule: Schedule, epochs: int, batches: int) -> None:
    """Make sure that the rate stays high enough to learn at every step of a run.

    Parameters
    ----------
    optimiser, schedule
        Of the recipe.
    epochs, batches
        Epochs of the run, and batches in each.

    Raises
    ------
    RecipeError
        The rate falls under `LOWEST` somewhere.
    """
    steps = epochs if schedule.unit == "epoch" else epochs * batches
    for step in range(steps):
        rate = optimiser.learning_rate * factor(schedule, step, steps)
        if rate < LOWEST:
            epoch = 1 + (step if schedule.unit == "epoch" else step // batches)
            raise RecipeError(
                f"the learning rate falls to {rate:.1e} in epoch {epoch} of {epochs} ({schedule.kind} schedule, in "
                f"{'epochs' if schedule.unit == 'epoch' else 'batches'}): below {LOWEST:g} nothing is learned"
            )
