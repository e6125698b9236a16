"""The figures of the page about data, each as PNG bytes; texts from the data are shown as they are, not as formulae."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from trainer.data.films import Film

# Okabe & Ito's colours, which stay apart for people who see colours differently.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8c6d31", "#555555")
MOST_SERIES = 8
_DPI = 110


def ages(films: Sequence[Film], group_of: Sequence[str]) -> bytes | None:
    """Ages by label and sex; None where no age is known."""
    names = _commonest(group_of)
    known = [[f.age for f, g in zip(films, group_of, strict=True) if g == name and f.age == f.age] for name in names]
    if not any(known):
        return None
    bins = np.arange(0, 101, 5)

    def draw(axes: Axes) -> None:
        for name, values, colour in zip(names, known, COLOURS, strict=False):
            if values:
                counts, _ = np.histogram(values, bins)
                share = 100 * counts / counts.sum()
                axes.stairs(share, bins, color=colour, linewidth=1.8, label=f"{plain(name)} (n {len(values):,})")
        axes.set_xlabel("age in years")
        axes.set_ylabel("films of the label in %")

    return _figure(draw, legend=True)


def sizes(measures: NDArray[Any], group_of: Sequence[str]) -> bytes:
    """Width and height of the files by label; the area of a circle is the number of films of that size."""
    names = _commonest(group_of)
    groups = np.array(group_of)

    def draw(axes: Axes) -> None:
        most = 1
        counted = {}
        for name in names:
            mine = groups == name
            corners = zip(measures["columns"][mine].tolist(), measures["rows"][mine].tolist(), strict=True)
            counted[name] = Counter(corners)
            most = max(most, *counted[name].values())
        for name, colour in zip(names, COLOURS, strict=False):
            places = counted[name]
            x, y = (np.array(v) for v in zip(*places, strict=True))
            area = 12 + 500 * np.array(list(places.values())) / most
            axes.scatter(x, y, area, color=colour, alpha=0.35, edgecolors=colour, linewidths=0.6)
            axes.scatter([], [], 40, color=colour, alpha=0.6, label=plain(name))
        low = min(axes.get_xlim()[0], axes.get_ylim()[0])
        high = max(axes.get_xlim()[1], axes.get_ylim()[1])
        axes.plot([low, high], [low, high], color="#999999", linewidth=0.8, linestyle="--", zorder=0)
        axes.set_xlabel("width in pixels")
        axes.set_ylabel("height in pixels")

    return _figure(draw, legend=True)


def intensities(measures: NDArray[Any], group_of: Sequence[str]) -> bytes:
    """Mean grey histogram of each source, as the application shows the films, with the middle half of the films."""
    names = _commonest(group_of)
    groups = np.array(group_of)
    share = measures["histogram"].astype(float) / 655.35
    places = (np.arange(share.shape[1]) + 0.5) / share.shape[1]

    def draw(axes: Axes) -> None:
        for name, colour in zip(names, COLOURS, strict=False):
            mine = share[groups == name]
            low, high = np.percentile(mine, [25, 75], axis=0)
            axes.fill_between(places, low, high, color=colour, alpha=0.12, linewidth=0)
            axes.plot(places, mine.mean(axis=0), color=colour, linewidth=1.6, label=f"{plain(name)} (n {len(mine):,})")
        axes.set_xlabel("grey, from black to white")
        axes.set_ylabel("pixels in %")
        axes.set_ylim(0, min(axes.get_ylim()[1], 25))

    return _figure(draw, legend=True)


def co_occurrence(films: Sequence[Film], names: Sequence[str]) -> bytes:
    """How often one finding stands beside another, in percent of the films with the finding of the row."""
    shown = np.array([[name in film.findings for name in names] for film in films], float)
    together = shown.T @ shown
    share = 100 * together / np.maximum(np.diag(together)[:, None], 1)

    def draw(axes: Axes) -> None:
        axes.imshow(share, cmap="Blues", vmin=0, vmax=100)
        axes.set_xticks(range(len(names)), [plain(name) for name in names], rotation=60, ha="right", fontsize=8)
        axes.set_yticks(range(len(names)), [plain(name) for name in names], fontsize=8)
        for row in range(len(names)):
            for column in range(len(names)):
                colour = "white" if share[row, column] > 60 else "#222222"
                axes.text(column, row, f"{share[row, column]:.0f}", ha="center", va="center", fontsize=7, color=colour)

    return _figure(draw, size=(7.5, 6.5))


def pictures(cells: NDArray[np.uint8], across: int, side: int = 150) -> bytes:
    """Films side by side, ``across`` in a row.

    Parameters
    ----------
    cells
        ``(N, s, s)`` uint8.
    """
    gap = 4
    down = -(-len(cells) // across)
    page = Image.new("L", (across * (side + gap) - gap, down * (side + gap) - gap), 255)
    for number, cell in enumerate(cells):
        small = Image.fromarray(cell).resize((side, side), Image.Resampling.LANCZOS)
        page.paste(small, (number % across * (side + gap), number // across * (side + gap)))
    stream = io.BytesIO()
    page.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def plain(text: str, most: int = 34) -> str:
    """A text that matplotlib draws as it is: no formula, no line break, not too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split()) or "(none)"
    line = line if len(line) <= most else line[: most - 1] + "…"
    # A dollar sign would start a formula, and a leading underscore hides a name from the legend.
    return ("\N{ZERO WIDTH SPACE}" if line.startswith("_") else "") + line.replace("$", r"\$")


def _commonest(names: Sequence[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common(MOST_SERIES)]


def _figure(draw: Callable[[Axes], None], *, legend: bool = False, size: tuple[float, float] = (8.4, 4.2)) -> bytes:
    figure = Figure(size, dpi=_DPI, layout="constrained")
    axes = figure.add_subplot()
    draw(axes)
    axes.spines[["top", "right"]].set_visible(False)
    if legend:
        axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0), labelspacing=0.6)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()
