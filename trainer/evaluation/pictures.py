"""Pictures of an evaluation: its figures drawn, and films with their heatmaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.cache import open_cache
from trainer.data.films import Film
from trainer.evaluation import plots
from trainer.evaluation.bootstrap import Draws
from trainer.evaluation.judged import Judged
from trainer.evaluation.looking import Seen
from trainer.evaluation.panel import origin
from trainer.fitting.finished_run import FinishedRun

_GALLERY_LABELS, _GALLERY_FILMS = 6, 4


@dataclass(frozen=True)
class Case:
    """All that the parts of an evaluation look at.

    Attributes
    ----------
    run
        The finished run.
    judged, seen, chances
        The films, what the network made of them, and their calibrated probabilities.
    draws
        Of the films' patients.
    folders
        The data folders, beside whose films lung masks and boxes may lie.
    """

    run: FinishedRun
    judged: Judged
    seen: Seen
    chances: NDArray[np.float64]
    draws: Draws
    folders: Sequence[Path]


def draw_pictures(case: Case, figures: Mapping[str, Any], *, films: bool = True) -> dict[str, bytes]:
    """PNG by name, of the figures and, where ``films`` may be shown, of films with their heatmaps."""
    inside = [
        (
            f"{row['origin']}, {row['view']}: {row['contrast']} (n {row['n'][0]} / {row['n'][1]})",
            row["auroc"],
            row["interval"],
        )
        for row in figures["inside_source"]
        if row["auroc"] is not None
    ]
    pictures = {}
    if inside:
        pictures["inside-source"] = plots.forest(inside, "AUROC inside one source")
    if any(row["model"] for row in figures["shortcuts"]["labels"]):
        pictures["shortcuts"] = plots.probes(figures["shortcuts"])
    if any("curve" in row for row in figures["per_class"]):
        pictures["roc"] = plots.roc(figures["per_class"])
    if "confusion" in figures["pooled"]:
        pictures["confusion"] = plots.confusion(figures["pooled"]["classes"], figures["pooled"]["confusion"])
    pictures["reliability"] = plots.reliability(figures["calibration"])
    if figures["run"]["curves"]:
        pictures["curves"] = plots.curves(figures["run"]["curves"])
    return pictures | (_galleries(case) if films else {})


def _galleries(case: Case) -> dict[str, bytes]:
    judged = case.judged
    cells = open_cache(judged.films, case.run.recipe.preprocess, case.run.recipe.cache_size, case.run.cache)
    pictures = {}
    for column, name in list(enumerate(judged.names))[:_GALLERY_LABELS]:
        own = np.flatnonzero(np.nan_to_num(judged.targets[:, column]) > 0.5)
        if not len(own):
            continue
        order = own[np.argsort(-case.chances[own, column], kind="stable")]
        maps = case.seen.maps[:, column]
        scale = float(np.percentile(maps[own].max(axis=(1, 2)), 90))
        rows = []
        for title, chosen in (("surest", order[:_GALLERY_FILMS]), ("least sure", order[::-1][:_GALLERY_FILMS])):
            films = [
                (cells[[i]][0], maps[i], f"p {case.chances[i, column]:.2f}, {_place(judged.films[i])}") for i in chosen
            ]
            rows.append((f"{name[:18]}: {title}", films))
        pictures[f"gallery-{column + 1}"] = plots.gallery(rows, scale)
    return pictures


def _place(film: Film) -> str:
    place = origin(film).replace("$", " ")
    return f"{place if len(place) <= 22 else place[:21] + '…'} {film.view[:3]}".strip()
