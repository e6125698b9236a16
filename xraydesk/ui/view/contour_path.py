"""Contour segments joined into smooth paths, which are painted many times faster than single strokes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

STRIDE = 4
"""Every so many points of a line are kept; the curve between them is smooth at any zoom."""

FEWEST = 24
"""Points that are left of a line if it has them: small rings stay round."""


def chained(segments: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Join segments at common ends.

    Parameters
    ----------
    segments
        ``(N, 2, 2)`` points ``(x, y)``; ends that meet are equal up to rounding.

    Returns
    -------
    Lines of ``(P, 2)`` points; a closed line begins and ends with the same point.
    """
    ends = np.rint(segments.reshape(-1, 2) * 1024).astype(np.int64)
    keys = (ends[:, 0] << 32) + ends[:, 1]
    meeting: dict[int, list[int]] = {}
    for number, key in enumerate(keys.tolist()):
        meeting.setdefault(key, []).append(number)
    of_end = keys.tolist()
    points = segments.reshape(-1, 2)
    left = set(range(len(segments)))
    lines = []
    # Open lines first, from their loose ends; what is then left are rings.
    starts = [numbers[0] for numbers in meeting.values() if len(numbers) == 1] + list(range(0, len(points), 2))
    for start in starts:
        if start // 2 not in left:
            continue
        line = [start]
        end = start
        while True:
            left.discard(end // 2)
            end ^= 1  # the other end of this segment
            line.append(end)
            following = [number for number in meeting[of_end[end]] if number // 2 in left]
            if not following:
                break
            end = following[0]
        lines.append(points[line])
    return lines


def smooth_path(line: NDArray[np.float32]) -> QPainterPath:
    """A line as a curve: quadratic pieces between the middles of its thinned-out points."""
    stride = min(STRIDE, max(1, len(line) // FEWEST))
    closed = bool(np.allclose(line[0], line[-1], atol=1e-3)) and len(line) > 3
    if closed:
        kept = line[:-1:stride]
        points = [*kept.tolist(), kept[0].tolist(), kept[1].tolist()]
    else:
        kept = line[::stride]
        points = [*kept.tolist()[:-1], line[-1].tolist()]
    path = QPainterPath()
    if closed:
        path.moveTo(_middle(points[0], points[1]))
        for corner, following in pairwise(points[1:]):
            path.quadTo(QPointF(*corner), _middle(corner, following))
        path.closeSubpath()
    else:
        path.moveTo(*points[0])
        for corner, following in pairwise(points[1:-1]):
            path.quadTo(QPointF(*corner), _middle(corner, following))
        if len(points) > 2:
            path.quadTo(QPointF(*points[-2]), QPointF(*points[-1]))
        else:
            path.lineTo(*points[-1])
    return path


def _middle(first: list[float], second: list[float]) -> QPointF:
    return QPointF((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
