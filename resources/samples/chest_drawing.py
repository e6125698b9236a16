"""A chest film computed from formulas: what make_phantom.py puts into the bundled sample.

Chords of X-rays through ellipsoids, tubes and shells are added up as attenuation, and the sum becomes the
grey. Lengths are millimetres; x grows to the patient's left (the right side of the picture), y downwards;
x = 0 is the midline. Everything is drawn on one grid of pixel centres, ``x`` and ``y``, each
``(ROWS, COLUMNS)`` float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = tuple[float, float]
Box = tuple[slice, slice]

ROWS, COLUMNS, SPACING = 1700, 1400, 0.25
STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {  # letters on a field 4 wide and 6 high
    "A": (((0, 6), (2, 0), (4, 6)), ((0.8, 3.8), (3.2, 3.8))),
    "H": (((0, 0), (0, 6)), ((4, 0), (4, 6)), ((0, 3), (4, 3))),
    "L": (((0, 0), (0, 6), (3.6, 6)),),
    "M": (((0, 6), (0, 0), (2, 3.4), (4, 0), (4, 6)),),
    "N": (((0, 6), (0, 0), (4, 6), (4, 0)),),
    "O": (((1.2, 0), (2.8, 0), (4, 1.4), (4, 4.6), (2.8, 6), (1.2, 6), (0, 4.6), (0, 1.4), (1.2, 0)),),
    "P": (((0, 6), (0, 0), (2.8, 0), (3.8, 0.9), (3.8, 2.3), (2.8, 3.2), (0, 3.2)),),
    "R": (((0, 6), (0, 0), (2.8, 0), (3.8, 0.9), (3.8, 2.3), (2.8, 3.2), (0, 3.2)), ((2, 3.2), (4, 6))),
    "T": (((0, 0), (4, 0)), ((2, 0), (2, 6))),
}


def draw() -> NDArray[np.uint16]:
    """The film's stored samples.

    Returns
    -------
    ``(1700, 1400)`` uint16 in 0..4095; the more tissue a ray has met, the higher.
    """
    across = (np.arange(COLUMNS) + 0.5) * SPACING - COLUMNS * SPACING / 2
    x, y = np.meshgrid(across, (np.arange(ROWS) + 0.5) * SPACING)
    air = lungs(x, y)
    density = soft_tissue(x, y) - 0.74 * air + mediastinum(x, y) + abdomen(x, y)
    density += skeleton(x, y) + vessels(x, y) * air
    random = np.random.RandomState(20000101)  # its stream is frozen, unlike that of Generator
    mottle = blur(random.standard_normal((ROWS, COLUMNS)), 5)
    grain = blur(random.standard_normal((ROWS, COLUMNS)), 1)
    grey = 4095 * film(blur(density, 2) + 0.10 * mottle + 0.012 * grain)
    for text, left, top, size in (("R", -166, 150, 2.2), ("L", 157, 150, 2.2), ("PHANTOM", -45, 368, 2.4)):
        write(grey, (x, y), text, (left, top), size)
    return np.asarray(np.round(np.clip(grey, 0, 4095)), np.uint16)


def film(density: Array) -> Array:
    """Attenuation → grey 0..1: the S-shaped curve of a film, steepest between lung and mediastinum."""
    return 1 / (1 + np.exp(-3.2 * (density - 0.76)))


# ------------------------------------------------------------------------------------------ the body


def soft_tissue(x: Array, y: Array) -> Array:
    """Neck, shoulders and trunk, with a little more over the pectoral muscles."""
    half_width = along(y, [(0, 50), (22, 56), (46, 84), (66, 150), (90, 215), (150, 205), (230, 170), (425, 164)])
    trunk = 0.98 * np.sqrt(np.clip(1 - (x / half_width) ** 2, 0, 1))
    muscle = sum(ellipse(x, y, (side * 88, 235), (62, 72), 0) for side in (-1, 1))
    return np.asarray(trunk + 0.09 * muscle)


def lungs(x: Array, y: Array) -> Array:
    """Depth of air, 0..1: deep in the middle, thin towards the chest wall, sharp at heart and diaphragm."""
    lateral = [
        (30, 46),
        (42, 54),
        (60, 66),
        (95, 92),
        (140, 110),
        (200, 124),
        (260, 132),
        (330, 136),
        (425, 137),
    ]
    apex = [(0, 88), (10, 80), (18, 62), (26, 50), (38, 44), (50, 46), (62, 54), (74, 66), (88, 76)]
    right = [
        (30, 22),
        (42, 20),
        (60, 18),
        (95, 16),
        (140, 19),
        (175, 25),
        (205, 34),
        (245, 46),
        (280, 47),
        (425, 40),
    ]
    left = [(30, 22), (42, 21), (60, 20), (95, 22), (118, 31), (135, 33), (152, 27), (175, 31), (200, 47)]
    left += [(235, 72), (268, 87), (295, 89), (425, 80)]
    dome = [(0, 322), (28, 302), (60, 294), (90, 302), (114, 324), (134, 356), (180, 400)]
    total = np.zeros_like(x)
    for side, medial, lower in ((-1, right, 0), (1, left, 9)):
        out = side * x
        wall = 0.6 * ease((along(y, lateral) - out) / 9) + 0.4 * ease((along(y, lateral) - out) / 44)
        middle = ease((out - along(y, medial)) / 9)
        base = ease((along(out, dome) + lower - y) / 10)
        total += wall * middle * base * ease((y - along(out, apex)) / 22) ** 0.5
    return total


def mediastinum(x: Array, y: Array) -> Array:
    """Heart, great vessels and the air of the trachea and main bronchi."""
    heart = 0.25 * ellipse(x, y, (17, 250), (74, 50), 32) + 0.12 * ellipse(x, y, (-14, 240), (34, 46), 0)
    aorta = 0.16 * ellipse(x, y, (16, 134), (18, 17), 0) + 0.12 * np.exp(-(((x - 14) / 14) ** 2)) * ease((y - 120) / 20)
    vena = 0.08 * ellipse(x, y, (-12, 140), (13, 62), 0)
    airway = [tube(x, y, [(0, -5), (-1, 60), (1, 110), (1, 152)], 8.5)]
    airway += [tube(x, y, [(1, 150), (side * 18, 168), (side * 38, 186)], 5.5) for side in (-1, 1)]
    return np.asarray(heart + aorta + vena - 0.27 * np.maximum.reduce(airway))


def abdomen(x: Array, y: Array) -> Array:
    """Liver, spleen and the air in the stomach's fundus under the left dome."""
    below = ease((y - along(np.abs(x), [(0, 318), (60, 296), (110, 318), (134, 352), (180, 380)])) / 40)
    return np.asarray(0.22 * below - 0.34 * ellipse(x, y, (60, 326), (27, 12), -8))


