"""The training loop: reads from top to bottom, resumes after a kill to the same result.

All randomness of an epoch comes from the seed and the epoch's number, so a resumed run and an uninterrupted one are
the same run.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from tqdm import tqdm

from trainer.data import films as film_list
from trainer.data.augment import augment
from trainer.data.cache import inputs, open_cache
from trainer.data.films import DataError, Film
from trainer.fitting.losses import exclusive_loss, independent_loss
from trainer.fitting.run_log import RunLog, TrainingError
from trainer.recipe import Labels, Recipe
from xraydesk.model.networks import ClassMapNet, build


@dataclass(frozen=True)
class Targets:
    """Targets of a list of films on the device; which of them are used depends on the task."""

    exclusive: bool
    classes: Tensor
    negatives: Tensor
    findings: Tensor

    @classmethod
    def of(cls, films: Sequence[Film], recipe: Recipe, device: torch.device) -> Targets:
        """Targets for films in the recipe's label order."""
        empty = torch.zeros(len(films), 0)
        if recipe.labels.task == "exclusive":
            classes, negatives = film_list.exclusive_targets(films, recipe.labels)
            return cls(True, torch.from_numpy(classes).to(device), torch.from_numpy(negatives).to(device), empty)
        findings = torch.from_numpy(film_list.independent_targets(films, recipe.labels)).to(device)
        return cls(False, torch.zeros(len(films), dtype=torch.long), empty, findings)

    def usable(self) -> NDArray[np.bool_]:
        """``(N,)`` whether a film says anything about the labels."""
        if self.exclusive:
            return ((self.classes >= 0) | (self.negatives.sum(1) > 0)).cpu().numpy()
        return (~self.findings.isnan()).any(1).cpu().numpy()

    def loss(self, logits: Tensor, rows: Tensor | slice, smoothing: float = 0.0) -> Tensor:
        """``(n,)`` loss per film."""
        if self.exclusive:
            return exclusive_loss(logits, self.classes[rows], self.negatives[rows], smoothing)
        return independent_loss(logits, self.findings[rows], smoothing)


@dataclass(frozen=True)
class Material:
    """What a run learns from and is tuned on, ready in memory.

    Attributes
    ----------
    stored
        ``(N, s, s)`` uint8 training films at the cache's size.
    weights
        ``(N,)`` probability of drawing each of them.
    targets, tune_targets
        Targets of the training and of the tuning films.
    tune_inputs
        ``(M, 1, S, S)`` float32, exactly what the application feeds the model.
    tune_groups
        Origin and label of each tuning film.
    """

    stored: Tensor
    weights: NDArray[np.float64]
    targets: Targets
    tune_inputs: Tensor
    tune_targets: Targets
    tune_groups: list[str]

    @classmethod
    def of(cls, films: Sequence[Film], recipe: Recipe, tuned_on: str, cache: Path, device: torch.device) -> Material:
        """Decode or load the films of the recipe's training and tuning folds; tuning films are of one data folder."""
        training = _usable([films[i] for i in film_list.in_folds(films, recipe.folds.train)], recipe, device)
        tuning = [films[i] for i in film_list.in_folds(films, recipe.folds.tune)]
        tuning = _usable([film for film in tuning if film.data == tuned_on], recipe, device)
        return cls(
            stored=torch.from_numpy(np.array(open_cache(training, recipe.preprocess, recipe.cache_size, cache))),
            weights=film_list.share_weights(training, recipe.shares),
            targets=Targets.of(training, recipe, device),
            tune_inputs=torch.from_numpy(inputs(tuning, recipe.preprocess)),
            tune_targets=Targets.of(tuning, recipe, device),
            tune_groups=[f"{film.source.split(' (')[0]} {film.label}" for film in tuning],
        )


@dataclass(frozen=True)
class Learner:
    """A network with what changes its weights, and the moving average of them that is kept."""

    network: ClassMapNet
    average: torch.optim.swa_utils.AveragedModel
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    @classmethod
    def of(cls, recipe: Recipe, init: Path | None, batches: int, device: torch.device) -> Learner:
        """A new learner for ``batches`` batches an epoch."""
        settings = recipe.fit
        torch.manual_seed(settings.seed)
        network = build(recipe.network.architecture, len(recipe.labels.names), {"dropout": recipe.network.dropout})
        if init is not None:
            _take_weights(network, init, recipe.labels)
        network = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        moving = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.ema)  # type: ignore[no-untyped-call]
        average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=moving, use_buffers=True)
        optimiser = torch.optim.AdamW(_groups(network, settings.weight_decay), lr=settings.learning_rate)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, settings.learning_rate, total_steps=settings.epochs * batches, pct_start=settings.warm_up
        )
        return cls(network, average, optimiser, schedule)

    def parts(self) -> dict[str, Any]:
        """What a checkpoint holds."""
        return vars(self)


