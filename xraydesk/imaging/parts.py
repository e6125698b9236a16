"""The connected parts of a mask."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def parts(mask: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Split a mask into parts that touch along edges (not at corners alone), the largest first.

    Parameters
    ----------
    mask
        ``(H, W)`` bool.

    Returns
    -------
    One ``(H, W)`` bool mask for each part.
    """
    runs = _runs(mask)
    parent = list(range(len(runs)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    lines: dict[int, list[int]] = {}
    for number, (row, _, _) in enumerate(runs):
        lines.setdefault(row, []).append(number)
    for above, below in pairwise(sorted(lines)):
        if below - above != 1:
            continue
        for upper in lines[above]:
            for lower in lines[below]:
                if runs[upper][1] < runs[lower][2] and runs[lower][1] < runs[upper][2]:
                    parent[root(lower)] = root(upper)
    masks: dict[int, NDArray[np.bool_]] = {}
    for number, (row, start, stop) in enumerate(runs):
        masks.setdefault(root(number), np.zeros(mask.shape, np.bool_))[row, start:stop] = True
    return sorted(masks.values(), key=lambda part: -int(part.sum()))


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Row, first column and the column after the last of each unbroken piece of a row, in reading order."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    stops = np.nonzero(edges == -1)[1]
    return list(zip(rows.tolist(), starts.tolist(), stops.tolist(), strict=True))
