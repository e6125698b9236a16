"""Pictures made by code that are no chest film: text, plots, patterns, noise, and shapes as of other examinations.

Each kind takes a generator and gives ``(STORED, STORED)`` float64 in 0..1. Kinds of `UNSEEN` never train the guard:
they say how it takes what it has met nothing like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from trainer.guard.pictures import STORED, Pictures

Array = NDArray[np.float64]
Random = np.random.Generator

_SIDE: Final = 2 * STORED
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-()      "


def make(kinds: Mapping[str, Callable[[Random], Array]], each: int, part: str, seed: int) -> Pictures:
    """``each`` pictures of every kind."""
    random = np.random.default_rng(seed)
    images, names = [], []
    for name, draw in kinds.items():
        for _ in range(each):
            picture = draw(random)
            low, high = picture.min(), picture.max()
            images.append(np.rint((picture - low) / max(high - low, 1e-6) * 255).astype(np.uint8))
            names.append(f"made: {name}")
    return Pictures(np.stack(images), tuple(names), (part,) * len(names), (Path(),) * len(names))


def _sheet(ground: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("L", (_SIDE, _SIDE), int(255 * ground))
    return sheet, ImageDraw.Draw(sheet)


def _small(sheet: Image.Image) -> Array:
    return np.asarray(sheet.resize((STORED, STORED), Image.Resampling.BILINEAR), np.float64) / 255


def _ground(random: Random) -> tuple[float, int]:
    """A ground, light or dark, and an ink that differs from it."""
    return (random.uniform(0.8, 1), int(random.integers(0, 90))) if random.random() < 0.6 else (0.05, 230)


def text_page(random: Random) -> Array:
    """Lines of words, sometimes with a heading or a box."""
    ground, ink = _ground(random)
    sheet, pen = _sheet(ground)
    size = int(random.integers(8, 26))
    top, left = (int(value) for value in random.integers(5, 60, 2))
    while top < _SIDE - random.integers(10, 120):
        words = "".join(random.choice(list(_LETTERS), int(random.integers(5, 60))))
        pen.text((left, top), words, fill=ink, font_size=size)
        top += int(size * random.uniform(1.1, 1.9))
    if random.random() < 0.4:
        a, b = sorted(random.integers(0, _SIDE, 2)), sorted(random.integers(0, _SIDE, 2))
        pen.rectangle((int(a[0]), int(b[0]), int(a[1]), int(b[1])), outline=ink, fill=int(random.integers(0, 255)))
    return _small(sheet)


def plot(random: Random) -> Array:
    """Axes with curves, bars or points."""
    ground, ink = _ground(random)
    sheet, pen = _sheet(ground)
    low, high = int(_SIDE * 0.1), int(_SIDE * 0.9)
    pen.rectangle((low, low, high, high), outline=ink)
    across = np.linspace(low, high, 60)
    for _ in range(int(random.integers(1, 5))):
        curve = np.cumsum(random.normal(0, 1, 60))
        curve = low + (curve - curve.min()) / max(np.ptp(curve), 1e-6) * (high - low)
        way = random.integers(3)
        if way == 0:
            pen.line(list(zip(across, curve, strict=True)), fill=ink, width=int(random.integers(1, 5)))
        elif way == 1:
            for x, y in zip(across[::4], curve[::4], strict=True):
                pen.rectangle((x, y, x + 8, high), fill=int(random.integers(0, 255)))
        else:
            for x, y in zip(across, curve, strict=True):
                pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill=ink)
    return _small(sheet)


def windows(random: Random) -> Array:
    """A screen with bars, fields and buttons."""
    sheet, pen = _sheet(random.uniform(0, 1))
    for _ in range(int(random.integers(6, 40))):
        x, y = random.integers(0, _SIDE, 2)
        w, h = random.integers(8, 150, 2)
        pen.rectangle((int(x), int(y), int(x + w), int(y + h)), fill=int(random.integers(0, 256)))
        words = "".join(random.choice(list(_LETTERS), 12))
        pen.text((int(x) + 3, int(y) + 3), words, fill=int(random.integers(0, 256)))
    return _small(sheet)


def noise(random: Random) -> Array:
    """White noise, or noise of ever larger grains."""
    power = random.uniform(0, 3)
    fy, fx = np.fft.fftfreq(STORED)[:, None], np.fft.rfftfreq(STORED)[None]
    spectrum = np.fft.rfft2(random.standard_normal((STORED, STORED)))
    return np.asarray(np.fft.irfft2(spectrum / np.maximum(np.hypot(fx, fy), 1 / STORED) ** power, (STORED, STORED)))


def gradient(random: Random) -> Array:
    """A slope or a spot, straight or round."""
    y, x = np.mgrid[-1 : 1 : STORED * 1j, -1 : 1 : STORED * 1j]
    angle, cx, cy = random.uniform(0, 2 * np.pi), *random.uniform(-1, 1, 2)
    straight = x * np.cos(angle) + y * np.sin(angle)
    round_ = np.hypot(x - cx, (y - cy) * random.uniform(0.5, 2))
    mixed = random.uniform() * straight + random.uniform(-1, 1) * round_
    return np.asarray(mixed + 0.02 * random.standard_normal(x.shape))


def pattern(random: Random) -> Array:
    """Checks, bars, rings, rays, steps of grey."""
    y, x = np.mgrid[-1 : 1 : STORED * 1j, -1 : 1 : STORED * 1j]
    angle, rate = random.uniform(0, np.pi), random.uniform(2, 30)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    row, column = np.minimum((y * 4 + 4).astype(int), 7), np.minimum((x * 4 + 4).astype(int), 7)
    forms = (
        np.sign(np.sin(rate * u)) * np.sign(np.sin(rate * v)),
        np.sin(rate * u),
        np.sin(rate * np.hypot(u, v)),
        np.sin(np.round(rate) * np.arctan2(v, u)),
        np.round(u * rate / 3),
        np.round(random.random((8, 8))[row, column], 1),
    )
    return np.asarray(forms[random.integers(len(forms))] + 0.03 * random.standard_normal(x.shape))


def shapes(random: Random) -> Array:
    """A few soft or sharp bodies on a plain ground."""
    sheet, pen = _sheet(random.uniform(0, 1))
    for _ in range(int(random.integers(1, 14))):
        x, y = random.integers(-40, _SIDE, 2)
        w, h = random.integers(10, 200, 2)
        draw: Any = pen.ellipse if random.random() < 0.6 else pen.rectangle
        draw((int(x), int(y), int(x + w), int(y + h)), fill=int(random.integers(0, 256)))
    return _small(sheet.filter(ImageFilter.GaussianBlur(random.uniform(0, 12))))


def slice_(random: Random) -> Array:
    """A body cut across, as CT and MR show it: a bright rim, organs and a spine, on black or white."""
    y, x = np.mgrid[-1 : 1 : STORED * 1j, -1 : 1 : STORED * 1j]
    wide, high = random.uniform(0.45, 0.95), random.uniform(0.4, 0.9)
    wobble = sum(random.normal(0, 0.02) * np.cos(k * np.arctan2(y, x)) for k in range(2, 6))
    radius = np.hypot(x / wide, y / high) + wobble
    picture = np.where(radius < 1, random.uniform(0.3, 0.7), 0.0)
    picture = np.where((radius < 1) & (radius > random.uniform(0.85, 0.95)), random.uniform(0.1, 1), picture)
    for _ in range(int(random.integers(2, 12))):
        cx, cy = random.uniform(-0.6, 0.6, 2)
        inside = np.hypot((x - cx) / random.uniform(0.05, 0.4), (y - cy) / random.uniform(0.05, 0.4)) < 1
        picture = np.where(inside & (radius < 0.85), random.uniform(0, 1), picture)
    spine = np.hypot(x - random.uniform(-0.1, 0.1), y - high * 0.6) < random.uniform(0.08, 0.2)
    picture = np.where(spine, random.uniform(0.6, 1), picture)
    soft = Image.fromarray(np.asarray(picture * 255, np.uint8)).filter(ImageFilter.GaussianBlur(random.uniform(0.3, 2)))
    picture = np.asarray(soft, np.float64) / 255
    return np.asarray(picture + random.uniform(0, 0.08) * random.standard_normal(x.shape))


def sector(random: Random) -> Array:
    """A sector of speckle on black with letters at the edge, as of ultrasound."""
    y, x = np.mgrid[0 : 1 : STORED * 1j, -0.5 : 0.5 : STORED * 1j]
    reach, half = np.hypot(x, y + random.uniform(0, 0.2)), random.uniform(0.3, 0.9)
    inside = (np.abs(np.arctan2(x, y + 0.05)) < half) & (reach < random.uniform(0.7, 1)) & (reach > 0.1)
    body = np.kron(random.gamma(1, 1, (20, 20)), np.ones((STORED // 20, STORED // 20)))
    speckle = body * random.gamma(1.2, 1, x.shape)
    soft = Image.fromarray(np.asarray(np.clip(speckle * 60, 0, 255), np.uint8)).filter(ImageFilter.GaussianBlur(1))
    return np.asarray(np.where(inside, np.asarray(soft, np.float64) / 255, 0))


def limb(random: Random) -> Array:
    """One to five long bones in soft tissue, straight or fanned, on dark air: a limb or a hand."""
    sheet, pen = _sheet(0.03)
    middle, count = _SIDE / 2, int(random.integers(1, 6))
    tilt = random.uniform(-0.9, 0.9)
    for layer, grey in ((2.4, random.integers(50, 120)), (1.0, random.integers(160, 255))):
        for number in range(count):
            fan = tilt + (number - (count - 1) / 2) * random.uniform(0.12, 0.35)
            thick = _SIDE * random.uniform(0.05, 0.22) / np.sqrt(count) * layer
            length = _SIDE * random.uniform(0.5, 0.9)
            start = (middle + (number - (count - 1) / 2) * _SIDE * 0.1, middle + length / 2)
            end = (start[0] + np.sin(fan) * length, start[1] - np.cos(fan) * length)
            pen.line((*start, *end), fill=int(grey), width=int(thick))
            for x, y in (start, end):
                pen.ellipse((x - thick * 0.7, y - thick * 0.7, x + thick * 0.7, y + thick * 0.7), fill=int(grey))
    soft = _small(sheet.filter(ImageFilter.GaussianBlur(random.uniform(1, 6))))
    return soft + 0.01 * random.standard_normal((STORED, STORED))


def landscape(random: Random) -> Array:
    """Hills before a sky with a sun, as of a photograph."""
    across = np.arange(STORED)
    picture = np.repeat(np.linspace(random.uniform(0.6, 1), random.uniform(0.4, 0.9), STORED)[:, None], STORED, 1)
    for depth in range(int(random.integers(2, 6))):
        ridge = STORED * (0.3 + 0.12 * depth) + np.cumsum(random.normal(0, 2, STORED))
        hill = np.arange(STORED)[:, None] > ridge[None]
        picture = np.where(hill, random.uniform(0, 0.7) + 0.1 * random.standard_normal((STORED, STORED)), picture)
    return picture - 0.3 * (np.hypot(across[:, None] - 30, across[None] - 120) < random.uniform(3, 20))


def maze(random: Random) -> Array:
    """Arcs or diagonals in cells, without any body."""
    cell = int(random.integers(8, 32))
    sheet, pen = _sheet(random.uniform(0.7, 1))
    for x in range(0, _SIDE, cell):
        for y in range(0, _SIDE, cell):
            ends = (x, y, x + cell, y + cell) if random.random() < 0.5 else (x + cell, y, x, y + cell)
            pen.line(ends, fill=10, width=max(1, cell // 6))
    return _small(sheet)


SEEN: Final[Mapping[str, Callable[[Random], Array]]] = {
    "text": text_page,
    "screen": windows,
    "noise": noise,
    "gradient": gradient,
    "pattern": pattern,
    "shapes": shapes,
    "slice": slice_,
    "limb": limb,
}
UNSEEN: Final[Mapping[str, Callable[[Random], Array]]] = {
    "plot": plot,
    "sector": sector,
    "landscape": landscape,
    "maze": maze,
}
