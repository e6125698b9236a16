"""A finished run, read back: its recipe, its films, and what its network says of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from trainer import recipe as recipes
from trainer.data import films as film_list
from trainer.data.cache import inputs
from trainer.data.films import Film
from trainer.fitting.run_log import TrainingError
from trainer.recipe import Recipe
from xraydesk.model.explain import class_maps
from xraydesk.model.networks import ClassMapNet, build


@dataclass(frozen=True)
class Answers:
    """Films with what the network said of them: logits ``(N, C)``, strongest positive evidence ``(N, C)``."""

    films: list[Film]
    logits: NDArray[np.float32]
    evidence: NDArray[np.float32]

    def truth(self, names: Sequence[str]) -> NDArray[np.int64]:
        """``(N,)`` class index, -1 for a film that is no class."""
        return np.array([names.index(f.label) if f.label in names else -1 for f in self.films], np.int64)


@dataclass(frozen=True)
class FinishedRun:
    """A run with exclusive labels.

    Attributes
    ----------
    recipe, description
        What it did, and what it says of itself.
    films
        All films of its data folders.
    tuned_on
        Name of the data folder whose films tune and calibrate.
    network
        The best weights, in evaluation mode, the classifier centred over the classes.
    """

    recipe: Recipe
    description: dict[str, Any]
    films: list[Film]
    tuned_on: str
    network: ClassMapNet

    @classmethod
    def load(cls, run: Path, data: Sequence[Path] | None = None) -> FinishedRun:
        """Read a run's folder; ``data`` are its data folders in its order, None for where it found them.

        Raises
        ------
        TrainingError
            The run is incomplete, was for pre-training, or was trained on other films.
        """
        if not (run / "best.safetensors").is_file():
            raise TrainingError(f"{run} holds no finished run")
        description = json.loads((run / "run.json").read_text(encoding="utf-8"))
        recipe = recipes.parse(description["recipe"])
        if recipe.labels.task != "exclusive":
            raise TrainingError("only a run with exclusive labels can be exported; this one is for pre-training")
        if data is None:
            data = [Path(folder) for folder in json.loads((run / "data.json").read_text(encoding="utf-8"))]
        films = film_list.load(data)
        if film_list.digest(films) != description["films_sha256"]:
            raise TrainingError("the data folders are not those that the run was trained on")
        return cls(recipe, description, films, data[0].name, _network(recipe, run / "best.safetensors"))

    def answers(self, folds: Sequence[int]) -> Answers:
        """What the network says, in float32, of the films of some folds."""
        films = [self.films[i] for i in film_list.in_folds(self.films, folds)]
        films = [film for film in films if film.data == self.tuned_on]
        images = torch.from_numpy(inputs(films, self.recipe.preprocess))
        weights = self.network.classifier.weight.detach().numpy()
        logits, evidence = [], []
        with torch.inference_mode():
            for start in range(0, len(images), 32):
                scores, maps = self.network(images[start : start + 32])
                logits.append(scores.numpy())
                evidence.append(class_maps(maps.numpy(), weights).max(axis=(2, 3)))
        return Answers(films, np.concatenate(logits), np.concatenate(evidence))


def _network(recipe: Recipe, weights: Path) -> ClassMapNet:
    """The trained network in evaluation mode, its classifier centred over the classes.

    A softmax does not see a vector that is added to every class's weights. Centring them makes each class map show what
    speaks for that class against the others, and leaves every probability as it was.
    """
    network = build(recipe.network.architecture, len(recipe.labels.names), {"dropout": recipe.network.dropout})
    network.load_state_dict(load_file(weights))
    with torch.no_grad():
        for values in (network.classifier.weight, network.classifier.bias):
            values.sub_(values.mean(dim=0, keepdim=True))
    return network.eval()
