"""Tables of several runs, a row for each run, from the figures of their evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.evaluation.report import measured

Figures = Mapping[str, Any]
NOTHING = "–"
FLATTERED = "Flattered by the sources."


@dataclass(frozen=True)
class Section:
    """One table: its columns, the first of which names the run, its rows, and what must be known to read it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def side_by_side(found: Mapping[str, Figures]) -> list[Section]:
    """The tables of a comparison, the runs and the inside-source panel first; ``found`` are figures by run."""
    sections = [
        _runs(found),
        _inside(found, "Inside one source, AUROC", True),
        _inside(found, "Inside one source and one view, AUROC", False),
        _shortcuts(found),
        _structured(found),
        _pooled(found),
        _per_class(found),
        _further(found),
    ]
    return [section for section in sections if section.rows]


def _runs(found: Mapping[str, Figures]) -> Section:
    rows = []
    for name, figures in found.items():
        recipe, told = figures["run"]["recipe"], figures["run"]["description"]
        begin = "features of another run" if figures["run"]["init"] else (told.get("base") or {}).get("name", "nothing")
        seconds = told.get("seconds")
        rows.append(
            [
                name,
                recipe["network"]["architecture"],
                f"{recipe['preprocess']['input_size']} px",
                recipe["labels"]["task"],
                begin,
                str(len(figures["run"]["curves"])),
                NOTHING if seconds is None else f"{seconds / 60:.1f}",
                str(told.get("device", NOTHING)),
                str(figures["judged"]["films"]),
            ]
        )
    columns = [
        "run",
        "network",
        "input",
        "task",
        "began from",
        "epochs",
        "minutes of training",
        "device",
        "films judged",
    ]
    return Section("The runs", columns, rows)


def _inside(found: Mapping[str, Figures], title: str, of_all_views: bool) -> Section:
    tables = {
        name: {
            (row["origin"], row["view"], row["contrast"]): row
            for row in figures["inside_source"]
            if row["auroc"] is not None and (row["view"] == "all") == of_all_views
        }
        for name, figures in found.items()
    }
    keys = list(dict.fromkeys(key for table in tables.values() for key in table))
    rows = []
    for name, table in tables.items():
        values = [row["auroc"] for row in table.values()]
        mean = [f"{np.mean(values):.2f} over {len(values)}" if values else NOTHING] if of_all_views else []
        cells = [_cell({"value": table[key]["auroc"], "interval": table[key]["interval"]} if key in table else None)
                 for key in keys]  # fmt: skip
        rows.append([name, *mean, *cells])
    heads = [f"{place}{'' if of_all_views else f', {view}'}: {contrast}" for place, view, contrast in keys]
    columns = ["run", *(["mean"] if of_all_views else []), *heads]
    note = "" if of_all_views else "The view is a shortcut as well: where views differ in their labels, this counts."
    # That nothing can be said inside any source is the gravest thing to say of all.
    return Section(title, columns, rows if keys or of_all_views else [], note)


def _shortcuts(found: Mapping[str, Figures]) -> Section:
    rows = []
    for name, row, figures in _by_label(found, lambda figures: figures["shortcuts"]["labels"]):
        best = row.get("best")
        stamped = row["label"] in figures["shortcuts"]["confounded"]
        rows.append(
            [
                name,
                row["label"],
                _cell(row.get("model")),
                _cell(row["probes"].get(best)) if best else NOTHING,
                best or NOTHING,
                _cell(row.get("gap")),
                "CONFOUNDED" if stamped else "no" if best else NOTHING,
            ]
        )
    columns = ["run", "label", "model, AUROC", "best probe, AUROC", "what that probe sees", "gap", "stamp"]
    note = "Probes see everything but the lungs. A gap of 0.05 or less stamps the label."
    return Section("Shortcut panel", columns, rows, note)


def _structured(found: Mapping[str, Figures]) -> Section:
    rows = [
        [
            name,
            row["model"],
            _cell(row["macro_auroc"]),
            _cell(row["gain_over_image"]),
            f"{row['balanced_accuracy']:.2f}",
        ]
        for name, figures in found.items()
        for row in (figures.get("structured") or {}).get("rows", [])
    ]
    columns = ["run", "what it knows", "mean AUROC", "gain over the image alone", "balanced accuracy"]
    return Section("Structured data beside the image", columns, rows)


def _pooled(found: Mapping[str, Figures]) -> Section:
    titles = {
        "macro_auroc": "mean AUROC over labels",
        "balanced_accuracy": "balanced accuracy",
        "accuracy": "accuracy",
        "kappa": "Cohen's kappa",
    }
    rows = [[name, *[_cell(figures["pooled"].get(key)) for key in titles]] for name, figures in found.items()]
    return Section("All sources pooled", ["run", *titles.values()], rows, FLATTERED)


def _per_class(found: Mapping[str, Figures]) -> Section:
    titles = {
        "auroc": "AUROC",
        "auprc": "average precision",
        "sensitivity_at_specificity_90": "sensitivity at specificity 0.90",
        "specificity_at_sensitivity_90": "specificity at sensitivity 0.90",
    }
    rows = [
        [name, row["label"], *[_cell(row.get(key)) for key in titles]]
        for name, row, _ in _by_label(found, lambda figures: figures["per_class"])
    ]
    return Section(
        "All sources pooled, by label", ["run", "label", *titles.values()], rows, "Flattered by the sources."
    )


def _further(found: Mapping[str, Figures]) -> Section:
    rows = []
    for name, figures in found.items():
        after, sets = figures["calibration"]["after"], (figures["conformal"] or {}).get("all", {})
        energy = figures["heatmaps"]["lung_energy"]
        said = f"{energy['mean']:.2f} ({energy['regions']})" if energy["mean"] is not None else NOTHING
        errors = [_cell(after[key], 3) for key in ("ece", "brier")]
        rows.append([name, *errors, *[_cell(sets.get(key)) for key in ("coverage", "answered")], said])
    columns = ["ECE after calibration", "Brier score", "conformal sets: coverage", "conformal sets: answered"]
    columns = ["run", *columns, "share of energy in the lungs"]
    return Section("Calibration, abstention and heatmaps", columns, rows)


def _by_label(found: Mapping[str, Figures], table: Any) -> Iterator[tuple[str, Figures, Figures]]:
    """Run, row of a label, and the run's figures; the rows of one label stand together."""
    tables = {name: {row["label"]: row for row in table(figures)} for name, figures in found.items()}
    for label in dict.fromkeys(label for rows in tables.values() for label in rows):
        for name, rows in tables.items():
            if label in rows:
                yield name, rows[label], found[name]


def _cell(figure: Any, digits: int = 2) -> str:
    return str(measured(figure, digits) or NOTHING)
