"""The judged films as shortcut probes see them, ready to be set against any probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainer.data.cache import open_cache
from trainer.data.films import Film
from trainer.evaluation.looking import films_of
from trainer.evaluation.masks import masks_of, read_mask
from trainer.evaluation.pictures import Case
from trainer.evaluation.shortcuts import SIDE, Features, features, shortcut_panel, source_inside_class
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read

_MOST_FITTED = 4000


@dataclass(frozen=True)
class Probed:
    """Films that probes are fitted to, the judged ones first.

    Attributes
    ----------
    case
        What is judged.
    pool, targets
        ``P`` films and ``(P, C)`` their truth.
    probes
        ``(P, k)`` features by probe.
    """

    case: Case
    pool: list[Film]
    targets: NDArray[np.float32]
    probes: dict[str, Features]

    @classmethod
    def of(cls, case: Case, truth: Mapping[Path, Any]) -> Self:
        """Measure the judged and the training films; ``truth`` are targets by the film's path."""
        run, judged = case.run, case.judged
        training = films_of(run, run.recipe.folds.train)
        if len(training) > _MOST_FITTED:
            chosen = np.sort(np.random.default_rng(0).choice(len(training), _MOST_FITTED, replace=False))
            training = [training[i] for i in chosen]
        judged_paths = {film.path for film in judged.films}
        pool = [*judged.films, *(film for film in training if film.path not in judged_paths)]
        cells = open_cache(pool, run.recipe.preprocess, run.recipe.cache_size, run.cache)
        small = np.stack([_reduced(cells[[row]][0]) for row in range(len(pool))])
        masks = masks_of(pool, case.folders)
        lungs = None
        if len(masks) == len(pool):
            lungs = np.stack([_mask_cells(pool[i], masks[i], case) for i in range(len(pool))])
        probes = features(pool, cells.measures, small, lungs)
        return cls(case, pool, np.stack([truth[film.path] for film in pool]), probes)

    def panel(self, chances: NDArray[np.float64]) -> dict[str, Any]:
        """The shortcut panel of ``(N, C)`` probabilities of the judged films."""
        return shortcut_panel(self.case.judged, chances, self.case.draws, (self.pool, self.targets), self.probes)

    def source_inside_class(self) -> list[dict[str, Any]]:
        """How well the source can be told among films of one label, by the network's features and by cheap ones."""
        judged = self.case.judged
        cheap = {
            name: values[: len(judged.films)]
            for name, values in self.probes.items()
            if name.startswith(("grey", "border", "file"))
        }
        own = {"the network's own features": self.case.seen.pooled.astype(float)}
        return source_inside_class(judged, own | cheap)


def _reduced(film: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(film).resize((SIDE, SIDE), Image.Resampling.BOX))


def _mask_cells(film: Film, mask: Path, case: Case) -> NDArray[np.bool_]:
    place = preprocess(read(film.path), case.run.recipe.preprocess)[1]
    lungs = Image.fromarray(read_mask(mask).astype(np.uint8)).resize(place.image_shape[::-1], Image.Resampling.NEAREST)
    extent = (place.left, place.top, place.left + place.width, place.top + place.height)
    return np.asarray(lungs.transform((SIDE, SIDE), Image.Transform.EXTENT, extent)) > 0