def vessels(x: Array, y: Array) -> Array:
    """Hila and the branching arteries of both lungs, thinner with every fork."""
    density = np.zeros_like(x)
    for side in (-1, 1):
        hilum = (side * 36.0, 190.0 - 4 * side)
        for degrees in (-72, -44, -16, 12, 36, 58, 76):
            branch(density, (x, y), hilum, (side, degrees), (34.0 + degrees / 9, 2.6))
        density += 0.12 * ellipse(x, y, hilum, (12, 26), -12 * side)
    return density


def branch(density: Array, plane: tuple[Array, Array], start: Point, way: tuple[int, float], size: Point) -> None:
    """Add one artery and, until they are too thin to be seen, its two branches.

    Parameters
    ----------
    way
        Side of the body (-1 or 1) and the direction in degrees below the horizontal, away from the midline.
    size
        Length and radius in millimetres.
    """
    (side, degrees), (length, radius) = way, size
    angle = np.radians(degrees + 9)
    bend = (start[0] + side * 0.5 * length * np.cos(angle), start[1] + 0.5 * length * np.sin(angle))
    angle = np.radians(degrees)
    end = (bend[0] + side * 0.5 * length * np.cos(angle), bend[1] + 0.5 * length * np.sin(angle))
    np.maximum(density, 0.085 * radius * tube(*plane, [start, bend, end], radius), out=density)
    if radius > 0.8:
        for turn in (-21, 24):
            branch(density, plane, end, (side, degrees + turn), (length * 0.74, radius * 0.68))


