"""Whether runs that differ in nothing but the seed look at the same places and say the same.

A heatmap that changes with the seed shows the seed, not the film (rule: stability over seeds).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer import recipe as recipes
from trainer.evaluation.looking import films_of, look
from trainer.evaluation.side_by_side import NOTHING, Section
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.run_log import DESCRIPTION
from xraydesk.core.errors import XRayDeskError

TITLE = "Heatmaps over seeds"
MOST_FILMS = 64
AREA = 0.2
Figures = Mapping[str, Any]
Maps = NDArray[np.float32]


def heatmaps_over_seeds(
    runs: Mapping[str, Path], found: Mapping[str, Figures], purpose: str
) -> tuple[list[dict[str, Any]], list[Section]]:
    """Compare the heatmaps of runs whose recipes differ in nothing but the seed.

    Parameters
    ----------
    runs, found
        Folders of the runs and figures of their evaluations, by name.
    purpose
        What their films are judged for. Films to test on are not looked at again: the films to calibrate on stand in.

    Returns
    -------
    Figures of each group of such runs, as plain values, and the sections of the comparison; both empty where there is
    no such group. For each label the mean over films and pairs of runs of Spearman's correlation between the maps, and
    of the overlap (intersection over union) of the strongest fifth of their area; the AUROC of each seed.
    """
    looked_at = "calibrate" if purpose == "test" else purpose
    groups: dict[str, dict[str, str]] = {}
    for name, folder in runs.items():
        file = folder / DESCRIPTION
        if not file.is_file():
            # Its evaluation alone is at hand: that tells neither the whole recipe nor the maps.
            continue
        description = json.loads(file.read_text(encoding="utf-8"))
        rest, seeds = _but_for_seeds(description)
        # The same seeds twice are one run, which tells nothing of the seed.
        groups.setdefault(rest, {}).setdefault(seeds, name)
    figures = []
    for members in groups.values():
        if len(members) > 1:
            names = list(members.values())
            group = {"runs": names, "seeds": [json.loads(seeds)[0] for seeds in members], "films_to": looked_at}
            figures.append(group | _maps([runs[name] for name in names], looked_at) | _aurocs(names, found))
    return figures, [_section(figures, looked_at)] if figures else []


def likeness(first: Maps, second: Maps) -> NDArray[np.float64]:
    """``(N, h, w)`` twice → ``(N,)`` Spearman's correlation of each pair of maps, NaN where a map is flat."""
    ranks = [np.stack([_ranks(one.ravel()) for one in maps]) for maps in (first, second)]
    a, b = (rank - rank.mean(axis=1, keepdims=True) for rank in ranks)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1)))


def overlap(first: Maps, second: Maps) -> NDArray[np.float64]:
    """``(N, h, w)`` twice → ``(N,)`` intersection over union of the strongest ``AREA``, NaN where a map is flat."""
    tops = [np.stack([_strongest(one.ravel()) for one in maps]) for maps in (first, second)]
    both, either = (tops[0] & tops[1]).sum(axis=1), (tops[0] | tops[1]).sum(axis=1)
    flat = [maps.reshape(len(maps), -1).std(axis=1) == 0 for maps in (first, second)]
    return np.where(flat[0] | flat[1], np.nan, both / np.maximum(either, 1))


def _ranks(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Ranks, equal values sharing the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[inverse])


def _strongest(values: NDArray[np.float32]) -> NDArray[np.bool_]:
    chosen = np.zeros(len(values), bool)
    chosen[np.argsort(-values, kind="stable")[: max(1, round(AREA * len(values)))]] = True
    return chosen


def _but_for_seeds(description: Mapping[str, Any]) -> tuple[str, str]:
    """What a run and the runs behind its start do, and their seeds; names that people read are no difference."""
    recipe = _recipe(description)
    seeds = [recipe.get("fit", {}).pop("seed", None)]
    for words in ("title", "about"):
        recipe.pop(words, None)
    start = description.get("init")
    behind: str | None
    if isinstance(start, Mapping) and start.get("run"):
        behind, further = _but_for_seeds(start["run"])
        seeds += json.loads(further)
    else:
        behind = start["sha256"] if isinstance(start, Mapping) else start
    told = [recipe, description.get("films_sha256"), description.get("base"), behind]
    return json.dumps(told, sort_keys=True), json.dumps(seeds)


def _recipe(description: Mapping[str, Any]) -> dict[str, Any]:
    """The recipe with every setting, those that came later by their defaults; as it stands where it cannot be read."""
    stored = description.get("recipe") or {}
    try:
        return recipes.plain(recipes.parse(stored))
    except recipes.RecipeError:
        return deepcopy(dict(stored))


