"""A network with what changes its weights, and the moving average of them that is judged and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric
from torch import nn

from trainer.fitting.base_weights import take_base, take_run, weights_of
from trainer.fitting.freezing import freeze
from trainer.fitting.goals import Goal
from trainer.fitting.optimisers import optimiser_of
from trainer.fitting.run_log import TrainingError, start_of
from trainer.fitting.shared_norm import share_batch_norm
from trainer.recipe import Recipe
from xraydesk.core.files import sha256_of
from xraydesk.model.networks import ClassMapNet, build


@dataclass(frozen=True)
class Start:
    """What a network starts from; random weights without either.

    Attributes
    ----------
    init
        Folder or weights of an earlier run here.
    base
        File of other people's base weights for the features.
    """

    init: Path | None = None
    base: Path | None = None

    def __post_init__(self) -> None:
        if self.init and self.base:
            raise TrainingError("--init and --base exclude each other: a network starts from one set of weights")

    def refuse_missing(self) -> None:
        """Raise TrainingError where there is no such file, before any film is read."""
        for file in (self.base, self.init and weights_of(self.init)):
            if file is not None and not file.is_file():
                raise TrainingError(f"there are no weights in {file}")

    def description(self) -> dict[str, Any]:
        """What ``run.json`` says of it, and what may not change when a run is resumed."""
        return {
            "init": None if self.init is None else start_of(weights_of(self.init)),
            "base": None if self.base is None else {"name": self.base.name, "sha256": sha256_of(self.base)},
        }

    def warnings(self, recipe: Recipe) -> list[str]:
        """Sentences on a start that is unwise."""
        if recipe.network.freeze and not (self.init or self.base):
            frozen = "the extractor" if recipe.network.freeze == "extractor" else recipe.network.freeze
            return [f"{frozen} is frozen and random, so it will never know anything; give it --base or --init"]
        return []


@dataclass(frozen=True)
class Learner:
    """What learns.

    Attributes
    ----------
    network
        The network itself.
    student, average
        What is trained, the network in it; and its moving average, if the recipe wants one.
    optimiser
        Of the student.
    wrapped, stepper
        Student and optimiser as the processes share them.
    """

    network: ClassMapNet
    student: nn.Module
    average: torch.optim.swa_utils.AveragedModel | None
    optimiser: torch.optim.Optimizer
    wrapped: nn.Module
    stepper: Any

    @classmethod
    def of(cls, recipe: Recipe, start: Start, goal: Goal, fabric: Fabric) -> Learner:
        """A new learner.

        Raises
        ------
        TrainingError
            What it shall start from does not fit the architecture.
        """
        network = new_network(recipe, start)
        freeze(network, recipe.network)
        student = goal.student(network)
        if fabric.world_size > 1:
            student = share_batch_norm(student, fabric.device)
        student = student.to(fabric.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        average = None
        if recipe.fit.ema:
            moving = torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.fit.ema)  # type: ignore[no-untyped-call]
            average = torch.optim.swa_utils.AveragedModel(student, multi_avg_fn=moving, use_buffers=True)
        optimiser = optimiser_of(recipe.optimiser, student)
        wrapped, stepper = fabric.setup(student, optimiser, move_to_device=False)
        return cls(network, student, average, optimiser, wrapped, stepper)

    @property
    def kept(self) -> nn.Module:
        """The student as it is judged and kept."""
        return self.student if self.average is None else self.average.module

    @property
    def kept_network(self) -> ClassMapNet:
        """The network as it is kept, without what only served the training."""
        kept = self.kept
        network = kept if isinstance(kept, ClassMapNet) else kept.network
        assert isinstance(network, ClassMapNet)
        return network

    def parts(self) -> dict[str, Any]:
        """What a checkpoint holds."""
        parts: dict[str, Any] = {"student": self.student, "optimiser": self.optimiser}
        return parts if self.average is None else parts | {"average": self.average}


def new_network(recipe: Recipe, start: Start) -> ClassMapNet:
    """The recipe's network before its first step, on the processor.

    Raises
    ------
    TrainingError
        A package is missing, or what it shall start from does not fit.
    """
    torch.manual_seed(recipe.fit.seed)
    try:
        network = build(recipe.network.architecture, recipe.labels.outputs, recipe.network.arguments)
    except ModuleNotFoundError as error:
        raise TrainingError(
            f"{recipe.network.kind.title} needs the package {error.name}, which is not installed"
        ) from error
    if start.base is not None:
        take_base(network, recipe.network.kind, start.base)
    if start.init is not None:
        take_run(network, recipe.network.kind, start.init, recipe.labels)
    return network
