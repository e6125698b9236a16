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
from trainer.data.cache import open_inputs
from trainer.data.dataset import open_data
from trainer.data.films import Film
from trainer.fitting.run_log import BEST, DESCRIPTION, PLACES, TrainingError
from trainer.recipe import Labels, Recipe
from xraydesk.model.explain import class_maps
from xraydesk.model.networks import ClassMapNet, build


@dataclass(frozen=True)
class Answers:
    """Films with what the network said of them: logits ``(N, C)``, strongest positive evidence ``(N, C)``."""

    films: list[Film]
    logits: NDArray[np.float32]
    evidence: NDArray[np.float32]
    labels: Labels

    def truth(self) -> NDArray[np.int64]:
        """``(N,)`` class of each film as ``Labels.class_of`` says, -1 for a film that is no class."""
        return np.array([self.labels.class_of(film.label) for film in self.films], np.int64)


@dataclass(frozen=True)
class FinishedRun:
    """A run that learned labels.

    Attributes
    ----------
    recipe, description
        What it did, and what it says of itself.
    films
        All films of its data folders.
    tuned_on
        Name of the data folder whose films tune and calibrate.
    network
        The best weights, in evaluation mode, the classifier of exclusive labels centred over the classes.
    folder, cache
        Of the run, and of decoded films.
    """

    recipe: Recipe
    description: dict[str, Any]
    films: list[Film]
    tuned_on: str
    network: ClassMapNet
    folder: Path
    cache: Path

    @classmethod
    def load(cls, run: Path, data: Sequence[Path] | None = None, cache: Path | None = None) -> FinishedRun:
        """Read a run's folder.

        Parameters
        ----------
        run
            Its folder.
        data, cache
            Its data folders in its order, and its folder of decoded films; None for where it found them.

        Raises
        ------
        TrainingError
            The run is incomplete, learned no labels, or was trained on other films.
        """
        if not (run / BEST).is_file():
            raise TrainingError(f"{run} holds no finished run")
        description = json.loads((run / DESCRIPTION).read_text(encoding="utf-8"))
        recipe = recipes.parse(description["recipe"])
        if recipe.labels.task == "unlabelled":
            raise TrainingError(f"{run} learned no labels: it is for pre-training")
        if data is None or cache is None:
            found = json.loads((run / PLACES).read_text(encoding="utf-8"))
            data = [Path(place) for place in found["data"]] if data is None else data
            cache = Path(found["cache"]) if cache is None else cache
        dataset = open_data(data, recipe, cache)
        if film_list.digest(dataset.films) != description["films_sha256"]:
            raise TrainingError("the data folders are not those that the run was trained on")
        network = trained_network(recipe, run / BEST)
        return cls(recipe, description, dataset.films, dataset.names[0], network, run, cache)

    def answers(self, folds: Sequence[int]) -> Answers:
        """What the network says, in float32, of the films of some folds."""
        films = [self.films[i] for i in film_list.in_folds(self.films, folds)]
        films = [film for film in films if film.data == self.tuned_on]
        images = open_inputs(films, self.recipe.preprocess, self.cache)
        weights = self.network.classifier.weight.detach().numpy()
        logits, evidence = [], []
        with torch.inference_mode():
            for start in range(0, len(films), 32):
                part = torch.from_numpy(images[start : start + 32])
                scores, maps = self.network(part.to(memory_format=torch.channels_last))
                logits.append(scores.numpy())
                evidence.append(class_maps(maps.contiguous().numpy(), weights).max(axis=(2, 3)))
        return Answers(films, np.concatenate(logits), np.concatenate(evidence), self.recipe.labels)


def trained_network(recipe: Recipe, weights: Path) -> ClassMapNet:
    """The trained network in evaluation mode; where labels exclude each other, its classifier centred over them.

    A softmax does not see a vector that is added to every class's weights. Centring them makes each class map show what
    speaks for that class against the others, and leaves every probability as it was.
    """
    network = build(recipe.network.architecture, recipe.labels.outputs, recipe.network.arguments)
    network.load_state_dict(load_file(weights))
    if recipe.labels.task == "exclusive":
        with torch.no_grad():
            for values in (network.classifier.weight, network.classifier.bias):
                values.sub_(values.mean(dim=0, keepdim=True))
    return network.eval()
