"""What an evaluation answers of the reporting checklists' items on methods of evaluation, results and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trainer.evaluation.calibration import scaling_words

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run says to one item.

    Attributes
    ----------
    text
        The value, in words.
    place
        Where in ``evaluation.json`` it stands.
    left
        What the authors must still add; empty where nothing is left.
    """

    text: str
    place: str
    left: str = ""


def listed(names: Sequence[Any]) -> str:
    """``a, b, c``; ``none`` for nothing."""
    return ", ".join(str(name) for name in names) or "none"


def interval_of(figure: Any, digits: int = 2) -> str:
    """``0.84 [0.80 to 0.88]`` of a figure with its interval or of a number; ``not known`` for none."""
    value = figure.get("value") if isinstance(figure, Mapping) else figure
    if value is None:
        return "not known"
    bounds = figure.get("interval") if isinstance(figure, Mapping) else None
    ends = f" [{bounds[0]:.{digits}f} to {bounds[1]:.{digits}f}]" if bounds else ""
    return f"{value:.{digits}f}{ends}"


def _metrics(figures: Figures) -> Answer:
    told = ["AUROC, average precision, sensitivity and specificity at fixed values of each other"]
    told.append("PPV and NPV at a prevalence of " + listed([row["prevalence"] for row in figures["per_class"]]))
    told += [name for name in ("accuracy", "balanced_accuracy", "kappa") if name in figures["pooled"]]
    told.append("ECE, Brier score, log-likelihood")
    drawn = "ROC, precision-recall and reliability curves are drawn"
    return Answer(f"{'; '.join(told).replace('_', ' ')}; {drawn}.", "per_class, pooled, calibration, inside_source")


def _uncertainty(figures: Figures) -> Answer:
    repeats = figures["judged"]["repeats"]
    return Answer(
        f"95 % intervals from {repeats:,} draws of whole patients; no test of significance.", "judged.repeats"
    )


def _robustness(figures: Figures) -> Answer:
    panel = figures["shortcuts"]
    gaps = ", ".join(f"{row['label']} {interval_of(row['gap'])}" for row in panel["labels"] if row.get("gap"))
    text = f"What can be told without the lungs, by probes; model less the best probe: {gaps or 'not known'}"
    text += f"; confounded: {listed(panel['confounded'])}. Subgroups by sex, age and view."
    return Answer(text, "shortcuts, subgroups", "changes of picture quality, and seeds")


def _explanations(figures: Figures) -> Answer:
    maps = figures["heatmaps"]
    energy, check = maps["lung_energy"], maps["randomised"]
    share = f"{energy['mean']:.2f} of their energy inside {energy['regions']}" if energy["mean"] is not None else ""
    fallen = "fall apart" if check["fallen"] else "do not fall apart"
    text = f"Class activation maps; {share + '; ' if share else ''}they {fallen} when the network is made to forget."
    return Answer(text, "heatmaps")


def _sides(figures: Figures) -> tuple[set[str], set[str]]:
    """Sources of the training films and of the judged ones."""
    judged = figures["judged"]["purpose"]
    rows = figures["run"]["data"]
    return (
        {row["source"] for row in rows if row["purpose"] == "train"},
        {row["source"] for row in rows if row["purpose"] == judged},
    )


def _internal(figures: Figures) -> Answer:
    judged, (train, held) = figures["judged"], _sides(figures)
    shared = listed(sorted(train & held))
    text = f"{judged['films']:,} films ({judged['purpose']}); sources that training saw too: {shared}."
    chosen = " These films chose the weights, so their figures flatter." if judged["purpose"] == "tune" else ""
    return Answer(text + chosen, "judged, run.data")


def _external(figures: Figures) -> Answer | None:
    train, held = _sides(figures)
    if not held - train:
        return None
    text = f"Sources that training did not see: {listed(sorted(held - train))}."
    return Answer(text, "run.data, inside_source", "testing by others, elsewhere")


def _clusters(figures: Figures) -> Answer:
    sources = {row["origin"] for row in figures["inside_source"]}
    text = (
        f"Every contrast inside each of {len(sources)} sources, and by view; calibration and conformal sets by source."
    )
    return Answer(text, "inside_source, calibration.by_source, conformal.by_source")


def _updating(figures: Figures) -> Answer:
    found = figures["calibration"]
    return Answer(f"{scaling_words(found)}, fitted on: {found['fitted_on']}; nothing else was changed.", "calibration")


def _updated(figures: Figures) -> Answer:
    found = figures["calibration"]
    before, after = (interval_of(found[side]["ece"], 3) for side in ("before", "after"))
    return Answer(f"{scaling_words(found)}: ECE {before} before, {after} after.", "calibration")


def _calculation(figures: Figures) -> Answer:
    shape = "softmax" if figures["judged"]["task"] == "exclusive" else "sigmoid"
    scaled = scaling_words(figures["calibration"])
    text = f"Output of the network, scaled ({scaled[0].lower()}{scaled[1:]}), then {shape}."
    return Answer(text, "calibration, run.weights_sha256")


def _fairness(figures: Figures) -> Answer:
    kinds = listed(list(dict.fromkeys(row["by"] for row in figures["subgroups"])))
    recipe = figures["run"]["recipe"]
    evened = recipe["fit"].get("balance") or (["fixed shares"] if recipe.get("shares") else [])
    done = (
        f"training films drawn by {listed(evened)}" if evened else "nothing was done in training to make groups equal"
    )
    text = f"Figures by {kinds}; {done}."
    return Answer(text, "subgroups, run.recipe.fit, run.recipe.shares", "groups that the data do not name")


