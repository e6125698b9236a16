"""Leave one source out: train a recipe without each source in turn, and judge it on that source.

What a network can do at a hospital that it has never seen is the only figure that is not flattered by its knowing the
hospital. Films to test on are neither trained on nor judged here: models are chosen by these figures.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer.data.dataset import Dataset
from trainer.data.left_out import LEFT_OUT, WITHHELD, provenances
from trainer.evaluation.leave_out_plan import Candidate, in_words, plan, without
from trainer.evaluation.leave_out_report import write_report
from trainer.evaluation.left_out_figures import judge, mean_auroc
from trainer.evaluation.panel import FEWEST
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fit import fit
from trainer.fitting.learner import Start
from trainer.fitting.run_log import BEST, DESCRIPTION, TrainingError, is_same_run
from trainer.fitting.start_sources import StartSources
from trainer.recipe import Recipe, Structured, plain

IDENTIFIABLE, ONE_LABEL, NOT_IDENTIFIABLE = "identifiable", "one label", "not identifiable"


def leave_one_source_out(
    recipe: Recipe,
    data: Sequence[Path],
    out: Path,
    cache: Path,
    start: Start | None = None,
    budget: float | None = None,
    train: Callable[..., Path] = fit,
) -> Path:
    """Train and judge without each source in turn; writes ``leave-one-source-out.json``, ``.md`` and ``.html``.

    Parameters
    ----------
    recipe, data, cache, start
        As of ``fit``.
    out
        Folder of the runs ``without-SOURCE`` and of the result; what is done in it already is not done again.
    budget
        Minutes of each run.
    train
        Trains a run.

    Returns
    -------
    The page.

    Raises
    ------
    XRayDeskError
        The recipe learns no labels, the data names no source, or a run cannot be trained.
    """
    start = start or Start()
    start.refuse_missing()
    if recipe.labels.task == "unlabelled":
        raise TrainingError("the recipe learns no labels, so nothing can be judged on a source that was left out")
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        raise TrainingError("leaving sources out runs in one process; start it without torchrun")
    # The image network is judged, not what may be joined to it.
    recipe = replace(recipe, structured=Structured())
    candidates, place = plan(recipe, data, cache)
    known = StartSources.of(start)
    origin_of = provenances({*place, *known.sources})
    seen = {origin_of[source] for source in known.sources}
    rows = []
    for candidate in candidates:
        own = {origin_of[source] for source, name in place.items() if name == candidate.name}
        row = _empty_row(candidate, bool(own & seen))
        if candidate.dataset is not None:
            print(f"without {candidate.name}: {in_words(candidate.films, recipe.labels)}", flush=True)
            folder = out / candidate.folder
            if not _is_done(candidate.dataset, folder, start, budget):
                # Not the recipe that the data has completed: opening the data says again what it changed.
                train(without(recipe, candidate.name), data, folder, cache, start, budget)
            run = FinishedRun.load(folder, data, cache)
            row |= judge(run, candidate.films, zlib.crc32(candidate.name.encode()))
            row |= _training(run, candidate.dataset)
        row["status"], row["reason"] = _status(candidate, row)
        rows.append(row)
        print(f"{candidate.name or 'films without a source'}: {row['status']}{_because(row)}", flush=True)
    return write_report(_result(recipe, rows, known), out)


def _is_done(dataset: Dataset, folder: Path, start: Start, budget: float | None) -> bool:
    """Whether a folder holds that very run, trained to its end, or for as long as it may.

    Raises
    ------
    TrainingError
        It holds another one.
    """
    if not (folder / DESCRIPTION).is_file():
        return False
    earlier = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    recipe = json.loads(json.dumps(plain(dataset.recipe)))
    if not is_same_run(earlier, {"recipe": recipe, "films_sha256": dataset.digest, **start.description()}):
        raise TrainingError(f"{folder} holds a run of another recipe, start or films; choose another --out")
    if not (folder / BEST).is_file() or "stopped_by" not in earlier:
        return False
    had = earlier.get("budget_minutes")
    return earlier["stopped_by"] != "budget" or (budget is not None and had is not None and budget <= had)


def _empty_row(candidate: Candidate, known_to_start: bool) -> dict[str, Any]:
    return {
        "source": candidate.name,
        "run": candidate.folder if candidate.dataset is not None else None,
        "films": len(candidate.films),
        "patients": len({(film.data, film.group) for film in candidate.films}),
        "known_to_start": known_to_start,
        "contrasts": [],
        "draws": [],
        "answers": [],
        "balanced_accuracy": [],
    }


def _training(run: FinishedRun, dataset: Dataset) -> dict[str, Any]:
    training = dataset.of("train")
    return {
        "trained_on": len(training),
        "trained_on_sources": sorted(set(provenances({film.source for film in training}).values())),
        "left_out": sum(film.fold == LEFT_OUT for film in dataset.films),
        "withheld": sum(film.fold == WITHHELD for film in dataset.films),
        "notes": list(dataset.notes),
        "stopped_by": run.description.get("stopped_by"),
        "seconds": run.description.get("seconds"),
    }


def _status(candidate: Candidate, row: Mapping[str, Any]) -> tuple[str, str]:
    if candidate.reason:
        return NOT_IDENTIFIABLE, candidate.reason
    if any(contrast["auroc"] is not None for contrast in row["contrasts"]):
        return IDENTIFIABLE, ""
    if any(answer["right"] for answer in row["answers"]):
        return ONE_LABEL, "no two labels can be told apart inside it; only the share called right can be given"
    return NOT_IDENTIFIABLE, f"inside it no two labels have {FEWEST} films each"


def _because(row: Mapping[str, Any]) -> str:
    told = [row["reason"]] if row["reason"] else []
    told += [
        f"{contrast['contrast']} AUROC {contrast['auroc']:.3f}"
        for contrast in row["contrasts"]
        if contrast["view"] == "all" and contrast["auroc"] is not None
    ]
    return f": {'; '.join(told)}" if told else ""


def _result(recipe: Recipe, rows: list[dict[str, Any]], known: StartSources) -> dict[str, Any]:
    clean = [row for row in rows if not row["known_to_start"]]
    marked = [row["source"] for row in rows if row["known_to_start"] and row["contrasts"]]
    result: dict[str, Any] = {
        "title": recipe.title,
        "mean_auroc": mean_auroc(clean),
        "start": {"sources": sorted(known.sources), "whole": known.whole},
    }
    if marked:
        result["with_known_start"] = {"sources": marked, "mean_auroc": mean_auroc(rows)}
    result["sources"] = [{key: value for key, value in row.items() if key != "draws"} for row in rows]
    return result
