"""Figures of a report, as PNG bytes: ROC and precision-recall curves, reliability, confusion, gaps, intervals, maps."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

INK, FAINT, ACCENT = "#1b1f24", "#8a949e", "#a4161a"
COLOURS = ("#1f5fa8", "#c2571a", "#2c7a4b", "#7b4fa3", "#9a6b00", "#0b7f8c", "#b0337a", "#5c6670")
LINES = ("-", "--", ":")


def roc(per_class: Sequence[Mapping[str, Any]]) -> bytes:
    """ROC and precision-recall curve of each label."""
    figure, (left, right) = _figure(10, 4.6, 2)
    for colour, row in _coloured([row for row in per_class if "curve" in row]):
        curve, area, precision = row["curve"], row["auroc"]["value"], row["auprc"]["value"]
        left.step([0, *curve["false_alarms"]], [0, *curve["sensitivity"]], where="post", color=colour,
                  label=f"{row['label']}: {area:.2f}")  # fmt: skip
        right.step(curve["sensitivity"], curve["precision"], where="pre", color=colour,
                   label=f"{row['label']}: {precision:.2f}")  # fmt: skip
    left.plot([0, 1], [0, 1], color=FAINT, linewidth=0.8)
    left.set(xlabel="1 − specificity", ylabel="sensitivity", title="ROC, area by label", xlim=(0, 1), ylim=(0, 1.01))
    right.set(xlabel="sensitivity", ylabel="precision", title="Precision and recall, average precision",
              xlim=(0, 1), ylim=(0, 1.01))  # fmt: skip
    for axes in (left, right):
        axes.set_aspect("equal")
        _legend(axes)
    return _png(figure)


def overlay(runs: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """ROC curves of several runs, one panel for each label."""
    labels = list(dict.fromkeys(row["label"] for rows in runs.values() for row in rows if "curve" in row))[:12]
    columns = min(3, max(1, len(labels)))
    height = -(-max(1, len(labels)) // columns)
    figure, panels = _figure(4.2 * columns, (4.5 + 0.2 * len(runs)) * height, columns, height)
    for axes, label in zip(panels, labels, strict=False):
        for number, (colour, (name, rows)) in enumerate(_coloured(list(runs.items()))):
            for row in rows:
                if row["label"] == label and "curve" in row:
                    curve, line = row["curve"], LINES[number // len(COLOURS) % len(LINES)]
                    axes.step([0, *curve["false_alarms"]], [0, *curve["sensitivity"]], where="post", color=colour,
                              linestyle=line, label=f"{_short(name)}: {row['auroc']['value']:.2f}")  # fmt: skip
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=0.8)
        axes.set(xlabel="1 − specificity", ylabel="sensitivity", title=_short(label), xlim=(0, 1), ylim=(0, 1.01))
        axes.set_aspect("equal")
        # Below the picture: many runs would cover the curves.
        axes.legend(loc="upper left", bbox_to_anchor=(0, -0.16), fontsize=8, frameon=False)
    for axes in panels[len(labels) :]:
        axes.set_axis_off()
    return _png(figure)


def reliability(calibration: Mapping[str, Any]) -> bytes:
    """Reliability before and after calibration."""
    figure, panels = _figure(10, 4.8, 2)
    for axes, when in zip(panels, ("before", "after"), strict=True):
        rows = calibration["reliability"][when]
        labels = list(dict.fromkeys(row["label"] for row in rows))
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=0.8)
        for colour, label in _coloured(labels):
            mine = [row for row in rows if row["label"] == label]
            x, y = [row["probability"] for row in mine], [row["share"] for row in mine]
            axes.plot(x, y, "-", color=colour, linewidth=1)
            axes.scatter(x, y, [12 + 3 * row["films"] ** 0.5 for row in mine], color=colour, label=_short(label))
        error = calibration[when]["ece"]
        said = "" if not error or error["value"] is None else f": ECE {error['value']:.3f}"
        axes.set(xlabel="probability", ylabel="share of films that have it", xlim=(0, 1), ylim=(0, 1),
                 title=f"{when} calibration{said}")  # fmt: skip
        axes.set_aspect("equal")
        _legend(axes, "upper left")
    return _png(figure)


def confusion(classes: Sequence[str], counts: Sequence[Sequence[int]]) -> bytes:
    """Confusion matrix: counts, shaded by the share of each true class."""
    side = 1.6 + 0.95 * len(classes)
    figure, (axes,) = _figure(side + 1, side)
    table = np.array(counts, float)
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(table.shape):
        colour = "white" if share[row, column] > 0.55 else INK
        text = f"{table[row, column]:.0f}\n{share[row, column]:.0%}"
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    names = [_short(name, 16) for name in classes]
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="answer", ylabel="truth")
    return _png(figure)


def forest(rows: Sequence[tuple[str, float, Sequence[float] | None]], label: str, line: float = 0.5) -> bytes:
    """Values with their intervals, one line each, from the top."""
    figure, (axes,) = _figure(9, 1.1 + 0.3 * max(1, len(rows)))
    for place, (_, value, bounds) in enumerate(rows):
        if bounds:
            axes.plot(bounds, [place, place], color=COLOURS[0], linewidth=1.6)
        axes.plot([value], [place], "o", color=COLOURS[0], markersize=5)
    axes.axvline(line, color=FAINT, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [_short(name, 74) for name, _, _ in rows], fontsize=8)
    axes.set(xlabel=label, ylim=(len(rows) - 0.4, -0.6))
    axes.set_xlim(left=min([0.4, *(b[0] - 0.02 for _, _, b in rows if b)]), right=1.005)
    axes.grid(axis="x", color="#e6e9ec")
    axes.set_axisbelow(True)
    return _png(figure)


def probes(panel: Mapping[str, Any]) -> bytes:
    """AUROC of the model and of each probe, by label."""
    rows = [row for row in panel["labels"] if row["model"]][:12]
    names = list(dict.fromkeys(name for row in rows for name in row["probes"]))
    figure, (axes,) = _figure(9, 1.4 + 0.34 * max(1, len(names)) + 0.12 * len(rows))
    for number, (colour, row) in enumerate(_coloured(rows)):
        shown = [(k, row["probes"][name]["value"]) for k, name in enumerate(names) if row["probes"].get(name)]
        # Labels stand a little below each other, so that equal values can be seen.
        off = 0.5 * (number - (len(rows) - 1) / 2) / max(len(rows), 1)
        axes.plot([value for _, value in shown], [place + off for place, _ in shown], "o", color=colour, markersize=5)
        axes.axvline(row["model"]["value"], color=colour, linewidth=1.4, label=f"model, {_short(row['label'])}")
    axes.axvline(0.5, color=FAINT, linewidth=0.8)
    axes.set_yticks(range(len(names)), [_short(name, 80) for name in names], fontsize=8)
    axes.set(xlabel="AUROC: dots are probes, lines are the model", xlim=(0.4, 1.005), ylim=(len(names) - 0.4, -0.6))
    figure.legend(loc="outside lower center", ncols=4, fontsize=8, frameon=False)
    return _png(figure)


def curves(rows: Sequence[Mapping[str, float]]) -> bytes:
    """Losses by epoch and, where it was measured, the tuning films' AUROC."""
    further = [key for key in ("tune_auroc", "tune_accuracy") if all(key in row for row in rows)]
    figure, panels = _figure(10, 3.8, 2 if further else 1)
    epochs = [row["epoch"] for row in rows]
    for colour, key in _coloured(["train_loss", "tune_loss"]):
        panels[0].plot(
            epochs, [row[key] for row in rows], "o-", markersize=3, color=colour, label=key.replace("_", " ")
        )
    best = min(rows, key=lambda row: row["tune_loss"])["epoch"]
    panels[0].axvline(best, color=FAINT, linewidth=1, label=f"kept: epoch {best:.0f}")
    panels[0].set(xlabel="epoch", ylabel="loss")
    for colour, key in _coloured(further):
        panels[-1].plot(
            epochs, [row[key] for row in rows], "o-", markersize=3, color=colour, label=key.replace("_", " ")
        )
    if further:
        panels[-1].set(xlabel="epoch")
    for axes in panels:
        axes.locator_params(axis="x", integer=True)
        _legend(axes, "best")
    return _png(figure)


