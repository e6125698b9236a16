"""Which sources the weights that a run starts from have learned from: leaving one out then proves less, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer import recipe as recipes
from trainer.data.sources.places import list_places
from trainer.fitting.base_weights import weights_of
from trainer.fitting.learner import Start
from trainer.fitting.run_log import PLACES, start_of
from xraydesk.core.errors import XRayDeskError


@dataclass(frozen=True)
class StartSources:
    """What is known of the films behind a start.

    Attributes
    ----------
    sources
        Sources, in the words of their data, whose films it has learned from, or may have.
    whole
        Whether that is all of them; not so where a run in the chain does not tell.
    """

    sources: frozenset[str]
    whole: bool

    @classmethod
    def of(cls, start: Start) -> StartSources:
        """Read the runs behind a start; base weights of other people never tell."""
        if start.init is None:
            return cls(frozenset(), start.base is None)
        weights = weights_of(start.init)
        found: set[str] = set()
        run: Mapping[str, Any] = start_of(weights)["run"]
        told = run.get("sources")
        if told is None:
            told = _listed(weights.parent, run)
        whole = told is not None
        found.update(told or ())
        while run.get("init"):
            run = run["init"].get("run") or {}
            whole = whole and "sources" in run
            found.update(run.get("sources") or ())
        return cls(frozenset(found), whole and run.get("base") is None)


def _listed(folder: Path, run: Mapping[str, Any]) -> set[str] | None:
    """All sources of a run's data, where the run itself does not tell; None where its data cannot be found."""
    try:
        recipe = recipes.parse(run["recipe"])
        places = [Path(place) for place in json.loads((folder / PLACES).read_text(encoding="utf-8"))["data"]]
        wanted = None if recipe.labels.task == "unlabelled" else recipe.labels.names
        return {film.source for listing in list_places(places, recipe.data, wanted) for film in listing.films}
    except (OSError, KeyError, ValueError, XRayDeskError):
        return None
