"""From a finished run to its report: one JSON of every figure, pictures beside it, one HTML page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from trainer import recipe as recipes
from trainer.data.cache import open_inputs
from trainer.data.dataset import watermark
from trainer.data.films import Film
from trainer.evaluation import heatmaps
from trainer.evaluation.answers_given import answers_given
from trainer.evaluation.bootstrap import REPEATS, Draws
from trainer.evaluation.calibration import calibration
from trainer.evaluation.conformal import conformal, label_sets
from trainer.evaluation.found_lungs import found_lung_energy, installed_network
from trainer.evaluation.judged import Judged, Scaling, calibrated, scaling_of, targets_of
from trainer.evaluation.looking import Seen, films_of, look
from trainer.evaluation.masks import boxes_of, masks_of
from trainer.evaluation.openings import open_test, sentence
from trainer.evaluation.operating_points import operating_points
from trainer.evaluation.panel import confusion_by_origin, inside, origin
from trainer.evaluation.per_class import per_class, together
from trainer.evaluation.pictures import Case, draw_pictures
from trainer.evaluation.probed import Probed
from trainer.evaluation.report import write_report
from trainer.evaluation.reporting_map import as_markdown, reporting_rows
from trainer.evaluation.run_record import few_films, people, read_curves, watermarks
from trainer.evaluation.structured import structured
from trainer.evaluation.subgroups import subgroups
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.run_log import BEST, PLACES
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of, write_atomically
from xraydesk.model.bundle import REPORTING_MAP

PURPOSES = ("tune", "calibrate", "test")
FIGURES = "evaluation.json"
PAGE = "report.html"
PREVALENCE = 0.1
_RANDOMISED_FILMS = 16
_PACKAGES = ("numpy", "torch", "scikit-learn", "matplotlib", "safetensors", "pillow")


class EvaluationError(XRayDeskError):
    """The run cannot be judged, with the reason in one sentence."""


def evaluate(
    run: Path,
    data: Sequence[Path] | None = None,
    purpose: str = "calibrate",
    *,
    prevalence: Mapping[str, float] | None = None,
    out: Path | None = None,
    films_shown: bool = True,
    repeats: int = REPEATS,
) -> Path:
    """Judge a run on the films of one purpose; returns the page.

    Parameters
    ----------
    run
        Its folder.
    data
        Its data folders, if they have moved.
    purpose
        ``tune`` (those films chose the weights), ``calibrate`` or ``test``. Opening the test films is written into the
        run before it happens.
    prevalence
        Of labels where the model would be used; ``PREVALENCE`` for the others.
    out
        Folder to write; None for one in the run.
    films_shown
        Whether the report shows films; not so in one that leaves the house.
    repeats
        Draws of patients.

    Raises
    ------
    EvaluationError
        There are no films for that purpose, or a prevalence is of no label.
    """
    finished = FinishedRun.load(run, data)
    labels, folds = finished.recipe.labels, getattr(finished.recipe.folds, purpose)
    shares = _prevalences(labels.names, prevalence or {})
    films = films_of(finished, folds)
    if not films:
        raise EvaluationError(f"the run keeps no films to {purpose} on, so there is nothing to judge")
    openings = open_test(run, folds, len(films)) if purpose == "test" else []
    truth = dict(zip((film.path for film in finished.films), targets_of(finished.films, labels), strict=True))
    judged, seen = _judge(finished, films, truth)
    if not judged.known.any():
        raise EvaluationError(f"no film to {purpose} on has a label of the recipe")
    others = {
        name: (judged, seen)
        if name == purpose
        else _judge(finished, films_of(finished, getattr(finished.recipe.folds, name)), truth)
        for name in ("tune", "calibrate")
    }
    held = None if purpose == "calibrate" or not others["calibrate"][0].known.any() else others["calibrate"][0]
    chances, used = calibrated(judged, held)
    scaling = scaling_of(held) if held else Scaling.of_plain(used)
    folders = _places(run, data)
    case = Case(finished, judged, seen, chances, Draws.of(judged.groups, repeats), folders)
    tune = others["tune"][0] if others["tune"][0].known.any() else judged
    points = operating_points((tune, tune.chances(scaling)), judged, chances, case.draws)
    setting = (held, held.chances(scaling)) if held else None
    probed = Probed.of(case, truth)
    figures: dict[str, Any] = {
        "title": finished.recipe.title,
        "judged": _about(case, purpose, folds, openings, repeats),
        "inside_source": inside(judged, chances),
        "shortcuts": probed.panel(chances) | {"source_inside_class": probed.source_inside_class()},
        "structured": structured(case, probed.panel),
        "per_class": per_class(judged, chances, case.draws, list(points[1]["thresholds"].values()), shares),
        "pooled": together(judged, chances, case.draws, films_of(finished, finished.recipe.folds.train)),
        "calibration": calibration(judged, chances, used, case.draws),
        "operating_points": points,
        "conformal": conformal(judged, chances, setting, case.draws),
        "subgroups": subgroups(judged, chances, case.draws),
        "heatmaps": _heatmaps(case),
        "run": _record(case, run),
    }
    if judged.exclusive:
        figures["confusion_by_source"] = confusion_by_origin(films, chances, labels.names)
        sets, _ = label_sets(judged, chances, setting)
        figures["answers_given"] = answers_given(judged, chances, sets, case.draws)
    figures["watermarks"] = watermarks(figures, finished.description, watermark(finished.films))
    figures["reporting"] = reporting_rows(clean(figures))
    return _write(clean(figures), draw_pictures(case, figures, films=films_shown), out or run / f"evaluation-{purpose}")


def _judge(run: FinishedRun, films: Sequence[Film], truth: Mapping[Path, Any]) -> tuple[Judged, Seen]:
    outputs = len(run.recipe.labels.names)
    if not films:
        empty = np.zeros((0, outputs), np.float32)
        return Judged(run.recipe.labels, [], empty, empty), Seen(empty, empty, empty[:, :, None, None])
    seen = look(run, films)
    return Judged(run.recipe.labels, films, seen.logits, np.stack([truth[film.path] for film in films])), seen


def _prevalences(names: Sequence[str], given: Mapping[str, float]) -> dict[str, float]:
    strange = [name for name in given if name not in names]
    if strange:
        raise EvaluationError(f"a prevalence is given for {strange[0]!r}, which is not one of {', '.join(names)}")
    if not all(0 < share < 1 for share in given.values()):
        raise EvaluationError("a prevalence is a share between 0 and 1")
    return {name: given.get(name, PREVALENCE) for name in names}


def _places(run: Path, data: Sequence[Path] | None) -> list[Path]:
    if data is None:
        found = json.loads((run / PLACES).read_text(encoding="utf-8"))
        data = [Path(place) for place in found["data"]]
    return [place for place in data if place.is_dir()]


def _about(
    case: Case, purpose: str, folds: Sequence[int], openings: Sequence[Mapping[str, Any]], repeats: int
) -> dict[str, Any]:
    judged = case.judged
    known = judged.known.any(axis=1)
    return {
        "purpose": purpose,
        "folds": list(folds),
        "films": len(judged.films),
        "patients": len(set(judged.groups)),
        "patients_known": len({judged.groups[i] for i in np.flatnonzero(known).tolist()}),
        "sources": dict(sorted(Counter(origin(judged.films[i]) for i in np.flatnonzero(known).tolist()).items())),
        "task": case.judged.labels.task,
        "labels": list(case.judged.names),
        "repeats": repeats,
        "openings": list(openings),
        "opening": sentence([dict(entry) for entry in openings]),
    }


def _heatmaps(case: Case) -> dict[str, Any]:
    judged, spec = case.judged, case.run.recipe.preprocess
    given = case.chances.argmax(axis=1)
    maps = case.seen.maps[np.arange(len(given)), given]
    chosen = np.linspace(0, len(given) - 1, min(_RANDOMISED_FILMS, len(given))).round().astype(int)
    images = open_inputs([judged.films[i] for i in chosen], spec, case.run.cache)[:]
    return {
        "lung_energy": heatmaps.lung_energy(judged.films, maps, masks_of(judged.films, case.folders), spec),
        "lung_box_energy": heatmaps.lung_energy(judged.films, maps, {}, spec),
        "found_lung_energy": found_lung_energy(
            maps, given, judged.names, open_inputs(judged.films, spec, case.run.cache), installed_network()
        ),
        "pointing_game": heatmaps.pointing_game(
            judged.films, case.seen.maps, judged.names, boxes_of(judged.films, case.folders), spec
        ),
        "randomised": heatmaps.randomised(case.run.network, images, given[chosen]),
    }


def _record(case: Case, folder: Path) -> dict[str, Any]:
    run, folds = case.run, case.run.recipe.folds
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for purpose in ("train", *PURPOSES):
        for film in run.films:
            if film.fold in getattr(folds, purpose) and (purpose == "train" or film.data == run.tuned_on):
                counts[purpose, film.data, origin(film), film.label or "several or none"] += 1
    description = {key: value for key, value in run.description.items() if key not in ("recipe", "init")}
    start = run.description.get("init")
    return {
        "data": [
            {"purpose": p, "data": d, "source": s, "label": k, "films": n} for (p, d, s, k), n in sorted(counts.items())
        ],
        "people": people(run.films, {p: getattr(folds, p) for p in ("train", *PURPOSES)}, run.tuned_on),
        "few_films": few_films(case.judged),
        "curves": read_curves(folder),
        "recipe": recipes.plain(run.recipe),
        "description": description,
        "init": start.get("sha256") if isinstance(start, dict) else start,
        "manifest_sha256": run.description.get("films_sha256"),
        "weights_sha256": sha256_of(folder / BEST),
        "packages_now": {name: version(name) for name in _PACKAGES},
    }


def clean(value: Any) -> Any:
    """Plain values for JSON: numbers that are none become null, NumPy's become Python's, floats keep six digits."""
    if isinstance(value, Mapping):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return round(float(value), 6) if np.isfinite(value) else None
    return value


def _write(figures: Any, pictures: Mapping[str, bytes], out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / FIGURES, json.dumps(figures, indent=1, ensure_ascii=False).encode("utf-8", "replace"))
    for name, png in pictures.items():
        write_atomically(out / f"{name}.png", png)
    write_atomically(out / REPORTING_MAP, as_markdown(figures).encode("utf-8", "replace"))
    write_report(figures, pictures, out / PAGE)
    return out / PAGE
