"""The HTML page of an evaluation, from its figures: what survives inside one source first, pooled figures later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.data.page import Cell, Page
from trainer.evaluation.calibration import scaling_words
from trainer.evaluation.report_record import add_heatmaps, add_run
from trainer.evaluation.reporting_map import add_reporting
from trainer.evaluation.structured import add_structured

Figures = Mapping[str, Any]


def write_report(figures: Figures, pictures: Mapping[str, bytes], target: Path) -> None:
    """Write the page.

    Parameters
    ----------
    figures
        Plain values, as in the JSON.
    pictures
        PNG by name.
    target
        HTML file.
    """
    page = Page(figures["title"])
    judged = figures["judged"]
    page.text(
        f"Judged on {judged['films']:,} films of {judged['patients']:,} patients (to {judged['purpose']}, fold "
        f"{', '.join(str(fold) for fold in judged['folds'])}). Square brackets hold 95 % intervals from "
        f"{judged['repeats']:,} draws of patients. Research use, not for diagnosis."
    )
    for sentence in figures["watermarks"]:
        page.stamp(sentence)
    if judged["opening"] and len(judged["openings"]) == 1:
        page.text(judged["opening"])
    _inside_source(page, figures, pictures)
    _shortcuts(page, figures["shortcuts"], pictures)
    add_structured(page, figures["structured"])
    _per_class(page, figures, pictures)
    _calibration(page, figures["calibration"], pictures)
    _operating_points(page, figures["operating_points"])
    _conformal(page, figures["conformal"])
    _subgroups(page, figures["subgroups"])
    add_heatmaps(page, figures["heatmaps"], pictures, judged["labels"])
    add_run(page, figures["run"], pictures)
    add_reporting(page, figures["reporting"])
    page.write(target)


def measured(figure: Mapping[str, Any] | None, digits: int = 2) -> Cell:
    """``0.84 [0.80–0.88]``; None where nothing can be said."""
    if not figure or figure["value"] is None:
        return None
    text = f"{figure['value']:.{digits}f}"
    if figure["interval"]:
        low, high = figure["interval"]
        between = "–" if low >= 0 else " to "
        text += f" [{low:.{digits}f}{between}{high:.{digits}f}]"
    return text


def picture(page: Page, pictures: Mapping[str, bytes], name: str, words: str, width: int = 0) -> None:
    """Put a picture into the page, if there is one; ``width`` in pixels of the page, 0 for its own."""
    if name in pictures:
        page.figure(pictures[name], words, width=width)


def _inside_source(page: Page, figures: Figures, pictures: Mapping[str, bytes]) -> None:
    page.section("Inside one source")
    page.text(
        "What the model tells apart among films of one hospital and one reader, where their origin cannot help it. "
        "This is the figure to quote."
    )
    rows = figures["inside_source"]
    if not any(row["auroc"] is not None for row in rows):
        page.stamp(
            "Not identifiable: no source has enough films of two labels, so nothing shows that disease was learned."
        )
    picture(page, pictures, "inside-source", "AUROC of each contrast inside each source, with its interval")
    page.table(
        ["source", "view", "contrast", "films", "AUROC"],
        [
            [row["origin"], row["view"], row["contrast"], f"{row['n'][0]} / {row['n'][1]}",
             measured({"value": row["auroc"], "interval": row["interval"]}) or "too few films"]
            for row in rows
        ],
    )  # fmt: skip
    if "confusion_by_source" in figures:
        names = figures["judged"]["labels"]
        page.heading("Answers by source and label")
        page.table(
            ["source", "label", "films", *[f"called {name}" for name in names]],
            [
                [row["origin"], row["label"], row["n"], *[row["answered"][name] for name in names]]
                for row in figures["confusion_by_source"]
            ],
        )


def _shortcuts(page: Page, panel: Figures, pictures: Mapping[str, bytes]) -> None:
    page.section("What can be told without the lungs")
    page.text(
        f"Small probes, cross-validated over {panel['fitted_on']:,} films, never on both sides with one patient, and "
        "compared on the very films on which the model is judged. The gap is the model's AUROC less that of the best "
        "probe; at 0.05 or less the report is stamped."
    )
    picture(page, pictures, "shortcuts", "AUROC of the model and of each probe by label")
    rows = [row for row in panel["labels"] if row["model"]]
    names = list(dict.fromkeys(name for row in rows for name in row["probes"]))
    page.table(
        ["AUROC", *[row["label"] for row in rows]],
        [
            ["model", *[measured(row["model"]) for row in rows]],
            *[[name, *[measured(row["probes"].get(name)) for row in rows]] for name in names],
            ["best probe", *[row["best"] for row in rows]],
            ["gap", *[measured(row["gap"]) for row in rows]],
        ],
        strong=[(len(names) + 2, k) for k, row in enumerate(rows, 1) if row["label"] in panel["confounded"]],
    )
    if panel["not_counted"]:
        said = "; ".join(panel["not_counted"])
        page.text(f"Shown but not counted, because disease can change it: {said}.", faint=True)
    page.heading("The source, told inside one label")
    page.text(
        "Where the source can be told among films of one label, its marks are there for a model to use.", faint=True
    )
    inner = panel["source_inside_class"]
    kinds = list(dict.fromkeys(name for row in inner for name in (row["probes"] or {})))
    page.table(
        ["label", "films", "sources", *kinds],
        [
            [row["label"], row["films"], "; ".join(row["sources"]) if row["probes"] else "fewer than two of 20 films",
             *[(row["probes"] or {}).get(kind) for kind in kinds]]
            for row in inner
        ],
        "Mean AUROC of each source against the others.",
    )  # fmt: skip


def _per_class(page: Page, figures: Figures, pictures: Mapping[str, bytes]) -> None:
    page.section("All sources pooled")
    page.text(
        "Sources and labels hang together in public data, so these figures flatter. They stand second.", faint=True
    )
    keys = {
        "auroc": "AUROC",
        "auprc": "average precision",
        "sensitivity_at_specificity_90": "sens. at spec. 0.90",
        "sensitivity_at_specificity_95": "sens. at spec. 0.95",
        "specificity_at_sensitivity_90": "spec. at sens. 0.90",
        "specificity_at_sensitivity_95": "spec. at sens. 0.95",
        "ppv": "PPV",
        "npv": "NPV",
    }
    page.table(
        ["label", "with / without", *keys.values(), "prevalence"],
        [
            [
                row["label"],
                f"{row['positives']} / {row['negatives']}",
                *[measured(row.get(key)) for key in keys],
                row["prevalence"],
            ]
            for row in figures["per_class"]
        ],
        "PPV and NPV at the balanced operating point and the prevalence given.",
    )
    pooled = figures["pooled"]
    rows: list[Sequence[Cell]] = [["mean AUROC over labels", measured(pooled["macro_auroc"])]]
    titles = {"accuracy": "accuracy", "balanced_accuracy": "balanced accuracy", "kappa": "Cohen's kappa"}
    rows += [[title, measured(pooled[key])] for key, title in titles.items() if key in pooled]
    for row in pooled.get("baselines", []):
        said = f"accuracy {row['accuracy']:.2f}, balanced {row['balanced_accuracy']:.2f}"
        rows.append([f"for comparison: {row['baseline']}", said])
    page.table(["figure", "value"], rows)
    picture(page, pictures, "roc", "ROC and precision-recall curves of each label", 660)
    picture(page, pictures, "confusion", "Confusion matrix", 300)


def _calibration(page: Page, found: Figures, pictures: Mapping[str, bytes]) -> None:
    page.section("Calibration")
    page.text(f"{scaling_words(found)}, fitted on: {found['fitted_on']}.")
    titles = {"ece": "ECE", "classwise_ece": "classwise ECE", "brier": "Brier score", "nll": "negative log-likelihood"}
    page.table(
        ["error", "before", "after"],
        [[title, measured(found["before"][key], 3), measured(found["after"][key], 3)] for key, title in titles.items()],
    )
    page.text("Drawing patients adds noise to an ECE, so its intervals lean upward.", faint=True)
    picture(page, pictures, "reliability", "Reliability before and after calibration")
    page.table(
        ["source", "films", "ECE before", "ECE after"],
        [
            [row["source"], row["films"], measured(row["before"], 3), measured(row["after"], 3)]
            for row in found["by_source"]
        ],
        "Within each source; a dash where there are fewer than 30 films.",
    )


def _operating_points(page: Page, points: Sequence[Figures]) -> None:
    page.section("Operating points")
    page.text("Chosen on the tuning films; sensitivity and specificity are those of the judged films.")
    rows: list[Sequence[Cell]] = []
    for point in points:
        for label, row in point["labels"].items():
            threshold = f"{point['thresholds'][label]:.3f}"
            rows.append([point["name"], label, threshold, measured(row["sensitivity"]), measured(row["specificity"])])
    page.table(["point", "label", "from probability", "sensitivity", "specificity"], rows)
    page.text("; ".join(f"{point['name']}: {point['meaning']}" for point in points) + ".", faint=True)


def _conformal(page: Page, found: Figures | None) -> None:
    page.section("Abstention by conformal sets")
    if found is None:
        page.text("Independent findings have no set of classes.")
        return
    page.text(
        f"Each class should be in the set of {1 - found['alpha']:.0%} of its films. A set of one class is an answer; "
        "several classes, or none, is an abstention."
    )
    header = ["", "films", "covered", "answered", "nothing fits", "right when answered"]
    keys = ("coverage", "answered", "empty", "right_when_answered")
    for title, rows in (("label", found["by_class"]), ("source", found["by_source"])):
        header[0] = title
        body = [[row[title], row["films"], *[measured(row[key]) for key in keys]] for row in rows]
        page.table(header, [*body, ["all", found["all"]["films"], *[measured(found["all"][key]) for key in keys]]])
    other = found.get("films_of_no_class")
    if other:
        page.text(f"Of {other['films']} films of no class the sets abstain on {measured(other['abstained'])}.")


def _subgroups(page: Page, rows: Sequence[Figures]) -> None:
    page.section("Groups of patients")
    page.text("No claim is made for groups of fewer than 30 films, or of fewer than 5 with or without the label.")
    page.table(
        ["by", "group", "label", "films", "with / without", "AUROC"],
        [
            [row["by"], row["group"], row["label"], row["films"], f"{row['positives']} / {row['negatives']}",
             measured(row["auroc"]) or "no claim"]
            for row in rows
        ],
    )  # fmt: skip
