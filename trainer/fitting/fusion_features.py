"""What a finished image network says of films, as few numbers that a small head can learn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from trainer.data.augment import augment
from trainer.data.cache import open_cache, open_inputs
from trainer.data.films import Film
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fusion_heads import Floats
from trainer.recipe import Augment

COMPONENTS = 16
MOST_FOR_COMPONENTS = 4000
_BATCH = 32


@dataclass(frozen=True)
class Features:
    """How pooled features become few numbers: by their principal components over training films.

    Attributes
    ----------
    mean
        ``(channels + K,)`` of pooled features and logits.
    basis
        ``(channels + K, I)``, scaled so that each number has a standard deviation of 1 on the training films.
    """

    mean: Floats
    basis: Floats

    @classmethod
    def of(cls, pooled: Floats, logits: Floats, kind: str) -> Features:
        """Measure them on training films; ``kind`` is ``logits``, or ``pooled``, which has the logits too."""
        both = np.hstack([pooled, logits])
        mean = both.mean(axis=0)
        own = np.zeros((both.shape[1], logits.shape[1]), np.float32)
        own[pooled.shape[1] :] = np.diag(1 / np.maximum(logits.std(axis=0), 1e-6))
        parts = [own]
        if kind == "pooled":
            centred = pooled - pooled.mean(axis=0)
            _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
            count = int(min(COMPONENTS, (lengths > 1e-6 * max(lengths[0], 1e-9)).sum()))
            scaled = directions[:count].T / (lengths[:count] / len(pooled) ** 0.5)
            parts.append(np.vstack([scaled, np.zeros((logits.shape[1], count))]))
        return cls(mean.astype(np.float32), np.hstack(parts).astype(np.float32))

    def apply(self, pooled: Floats, logits: Floats) -> Floats:
        """``(N, I)``."""
        return np.asarray((np.hstack([pooled, logits]) - self.mean) @ self.basis, np.float32)


def image_chances(run: FinishedRun, films: Sequence[Film]) -> Floats:
    """``(N, K)`` probabilities of films by the image alone; of a binary task against and for."""
    logits = torch.from_numpy(of_network(run, films)[1])
    if run.recipe.labels.task == "binary":
        positive = logits.sigmoid()
        return np.asarray(torch.cat([1 - positive, positive], dim=1).numpy(), np.float32)
    return np.asarray(logits.softmax(1).numpy(), np.float32)


def of_network(run: FinishedRun, films: Sequence[Film]) -> tuple[Floats, Floats]:
    """Pooled features ``(N, channels)`` and logits ``(N, K)`` of films as the application sees them."""
    images = open_inputs(films, run.recipe.preprocess, run.cache)
    return _forward(run, (torch.from_numpy(images[start : start + _BATCH]) for start in range(0, len(films), _BATCH)))


def of_training(run: FinishedRun, films: Sequence[Film]) -> tuple[Floats, Floats]:
    """The same of training films, from the cache; of many, so many by chance as give the directions."""
    if len(films) > MOST_FOR_COMPONENTS:
        chosen = np.sort(np.random.default_rng(0).choice(len(films), MOST_FOR_COMPONENTS, replace=False))
        films = [films[row] for row in chosen]
    size = run.recipe.preprocess.input_size
    cells = open_cache(films, run.recipe.preprocess, run.recipe.cache_size, run.cache)
    starts = range(0, len(films), _BATCH)
    parts = (torch.from_numpy(cells[start : start + _BATCH]) for start in starts)
    return _forward(run, (augment(part, size, Augment(), torch.Generator()) for part in parts))


def _forward(run: FinishedRun, batches: Iterable[Tensor]) -> tuple[Floats, Floats]:
    pooled, logits = [], []
    with torch.inference_mode():
        for images in batches:
            scores, maps = run.network(images.to(memory_format=torch.channels_last))
            pooled.append(maps.mean(dim=(2, 3)).numpy())
            logits.append(scores.numpy())
    return np.concatenate(pooled), np.concatenate(logits)
