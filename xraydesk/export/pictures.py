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

_LONGEST_SIDE: Final = 1024
_OPACITY: Final = 0.6


def write_picture(radiograph: Radiograph, target: Path) -> None:
    """The first frame as the viewer shows it by default: grey or RGB PNG, rows and columns as in the file."""
    _write(Image.fromarray(render(radiograph)), target)


def write_heatmap(
    radiograph: Radiograph, class_map: NDArray[np.float32], geometry: Geometry, scale: float, target: Path
) -> None:
    """The film with one label's evidence over it.

    Parameters
    ----------
    radiograph
        The film; its first frame is drawn.
    class_map
        ``(h, w)`` float32 evidence in logit units over the model's input.
    geometry
        Where that input lies in the film.
    scale
        Logit units drawn at full colour, the same for every film.
    target
        PNG file, at most 1024 pixels on its longer side.
    """
    film = Image.fromarray(render(radiograph)).convert("RGBA")
    film.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.BOX)
    evidence = over_image(class_map, geometry, _LONGEST_SIDE)
    colours = Image.fromarray(colourise(evidence, scale, COLOUR_MAPS[0].name)).resize(film.size)
    colours.putalpha(colours.getchannel("A").point([round(alpha * _OPACITY) for alpha in range(256)]))
    _write(Image.alpha_composite(film, colours).convert("RGB"), target)


def _write(image: Image.Image, target: Path) -> None:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    write_atomically(target, stream.getvalue())
