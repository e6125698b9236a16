"""Whether the application opens an exported run and gives the run's own answers."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import Film
from trainer.evaluation.looking import films_of, look
from trainer.fitting.finished_run import FinishedRun
from xraydesk.core.errors import XRayDeskError
from xraydesk.model import bundle as bundles

FILMS = 20
TOLERANCE = 1e-3
"""Largest difference of a probability: the application's own engine and rounding, and nothing else."""


class OpenedError(XRayDeskError):
    """The application does not open a bundle, or says other things with it than the run."""


def open_in_application(run: Path, bundle: Path, table: Path) -> dict[str, Any]:
    """Screen calibration films with ``xraydesk screen`` and compare its table with the run.

    Parameters
    ----------
    run
        Folder of a finished run.
    bundle
        Its exported bundle.
    table
        CSV file to write; heatmaps go into a folder beside it.

    Returns
    -------
    ``films``, the count of each status, ``heatmaps`` written, ``largest_difference`` of a probability.

    Raises
    ------
    OpenedError
        The command failed, no film was scored, or a probability differs by more than ``TOLERANCE``.
    """
    finished = FinishedRun.load(run)
    held = films_of(finished, finished.recipe.folds.calibrate)
    films = [held[i] for i in np.linspace(0, len(held) - 1, min(FILMS, len(held))).round().astype(int)]
    logits = look(finished, films).logits
    heatmaps = table.with_name(f"{table.stem}-heatmaps")
    words = ["screen", *(str(film.path) for film in films), "--model", str(bundle), "--out", str(table)]
    done = subprocess.run(
        [sys.executable, "-m", "xraydesk", *words, "--heatmaps", str(heatmaps)],
        check=False, capture_output=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise OpenedError(f"xraydesk screen ended with exit code {done.returncode}: {said[-1]}")
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    counts = Counter(row["status"] for row in rows)
    return {
        "films": len(rows),
        "status": dict(counts),
        "heatmaps": len(list(heatmaps.glob("*.png"))),
        "largest_difference": _difference(rows, films, logits, bundle),
    }


def _difference(rows: list[dict[str, str]], films: list[Film], logits: NDArray[np.float32], bundle: Path) -> float:
    card = bundles.load(bundle).card
    expected = card.probabilities(logits)
    row_of = {row["path"]: row for row in rows}
    worst, scored = 0.0, 0
    for film, chances in zip(films, expected, strict=True):
        row = row_of[str(film.path)]
        for label, chance in zip(card.labels, chances, strict=True):
            if row[f"prob_{label}"]:
                scored += 1
                worst = max(worst, abs(float(row[f"prob_{label}"]) - float(chance)))
    if not scored:
        raise OpenedError(f"the application scored no film: {rows[0]['reason']}")
    if worst > TOLERANCE:
        raise OpenedError(f"the application's probabilities differ from the run's by up to {worst:.1e}")
    return round(worst, 9)