def _maps(folders: Sequence[Path], purpose: str) -> dict[str, Any]:
    try:
        finished = [FinishedRun.load(folder) for folder in folders]
        films = films_of(finished[0], getattr(finished[0].recipe.folds, purpose))
        chosen = np.linspace(0, len(films) - 1, min(MOST_FILMS, len(films))).round().astype(int)
        films = [films[i] for i in chosen]
        seen = [look(run, films).maps for run in finished] if films else []
    except XRayDeskError as error:
        return {"films": 0, "pairs": 0, "labels": {}, "not_looked_at": str(error)}
    pairs = list(combinations(seen, 2))
    names = finished[0].recipe.labels.names
    labels = {
        name: {
            "correlation": _mean([likeness(a[:, column], b[:, column]) for a, b in pairs]),
            "overlap": _mean([overlap(a[:, column], b[:, column]) for a, b in pairs]),
        }
        for column, name in enumerate(names)
    }
    result: dict[str, Any] = {"films": len(films), "pairs": len(pairs), "labels": labels}
    for key in ("correlation", "overlap"):
        result[key] = _mean([np.array([row[key] for row in labels.values() if row[key] is not None])])
    if seen:
        # What two sets of so many places out of all share by chance.
        places = seen[0][0, 0].size
        share = max(1, round(AREA * places)) / places
        result["overlap_by_chance"] = share / (2 - share)
    return result


def _mean(values: Sequence[NDArray[np.float64]]) -> float | None:
    finite = np.concatenate([part[np.isfinite(part)] for part in values]) if values else np.zeros(0)
    return float(finite.mean()) if len(finite) else None


def _aurocs(names: Sequence[str], found: Mapping[str, Figures]) -> dict[str, Any]:
    """AUROC of each label and mean AUROC inside sources, over the seeds."""
    tables = [{row["label"]: (row["auroc"] or {}).get("value") for row in found[n]["per_class"]} for n in names]
    values = {label: [table.get(label) for table in tables] for label in tables[0]}
    inside = []
    for name in names:
        rows = [r["auroc"] for r in found[name]["inside_source"] if r["view"] == "all" and r["auroc"] is not None]
        inside.append(float(np.mean(rows)) if rows else None)
    return {
        "auroc": {label: _spread(told) for label, told in values.items()},
        "inside_source_mean": _spread(inside),
    }


def _spread(values: Sequence[float | None]) -> dict[str, Any]:
    known = [value for value in values if value is not None]
    spread = float(np.std(known, ddof=1)) if len(known) > 1 else None
    return {"values": list(values), "mean": float(np.mean(known)) if known else None, "deviation": spread}


def _section(figures: Sequence[Figures], purpose: str) -> Section:
    columns = ["runs", "seeds", "what", "films", "pairs", "correlation of maps", "overlap", "AUROC over seeds"]
    rows, notes = [], []
    for group in figures:
        start = [", ".join(group["runs"]), ", ".join(str(seed) for seed in group["seeds"])]
        count = [str(group["films"]), str(group["pairs"])]
        for label, told in group["auroc"].items():
            maps = group["labels"].get(label, {})
            rows.append([*start, label, *count, _number(maps, "correlation"), _number(maps, "overlap"), _over(told)])
        told = group["inside_source_mean"]
        rows.append([*start, "mean over labels; inside sources", *count, _number(group, "correlation"),
                     _number(group, "overlap"), _over(told)])  # fmt: skip
        if "not_looked_at" in group:
            notes.append(f"The maps of {start[0]} could not be made: {group['not_looked_at']}.")
        elif group.get("overlap_by_chance"):
            notes.append(f"Chance alone gives an overlap of {group['overlap_by_chance']:.2f}.")
    note = (
        f"Runs that differ in nothing but the seed, on the same films to {purpose}: Spearman's correlation between the "
        f"maps of one label, and the overlap (intersection over union) of the strongest {AREA:.0%} of their area, both "
        "means over films and pairs of runs; AUROC as mean ± standard deviation over the seeds. "
    )
    return Section(TITLE, columns, rows, note + " ".join(dict.fromkeys(notes)))


def _number(figures: Figures, key: str) -> str:
    value = figures.get(key)
    return NOTHING if value is None else f"{value:.2f}"


def _over(spread: Figures) -> str:
    if spread["mean"] is None:
        return NOTHING
    text = f"{spread['mean']:.3f}"
    return text if spread["deviation"] is None else f"{text} ± {spread['deviation']:.3f}"