# --------------------------------------------------------------------------------------- the skeleton


def skeleton(x: Array, y: Array) -> Array:
    """Spine, ribs, clavicles, shoulder blades and heads of the humerus."""
    density = spine(x, y)
    for side in (-1, 1):
        for number in range(1, 12):
            back, front = rib(number, side)
            bone = 0.16 * shell(x, y, back, 5.2) * ease((side * x - 8) / 26)
            if front:
                cartilage = ease((side * x - front[-1][0] * side) / 18)
                bone = np.maximum(bone, 0.12 * shell(x, y, front, 5.8) * cartilage)
            density += bone
        collar = [(side * 17, 98), (side * 42, 90), (side * 78, 76), (side * 112, 64), (side * 146, 62)]
        density += 0.19 * shell(x, y, collar, 6)
        inner, outer = (
            along(y, [(70, 118), (120, 122), (160, 124), (200, 130)]),
            along(y, [(70, 166), (200, 134)]),
        )
        blade = ease((side * x - inner) / 3) * ease((outer - side * x) / 3) * ease((y - 78) / 5) * ease((200 - y) / 8)
        density += 0.055 * blade + 0.07 * shell(x, y, [(side * 116, 84), (side * 158, 68)], 4.5)
        density += 0.045 * shell(x, y, [(side * 162, 84), (side * 146, 140), (side * 132, 200)], 3.5)
        density += 0.20 * shell(x, y, [(side * 174, 86), (side * 184, 130), (side * 188, 190)], 18)
    return density


def rib(number: int, side: int) -> tuple[list[Point], list[Point]]:
    """Centre lines of a rib's back, falling outwards, and of its front, falling inwards (ribs 1 to 7)."""
    top = 40 + 24.5 * number - 6 * (number == 1)
    fall = 8 + 5.6 * number
    wall = [(40, 44), (62, 68), (95, 92), (140, 110), (200, 125), (260, 133), (330, 138), (425, 140)]
    turn = top + fall
    reach = float(np.interp(turn, *np.array(wall).T)) - 1
    back = [(13, top), (0.3 * reach, top - 5 + 0.10 * fall), (0.66 * reach, top + 0.30 * fall)]
    back += [(0.91 * reach, top + 0.68 * fall), (reach, turn + 5)]
    front = [
        (reach, turn + 3),
        (0.96 * reach, turn + 17),
        (0.78 * reach, turn + 34),
        (0.50 * reach, turn + 47),
    ]
    mirror = [[(side * px, py) for px, py in line] for line in (back, front)]
    return mirror[0], mirror[1] if number <= 7 else []


def spine(x: Array, y: Array) -> Array:
    """Vertebral bodies with end plates and disc spaces, pedicles and spinous processes."""
    column = 0.17 * np.sqrt(np.clip(1 - (x / 17) ** 2, 0, 1))
    phase = (y % 23) / 23
    body = ease(np.minimum(phase, 1 - phase) * 8)
    plate = np.exp(-(((np.minimum(phase, 1 - phase) - 0.10) / 0.05) ** 2))
    density = column * (0.62 + 0.38 * body + 0.28 * plate)
    middle = (np.round((y - 11.5) / 23) * 23 + 11.5) - y
    for offset in (-10, 10):
        density += 0.07 * np.exp(-((((x - offset) / 3) ** 2 + (middle / 4.5) ** 2) ** 2))
    density += 0.06 * np.exp(-(((x / 2.2) ** 2 + ((middle - 3) / 6) ** 2) ** 2))
    return np.asarray(density)


# ------------------------------------------------------------------------------------------ the tools


def ease(t: Array) -> Array:
    """Smooth step: 0 below 0, 1 above 1, level at both ends."""
    t = np.clip(t, 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def spline(points: Sequence[Point], pieces: int = 12) -> Array:
    """Catmull-Rom curve through the points: ``(n, 2)``."""
    knots = np.array([points[0], *points, points[-1]], float)
    t = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False)
    ]
    return np.concatenate([*parts, knots[-1:]])


