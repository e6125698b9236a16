"""What a run learns from and is tuned on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from trainer.data import films as film_list
from trainer.data.cache import open_cache, open_inputs
from trainer.data.dataset import Dataset, open_data
from trainer.data.films import Film
from trainer.fitting.batches import Cells
from trainer.fitting.goals import Goal, Supervised
from trainer.fitting.lung_masks import lung_masks
from trainer.fitting.sampler import Sampler, sampler_of
from trainer.fitting.self_supervised import WithoutLabels
from trainer.fitting.targets import usable
from trainer.recipe import Recipe


@dataclass(frozen=True)
class Material:
    """Films of a run, decoded.

    Attributes
    ----------
    dataset
        All films of the data folders, with the recipe as the data completes it.
    training, tuning
        Those of them that train and that tune.
    cells
        The training films at the cache's size.
    lungs
        ``(N, m, m)`` uint8 lungs of the training films, None where the recipe does not need them.
    tune_part
        This process's part of the tuning films: inputs for a goal with labels, cells for one without.
    sampler
        Deals the training films.
    """

    dataset: Dataset
    training: list[Film]
    tuning: list[Film]
    cells: Cells
    lungs: NDArray[np.uint8] | None
    tune_part: Any
    sampler: Sampler

    @classmethod
    def of(cls, recipe: Recipe, places: Sequence[Path], cache: Path, fabric: Fabric) -> Material:
        """Decode or find the films of the recipe's training and tuning folds; tuning films are of the first place.

        Raises
        ------
        DataError
            The data cannot be used, or has no film for some purpose.
        """
        # One process of each host decodes; the others find its work done.
        with fabric.rank_zero_first(local=True):
            dataset = open_data(places, recipe, cache)
            recipe = dataset.recipe
            training = usable([dataset.films[i] for i in film_list.in_folds(dataset.films, recipe.folds.train)], recipe)
            tuning = [dataset.films[i] for i in film_list.in_folds(dataset.films, recipe.folds.tune)]
            tuning = usable([film for film in tuning if film.data == dataset.names[0]], recipe)
            cells = open_cache(training, recipe.preprocess, recipe.cache_size, cache)
            lungs = lung_masks(cells, cache) if recipe.needs_lungs else None
            mine = tuning[fabric.global_rank :: fabric.world_size]
            if recipe.self_supervised:
                tune_part = open_cache(mine, recipe.preprocess, recipe.cache_size, cache)
            else:
                tune_part = open_inputs(mine, recipe.preprocess, cache)
        rank, processes = fabric.global_rank, fabric.world_size
        apart = recipe.fit.deal == "shards" and processes > 1
        rows = cells.part(rank, processes) if apart else np.arange(len(training))
        sampler = sampler_of(training, rows, recipe.fit, recipe.shares, rank, processes)
        return cls(dataset, training, tuning, cells, lungs, tune_part, sampler)

    @property
    def recipe(self) -> Recipe:
        """The recipe that is run."""
        recipe: Recipe = self.dataset.recipe
        return recipe

    def goal(self, fabric: Fabric) -> Goal:
        """What the recipe wants learned of these films."""
        if self.recipe.self_supervised:
            return WithoutLabels(
                self.recipe, self.recipe.self_supervised, self.tune_part, len(self.tuning), fabric.world_size
            )
        return Supervised.of(self.recipe, self.training, self.tuning, self.tune_part, fabric.device)
