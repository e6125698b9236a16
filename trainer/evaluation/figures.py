"""Figures of a run, as PNG files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def draw_curves(rows: Sequence[Mapping[str, float]], target: Path) -> None:
    """Train and tune loss by epoch, the kept epoch marked.

    Parameters
    ----------
    rows
        One per epoch with ``epoch``, ``train_loss`` and ``tune_loss``; at least one.
    target
        PNG file to write.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    epochs = [row["epoch"] for row in rows]
    for key, style in (("train_loss", "o--"), ("tune_loss", "o-")):
        axes.plot(epochs, [row[key] for row in rows], style, markersize=3, label=key.replace("_", " "))
    best = min(rows, key=lambda row: row["tune_loss"])
    axes.axvline(best["epoch"], color="grey", linewidth=1, label=f"kept: epoch {best['epoch']:.0f}")
    axes.set(xlabel="epoch", ylabel="loss (films of negatives included)")
    axes.legend()
    figure.savefig(target, dpi=120)
