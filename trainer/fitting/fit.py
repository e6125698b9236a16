"""The training loop: reads from top to bottom, resumes after a kill to the same result.

All randomness of an epoch comes from the seed and the epoch's number, so a resumed run and an uninterrupted one are
the same run.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from lightning_fabric import Fabric
from tqdm import tqdm

from trainer.fitting import machine
from trainer.fitting.batches import Maker
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.freezing import train_mode
from trainer.fitting.goals import Goal
from trainer.fitting.learner import Learner, Start
from trainer.fitting.material import Material
from trainer.fitting.optimisers import set_rate
from trainer.fitting.run_log import RunLog, TrainingError
from trainer.fitting.self_benchmark import settle_threads
from trainer.recipe import Recipe
from trainer.recipe.rates import refuse_vanishing

LOOK_EVERY = 8
"""Batches between two looks at whether the loss is still a number: a look waits for a graphics processor."""

Watch = Callable[[int, Mapping[str, float]], None]
"""Called after each epoch with its number and its figures; what it raises ends the run."""


@dataclass
class Clock:
    """Time that a run has used and may use.

    Attributes
    ----------
    budget
        Minutes, or None for any number.
    used
        Seconds before this start.
    reserve
        Seconds that the look at the tuning films will take.
    """

    budget: float | None
    used: float = 0.0
    reserve: float = 0.0
    _started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds of this run, of all its starts."""
        return self.used + time.monotonic() - self._started

    @property
    def is_over(self) -> bool:
        """Whether the budget is used up but for what is left to do."""
        return self.budget is not None and self.seconds + self.reserve >= 60 * self.budget


@dataclass(frozen=True)
class Run:
    """What the loop works with.

    Attributes
    ----------
    recipe, fabric, log
        What is done, where, and what is written of it.
    goal, learner, maker
        What is learned, who learns it, and from which batches.
    clock
        How much time is left.
    """

    recipe: Recipe
    fabric: Fabric
    log: RunLog
    goal: Goal
    learner: Learner
    maker: Maker
    clock: Clock


@dataclass(frozen=True)
class Pass:
    """One pass over the drawn films: its mean loss, whether the budget let it end, and its speed in images/s."""

    loss: float
    whole: bool
    speed: float


def fit(
    recipe: Recipe,
    data: Sequence[Path],
    out: Path,
    cache: Path,
    start: Start | None = None,
    budget: float | None = None,
    watch: Watch | None = None,
) -> Path:
    """Train a recipe; returns the file of the best weights.

    Parameters
    ----------
    recipe
        What to do.
    data
        Data folders or tables; the recipe's folds apply to all, tuning films come from the first.
    out
        Folder of the run; an unfinished run in it is resumed. Hosts of one run must share it.
    cache
        Folder for decoded films, shared by runs.
    start
        What the network starts from; None for random weights.
    budget
        Minutes after which the run stops, within an epoch if need be, and keeps the best weights until then.
    watch
        Told of every epoch.

    Raises
    ------
    XRayDeskError
        The data, the recipe or the run folder does not allow it, or the loss became not-a-number.
    """
    start = start or Start()
    start.refuse_missing()
    if budget is not None and budget <= 0:
        raise TrainingError("a budget must be longer than nothing")
    fabric = machine.start(recipe.fit.precision)
    log = RunLog(out, writes=fabric.is_global_zero)
    material = Material.of(recipe, data, cache, fabric)  # first: what is wrong with the data is said at once
    threads = settle_threads(recipe, log.threads(), cache, fabric)
    recipe, batches = material.recipe, material.sampler.batches
    refuse_vanishing(recipe.optimiser, recipe.schedule, recipe.fit.epochs, batches)
    log.start(recipe, material.dataset.films, data, cache, _description(recipe, start, material, threads, fabric))
    with machine.repeatable(fabric):
        goal = material.goal(fabric)
        learner = Learner.of(recipe, start, goal, fabric)
        first = log.resume(learner.parts())
        size, cells = recipe.preprocess.input_size, material.cells
        maker = Maker(cells, material.sampler, recipe.augment, size, goal.views, fabric.device, material.lungs)
        run = Run(recipe, fabric, log, goal, learner, maker, Clock(budget, used=log.seconds))
        stopped_by = _epochs(run, first, watch)
    log.finish({"stopped_by": stopped_by, "budget_minutes": budget, "seconds": round(log.seconds)})
    if recipe.structured.columns and fabric.is_global_zero:
        from trainer.fitting.fusion import fit_fusion

        fit_fusion(FinishedRun.load(out, data, cache))
    return log.best


