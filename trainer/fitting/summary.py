"""What a recipe's network is made of and what training it takes: layers by stage, parameters, operations, memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from trainer.fitting.freezing import freeze, train_mode
from trainer.fitting.learner import Start, new_network
from trainer.fitting.machine import has_bfloat16
from trainer.recipe import Recipe
from xraydesk.model.networks import ClassMapNet

FILMS = 2
"""Films that are passed through for counting; batch normalisation needs two."""


@dataclass(frozen=True)
class Stage:
    """One stage of a network.

    Attributes
    ----------
    name
        As the registry calls it, or ``head``.
    layers
        What it is made of, such as ``16 Conv2d, 17 BatchNorm2d``.
    shape
        Of its output for one film.
    parameters, trainable
        Numbers of values, and of those that learn.
    operations
        Floating-point operations of a forward pass of one film; a multiplication and an addition are two.
    kept_bytes
        What the backward pass needs kept of one film.
    """

    name: str
    layers: str
    shape: tuple[int, ...]
    parameters: int
    trainable: int
    operations: int
    kept_bytes: int


@dataclass(frozen=True)
class Summary:
    """What a recipe's network is made of.

    Attributes
    ----------
    stages
        From the input to the head.
    state_bytes
        Weights, gradients, the optimiser's values and the moving average.
    batch_bytes
        What a batch keeps for the backward pass.
    """

    stages: tuple[Stage, ...]
    state_bytes: int
    batch_bytes: int

    @property
    def parameters(self) -> int:
        """Values of all stages."""
        return sum(stage.parameters for stage in self.stages)

    @property
    def trainable(self) -> int:
        """Values that learn."""
        return sum(stage.trainable for stage in self.stages)

    @property
    def operations(self) -> int:
        """Floating-point operations of a forward pass of one film."""
        return sum(stage.operations for stage in self.stages)


class _Head(nn.Module):
    """What stands behind the features, as a layer of its own."""

    def __init__(self, network: ClassMapNet) -> None:
        super().__init__()
        self.hidden = network.hidden
        self.classifier = network.classifier

    def forward(self, maps: Tensor) -> Tensor:
        """``(N, K, h, w)`` → logits."""
        if self.hidden is not None:
            maps = self.hidden(maps.relu())
        logits: Tensor = self.classifier(maps.relu().mean(dim=(2, 3)))
        return logits


def count_parameters(recipe: Recipe) -> int:
    """Values of a recipe's network, without making them."""
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in new_network(recipe, Start()).parameters())


def summarise(recipe: Recipe) -> Summary:
    """Count by passing two films through, in the precision that this machine would train in."""
    network = new_network(recipe, Start())
    freeze(network, recipe.network)
    train_mode(network, network, recipe.network)
    values = torch.randn(FILMS, 1, recipe.preprocess.input_size, recipe.preprocess.input_size)
    parts = [
        (name, nn.Sequential(*(network.features.get_submodule(layer) for layer in layers)))
        for name, layers in recipe.network.kind.stages.items()
    ]
    stages = []
    wide = recipe.fit.precision == "bfloat16" or (recipe.fit.precision == "auto" and has_bfloat16("cpu"))
    for name, part in [*parts, ("head", _Head(network))]:
        with (
            _counting() as kept,
            FlopCounterMode(display=False) as counter,
            torch.autocast("cpu", torch.bfloat16, enabled=wide),
        ):
            values = part(values)
        stages.append(
            Stage(
                name=name,
                layers=_layers(part),
                shape=tuple(values.shape[1:]),
                parameters=sum(p.numel() for p in part.parameters()),
                trainable=sum(p.numel() for p in part.parameters() if p.requires_grad),
                operations=counter.get_total_flops() // FILMS,
                kept_bytes=sum(kept.values()) // FILMS,
            )
        )
    return Summary(
        tuple(stages), _state_bytes(stages, recipe), recipe.fit.batch_size * sum(s.kept_bytes for s in stages)
    )


@contextmanager
def _counting() -> Iterator[dict[int, int]]:
    """Bytes of every tensor with a row for each film that is kept for the backward pass, by where it lies."""
    kept: dict[int, int] = {}
    alive = []

    def note(tensor: Tensor) -> Tensor:
        if tensor.ndim and tensor.shape[0] == FILMS:
            storage = tensor.untyped_storage()
            kept[storage.data_ptr()] = storage.nbytes()
            # As long as it lives, nothing else can lie in the same place.
            alive.append(tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        yield kept


def _layers(part: nn.Module) -> str:
    counts: dict[str, int] = {}
    for layer in part.modules():
        if not list(layer.children()) and not isinstance(layer, nn.Identity):
            counts[type(layer).__name__] = counts.get(type(layer).__name__, 0) + 1
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _state_bytes(stages: list[Stage], recipe: Recipe) -> int:
    values, learning = sum(s.parameters for s in stages), sum(s.trainable for s in stages)
    of_optimiser = {"adam": 2, "adamw": 2, "sgd": 1 if recipe.optimiser.momentum else 0}[recipe.optimiser.kind]
    return 4 * (values * (2 if recipe.fit.ema else 1) + learning * (1 + of_optimiser))


def in_words(recipe: Recipe, summary: Summary) -> str:
    """A summary as a table between sentences."""
    kind, size, places = recipe.network.kind, recipe.preprocess.input_size, summary.stages[-2].shape[1:]
    lines = [
        recipe.title,
        *([recipe.about] if recipe.about else []),
        f"{kind.title} ({kind.source}); input {size} x {size}, grey; its own size is {kind.input_size}",
        f"heatmaps from features.{kind.heatmap_layer}, {places[0]} x {places[1]} places",
        "",
        f"{'stage':<14}{'output':<18}{'parameters':>12}{'learning':>12}{'MFLOP':>9}  layers",
    ]
    for stage in summary.stages:
        shape = " x ".join(str(side) for side in stage.shape)
        learning = f"{stage.trainable:,}" if stage.trainable else "frozen"
        counts = f"{stage.parameters:>12,}{learning:>12}{stage.operations / 1e6:>9,.0f}"
        lines.append(f"{stage.name:<14}{shape:<18}{counts}  {stage.layers}")
    states = f"weights, gradients, {recipe.optimiser.kind}{' and moving average' if recipe.fit.ema else ''}"
    kept = f"{summary.batch_bytes / 2**20:,.0f} MiB"
    lines += [
        f"{'in all':<32}{summary.parameters:>12,}{summary.trainable:>12,}{summary.operations / 1e6:>9,.0f}",
        "",
        f"operations: {summary.operations / 1e9:.2f} GFLOP to look at a film, multiplications and additions apart",
        f"memory: {summary.state_bytes / 2**20:,.0f} MiB for {states}",
        f"        {kept} that a batch of {recipe.fit.batch_size} keeps until its backward pass",
    ]
    return "\n".join(lines)
