"""What the films of a run are labelled, as tensors, and the loss of what a network says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from trainer.data import films as film_list
from trainer.data.films import DataError, Film
from trainer.evaluation.metrics import auroc
from trainer.fitting.losses import exclusive_loss, independent_loss
from trainer.recipe import Labels, Loss, Recipe


@dataclass(frozen=True)
class Targets:
    """Targets of a list of films.

    Attributes
    ----------
    classes
        Exclusive task: ``(N,)`` int64 class index, -1 for none; else empty.
    negatives
        Exclusive task: ``(N, C)`` weights of what a film without a class is not; else empty.
    findings
        Binary and independent task: ``(N, C)`` float32 0, 1 or NaN; else empty.
    groups
        Source and label of each film.
    """

    classes: Tensor
    negatives: Tensor
    findings: Tensor
    groups: tuple[str, ...]

    @classmethod
    def of(cls, films: Sequence[Film], labels: Labels) -> Targets:
        """Targets in the order of the recipe's labels."""
        groups = tuple(f"{film.source.split(' (')[0]} {film.label}" for film in films)
        empty = torch.zeros(len(films), 0)
        if labels.task == "exclusive":
            classes, negatives = film_list.exclusive_targets(films, labels)
            return cls(torch.from_numpy(classes), torch.from_numpy(negatives), empty, groups)
        none = torch.full((len(films),), -1)
        if labels.task == "independent":
            return cls(none, empty, torch.from_numpy(film_list.independent_targets(films, labels)), groups)
        values = [[float("nan") if (value := labels.class_of(film.label)) < 0 else float(value)] for film in films]
        return cls(none, empty, torch.tensor(values, dtype=torch.float32).reshape(len(films), 1), groups)

    def to(self, device: torch.device) -> Targets:
        """The same on a device."""
        return Targets(self.classes.to(device), self.negatives.to(device), self.findings.to(device), self.groups)

    def loss(self, logits: Tensor, rows: Tensor, smoothing: float = 0.0, weights: Tensor | None = None) -> Tensor:
        """``(n,)`` loss of what is said of some films, given by their rows."""
        if self.findings.shape[1]:
            return independent_loss(logits, self.findings[rows], smoothing, weights)
        return exclusive_loss(logits, self.classes[rows], self.negatives[rows], smoothing, weights)

    def weights(self, labels: Labels, settings: Loss) -> Tensor | None:
        """``(C,)`` class weights by the recipe, from these films if they are to be balanced; None for all alike.

        Exclusive labels: with mean 1 over the films. Sigmoids: of the films that have the label.
        """
        if settings.class_weights:
            return torch.tensor([settings.class_weights.get(name, 1.0) for name in labels.names])
        if not settings.balanced:
            return None
        if self.findings.shape[1]:
            return (self.findings == 0).sum(0) / (self.findings == 1).sum(0).clamp_min(1)
        counts = torch.bincount(self.classes[self.classes >= 0], minlength=len(labels.names))
        return counts.sum() / (len(labels.names) * counts.clamp_min(1))

    def figures(self, logits: Tensor) -> dict[str, float]:
        """Figures of what is said of all these films.

        Parameters
        ----------
        logits
            ``(N, C)`` float32 on the processor.

        Returns
        -------
        ``loss``: mean over source-and-label groups, so that a large source cannot choose the checkpoint alone;
        ``auroc``: mean over the labels; ``accuracy``: share of right answers among films with a label.
        """
        losses = self.loss(logits, torch.arange(len(logits))).numpy().astype(np.float64)
        names = np.array(self.groups)
        loss = float(np.mean([losses[names == name].mean() for name in sorted(set(self.groups))]))
        if self.findings.shape[1]:
            known, truth = (~self.findings.isnan()).numpy(), (self.findings > 0.5).numpy()
            right = (logits.numpy() > 0)[known] == truth[known]
            columns = [(logits[:, k].numpy()[known[:, k]], truth[known[:, k], k]) for k in range(truth.shape[1])]
        else:
            graded = (self.classes >= 0).numpy()
            classes, chances = self.classes.numpy()[graded], logits.softmax(1).numpy()[graded]
            right = chances.argmax(1) == classes
            columns = [(chances[:, k], classes == k) for k in range(chances.shape[1])]
        areas = [area for scores, positive in columns if np.isfinite(area := auroc(scores, positive))]
        return {
            "loss": loss,
            "auroc": float(np.mean(areas)) if areas else float("nan"),
            "accuracy": float(right.mean()) if right.size else float("nan"),
        }


def usable(films: Sequence[Film], recipe: Recipe) -> list[Film]:
    """The films that say anything about the recipe's labels.

    Raises
    ------
    DataError
        There is none, or none of some class.
    """
    labels = recipe.labels
    if labels.task == "unlabelled":
        kept = list(films)
    else:
        kept = [film for film, use in zip(films, _says_something(films, labels), strict=True) if use]
    if not kept:
        raise DataError("no film in the recipe's folds carries one of its labels")
    if labels.task in ("exclusive", "binary"):
        present = {labels.class_of(film.label) for film in kept}
        needed = enumerate(labels.names) if labels.task == "exclusive" else ((1, labels.names[0]), (0, "not it"))
        absent = [name for number, name in needed if number not in present]
        if absent:
            raise DataError(f"no film in the recipe's folds is labelled {', '.join(sorted(absent))}")
    return kept


def _says_something(films: Sequence[Film], labels: Labels) -> NDArray[np.bool_]:
    targets = Targets.of(films, labels)
    if labels.task == "exclusive":
        told: NDArray[np.bool_] = ((targets.classes >= 0) | (targets.negatives.sum(1) > 0)).numpy()
    else:
        told = (~targets.findings.isnan()).any(1).numpy()
    return told
