"""What stands in the corners of the picture, as plain text; how it is painted is `outlined_text`'s matter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from xraydesk.core.radiograph import LookupTable, Radiograph
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.corner_plan import FIELDS, CornerPlan, Line, date_text, name_text, time_text
from xraydesk.ui.view.picture import Picture

__all__ = [
    "Amount", "Corners", "date_text", "describe", "modality_value", "name_text", "shorten", "time_text", "value_text",
]  # fmt: skip

LONGEST_LINE = 60
"""Characters; a hostile tag must not cover the film."""

DEFAULT_PLAN = CornerPlan()


class Amount(StrEnum):
    """How much is written; marks that the reader must see stay at every amount."""

    ALL = "all"
    MINIMAL = "minimal"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Corners:
    """Lines from top to bottom for each corner; empty lines are left out."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()


def describe(
    radiograph: Radiograph,
    *,
    amount: Amount,
    patient_hidden: bool,
    plan: CornerPlan = DEFAULT_PLAN,
    brief: bool = False,
) -> Corners:
    """The texts that stay while a picture is on screen.

    Parameters
    ----------
    amount, patient_hidden
        How much is written.
    plan
        Which lines stand where.
    brief
        Only the fields that tell one film from another: for small views.
    """
    if amount is not Amount.ALL:
        return Corners()

    def lines(corner: tuple[Line, ...]) -> tuple[str, ...]:
        written: list[str] = []
        for line in corner:
            known = [FIELDS[name] for name in line if name in FIELDS and (FIELDS[name].is_essential or not brief)]
            if patient_hidden and "name" in line:
                written.append(tr("patient data hidden"))
            shown = [field for field in known if not (patient_hidden and field.names_patient)]
            written.append("  ".join(text for text in (field.text(radiograph) for field in shown) if text.strip()))
        return tuple(shorten(line) for line in written if line.strip())

    return Corners(lines(plan.top_left), lines(plan.top_right), lines(plan.bottom_right))


def value_text(picture: Picture, row: int, column: int) -> str:
    """The modality value of one stored pixel, with the place: ``1204 (x 310, y 42)``."""
    radiograph = picture.radiograph
    sample = radiograph.samples[picture.frame, row, column]
    place = f"(x {column}, y {row})"
    if radiograph.is_colour:
        return f"RGB {' '.join(str(int(channel)) for channel in sample)}  {place}"
    return f"{modality_value(radiograph, sample):.6g} {_unit(radiograph)}".strip() + f"  {place}"


def modality_value(radiograph: Radiograph, sample: Any) -> float:
    """One stored value through the modality LUT or rescale (DICOM PS3.3 C.11.1)."""
    lut = radiograph.modality_lut
    if isinstance(lut, LookupTable):
        index = np.clip(float(sample) - lut.first_mapped, 0, len(lut.values) - 1)
        return float(lut.values[int(index)])
    return float(sample) * lut.slope + lut.intercept


def _unit(radiograph: Radiograph) -> str:
    lut = radiograph.modality_lut
    return "" if isinstance(lut, LookupTable) or lut.unit in ("", "US") else lut.unit


def shorten(line: str) -> str:
    """Plain text on one line, cut in the middle when it is too long."""
    plain = "".join(character if character.isprintable() else " " for character in line[: 4 * LONGEST_LINE])
    if len(plain) <= LONGEST_LINE and len(line) == len(plain):
        return plain
    half = (LONGEST_LINE - 3) // 2
    return f"{plain[:half].rstrip()} … {plain[-half:].lstrip()}"