def fit(recipe: Recipe, data: Sequence[Path], out: Path, cache: Path, init: Path | None = None) -> Path:
    """Train a recipe; returns the file of the best weights.

    Parameters
    ----------
    recipe
        What to do.
    data
        Data folders with a ``manifest.csv`` each; the recipe's folds apply to all, tuning films come from the first.
    out
        Folder of the run; an unfinished run in it is resumed.
    cache
        Folder for decoded films, shared by runs.
    init
        Weights of an earlier run whose features are taken over, and whose head is if it had the same labels.

    Raises
    ------
    XRayDeskError
        The data, the recipe or the run folder does not allow it, or the loss became not-a-number.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    films = film_list.load(data)
    material = Material.of(films, recipe, data[0].name, cache, device)
    log = RunLog(out)
    log.start(recipe, films, data, init)
    batches = math.ceil(recipe.fit.films_per_epoch / recipe.fit.batch_size)
    learner = Learner.of(recipe, init, batches, device)
    for epoch in range(log.resume(learner.parts()), recipe.fit.epochs):
        if log.stale_for() >= recipe.fit.patience:
            break
        train_loss = _train_epoch(recipe, material, learner, epoch, batches, device)
        tune_logits = predict(learner.average.module, material.tune_inputs, device).to(device)
        tune_loss = _grouped_mean(material.tune_targets.loss(tune_logits, slice(None)), material.tune_groups)
        rate = learner.optimiser.param_groups[0]["lr"]
        log.epoch(epoch, train_loss, tune_loss, rate, learner.average.module)
        log.save(epoch + 1, learner.parts())
    return log.best


def _train_epoch(
    recipe: Recipe, material: Material, learner: Learner, epoch: int, batches: int, device: torch.device
) -> float:
    """One pass over films drawn by their weights; returns the mean loss."""
    settings = recipe.fit
    seed = settings.seed * 10_000 + epoch
    torch.manual_seed(seed)
    random = torch.Generator(device).manual_seed(seed)
    order = np.random.default_rng(seed).choice(
        len(material.weights), (batches, settings.batch_size), p=material.weights
    )
    learner.network.train()
    total = 0.0
    progress = tqdm(order, desc=f"epoch {epoch + 1}/{settings.epochs}", unit="batch", disable=None)
    for done, chosen in enumerate(progress, 1):
        rows = torch.from_numpy(chosen)
        images = augment(material.stored[rows].to(device), recipe.preprocess.input_size, recipe.augment, random)
        with _mixed_precision(device):
            logits, _ = learner.network(images.to(memory_format=torch.channels_last))
        loss = material.targets.loss(logits.float(), rows.to(device), settings.label_smoothing).mean()
        if not torch.isfinite(loss):
            raise TrainingError(f"the loss became not-a-number in epoch {epoch + 1}; lower fit.learning_rate")
        learner.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learner.network.parameters(), settings.clip)
        learner.optimiser.step()
        learner.schedule.step()
        learner.average.update_parameters(learner.network)
        total += loss.item()
        progress.set_postfix(loss=f"{total / done:.3f}")
    return total / batches


def predict(network: torch.nn.Module, images: Tensor, device: torch.device, batch: int = 32) -> Tensor:
    """``(N, 1, S, S)`` float32 → ``(N, C)`` float32 logits, in evaluation mode."""
    network.eval()
    with torch.inference_mode(), _mixed_precision(device):
        parts = [
            network(images[i : i + batch].to(device).to(memory_format=torch.channels_last))[0].float().cpu()
            for i in range(0, len(images), batch)
        ]
    return torch.cat(parts).clone()


def _mixed_precision(device: torch.device) -> torch.autocast:
    """bfloat16 where the hardware computes in it, float32 elsewhere."""
    if device.type == "cuda":
        return torch.autocast("cuda", torch.bfloat16, enabled=torch.cuda.is_bf16_supported())
    # Older releases of torch cannot say; they compute in float32.
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return torch.autocast("cpu", torch.bfloat16, enabled=bool(capabilities.get("avx512_bf16")))


def _usable(films: list[Film], recipe: Recipe, device: torch.device) -> list[Film]:
    kept = [f for f, use in zip(films, Targets.of(films, recipe, device).usable(), strict=True) if use]
    if not kept:
        raise DataError("no film in the recipe's folds carries one of its labels")
    if recipe.labels.task == "exclusive":
        absent = set(recipe.labels.names) - {film.label for film in kept}
        if absent:
            raise DataError(f"no film in the recipe's folds is labelled {', '.join(sorted(absent))}")
    return kept


def _take_weights(network: ClassMapNet, weights: Path, labels: Labels) -> None:
    """The features of an earlier run, and its head too where that run had the same labels."""
    beside = weights.parent / "run.json"
    earlier = json.loads(beside.read_text(encoding="utf-8"))["recipe"]["labels"] if beside.exists() else {}
    same = (earlier.get("task"), earlier.get("names")) == (labels.task, list(labels.names))
    state = {name: value for name, value in load_file(weights).items() if same or name.startswith("features.")}
    try:
        missing = network.load_state_dict(state, strict=False).missing_keys
    except RuntimeError as error:
        raise TrainingError(f"{weights.name} does not fit the recipe's architecture") from error
    if any(name.startswith("features.") for name in missing):
        raise TrainingError(f"{weights.name} does not fit the recipe's architecture")


def _groups(network: torch.nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Weight decay for matrices and kernels, none for biases and normalisation."""
    parameters = list(network.parameters())
    return [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]


def _grouped_mean(losses: Tensor, groups: Sequence[str]) -> float:
    """Mean over source-and-label groups, so that a large source cannot choose the checkpoint alone."""
    values = losses.cpu().numpy()
    names = np.array(groups)
    return float(np.mean([values[names == name].mean() for name in sorted(set(groups))]))
