"""One pass of a finished run's network over films, with all that a report needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from trainer.data.cache import open_inputs
from trainer.data.films import Film
from trainer.fitting.finished_run import FinishedRun
from xraydesk.model.explain import class_maps
from xraydesk.model.networks import ClassMapNet

AT_ONCE = 32


@dataclass(frozen=True)
class Seen:
    """What the network made of films.

    Attributes
    ----------
    logits
        ``(N, C)`` float32.
    pooled
        ``(N, K)`` float32, the features that the classifier weighs.
    maps
        ``(N, C, h, w)`` float32, evidence for each class at each place in logit units.
    """

    logits: NDArray[np.float32]
    pooled: NDArray[np.float32]
    maps: NDArray[np.float32]


def films_of(run: FinishedRun, folds: Sequence[int]) -> list[Film]:
    """The films of some folds, of the data that the run was tuned on."""
    return [film for film in run.films if film.fold in folds and film.data == run.tuned_on]


def look(run: FinishedRun, films: Sequence[Film]) -> Seen:
    """Show films to the run's network, as the application would."""
    return look_at(run.network, open_inputs(films, run.recipe.preprocess, run.cache))


def look_at(network: ClassMapNet, images: Any) -> Seen:
    """The same for inputs ``(N, 1, S, S)`` that can be sliced."""
    weights = network.classifier.weight.detach().numpy()
    logits, pooled, maps = [], [], []
    with torch.inference_mode():
        for start in range(0, len(images), AT_ONCE):
            part = torch.from_numpy(images[start : start + AT_ONCE])
            scores, features = network(part.to(memory_format=torch.channels_last))
            logits.append(scores.numpy())
            pooled.append(features.mean(dim=(2, 3)).numpy())
            maps.append(class_maps(features.contiguous().numpy(), weights))
    return Seen(np.concatenate(logits), np.concatenate(pooled), np.concatenate(maps))
