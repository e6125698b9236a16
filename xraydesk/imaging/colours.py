"""Colour maps that are even to the eye: the steps between their colours, and those for the film itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.wording import mark

STEPS = 256
"""Entries of a colour table."""


@dataclass(frozen=True, slots=True)
class ColourMap:
    """A sequential colour map, given by a few sRGB colours of rising lightness.

    Attributes
    ----------
    name
        Key, as settings store it.
    title
        What people read.
    anchors
        ``(red, green, blue)`` 0..255 from the lowest to the highest value.
    """

    name: str
    title: str
    anchors: tuple[tuple[int, int, int], ...]


def even_table(anchors: tuple[tuple[int, int, int], ...]) -> NDArray[np.uint8]:
    """Colours from the first anchor to the last, in steps of equal visible difference.

    The anchors are joined by straight lines in OKLab (B. Ottosson, 2020) and walked at constant speed.

    Returns
    -------
    ``(256, 3)`` uint8 sRGB, read-only.
    """
    points = _oklab(np.array(anchors, np.float64) / 255)
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    travelled = np.concatenate([[0.0], np.cumsum(lengths)])
    stops = np.linspace(0, travelled[-1], STEPS)
    path = np.stack([np.interp(stops, travelled, points[:, axis]) for axis in range(3)], axis=1)
    table = np.asarray(np.clip(_srgb(path), 0, 1) * 255 + 0.5, np.uint8)
    table.setflags(write=False)
    return table


GREY = "grey"
"""The film without colours."""

FILM_COLOURS = (
    ColourMap(GREY, mark("Grey"), ((0, 0, 0), (255, 255, 255))),
    ColourMap("blue", mark("Blue film base"), ((2, 4, 10), (66, 84, 112), (150, 176, 206), (244, 248, 252))),
    ColourMap("inferno", mark("Inferno"), ((0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164))),
    ColourMap("viridis", mark("Viridis"), ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))),
    ColourMap("cividis", mark("Cividis"),
              ((0, 34, 78), (62, 76, 107), (124, 123, 120), (186, 173, 108), (254, 232, 56))),
)  # fmt: skip
"""What the grey values of a film can be shown in, from black to white."""


@cache
def film_table(name: str) -> NDArray[np.uint8]:
    """The colours of one of `FILM_COLOURS`: ``(256, 3)`` uint8 sRGB by grey level, read-only.

    Grey is exact; the others go in steps of equal visible difference, as `colour_table`.

    Raises
    ------
    KeyError
        No choice has that name.
    """
    if name == GREY:
        table = np.repeat(np.arange(STEPS, dtype=np.uint8)[:, None], 3, axis=1)
        table.setflags(write=False)
        return table
    return even_table({colours.name: colours.anchors for colours in FILM_COLOURS}[name])


_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _oklab(srgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """``(N, 3)`` sRGB 0..1 → OKLab."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T)


def _srgb(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """OKLab → sRGB; may leave 0..1 by a rounding error."""
    linear = np.clip((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
