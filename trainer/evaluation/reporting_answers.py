"""What a run answers of the reporting checklists, from the figures of its evaluation alone; what it cannot, it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from trainer.evaluation.calibration import scaling_words
from trainer.evaluation.reporting_results import RESULTS, Answer, listed

Figures = Mapping[str, Any]
Answering = Callable[[Figures], Answer | None]


def _recipe(figures: Figures, table: str) -> Figures:
    found: Figures | None = figures["run"]["recipe"].get(table)
    return found or {}


def _told(figures: Figures) -> Figures:
    told: Figures = figures["run"]["description"]
    return told


def _settings(table: Figures, *left_out: str) -> str:
    """``kind adamw, learning_rate 0.001``: what is set, without what is empty."""
    told = {
        key: value for key, value in table.items() if value not in (None, "", [], {}, False) and key not in left_out
    }
    return ", ".join(f"{key} {value if isinstance(value, str) else json.dumps(value)}" for key, value in told.items())


def _kind(figures: Figures) -> Answer:
    labels, network = _recipe(figures, "labels"), _recipe(figures, "network")
    text = f"Deep learning: {network['architecture']}, {labels['task']} labels {listed(labels['names'])}."
    return Answer(text, "run.recipe.network, run.recipe.labels", "wording of title and abstract")


def _sources(figures: Figures) -> Answer:
    counts: dict[str, int] = {}
    for row in figures["run"]["data"]:
        counts[row["source"]] = counts.get(row["source"], 0) + row["films"]
    text = "; ".join(f"{source}: {films:,} films" for source, films in sorted(counts.items())) + "."
    return Answer(text, "run.data", "setting, dates, access, and whom the sources represent")


def _eligibility(figures: Figures) -> Answer:
    labels, data = _recipe(figures, "labels"), _recipe(figures, "data")
    rules = [f"labels {listed(labels['names'])}"]
    rules += [f"left out: {listed(labels['leave_out'])}"] if labels.get("leave_out") else []
    rules += [f"views {listed(data['views'])}"] if data.get("views") else ["all views"]
    rules.append("unreadable files left out" if data.get("skip_unreadable") else "no unreadable file allowed")
    return Answer("; ".join(rules) + ".", "run.recipe.labels, run.recipe.data", "criteria of the sources themselves")


def _preprocessing(figures: Figures) -> Answer:
    size = figures["run"]["recipe"]["cache_size"]
    text = f"{_settings(_recipe(figures, 'preprocess'))}; films kept at {size} pixels; the application does the same."
    return Answer(text, "run.recipe.preprocess")


def _subsets(figures: Figures) -> Answer:
    shares, few = figures["run"]["recipe"].get("shares"), _recipe(figures, "fit").get("films_per_epoch")
    text = (
        f"Training films are drawn by {len(shares)} shares of source, label, reader and view."
        if shares
        else "Every training film with a label of the recipe."
    )
    text += f" {few:,} draws in each epoch." if few else ""
    return Answer(text, "run.recipe.shares, run.recipe.fit", "why these shares" if shares else "")


def _missing(figures: Figures) -> Answer | None:
    people = figures["run"].get("people")
    if not people:
        return None
    absent = {
        "sex": sum(row["sex"].get("not known", 0) for row in people),
        "age": sum(row["age_not_known"] for row in people),
        "view": sum(row["view"].get("not known", 0) for row in people),
        "patient id": sum(row["films_of_unknown_patients"] for row in people),
    }
    total = sum(row["films"] for row in people)
    told = ", ".join(f"{name} {count:,}" for name, count in absent.items())
    columns = _recipe(figures, "structured").get("columns")
    use = (
        f"structured data of {len(columns)} columns, missing values marked as such"
        if columns
        else "the model uses none of these; such films form groups of their own in the subgroups"
    )
    return Answer(f"Films without a value, of {total:,}: {told}; {use}.", "run.people, subgroups")


def _reference(figures: Figures) -> Answer | None:
    people = figures["run"].get("people")
    if not people:
        return None
    labels = _recipe(figures, "labels")
    members = "".join(f"; {name} stands for {listed(given)}" for name, given in (labels.get("members") or {}).items())
    text = f"The labels of the data as given by: {_givers(people)}{members}."
    return Answer(text, "run.people, run.recipe.labels", "how the sources arrived at their labels")


def _givers(rows: Sequence[Figures]) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        for name, films in row["label_by"].items():
            counts[name] = counts.get(name, 0) + films
    return ", ".join(f"{name} ({films:,} films)" for name, films in sorted(counts.items()))


def _annotators(figures: Figures) -> Answer | None:
    people = figures["run"].get("people")
    if not people:
        return None
    return Answer(f"Labels by: {_givers(people)}.", "run.people", "readers' number and experience")


def _test_annotation(figures: Figures) -> Answer | None:
    rows = [row for row in figures["run"].get("people") or [] if row["purpose"] == figures["judged"]["purpose"]]
    if not rows:
        return None
    text = f"The judged films ({figures['judged']['purpose']}): labels by {_givers(rows)}, as for the other parts."
    return Answer(text, "run.people", "annotation procedure")


def _partitions(figures: Figures) -> Answer:
    folds, data = _recipe(figures, "folds"), _recipe(figures, "data")
    counts: dict[str, int] = {}
    for row in figures["run"]["data"]:
        counts[row["purpose"]] = counts.get(row["purpose"], 0) + row["films"]
    parts = "; ".join(f"{part}: {counts.get(part, 0):,} films (folds {listed(given)})" for part, given in folds.items())
    split = [note for note in _told(figures).get("notes") or [] if "split for you" in note]
    how = split[0] if split else "the folds are those of the data"
    return Answer(f"{parts}; {how}; seed of a split {data.get('seed', 0)}.", "run.recipe.folds, run.data")


def _disjoint(figures: Figures) -> Answer:
    unknown = _told(figures).get("watermark")
    text = "Patients: none who is known has films in two parts; exact copies of a film stay in one part."
    return Answer(f"{text} {unknown}" if unknown else text, "run.description.watermark")


def _sample(figures: Figures) -> Answer:
    judged = figures["judged"]
    text = f"{judged['films']:,} films of {judged['patients']:,} patients judged; no size was planned by the program."
    return Answer(text, "judged", "how the size was decided on")


def _model(figures: Figures) -> Answer:
    size, names = _recipe(figures, "preprocess")["input_size"], figures["judged"]["labels"]
    text = (
        f"{_settings(_recipe(figures, 'network'))}; input 1 × {size} × {size}, {len(names)} outputs: {listed(names)}."
    )
    return Answer(text, "run.recipe.network", "layers, which the command summary prints")


def _software(figures: Figures) -> Answer:
    told = _told(figures)
    packages = ", ".join(f"{name} {version}" for name, version in (told.get("packages") or {}).items())
    text = f"Python {told.get('python', 'not recorded')}; {packages or 'packages not recorded'}."
    return Answer(text, "run.description.packages, run.packages_now")


def _start(figures: Figures) -> Answer:
    init, base = figures["run"]["init"], _told(figures).get("base")
    if init:
        return Answer(f"Features of an earlier run, weights of SHA-256 {init[:16]}….", "run.init")
    if base:
        return Answer(f"Base weights: {base if isinstance(base, str) else json.dumps(base)}.", "run.description.base")
    return Answer(f"Random, seed {_recipe(figures, 'fit').get('seed')}.", "run.init, run.recipe.fit.seed")


def _training(figures: Figures) -> Answer:
    told, curves = _told(figures), figures["run"]["curves"]
    parts = [f"{table}: {_settings(_recipe(figures, table))}" for table in ("optimiser", "schedule", "loss", "fit")]
    parts.append(f"augmentation: {_settings(_recipe(figures, 'augment')) or 'none'}")
    parts.append(f"one model, {len(curves)} epochs in {told.get('seconds', '?')} s on {told.get('device', '?')}")
    return Answer("; ".join(parts) + ".", "run.recipe, run.curves, run.description")


def _choice(figures: Figures) -> Answer | None:
    losses = [(row["tune_loss"], row["epoch"]) for row in figures["run"]["curves"] if "tune_loss" in row]
    if not losses:
        return None
    text = f"The epoch of lowest loss on the tuning films: {min(losses)[1]:.0f} of {len(losses)}."
    return Answer(text, "run.curves")


def _ensemble(figures: Figures) -> Answer:
    average = _recipe(figures, "fit").get("ema")
    text = (
        f"One network; its weights are a running average (decay {average})." if average else "One network, no ensemble."
    )
    return Answer(text, "run.recipe.fit.ema")


def _predictors(figures: Figures) -> Answer:
    columns = _recipe(figures, "structured").get("columns")
    if not columns:
        return Answer("The pixels of the film alone; nothing else is an input.", "run.recipe.structured")
    names = listed([column["name"] for column in columns])
    return Answer(f"The film and {names}.", "run.recipe.structured", "why these")


def _predictors_defined(figures: Figures) -> Answer:
    return Answer(_preprocessing(figures).text, "run.recipe.preprocess, run.recipe.structured")


def _building(figures: Figures) -> Answer:
    told = f"{_model(figures).text} {(_choice(figures) or Answer('', '')).text}".strip()
    space = (figures["run"]["recipe"].get("tune") or {}).get("space")
    may = " The recipe allows a search of settings; whether one came before this run is not in its record."
    text = f"{told} Judged on films kept apart ({figures['judged']['purpose']}).{may if space else ''}"
    return Answer(text, "run.recipe, run.curves, judged", "why this kind of model")


def _imbalance(figures: Figures) -> Answer:
    loss, fit = _recipe(figures, "loss"), _recipe(figures, "fit")
    told = []
    told += ["loss weighted by class"] if loss.get("balanced") or loss.get("class_weights") else []
    told += [f"films drawn evenly over {listed(fit['balance'])}"] if fit.get("balance") else []
    told += ["films drawn by fixed shares"] if figures["run"]["recipe"].get("shares") else []
    text = "; ".join(told) or "nothing was done against it"
    scaled = scaling_words(figures["calibration"])
    return Answer(
        f"{text[0].upper()}{text[1:]}; afterwards calibrated by: {scaled[0].lower()}{scaled[1:]}.",
        "run.recipe.loss, run.recipe.fit, calibration",
    )


def _code(figures: Figures) -> Answer | None:
    commit = _told(figures).get("commit")
    return Answer(f"Commit {commit}.", "run.description.commit", "where the code can be had") if commit else None


def _details(figures: Figures) -> Answer:
    digest = figures["run"]["manifest_sha256"]
    text = f"Every setting of the recipe; list of films SHA-256 {str(digest)[:16]}…."
    return Answer(text, "run.recipe, run.manifest_sha256", "a protocol, if there was one")


def _availability(figures: Figures) -> Answer:
    text = f"Weights judged: SHA-256 {figures['run']['weights_sha256'][:16]}…."
    return Answer(text, "run.weights_sha256", "statement on software, model and data")


ANSWERS: Final[Mapping[str, Answering]] = {
    "kind": _kind,
    "sources": _sources,
    "eligibility": _eligibility,
    "preprocessing": _preprocessing,
    "subsets": _subsets,
    "missing": _missing,
    "reference": _reference,
    "annotators": _annotators,
    "test_annotation": _test_annotation,
    "partitions": _partitions,
    "disjoint": _disjoint,
    "sample": _sample,
    "model": _model,
    "software": _software,
    "start": _start,
    "training": _training,
    "choice": _choice,
    "ensemble": _ensemble,
    "predictors": _predictors,
    "predictors_defined": _predictors_defined,
    "building": _building,
    "imbalance": _imbalance,
    "code": _code,
    "details": _details,
    "availability": _availability,
    **RESULTS,
}
