"""What a run learns: the loss of a batch, and the figures by which an epoch is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from torch import Tensor, nn

from trainer.data.films import Film
from trainer.fitting.batches import Batch, Cells
from trainer.fitting.losses import evidence_outside
from trainer.fitting.machine import gathered
from trainer.fitting.targets import Targets
from trainer.recipe import Recipe
from xraydesk.model.networks import ClassMapNet


class Goal(Protocol):
    """What a run learns."""

    @property
    def views(self) -> int:
        """Changed forms of each film that a batch must hold."""
        ...

    def student(self, network: ClassMapNet) -> nn.Module:
        """What is trained: the network, perhaps with parts that only serve the training."""
        ...

    def loss(self, student: nn.Module, batch: Batch) -> Tensor:
        """Mean loss of a batch."""
        ...

    def figures(self, student: nn.Module, fabric: Fabric) -> dict[str, float]:
        """``loss`` and further figures on the tuning films, the same on every process."""
        ...


@dataclass(frozen=True)
class Supervised:
    """Labels are learned.

    Attributes
    ----------
    recipe
        Of the run.
    targets, class_weights
        Of the training films, on the device.
    tune_inputs
        This process's tuning films, ``(m, 1, S, S)`` float32 when indexed, exactly what the application feeds.
    tune_targets
        Of the tuning films of all processes.
    """

    recipe: Recipe
    targets: Targets
    class_weights: Tensor | None
    tune_inputs: Any
    tune_targets: Targets
    views: int = 1

    @classmethod
    def of(
        cls, recipe: Recipe, training: Sequence[Film], tuning: Sequence[Film], tune_inputs: Any, device: torch.device
    ) -> Supervised:
        """The goal of a recipe with labels; ``tune_inputs`` are this process's part of the tuning films."""
        targets = Targets.of(training, recipe.labels)
        weights = targets.weights(recipe.labels, recipe.loss)
        return cls(
            recipe=recipe,
            targets=targets.to(device),
            class_weights=None if weights is None else weights.float().to(device),
            tune_inputs=tune_inputs,
            tune_targets=Targets.of(tuning, recipe.labels),
        )

    def student(self, network: ClassMapNet) -> nn.Module:
        """The network itself."""
        return network

    def loss(self, student: nn.Module, batch: Batch) -> Tensor:
        """Mean loss of a batch; a mixed film has the goals of both of its parts."""
        logits, maps = student(batch.views[0])
        logits = logits.float()
        settings = self.recipe.loss
        losses = self.targets.loss(logits, batch.rows, settings.label_smoothing, self.class_weights)
        if batch.partners is not None and batch.kept is not None:
            others = self.targets.loss(logits, batch.partners, settings.label_smoothing, self.class_weights)
            losses = batch.kept * losses + (1 - batch.kept) * others
        if batch.lungs is not None and settings.outside_lungs:
            classifier: Any = student.classifier
            exclusive = self.recipe.labels.task == "exclusive"
            outside = evidence_outside(maps.float(), classifier.weight, batch.lungs, exclusive)
            losses = losses + settings.outside_lungs * outside
        return losses.mean()

    def figures(self, student: nn.Module, fabric: Fabric) -> dict[str, float]:
        """Loss, area under the curve and accuracy on the tuning films."""
        mine = predict(student, self.tune_inputs, fabric)
        return self.tune_targets.figures(gathered(fabric, mine, len(self.tune_targets.groups)))


def predict(network: nn.Module, images: Any, fabric: Fabric, batch: int = 32) -> Tensor:
    """``(N, 1, S, S)`` float32, read in parts → ``(N, C)`` float32 logits, in evaluation mode."""
    network.eval()
    parts = []
    with torch.inference_mode(), fabric.autocast():
        for start in range(0, len(images), batch):
            part = np.ascontiguousarray(images[_rows(start, min(start + batch, len(images)))])
            films = torch.from_numpy(part).to(fabric.device).to(memory_format=torch.channels_last)
            parts.append(network(films)[0].float())
    # A clone of what inference mode made is an ordinary tensor again.
    return torch.cat(parts).clone()


def _rows(start: int, end: int) -> NDArray[np.intp]:
    return np.arange(start, end)


def cells_part(cells: Cells, start: int, end: int) -> Tensor:
    """``(end - start, s, s)`` uint8 films."""
    return torch.from_numpy(np.ascontiguousarray(cells[_rows(start, end)]))
