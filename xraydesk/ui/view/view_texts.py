"""Which words stand over a film in its present view: from the state of the view to `Marks` and running lines."""

from __future__ import annotations

from dataclasses import dataclass

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.ui.shell.theme import CAUTION, PICTURE_TEXT
from xraydesk.ui.view.corner_texts import Amount, describe, value_text
from xraydesk.ui.view.marks_layer import Marks
from xraydesk.ui.view.orientation import Turn, side_letters
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.windowing import window_text


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows, as far as words depend on it.

    Attributes
    ----------
    picture, voi, inverted, turn
        The film and how it is seen.
    zoom
        Device pixels per picture column.
    pointed
        Stored ``(row, column)`` under the pointer, None outside the film.
    ai_lines, banner
        What is said about the model, and what is going on.
    amount, patient_hidden
        How much is written.
    """

    picture: Picture
    voi: Window | LookupTable
    inverted: bool
    turn: Turn
    zoom: float
    pointed: tuple[int, int] | None
    ai_lines: tuple[str, ...]
    banner: str
    amount: Amount
    patient_hidden: bool


def marks_of(shown: Shown) -> Marks:
    """Corner texts, side letters, red marks and warnings."""
    radiograph = shown.picture.radiograph
    left, top, right, bottom = side_letters(radiograph.orientation, shown.turn)
    if len(radiograph.orientation) != 2:
        top = bottom = ""  # one mark on either side says that the sides are not known; four would be noise
    alarms = ("LOSSY" if radiograph.lossy else "", shown.turn.mark)
    return Marks(
        describe(radiograph, amount=shown.amount, patient_hidden=shown.patient_hidden),
        (left, top, right, bottom),
        tuple(alarm for alarm in alarms if alarm),
        radiograph.warnings,
        shown.banner,
    )


def running_lines(shown: Shown) -> tuple[tuple[str, str], ...]:
    """The lines at the bottom left from top to bottom, each with its colour."""
    picture = shown.picture
    radiograph = picture.radiograph
    rows, columns = radiograph.shape
    lines: list[tuple[str, str]] = []
    if shown.amount is Amount.ALL:
        if radiograph.frames > 1:
            lines.append((f"Frame {picture.frame + 1} / {radiograph.frames}", PICTURE_TEXT))
        if shown.pointed is not None:
            lines.append((value_text(picture, *shown.pointed), PICTURE_TEXT))
        lines.append((f"{columns} × {rows}", PICTURE_TEXT))
    if shown.amount is not Amount.NONE:
        lines.append((f"Zoom {shown.zoom * 100:.0f} %", PICTURE_TEXT))
        if not radiograph.is_colour:
            lines.append((window_text(shown.voi) + ("  inverted" if shown.inverted else ""), PICTURE_TEXT))
    lines += [(line, CAUTION) for line in shown.ai_lines]
    return tuple(lines)