def _output(figures: Figures) -> Answer:
    points = "; ".join(
        f"{point['name']}: " + ", ".join(f"{label} from {value:.2f}" for label, value in point["thresholds"].items())
        for point in figures["operating_points"]
    )
    return Answer(f"A probability for each label. Chosen on the tuning films: {points}.", "operating_points")


def _differences(figures: Figures) -> Answer:
    rows = figures["run"].get("people") or []
    train, held = _sides(figures)
    text = f"Sources of training: {listed(sorted(train))}; of the judged films: {listed(sorted(held))}."
    return Answer(text + _people_in_words(rows), "run.people, run.data")


def _characteristics(figures: Figures) -> Answer | None:
    rows = figures["run"].get("people")
    if not rows:
        return None
    return Answer(_people_in_words(rows).strip(), "run.people, subgroups", "clinical characteristics")


def _people_in_words(rows: Sequence[Figures]) -> str:
    told = []
    for row in rows:
        ages = row["age_quartiles"]
        age = f"median age {ages[1]:.0f} ({ages[0]:.0f} to {ages[2]:.0f})" if ages else "age not known"
        sex = ", ".join(f"{name} {count:,}" for name, count in row["sex"].items())
        told.append(f" {row['purpose']}: {row['films']:,} films, sex {sex}, {age}.")
    return "".join(told)


def _flow(figures: Figures) -> Answer:
    counts = dict.fromkeys(("train", "tune", "calibrate", "test"), 0)
    for row in figures["run"]["data"]:
        counts[row["purpose"]] += row["films"]
    out = [note for note in figures["run"]["description"].get("notes") or [] if "left out" in note]
    text = "; ".join(f"{part}: {films:,} films" for part, films in counts.items())
    return Answer(f"{text}; {'; '.join(out) or 'no file was left out'}.", "run.data", "flow before the data were made")


def _events(figures: Figures) -> Answer:
    rows = "; ".join(
        f"{row['label']} {row['positives']} with, {row['negatives']} without" for row in figures["per_class"]
    )
    return Answer(f"Judged: {rows}. Training: by source and label in the table of films.", "per_class, run.data")


def _performance(figures: Figures) -> Answer:
    inner = [row for row in figures["inside_source"] if row["view"] == "all" and row["auroc"] is not None]
    told = "; ".join(
        f"{row['origin']}, {row['contrast']}: {interval_of({'value': row['auroc'], 'interval': row['interval']})}"
        for row in inner
    )
    pooled = interval_of(figures["pooled"]["macro_auroc"])
    text = f"AUROC inside one source: {told or 'not identifiable'}. Pooled mean AUROC {pooled}."
    return Answer(text, "inside_source, pooled, per_class")


def _performance_and_groups(figures: Figures) -> Answer:
    claimed = sum(row["auroc"] is not None for row in figures["subgroups"])
    text = f"{_performance(figures).text} Subgroups with a figure: {claimed} of {len(figures['subgroups'])}."
    return Answer(text, "inside_source, pooled, per_class, subgroups")


def _diagnostic(figures: Figures) -> Answer:
    rows = "; ".join(
        f"{row['label']} AUROC {interval_of(row['auroc'])}, sensitivity at a specificity of 0.90: "
        f"{interval_of(row.get('sensitivity_at_specificity_90'))}"
        for row in figures["per_class"]
    )
    return Answer(f"Pooled over sources: {rows}.", "per_class, operating_points")


def _cluster_results(figures: Figures) -> Answer:
    inner = [row["auroc"] for row in figures["inside_source"] if row["view"] == "all" and row["auroc"] is not None]
    if not inner:
        return Answer("Not identifiable: no source has enough films of two labels.", "inside_source")
    text = f"AUROC of {len(inner)} contrasts inside sources: {min(inner):.2f} to {max(inner):.2f}."
    return Answer(text, "inside_source, calibration.by_source")


def _failures(figures: Figures) -> Answer | None:
    if "confusion_by_source" not in figures:
        return None
    wrong = sum(
        count
        for row in figures["confusion_by_source"]
        for name, count in row["answered"].items()
        if row["label"] in row["answered"] and name != row["label"]
    )
    text = f"Answers by source and label; {wrong:,} films of a class were called another; the least sure are drawn."
    return Answer(text, "confusion_by_source", "a reader's look at them")


def _limitations(figures: Figures) -> Answer:
    text = " ".join(figures["watermarks"]) or "No stamp: none of the program's own checks failed."
    return Answer(text, "watermarks", "limits of the study itself")


def _specification(figures: Figures) -> Answer:
    digest = figures["run"]["weights_sha256"][:16]
    text = f"Weights of SHA-256 {digest}…, exported with preprocessing and graph as one bundle."
    return Answer(text, "run.weights_sha256, run.recipe", "where the bundle can be had")


RESULTS: Final[Mapping[str, Callable[[Figures], Answer | None]]] = {
    "metrics": _metrics,
    "uncertainty": _uncertainty,
    "robustness": _robustness,
    "explanations": _explanations,
    "internal": _internal,
    "external": _external,
    "clusters": _clusters,
    "updating": _updating,
    "updated": _updated,
    "calculation": _calculation,
    "fairness": _fairness,
    "output": _output,
    "differences": _differences,
    "characteristics": _characteristics,
    "flow": _flow,
    "events": _events,
    "performance": _performance,
    "performance_and_groups": _performance_and_groups,
    "diagnostic": _diagnostic,
    "cluster_results": _cluster_results,
    "failures": _failures,
    "limitations": _limitations,
    "specification": _specification,
}