def gallery(rows: Sequence[tuple[str, Sequence[tuple[NDArray[Any], NDArray[Any], str]]]], scale: float) -> bytes:
    """Films with their maps laid over them.

    Parameters
    ----------
    rows
        Title and films of each row: ``(s, s)`` uint8, ``(h, w)`` evidence, words below.
    scale
        Evidence that is drawn at full strength, the same for all films.
    """
    columns = max(len(films) for _, films in rows)
    figure, panels = _figure(2.5 * columns, 3.0 * len(rows), columns, len(rows))
    for axes in panels:
        axes.set_axis_off()
    for number, (title, films) in enumerate(rows):
        for place, (film, evidence, words) in enumerate(films):
            axes = panels[number * columns + place]
            side = film.shape[0]
            axes.imshow(film, cmap="gray", vmin=0, vmax=255, extent=(0, side, side, 0))
            strength = np.clip(evidence / max(scale, 1e-6), 0, 1)
            shown = _smooth(strength, side)
            axes.imshow(shown, cmap="inferno", vmin=0, vmax=1, alpha=0.65 * shown**0.5, extent=(0, side, side, 0))
            axes.set_title(words, fontsize=7.5, loc="left", color=INK)
        if films:
            first = panels[number * columns]
            first.text(-0.04, 0.5, title, rotation=90, ha="right", va="center", transform=first.transAxes, fontsize=9)
    return _png(figure)


def _smooth(values: NDArray[Any], side: int) -> NDArray[np.float32]:
    from PIL import Image

    return np.asarray(
        Image.fromarray(np.asarray(values, np.float32)).resize((side, side), Image.Resampling.BICUBIC)
    ).clip(0, 1)


def _figure(width: float, height: float, columns: int = 1, rows: int = 1) -> tuple[Any, list[Any]]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(rows, columns, squeeze=False).ravel().tolist()
    for axes in panels:
        axes.spines[["top", "right"]].set_visible(False)
    return figure, panels


def _png(figure: Any) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return stream.getvalue()


def _legend(axes: Any, place: str = "lower right") -> None:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc=place, fontsize=8, frameon=False)


def _coloured(items: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(COLOURS[k % len(COLOURS)], item) for k, item in enumerate(items)]


def _short(text: str, most: int = 28) -> str:
    """A name that fits, and that matplotlib does not take for a formula."""
    text = "".join(c if c.isprintable() else "?" for c in text).replace("$", r"\$")
    return text if len(text) <= most else text[: most - 1] + "…"
