"""A contact sheet of a recipe's augmentation: what the network will see, so that nobody has to imagine it.

Lungs in other surroundings are not on it: the lungs of films are found when a run begins.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from trainer.data.augment import BLUR_FACTORS, HOLE_SIDES, QUALITIES, Strengths, apply, augment
from trainer.data.augmentations import geometry
from trainer.data.cache import open_cache
from trainer.data.dataset import open_data
from trainer.data.films import DataError, Film
from trainer.recipe import Augment, Recipe
from xraydesk.core.files import write_atomically

CELL = 168
_GAP, _LEFT, _HEAD, _SEED = 6, 190, 52, 7
_PAPER, _INK, _FAINT = 24, 232, 150

Effect = Callable[[Tensor], Strengths]


def effects(settings: Augment) -> list[tuple[str, Effect]]:
    """Every change that is switched on, alone and at its full strength.

    Returns
    -------
    A caption and a function from ``(N,)`` signs (1 or -1, for changes that go both ways) to strengths.
    """
    s = settings

    def places(matrix: Callable[[Tensor], Tensor]) -> Effect:
        return lambda sign: Strengths(matrix(sign))

    def greys(name: str, value: Callable[[Tensor], Tensor]) -> Effect:
        return lambda sign: Strengths(torch.eye(3).repeat(len(sign), 1, 1), **{name: value(sign)})

    known: list[tuple[float, str, Effect]] = [
        (s.rotate, f"rotate\n±{s.rotate:g}°", places(lambda sign: geometry.rotation(sign * s.rotate))),
        (s.scale, f"scale\n±{s.scale:g}", places(lambda sign: geometry.zoom(1 + sign * s.scale))),
        (s.aspect, f"aspect\n±{s.aspect:g}", places(lambda sign: geometry.aspect(1 + sign * s.aspect))),
        (s.shift, f"shift\n±{s.shift:g}", places(lambda sign: geometry.shift(torch.stack([sign, -sign], 1) * s.shift))),
        (s.flip, f"flip\nin {s.flip:.0%}", places(lambda sign: geometry.flip(sign.abs() > 0))),
        (s.gamma, f"gamma\nexp(±{s.gamma:g})", greys("gamma", lambda sign: (sign * s.gamma).exp())),
        (s.brightness, f"brightness\n±{s.brightness:g}", greys("brightness", lambda sign: sign * s.brightness)),
        (s.contrast, f"contrast\n1±{s.contrast:g}", greys("contrast", lambda sign: 1 + sign * s.contrast)),
        (
            s.blur,
            f"blur to 1/{BLUR_FACTORS[-1]:g}\nin {s.blur:.0%}",
            greys("blur", lambda sign: sign.abs() * BLUR_FACTORS[-1]),
        ),
        (s.jpeg, f"JPEG {QUALITIES[0]:g}\nin {s.jpeg:.0%}", greys("jpeg", lambda sign: sign.abs() * QUALITIES[0])),
        (s.noise, f"noise\n{s.noise:g}", greys("noise", lambda sign: sign.abs() * s.noise)),
        (s.margins, f"margins\n{s.margins:.0%}", greys("margins", lambda sign: _edges(sign, s.margins))),
        (s.cutouts, f"cut-outs\n{s.cutouts}", greys("holes", lambda sign: _holes(len(sign), s.cutouts))),
    ]
    return [(caption, effect) for strength, caption, effect in known if strength]


def columns(cells: Tensor, size: int, settings: Augment) -> list[tuple[str, Tensor]]:
    """The sheet's columns: caption and ``(N, size, size)`` float32 in 0..1.

    Parameters
    ----------
    cells
        ``(N, s, s)`` uint8.
    """
    count = len(cells)
    sign = torch.where(torch.arange(count) % 2 == 0, 1.0, -1.0)
    plain = apply(cells, size, Strengths(torch.eye(3).repeat(count, 1, 1)), torch.Generator())
    sheet = [("original", plain)]
    for caption, effect in effects(settings):
        sheet.append((caption, apply(cells, size, effect(sign), torch.Generator().manual_seed(_SEED))))
    if settings.mixup:
        sheet.append((f"mixup {settings.mixup:g}\nhalf and half", (plain + plain.roll(1, 0)) / 2))
    if len(sheet) > 1:
        for number in (1, 2):
            random = torch.Generator().manual_seed(_SEED + number)
            sheet.append((f"all together\ndraw {number}", _to_unit(augment(cells, size, settings, random))))
    return [(caption, images[:, 0]) for caption, images in sheet]


def write_sheet(recipe: Recipe, places: Sequence[Path], cache: Path, out: Path, count: int = 6) -> None:
    """Draw the sheet of some training films as a PNG file.

    Raises
    ------
    DataError
        The data cannot be used for the recipe.
    """
    dataset = open_data(places, recipe, cache)
    recipe = dataset.recipe
    films = choose(dataset.of("train"), count)
    if not films:
        raise DataError("no film of the data is in the part for training")
    cells = torch.from_numpy(open_cache(films, recipe.preprocess, recipe.cache_size, cache)[:])
    sheet = columns(cells, recipe.preprocess.input_size, recipe.augment)
    drawn = draw_sheet(recipe.title, films, [(caption, images.numpy()) for caption, images in sheet])
    out.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    drawn.save(stream, "PNG", optimize=True)
    write_atomically(out, stream.getvalue())


def choose(films: Sequence[Film], count: int) -> list[Film]:
    """A few films that differ: one of each label, source and view in turn, the same at every call."""
    kinds: dict[tuple[str, str, str], list[Film]] = {}
    for film in sorted(films, key=lambda film: (film.label, film.source, film.view, str(film.path))):
        kinds.setdefault((film.label, film.source, film.view), []).append(film)
    turn: list[Film] = []
    by_label: dict[str, list[list[Film]]] = {}
    for (label, _, _), group in kinds.items():
        by_label.setdefault(label, []).append(group)
    depth = 0
    while len(turn) < min(count, len(films)):
        for groups in by_label.values():
            group = groups[depth % len(groups)]
            place = depth // len(groups)
            if place < len(group):
                turn.append(group[place])
        depth += 1
        if depth > len(films):
            break
    return turn[:count]


def draw_sheet(title: str, films: Sequence[Film], sheet: Sequence[tuple[str, NDArray[np.float32]]]) -> Image.Image:
    """The contact sheet: a row for each film, a column for each ``(caption, (N, S, S) in 0..1)``."""
    width = _LEFT + len(sheet) * (CELL + _GAP) + _GAP
    height = 34 + _HEAD + len(films) * (CELL + _GAP) + _GAP
    page = Image.new("L", (width, height), _PAPER)
    pen = ImageDraw.Draw(page)
    large, small = ImageFont.load_default(17), ImageFont.load_default(13)
    pen.text((10, 8), _one_line(title, 120), _INK, large)
    for number, (caption, images) in enumerate(sheet):
        left = _LEFT + number * (CELL + _GAP)
        pen.multiline_text((left + CELL / 2, 34 + _HEAD / 2), caption, _INK, small, anchor="mm", align="center")
        for row, image in enumerate(images):
            shown = Image.fromarray(np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8))
            page.paste(shown.resize((CELL, CELL), Image.Resampling.LANCZOS), (left, 34 + _HEAD + row * (CELL + _GAP)))
    for row, film in enumerate(films):
        top = 34 + _HEAD + row * (CELL + _GAP)
        pen.text((10, top + 4), _one_line(film.label or "no label", 24), _INK, small)
        about = (film.data, film.source if film.source != film.data else "", film.view, film.path.name)
        lines = [_one_line(text, 26) for text in about if text]
        pen.multiline_text((10, top + 24), "\n".join(lines), _FAINT, small)
    return page


def _one_line(text: str, most: int) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _edges(sign: Tensor, width: float) -> Tensor:
    return torch.cat([torch.full((len(sign), 4), width), torch.where(sign > 0, 0.0, 0.5).unsqueeze(1)], dim=1)


def _holes(count: int, number: int) -> Tensor:
    holes = torch.rand(count, number, 5, generator=torch.Generator().manual_seed(_SEED))
    holes[..., 2:4] = HOLE_SIDES[1]
    return holes


def _to_unit(images: Tensor) -> Tensor:
    """Standardised pictures with their darkest place black and their brightest white."""
    low, high = images.amin(dim=(2, 3), keepdim=True), images.amax(dim=(2, 3), keepdim=True)
    return (images - low) / (high - low).clamp_min(1e-6)
