"""A picture for each film: the original beside the film with a heatmap, a legend and what the answer was."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from xraydesk.export.failures import need_folder, put
from xraydesk.export.pictures import LONGEST_SIDE, film_of, heat_colours, over_film
from xraydesk.export.pseudonyms import pseudonym
from xraydesk.export.run import BURNED_IN, RESEARCH_USE, Case, Options, Run, Shown, Written, answer_text
from xraydesk.export.texts import prose
from xraydesk.imaging.overlay import UNIT_TEXT

_MARGIN: Final = 16
_BAR: Final = 16
_SIZE: Final = 18
_INK: Final = (214, 218, 224)
_GROUND: Final = (16, 18, 20)
_CAUTION: Final = (224, 176, 96)


def write_film_pages(run: Run, folder: Path, options: Options) -> Written:
    """Write one PNG for each film that can be opened, named by its digest, never by tags or its path.

    Raises
    ------
    ExportError
        The folder cannot be written.
    """
    need_folder(folder)
    done: set[str] = set()
    missing = 0
    for case in run.cases:
        shown = None if case.result.sha256 in done else options.open_film(case)
        if shown is not None:
            digest = case.result.sha256
            name = pseudonym(options.salt, "film", digest) if options.is_pseudonymous else digest[:32]
            put(folder / f"{name}.png", film_page(run, case, shown))
            done.add(case.result.sha256)
        missing += case.result.sha256 not in done
    notices = [f"Files without a picture: {missing} (they could not be opened)."] if missing else []
    if done and options.is_pseudonymous:
        notices.append(BURNED_IN)
    return Written(len(done), tuple(notices))


def film_page(run: Run, case: Case, shown: Shown) -> bytes:
    """One film as PNG: the original, the same with the evidence for one finding, the legend and the answer.

    A film without a score is shown alone. Neither name nor path stands on it.
    """
    film = film_of(shown.radiograph)
    pictures = [film.convert("RGB")]
    if shown.class_map is not None and shown.geometry is not None:
        pictures.append(over_film(film, shown.class_map, shown.geometry, shown.scale))
    lines = _lines(run, case, shown)
    width = max(sum(picture.width for picture in pictures) + _MARGIN * (len(pictures) + 1), 640)
    below = film.height + 2 * _MARGIN
    step = _SIZE + 8
    legend = (_BAR + 2 * step + _MARGIN) if len(pictures) > 1 else 0
    page = Image.new("RGB", (width, below + legend + step * len(lines) + _MARGIN), _GROUND)
    left = _MARGIN
    for picture in pictures:
        page.paste(picture, (left, _MARGIN))
        left += picture.width + _MARGIN
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(_SIZE)
    if legend:
        _legend(page, draw, font, (left - _MARGIN - film.width, below), film.width, shown)
    for number, (line, colour) in enumerate(lines):
        draw.text((_MARGIN, below + legend + number * step), _fitting(draw, font, line, width), colour, font)
    stream = io.BytesIO()
    page.save(stream, "PNG")
    return stream.getvalue()


def _lines(run: Run, case: Case, shown: Shown) -> list[tuple[str, tuple[int, int, int]]]:
    result = case.result
    chances = ", ".join(f"{finding.label} {finding.probability:.3f}" for finding in result.findings)
    place = result.localisation.sentence() if result.localisation and result.localisation.is_unreliable else ""
    against = f"scored against advice: {result.against}" if result.against else ""
    texts = [
        (answer_text(result), _INK),
        (chances, _INK),
        (f"heatmap of {shown.label}" if shown.label else "", _INK),
        *((caution, _CAUTION) for caution in (place, against, *result.hints)),
        (run.model, _INK),
        (f"{run.software} · {run.made}", _INK),
        (RESEARCH_USE, _CAUTION),
    ]
    return [(prose(text), colour) for text, colour in texts if text]


def _legend(
    page: Image.Image, draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    corner: tuple[int, int], width: int, shown: Shown,
) -> None:  # fmt: skip
    """The colours over a middle grey, as they lie over a film, with their numbers and unit."""
    left, top = corner
    ramp = np.linspace(0, 1, width, dtype=np.float32)[None].repeat(_BAR, axis=0)
    bar = Image.new("RGBA", (width, _BAR), (110, 110, 110, 255))
    page.paste(Image.alpha_composite(bar, heat_colours(ramp, 1.0)).convert("RGB"), corner)
    below = top + _BAR + 4
    draw.text((left, below), "0", _INK, font)
    # The font has no sign for "at least".
    draw.text((left + width, below), f">= {shown.scale:.3g}", _INK, font, anchor="ra")
    draw.text((left, below + _SIZE + 8), UNIT_TEXT, _INK, font)


def _fitting(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, text: str, width: int
) -> str:
    """The text, cut with an ellipsis where it is wider than the page."""
    room = width - 2 * _MARGIN
    text = text[:LONGEST_SIDE]
    if draw.textlength(text, font) <= room:
        return text
    while text and draw.textlength(f"{text}…", font) > room:
        text = text[: -max(1, len(text) // 20)]
    return f"{text}…"