def _epochs(run: Run, first: int, watch: Watch | None) -> str:
    """Train from an epoch on; returns what ended it: ``epochs``, ``patience`` or ``budget``."""
    recipe, log, learner = run.recipe, run.log, run.learner
    for epoch in range(first, recipe.fit.epochs):
        if recipe.fit.patience and log.stale_for() >= recipe.fit.patience:
            return "patience"
        # However small the budget, something is trained and kept.
        if machine.agreed(run.fabric, run.clock.is_over and log.best.exists()):
            return "budget"
        done = train_epoch(run, epoch)
        row = {"epoch": epoch + 1, "train_loss": done.loss} | _judge(run, epoch)
        row["learning_rate"] = learner.optimiser.param_groups[0]["lr"]
        log.epoch(row, learner.kept_network, done.whole)
        shown = {name: value for name, value in row.items() if name != "epoch"} | {"images_per_second": done.speed}
        log.show((epoch + 1) * run.maker.sampler.batches, shown)
        log.seconds = run.clock.seconds
        if not done.whole:
            return "budget"
        log.save(epoch + 1, learner.parts())
        if watch is not None:
            watch(epoch, row)
    return "epochs"


def train_epoch(run: Run, epoch: int) -> Pass:
    """Learn from every film that the epoch draws.

    Raises
    ------
    TrainingError
        The loss or its gradient became not-a-number.
    """
    recipe, fabric, learner, log = run.recipe, run.fabric, run.learner, run.log
    batches, films = run.maker.sampler.batches, recipe.fit.batch_size
    torch.manual_seed(recipe.fit.seed * 10_000 + epoch + 1_000_003 * fabric.global_rank)
    train_mode(learner.student, learner.network, recipe.network)
    learning = [parameter for parameter in learner.student.parameters() if parameter.requires_grad]
    total, norms = torch.zeros(2, device=fabric.device)
    done, began = 0, time.monotonic()
    hidden = None if fabric.is_global_zero else True
    title = f"epoch {epoch + 1}/{recipe.fit.epochs}"
    with tqdm(desc=title, unit="image", total=batches * films, disable=hidden) as progress:
        for batch in run.maker.epoch(epoch):
            rate = set_rate(learner.optimiser, recipe, epoch, done, batches)
            loss = run.goal.loss(learner.wrapped, batch)
            learner.stepper.zero_grad(set_to_none=True)
            fabric.backward(loss)
            # Of the gradient of all processes: they find out together when it is no number any more.
            norms += torch.nn.utils.clip_grad_norm_(learning, recipe.fit.clip or float("inf"))
            learner.stepper.step()
            if learner.average is not None:
                learner.average.update_parameters(learner.student)
            total += loss.detach()
            done += 1
            progress.update(films)
            if done % LOOK_EVERY == 0 or done == batches:
                _refuse_not_a_number(total + norms, epoch, log)
                progress.set_postfix(loss=f"{total.item() / done:.3f}")
                log.show(epoch * batches + done, {"batch_loss": loss.item(), "batch_learning_rate": rate})
            if done < batches and machine.agreed(fabric, run.clock.is_over):
                break
    _refuse_not_a_number(total + norms, epoch, log)
    mean = fabric.all_reduce(total / done, reduce_op="mean")
    assert isinstance(mean, torch.Tensor)
    return Pass(float(mean), done == batches, done * films / (time.monotonic() - began))


def _judge(run: Run, epoch: int) -> dict[str, float]:
    """The figures of the kept weights on the tuning films."""
    began = run.clock.seconds
    figures = {f"tune_{name}": value for name, value in run.goal.figures(run.learner.kept, run.fabric).items()}
    run.clock.reserve = run.clock.seconds - began
    if not math.isfinite(figures["tune_loss"]):
        raise TrainingError(_not_a_number(epoch, run.log))
    return figures


def _refuse_not_a_number(sums: torch.Tensor, epoch: int, log: RunLog) -> None:
    if not torch.isfinite(sums):
        raise TrainingError(_not_a_number(epoch, log))


def _not_a_number(epoch: int, log: RunLog) -> str:
    kept = f"; the best weights so far stay in {log.best}" if log.best.exists() else ""
    return f"the loss became not-a-number in epoch {epoch + 1}: lower optimiser.learning_rate{kept}"


def _description(recipe: Recipe, start: Start, material: Material, threads: int, fabric: Fabric) -> dict[str, object]:
    """What ``run.json`` says besides the recipe and the films; warnings are said aloud as well."""
    warnings = recipe.warnings() + start.warnings(recipe)
    if fabric.is_global_zero:
        for kind, sentences in (("warning", warnings), ("note", material.dataset.notes)):
            for sentence in sentences:
                print(f"{kind}: {sentence}", file=sys.stderr, flush=True)
    return {
        **start.description(),
        "sources": sorted({film.source for film in material.training}),
        "threads": threads,
        "device": torch.cuda.get_device_name() if fabric.device.type == "cuda" else "processor",
        "precision": str(fabric.strategy.precision.precision),
        "processes": fabric.world_size,
        "notes": list(material.dataset.notes),
        "watermark": material.dataset.watermark,
        "warnings": warnings,
    }
