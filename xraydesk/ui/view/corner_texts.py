"""What stands in the corners of the picture, as plain text; how it is painted is `outlined_text`'s matter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from xraydesk.core.radiograph import LookupTable, Radiograph
from xraydesk.ui.view.picture import Picture

LONGEST_LINE = 60
"""Characters; a hostile tag must not cover the film."""


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


def describe(radiograph: Radiograph, *, amount: Amount, patient_hidden: bool) -> Corners:
    """The texts that stay while a picture is on screen."""
    if amount is not Amount.ALL:
        return Corners()
    patient, study = radiograph.patient, radiograph.study
    if patient_hidden:
        who: tuple[str, ...] = ("patient data hidden",)
    else:
        birth_and_sex = (date_text(patient.birth_date), patient.age.lstrip("0"), patient.sex)
        who = (name_text(patient.name), patient.id, "  ".join(part for part in birth_and_sex if part))
    number = f"Series {study.series_number}" if study.series_number else ""
    laterality = "" if study.laterality == "U" else study.laterality  # unpaired: a chest has no side
    side = " ".join(part for part in (study.view_position, laterality) if part)
    return Corners(
        top_left=_lines(*who),
        top_right=_lines(
            "" if patient_hidden else study.institution,
            study.study_description,
            "" if patient_hidden else study.accession,
            f"{date_text(study.date)}  {time_text(study.time)}".strip(),
        ),
        bottom_right=_lines(
            f"{number}  {side}".strip(),
            study.series_description or study.body_part,
            "" if patient_hidden else radiograph.path.name,
        ),
    )


def name_text(name: str) -> str:
    """A DICOM person name as people write it: ``Doe^Jane^^Dr`` → ``Doe, Jane Dr`` (PS3.5 6.2.1)."""
    groups = [group.split("^") for group in name.split("=")]
    texts = []
    for family, *rest in groups:
        given = " ".join(part.strip() for part in rest if part.strip())
        texts.append(", ".join(part for part in (family.strip(), given) if part))
    return "  ".join(text for text in texts if text)


def date_text(date: str) -> str:
    """``20240131`` → ``2024-01-31``; anything else unchanged."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date


def time_text(time: str) -> str:
    """``142301.5`` → ``14:23``; anything else unchanged."""
    return f"{time[:2]}:{time[2:4]}" if time[:4].isdigit() and len(time) >= 4 else time


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


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(shorten(line) for line in lines if line.strip())


def shorten(line: str) -> str:
    """Plain text on one line, cut in the middle when it is too long."""
    plain = "".join(character if character.isprintable() else " " for character in line[: 4 * LONGEST_LINE])
    if len(plain) <= LONGEST_LINE and len(line) == len(plain):
        return plain
    half = (LONGEST_LINE - 3) // 2
    return f"{plain[:half].rstrip()} … {plain[-half:].lstrip()}"