def along(position: Array, points: Sequence[Point]) -> Array:
    """A smooth function of one coordinate, through ``(position, value)`` points."""
    curve = spline(points)
    return np.asarray(np.interp(position, curve[:, 0], curve[:, 1]))


def ellipse(x: Array, y: Array, centre: Point, radii: Point, degrees: float) -> Array:
    """Chord through an ellipsoid, 0..1; ``degrees`` turns it clockwise in the picture."""
    angle = np.radians(degrees)
    right, down = x - centre[0], y - centre[1]
    u = (right * np.cos(angle) + down * np.sin(angle)) / radii[0]
    v = (down * np.cos(angle) - right * np.sin(angle)) / radii[1]
    return np.asarray(np.sqrt(np.clip(1 - u * u - v * v, 0, 1)))


def tube(x: Array, y: Array, points: Sequence[Point], radius: float) -> Array:
    """Chord through a solid round tube along a curve, 0..1."""
    box, away = distance(x, y, spline(points, 6), radius)
    result = np.zeros_like(x)
    result[box] = np.sqrt(np.clip(1 - (away / radius) ** 2, 0, 1))
    return result


def shell(x: Array, y: Array, points: Sequence[Point], radius: float) -> Array:
    """Chord through a tube of bone, 0..1: a dense cortex around spongy marrow, so its edges are bright."""
    box, away = distance(x, y, spline(points), radius)
    outer = np.sqrt(np.clip(1 - (away / radius) ** 2, 0, 1))
    marrow = np.sqrt(np.clip(1 - (away / (0.80 * radius)) ** 2, 0, 1))
    result = np.zeros_like(x)
    result[box] = (outer - 0.52 * marrow) / 0.6
    return result


def distance(x: Array, y: Array, curve: Array, reach: float) -> tuple[Box, Array]:
    """The part of the picture around a polyline, and the distances to it there, infinite beyond ``reach``."""
    whole = _box(curve, reach)
    away = np.full(x[whole].shape, np.inf)
    corner = (whole[0].start, whole[1].start)
    for piece in pairwise(curve):
        (x0, y0), (x1, y1) = piece
        rows, columns = _box(np.array(piece), reach)
        right, down = x[rows, columns] - x0, y[rows, columns] - y0
        length = max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-9)
        t = np.clip((right * (x1 - x0) + down * (y1 - y0)) / length, 0, 1)
        near = np.sqrt((right - t * (x1 - x0)) ** 2 + (down - t * (y1 - y0)) ** 2)
        inside = away[
            rows.start - corner[0] : rows.stop - corner[0],
            columns.start - corner[1] : columns.stop - corner[1],
        ]
        np.minimum(inside, near, out=inside)
    return whole, away


def _box(curve: Array, reach: float) -> Box:
    left, top = (curve.min(axis=0) - reach) / SPACING
    right, bottom = (curve.max(axis=0) + reach) / SPACING + 1
    return _span(top, bottom, ROWS), _span(left + COLUMNS / 2, right + COLUMNS / 2, COLUMNS)


def _span(first: float, last: float, count: int) -> slice:
    start = int(np.clip(first, 0, count))
    return slice(start, int(np.clip(last, start, count)))


def blur(values: Array, radius: int) -> Array:
    """Three box filters of ``2 * radius + 1`` pixels along both axes; edges repeat."""
    width = 2 * radius + 1
    for axis in (0, 1, 0, 1, 0, 1):
        padding = [(radius + 1, radius) if axis == a else (0, 0) for a in (0, 1)]
        sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis)
        upper, lower = np.split(sums, [width], axis=axis)[1], np.split(sums, [-width], axis=axis)[0]
        values = (upper - lower) / width
    return values


def write(grey: Array, plane: tuple[Array, Array], text: str, corner: Point, size: float) -> None:
    """Burn a word into the picture, in strokes; ``size`` millimetres are a sixth of a letter's height."""
    for place, letter in enumerate(text):
        for stroke in STROKES[letter]:
            line = np.array(stroke) * size + corner + np.array([place * 5.6 * size, 0])
            box, away = distance(*plane, line, size)
            grey[box] += ease((0.62 * size - away) / (0.3 * size) + 0.5) * (4000 - grey[box])
