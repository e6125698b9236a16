"""Radiographs and heatmaps as 8-bit PNG files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.files import write_atomically
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import render
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.overlay import COLOUR_MAPS, colourise, over_image

LONGEST_SIDE: Final = 1024
"""Pixels of an exported film with a heatmap on its longer side, at most."""

_OPACITY: Final = 0.6


def write_picture(radiograph: Radiograph, target: Path) -> None:
    """The first frame as the viewer shows it by default: grey or RGB PNG, rows and columns as in the file."""
    _write(Image.fromarray(render(radiograph)), target)


def write_heatmap(
    picture: NDArray[np.uint8], class_map: NDArray[np.float32], geometry: Geometry, scale: float, target: Path
) -> None:
    """The film with one label's evidence over it.

    Parameters
    ----------
    picture
        The film out of `small_picture`.
    class_map
        ``(h, w)`` float32 evidence in logit units over the model's input.
    geometry
        Where that input lies in the film.
    scale
        Logit units drawn at full colour, the same for every film.
    target
        PNG file, at most 1024 pixels on its longer side.
    """
    film = Image.fromarray(picture).convert("RGBA")
    _write(over_film(film, class_map, geometry, scale), target)


def film_of(radiograph: Radiograph) -> Image.Image:
    """The first frame as the viewer shows it by default, made small enough for a heatmap: RGBA."""
    return Image.fromarray(small_picture(radiograph)).convert("RGBA")


def small_picture(radiograph: Radiograph) -> NDArray[np.uint8]:
    """The same as grey values ``(rows, columns)`` or colours ``(rows, columns, 3)``, 0..255."""
    film = Image.fromarray(render(radiograph))
    film.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    return np.asarray(film)


def over_film(film: Image.Image, class_map: NDArray[np.float32], geometry: Geometry, scale: float) -> Image.Image:
    """A film out of `film_of` with one label's evidence over it: RGB; parameters as of `write_heatmap`."""
    evidence = over_image(class_map, geometry, LONGEST_SIDE)
    return Image.alpha_composite(film, heat_colours(evidence, scale).resize(film.size)).convert("RGB")


def heat_colours(evidence: NDArray[np.float32], scale: float) -> Image.Image:
    """Evidence in logit units as it is laid over films: RGBA."""
    colours = Image.fromarray(colourise(evidence, scale, COLOUR_MAPS[0].name))
    colours.putalpha(colours.getchannel("A").point([round(alpha * _OPACITY) for alpha in range(256)]))
    return colours


def _write(image: Image.Image, target: Path) -> None:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    write_atomically(target, stream.getvalue())
