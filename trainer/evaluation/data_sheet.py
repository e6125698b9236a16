"""The data sheet of a run: what its films are, what is known to confound them, and what they must not be used for.

It follows the questions of Gebru et al., Datasheets for Datasets (Communications of the ACM 64(12), 2021). Every number
is counted on the run's films or taken from its evaluation; what neither knows is left to those who gathered the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from trainer.bundles.card_words import learned_from, licence
from trainer.data.audit import missing_values
from trainer.data.cache import open_cache
from trainer.data.duplicates import exact_pairs
from trainer.data.films import Film
from trainer.data.gather import Gathered
from trainer.data.splits import stratum_classes
from trainer.evaluation.data_uses import forbidden_uses, not_known
from trainer.evaluation.markdown import Cell, bullets, plain, table
from trainer.evaluation.panel import origin
from trainer.evaluation.subgroups import AGES, age_band
from trainer.fitting.finished_run import FinishedRun

PURPOSES = ("train", "tune", "calibrate", "test")
_BANDS = (*(f"{low:02}-{high - 1}" for low, high in AGES), "80 and over", "not known")


def data_sheet(run: FinishedRun, figures: Mapping[str, Any]) -> str:
    """The sheet, in Markdown without pictures.

    Parameters
    ----------
    run
        Whose films are described.
    figures
        Of an evaluation of it, as in its JSON.
    """
    films = run.films
    patients = len({(film.data, film.group) for film in films if film.patient_known})
    places = sorted({film.data for film in films})
    about = (
        f"{len(films):,} films of {patients:,} known patients; data: {plain(', '.join(places))}. Counted on the films "
        "of the run; measured figures are those of its evaluation. The questions are those of Datasheets for Datasets "
        "(Gebru et al., 2021)."
    )
    lines = [
        f"# Data sheet: {plain(run.recipe.title)}",
        "",
        about,
        *_composition(films),
        *_labels(films),
        *_parts(run),
        *_missing(films),
        *_copies(run),
        *_confounders(figures),
        *_licences(run),
        "## What they must not be used for",
        *bullets(forbidden_uses(run, figures)),
        "## What the program does not know",
        *bullets(not_known(figures)),
        *_counts(films),
    ]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _composition(films: Sequence[Film]) -> list[str]:
    rows: list[list[Cell]] = []
    for name in sorted({film.data for film in films}):
        for source in sorted({film.collection for film in films if film.data == name}):
            mine = [film for film in films if (film.data, film.collection) == (name, source)]
            labels = Counter(stratum_classes(mine))
            told = ", ".join(f"{label} {count:,}" for label, count in labels.most_common(6))
            told += f", {len(labels) - 6} others" if len(labels) > 6 else ""
            rows.append([name, source or "not known", len(mine), len({film.group for film in mine}), told])
    header = ["data", "source", "films", "patients or groups", "labels"]
    return ["", "## What the films are", *table(header, rows)]


def _labels(films: Sequence[Film]) -> list[str]:
    counts = Counter(
        (label, film.label_by or "not known") for label, film in zip(stratum_classes(films), films, strict=True)
    )
    rows: list[list[Cell]] = [[label, giver, count] for (label, giver), count in sorted(counts.items())]
    text = "How a source arrived at its labels stands in its own publication; nothing was read anew here."
    if any(not film.label for film in films):
        text += " A film with several findings is counted here and below under its rarest one."
    return ["## Labels, and who gave them", "", text, *table(["label", "given by", "films"], rows)]


def _parts(run: FinishedRun) -> list[str]:
    rows: list[list[Cell]] = []
    for purpose in PURPOSES:
        folds = getattr(run.recipe.folds, purpose)
        mine = [f for f in run.films if f.fold in folds and (purpose == "train" or f.data == run.tuned_on)]
        labels = Counter(stratum_classes(mine)) if mine else Counter()
        told = ", ".join(f"{label} {count:,}" for label, count in labels.most_common(6)) or "none"
        rows.append(
            [purpose, ", ".join(map(str, folds)) or "none", len(mine), len({(f.data, f.group) for f in mine}), told]
        )
    drawn = len(learned_from(run))
    text = f"No patient who is known has films in two parts. Of the films for training, {drawn:,} have a label of the "
    text += "recipe and are drawn."
    return ["## Parts", "", text, *table(["part", "folds", "films", "patients or groups", "commonest labels"], rows)]


def _missing(films: Sequence[Film]) -> list[str]:
    names = list(missing_values(films))
    rows: list[list[Cell]] = []
    for source in sorted({film.collection for film in films}):
        mine = [film for film in films if film.collection == source]
        absent = missing_values(mine)
        rows.append([source or "not known", len(mine), *(absent[name] for name in names)])
    total = missing_values(films)
    rows.append(["all", len(films), *(total[name] for name in names)])
    return ["## What is missing", "", "Films without each value.", *table(["source", "films", *names], rows)]


def _copies(run: FinishedRun) -> list[str]:
    films, recipe = run.films, run.recipe
    cells = open_cache(films, recipe.preprocess, recipe.cache_size, run.cache)
    whole = Gathered([], films, [""] * len(films), np.zeros(len(films), np.intp), cells, [], run.cache)
    exact = exact_pairs(cells.measures)
    known = {(pair.first, pair.second) for pair in exact}
    near = whole.near(range(len(films)), recipe.data.near)
    pairs = exact + [pair for pair in near if (pair.first, pair.second) not in known]
    kinds = Counter(pair.kind for pair in pairs)
    told = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()) or "none found"
    sides = [(films[pair.first], films[pair.second]) for pair in pairs]
    torn = sum(first.label != second.label for first, second in sides)
    strange = sum((first.data, first.group) != (second.data, second.group) for first, second in sides)
    across = sum(first.fold != second.fold for first, second in sides)
    by = f"by bytes, by samples, or within {recipe.data.near} of 256 bits of a perceptual hash"
    lines = [f"Pairs of films that are copies {by}: {told}."]
    if pairs:
        lines.append(
            f"Of {len(pairs):,} pairs, {across:,} stand in two folds, {torn:,} have two labels, {strange:,} are said "
            "to be of two patients."
        )
    skipped = [note for note in run.description.get("notes") or [] if "left out" in note]
    return ["## Copies and damaged files", *bullets([*lines, *skipped])]


def _confounders(figures: Mapping[str, Any]) -> list[str]:
    panel = figures["shortcuts"]
    rows: list[list[Cell]] = []
    for row in panel["labels"]:
        if row.get("model"):
            probes = row["probes"]
            alone = [_measured(probes.get(f"{name} alone")) for name in ("source", "view")]
            rows.append([row["label"], *alone, _measured(row["model"]), str(row["best"]), _measured(row["gap"])])
    header = ["label", "source alone", "view alone", "model", "best probe", "model less probe"]
    text = (
        f"AUROC on {figures['judged']['films']:,} films ({figures['judged']['purpose']}) of what is no anatomy, beside "
        "the model's; in brackets 95 % intervals. Where a probe comes near the model, the data cannot show that the "
        "model learned disease."
    )
    lines = ["## Known confounders", "", text, *table(header, rows)]
    prior = [
        f"{row['baseline']}: accuracy {row['accuracy']:.2f}, balanced accuracy {row['balanced_accuracy']:.2f}"
        for row in figures["pooled"].get("baselines", [])
    ]
    stamp = (
        f"CONFOUNDED: {', '.join(panel['confounded'])}" if panel["confounded"] else "No label is stamped as confounded"
    )
    return [*lines, *bullets([stamp, *prior])]


def _licences(run: FinishedRun) -> list[str]:
    counts = Counter((film.licence or "not stated", film.collection or "not known") for film in run.films)
    rows: list[list[Cell]] = [[name, source, count] for (name, source), count in sorted(counts.items())]
    text = f"What they leave for the weights: {licence(learned_from(run))}"
    return ["## Licences", "", plain(text), *table(["licence", "source", "films"], rows)]


def _counts(films: Sequence[Film]) -> list[str]:
    kinds = stratum_classes(films)
    counts: Counter[tuple[tuple[str, str, str, str], str]] = Counter()
    for film, kind in zip(films, kinds, strict=True):
        sex = film.sex.upper()[:1] if film.sex.upper()[:1] in ("F", "M") else "not known"
        counts[(origin(film) or "not known", kind, film.view or "not known", sex), age_band(film)] += 1
    keys = sorted({key for key, _ in counts})
    rows: list[list[Cell]] = [
        [*key, *(counts[key, band] or None for band in _BANDS), sum(counts[key, band] for band in _BANDS)]
        for key in keys
    ]
    header = ["source and reader", "label", "view", "sex", *(f"age {band}" for band in _BANDS), "films"]
    return ["## Counts by source, label, view, sex and age", *table(header, rows)]


def _measured(figure: Mapping[str, Any] | None) -> str | None:
    if not figure or figure["value"] is None:
        return None
    ends = " [{:.2f} to {:.2f}]".format(*figure["interval"]) if figure["interval"] else ""
    return f"{figure['value']:.2f}{ends}"
