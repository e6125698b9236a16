"""Colours and contours for heatmaps: a fixed scale, uniform steps, nothing where there is no evidence.

A value always gets the same colour, whatever the rest of its map holds: a map is divided by the model card's
``heatmap_scale`` and clipped, never by its own maximum, so a film without evidence does not glow.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.colours import STEPS, ColourMap, even_table
from xraydesk.imaging.geometry import Geometry

UNIT_TEXT = "evidence, logit units"
"""What the numbers of the legend are."""

CONTOUR_FRACTIONS = (0.25, 0.5, 0.75)
"""Parts of the scale at which contour lines are drawn."""


COLOUR_MAPS = (
    ColourMap("inferno", "Inferno", ((30, 8, 56), (106, 23, 110), (188, 55, 84), (243, 120, 25), (250, 197, 48))),
    ColourMap("viridis", "Viridis", ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))),
    ColourMap("cividis", "Cividis", ((0, 34, 78), (62, 76, 107), (124, 123, 120), (186, 173, 108), (254, 232, 56))),
)
"""The choices, after the maps of matplotlib (CC0) that bear these names, inferno without its black and its pale end,
which would look like air and like bone.

Each rises steadily in lightness, so it is also read without colour vision and on a grey print.
"""


@cache
def colour_table(name: str) -> NDArray[np.uint8]:
    """The colours of one map, in steps of equal visible difference.

    Returns
    -------
    ``(256, 3)`` uint8 sRGB, read-only.

    Raises
    ------
    KeyError
        No map has that name.
    """
    return even_table({colours.name: colours.anchors for colours in COLOUR_MAPS}[name])


def line_colour(name: str, fraction: float) -> tuple[int, int, int]:
    """The colour of a contour line at a part of the scale.

    It comes from the brighter part of the table: a thin line stands alone, and a dark one is lost on black lungs.

    Raises
    ------
    KeyError
        No map has that name.
    """
    red, green, blue = colour_table(name)[round((0.45 + 0.55 * fraction) * (STEPS - 1))].tolist()
    return red, green, blue


def line_width(fraction: float) -> float:
    """Logical pixels of a contour line at a part of the scale: the more evidence, the thicker."""
    return 1.2 + 1.6 * fraction


def strength(values: NDArray[np.floating], scale: float) -> NDArray[np.float32]:
    """Evidence as a part of the fixed scale: ``values / scale`` clipped to 0..1; not-a-number becomes 0.

    Raises
    ------
    ValueError
        ``scale`` is not a positive number.
    """
    if not scale > 0:
        raise ValueError(f"the scale of a heatmap must be positive, not {scale}")
    part = np.nan_to_num(np.asarray(values, np.float32) / np.float32(scale), nan=0.0)
    return np.asarray(np.clip(part, 0, 1), np.float32)


def colourise(values: NDArray[np.floating], scale: float, colour_map: str) -> NDArray[np.uint8]:
    """A heatmap as colours with transparency.

    Parameters
    ----------
    values
        ``(H, W)`` floats, logit units.
    scale
        Logit units shown as full colour.
    colour_map
        Name out of `COLOUR_MAPS`.

    Returns
    -------
    ``(H, W, 4)`` uint8 red, green, blue, alpha, not premultiplied. Alpha is the strength: 0 at zero evidence.
    """
    part = strength(values, scale)
    level = np.asarray(part * (STEPS - 1) + 0.5, np.uint8)
    return np.concatenate([colour_table(colour_map)[level], level[..., None]], axis=-1)


def over_image(class_map: NDArray[np.floating], geometry: Geometry, longest: int = 512) -> NDArray[np.float32]:
    """A class map over the whole image at screen resolution, without making it as large as the film.

    Parameters
    ----------
    class_map
        ``(h, w)`` floats over the model's input, logit units.
    geometry
        Where that input lies in the image.
    longest
        Longest side of the result in pixels; smaller images keep their size.

    Returns
    -------
    ``(rows, columns)`` float32 that covers the image from edge to edge; 0 where the model did not look.
    """
    rows, columns = geometry.image_shape
    shrink = min(1.0, longest / max(rows, columns))
    shape = max(1, round(rows * shrink)), max(1, round(columns * shrink))
    down, across = shape[0] / rows, shape[1] / columns
    scaled = replace(
        geometry,
        image_shape=shape,
        top=geometry.top * down,
        height=geometry.height * down,
        left=geometry.left * across,
        width=geometry.width * across,
    )
    return scaled.to_image(class_map)


def soften(values: NDArray[np.floating], width: float) -> NDArray[np.float32]:
    """Round the corners that straight interpolation between coarse cells leaves; for lines, never for colours.

    Parameters
    ----------
    values
        ``(H, W)`` floats.
    width
        Width of the neighbourhood in pixels; half a cell moves no line by more than a fraction of a cell.

    Returns
    -------
    ``(H, W)`` float32: two passes of a running mean along both axes, the border repeated.
    """
    radius = max(1, round(width / 2))
    window = 2 * radius + 1
    result = np.asarray(values, np.float64)
    for axis in (0, 1, 0, 1):
        length = result.shape[axis]
        margins = [(radius + 1, radius) if each == axis else (0, 0) for each in (0, 1)]
        total = np.cumsum(np.pad(result, margins, mode="edge"), axis=axis)
        result = (total.take(range(window, window + length), axis) - total.take(range(length), axis)) / window
    return np.asarray(result, np.float32)


def contour(values: NDArray[np.floating], level: float) -> NDArray[np.float32]:
    """The line along which a map crosses a level (marching squares, saddles split by the cell's mean).

    Parameters
    ----------
    values
        ``(H, W)`` floats; a value belongs to the centre of its cell.
    level
        Same unit as ``values``.

    Returns
    -------
    ``(N, 2, 2)`` float32: N segments of two points ``(x, y)`` in continuous coordinates, corners at integers.
    """
    field = np.pad(np.asarray(values, np.float32) - np.float32(level), 1, constant_values=-np.inf)
    field = np.where(np.isfinite(field), field, np.float32(min(-abs(level), -1e-6)))
    corners = np.stack([field[:-1, :-1], field[:-1, 1:], field[1:, 1:], field[1:, :-1]])  # clockwise from top left
    inside = corners > 0
    row, column = np.nonzero(inside.any(0) & ~inside.all(0))
    corners, inside = corners[:, row, column], inside[:, row, column]
    crossings = _edge_crossings(corners) + np.stack([column, row], axis=-1) - 0.5
    case = inside[0] * 1 + inside[1] * 2 + inside[2] * 4 + inside[3] * 8
    joined = corners.mean(0) > 0
    segments: list[NDArray[np.floating]] = [np.zeros((0, 2, 2))]
    for number, when, first, second in _SEGMENTS:
        chosen = (case == number) if when is None else (case == number) & (joined == when)
        segments.append(crossings[[first, second]][:, chosen].transpose(1, 0, 2))
    return np.asarray(np.concatenate(segments), np.float32)


_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
_SEGMENTS = (
    *(
        (number, None, first, second)
        for number, first, second in (
            (1, _LEFT, _TOP),
            (2, _TOP, _RIGHT),
            (3, _LEFT, _RIGHT),
            (4, _RIGHT, _BOTTOM),
            (6, _TOP, _BOTTOM),
            (7, _LEFT, _BOTTOM),
            (8, _BOTTOM, _LEFT),
            (9, _TOP, _BOTTOM),
            (11, _RIGHT, _BOTTOM),
            (12, _LEFT, _RIGHT),
            (13, _TOP, _RIGHT),
            (14, _LEFT, _TOP),
        )
    ),
    (5, True, _TOP, _RIGHT),
    (5, True, _LEFT, _BOTTOM),
    (5, False, _LEFT, _TOP),
    (5, False, _RIGHT, _BOTTOM),
    (10, True, _LEFT, _TOP),
    (10, True, _RIGHT, _BOTTOM),
    (10, False, _TOP, _RIGHT),
    (10, False, _LEFT, _BOTTOM),
)
"""(which corners are inside as bits, whether the cell's middle is inside or None for either, edge, edge)."""


def _edge_crossings(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """``(4, N)`` corner values → ``(4, N, 2)`` zero crossings ``(x, y)`` on top, right, bottom and left edge."""
    start, stop = corners, np.roll(corners, -1, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        along = np.clip(np.nan_to_num(start / (start - stop), nan=0.5, posinf=0.5, neginf=0.5), 0, 1)
    one, nil = np.ones_like(along[0]), np.zeros_like(along[0])
    x = np.stack([along[_TOP], one, 1 - along[_BOTTOM], nil])
    y = np.stack([nil, along[_RIGHT], one, 1 - along[_LEFT]])
    return np.stack([x, y], axis=-1)
