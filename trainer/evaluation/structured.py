"""Image, table and both of a run with structured data, judged together on the films of an evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.page import Cell, Page
from trainer.evaluation.pictures import Case
from trainer.fitting.fused import Fused
from trainer.fitting.fusion_judging import compare, inside_sources
from trainer.fitting.fusion_report import BOTH, add_inside, add_rows, describe

Panel = Callable[[NDArray[np.float64]], dict[str, Any]]
"""The shortcut panel of ``(N, C)`` probabilities of the judged films."""


def structured(case: Case, panel: Panel) -> dict[str, Any] | None:
    """What the table adds to the image, and what shortcuts do as well; None for a run of the image alone.

    Parameters
    ----------
    case
        What is judged.
    panel
        Sets probabilities against the probes; the same that the image alone is set against.

    Raises
    ------
    DataError
        What was joined with the run is missing, damaged, or belongs to other weights.
    """
    run, judged = case.run, case.judged
    if not run.recipe.structured.columns:
        return None
    fused = Fused.load(run)
    answers = fused.answers(run, judged.films)
    rows = np.flatnonzero(judged.truth() >= 0).tolist()
    films, said = [judged.films[i] for i in rows], {name: chances[rows] for name, chances in answers.items()}
    compared = compare(films, said, judged.labels)
    both = answers[BOTH][:, 1:] if judged.labels.task == "binary" else answers[BOTH]
    return {
        "films": len(films),
        "known": fused.encoder.coverage(films),
        "rows": [row.plain() for row in compared],
        "inside_sources": inside_sources(films, said, judged.labels),
        "says": describe(compared),
        "shortcuts": panel(both.astype(np.float64)),
    }


def add_structured(page: Page, found: Mapping[str, Any] | None) -> None:
    """The section of a report, for a run with structured data."""
    if found is None:
        return
    page.section("Structured data beside the image")
    page.text(
        f"{found['films']:,} films with a label. The network is the same in every row; heads on the image, on the "
        "table and on both were fitted on the tuning and training films. The exported model is the image alone.",
        faint=True,
    )
    page.findings([("note", sentence) for sentence in found["says"]])
    add_rows(page, found["rows"])
    page.heading("Inside one source")
    add_inside(page, found["inside_sources"])
    page.heading("What can be told without the lungs, beside image and table")
    rows = [row for row in found["shortcuts"]["labels"] if row["model"] and row["best"]]
    cells: list[list[Cell]] = [
        [row["label"], row["model"]["value"], row["probes"][row["best"]]["value"], row["best"], row["gap"]["value"],
         "CONFOUNDED" if row["label"] in found["shortcuts"]["confounded"] else "no"]
        for row in rows
    ]  # fmt: skip
    page.table(["label", f"{BOTH}, AUROC", "best probe, AUROC", "what that probe sees", "gap", "stamp"], cells)
    known = "; ".join(f"{name} of {count}" for name, count in found["known"].items())
    page.text(f"Known of the judged films: {known}.", faint=True)
