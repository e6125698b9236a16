"""Markdown that holds words from anywhere: tables whose cells are left as they are."""

from __future__ import annotations

from collections.abc import Sequence

Cell = str | int | float | None


def table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Lines of a pipe table with an empty line on both sides; numbers stand right, None is a dash."""
    right = [all(not isinstance(row[column], str) for row in rows) for column in range(len(header))]
    lines = ["", f"| {' | '.join(plain(name) for name in header)} |"]
    lines.append(f"|{'|'.join('---:' if numbers else '---' for numbers in right)}|")
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return [*lines, ""]


def bullets(sentences: Sequence[str]) -> list[str]:
    """Lines of a list with an empty line on both sides."""
    return ["", *(f"- {plain(sentence)}" for sentence in sentences), ""]


def plain(text: str) -> str:
    """One line that Markdown leaves as it is: names of labels and sources come from anywhere."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|&" else c for c in line)


def _cell(value: Cell) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else plain(value)
