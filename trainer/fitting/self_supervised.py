"""Pre-training on films without labels by VICReg (Bardes, Ponce & LeCun, ICLR 2022)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.distributed.nn.functional import all_gather
from torch.nn import functional

from trainer.data.augment import augment
from trainer.fitting.batches import Batch, Cells, seed_of
from trainer.fitting.goals import cells_part
from trainer.fitting.machine import gathered
from trainer.recipe import Recipe, SelfSupervised
from xraydesk.model.networks import ClassMapNet


class Expander(nn.Module):
    """A network whose pooled features pass three further layers before they are compared.

    Parameters
    ----------
    network
        What is pre-trained; its classifier is not used.
    units
        Of each further layer.
    """

    def __init__(self, network: ClassMapNet, units: int) -> None:
        super().__init__()
        self.network = network
        self.network.classifier.requires_grad_(requires_grad=False)
        layers: list[nn.Module] = []
        for before in (network.classifier.in_features, units):
            layers += [nn.Linear(before, units), nn.LayerNorm(units), nn.ReLU(inplace=True)]
        self.expand = nn.Sequential(*layers, nn.Linear(units, units))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """``(N, 1, S, S)`` → expanded features ``(N, units)`` and pooled features ``(N, channels)``."""
        pooled = self.network(images)[1].mean(dim=(2, 3))
        return self.expand(pooled), pooled


def vicreg(one: Tensor, other: Tensor, settings: SelfSupervised) -> Tensor:
    """The loss of two views.

    Parameters
    ----------
    one, other
        ``(N, D)`` float32, row by row the same film.
    settings
        Weights of the terms: the mean squared difference of the views; how far each column's deviation over the films
        is below 1; and how much the columns vary together.
    """
    loss = settings.invariance * functional.mse_loss(one, other)
    for view in (one, other):
        centred = view - view.mean(dim=0)
        deviation = (centred.square().sum(0) / (len(view) - 1) + 1e-4).sqrt()
        covariance = centred.T @ centred / (len(view) - 1)
        shared = covariance.square().sum() - covariance.diagonal().square().sum()
        loss = loss + settings.variance / 2 * functional.relu(1 - deviation).mean()
        loss = loss + settings.covariance * shared / view.shape[1]
    return loss


@dataclass(frozen=True)
class WithoutLabels:
    """Features are learned from films alone.

    Attributes
    ----------
    recipe
        Of the run.
    settings
        Its table ``self_supervised``.
    tune_cells, tune_total
        This process's tuning films, and how many there are in all.
    processes
        Of the run.
    """

    recipe: Recipe
    settings: SelfSupervised
    tune_cells: Cells
    tune_total: int
    processes: int = 1
    views: int = 2

    def student(self, network: ClassMapNet) -> nn.Module:
        """The network with its expander."""
        return Expander(network, self.settings.expander)

    def loss(self, student: nn.Module, batch: Batch) -> Tensor:
        """VICReg over the films of all processes; its gradient is that of one process with all of them."""
        one, other = student(torch.cat(batch.views))[0].float().chunk(2)
        if self.processes > 1:
            one, other = (torch.cat(all_gather(view)) for view in (one, other))  # type: ignore[no-untyped-call]
        return vicreg(one, other, self.settings)

    def figures(self, student: nn.Module, fabric: Fabric) -> dict[str, float]:
        """``loss`` of two fixed views of the tuning films; ``spread``: 1 for lively features, 0 for collapsed ones."""
        one, pooled = self._embed(student, fabric, 0)
        other, _ = self._embed(student, fabric, 1)
        unit = functional.normalize(pooled, dim=1)
        # Directions that are spread evenly deviate by 1 / sqrt(D) in each of D columns.
        spread = float(unit.std(dim=0).mean() * unit.shape[1] ** 0.5)
        return {"loss": float(vicreg(one, other, self.settings)), "spread": spread}

    def _embed(self, student: nn.Module, fabric: Fabric, view: int) -> tuple[Tensor, Tensor]:
        student.eval()
        random = torch.Generator(fabric.device)
        size, settings = self.recipe.preprocess.input_size, self.recipe.augment
        expanded, pooled = [], []
        for start in range(0, len(self.tune_cells), 32):
            films = cells_part(self.tune_cells, start, min(start + 32, len(self.tune_cells))).to(fabric.device)
            images = []
            for place, film in enumerate(films, start):
                # The row in the whole set decides how a film is changed, whichever process has it.
                random.manual_seed(seed_of(fabric.global_rank + place * self.processes, view))
                images.append(augment(film[None], size, settings, random))
            with torch.inference_mode(), fabric.autocast():
                parts = student(torch.cat(images).to(memory_format=torch.channels_last))
            expanded.append(parts[0].float())
            pooled.append(parts[1].float())
        whole = [gathered(fabric, torch.cat(rows).clone(), self.tune_total) for rows in (expanded, pooled)]
        return whole[0], whole[1]
