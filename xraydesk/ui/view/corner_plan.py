"""Which lines stand in which corner: read from the settings, one field after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.shell.language import tr

Line = tuple[str, ...]
"""Names of the fields of one line."""


@dataclass(frozen=True, slots=True)
class CornerPlan:
    """The lines of each corner from top to bottom.

    Attributes
    ----------
    top_left, top_right, bottom_right
        Fields out of `FIELDS`.
    bottom_left
        Fields out of `RUNNING`.
    """

    top_left: tuple[Line, ...] = (("name",), ("id",), ("birth", "age", "sex"))
    top_right: tuple[Line, ...] = (("institution",), ("study",), ("accession",), ("date", "time"))
    bottom_right: tuple[Line, ...] = (("series", "view", "laterality"), ("description",), ("file",))
    bottom_left: tuple[Line, ...] = (("frame",), ("value",), ("size",), ("zoom",), ("window",))


RUNNING = ("frame", "value", "size", "zoom", "window")
"""Fields of the bottom left corner, which change while one looks."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that the file says.

    Attributes
    ----------
    text
        What is written for a film; empty if the file does not say it.
    names_patient
        Whether it is left out while patient data are hidden.
    is_essential
        Whether it stays in small views.
    """

    text: Callable[[Radiograph], str]
    names_patient: bool = False
    is_essential: bool = False


def plan_lines(text: str) -> tuple[Line, ...]:
    """The lines of one corner from a setting: ``name, birth age sex`` are two lines; unknown words are left out."""
    lines = (tuple(word for word in part.split() if word in FIELDS or word in RUNNING) for part in text.split(","))
    return tuple(line for line in lines if line)


def plan_text(lines: tuple[Line, ...]) -> str:
    """The setting that `plan_lines` reads."""
    return ", ".join(" ".join(line) for line in lines)


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


def _series(film: Radiograph) -> str:
    number = film.study.series_number
    return tr("Series {number}").format(number=number) if number else ""


def _image(film: Radiograph) -> str:
    number = film.study.instance_number
    return tr("Image {number}").format(number=number) if number else ""


def _laterality(film: Radiograph) -> str:
    return "" if film.study.laterality == "U" else film.study.laterality  # unpaired: a chest has no side


def _spacing(film: Radiograph) -> str:
    if film.spacing is None:
        return ""
    return f"{film.spacing.column_mm:.3g} × {film.spacing.row_mm:.3g} mm ({tr(film.spacing.source.value)})"


FIELDS = {
    "name": Field(lambda film: name_text(film.patient.name), names_patient=True, is_essential=True),
    "id": Field(lambda film: film.patient.id, names_patient=True),
    "birth": Field(lambda film: date_text(film.patient.birth_date), names_patient=True),
    "age": Field(lambda film: film.patient.age.lstrip("0"), names_patient=True),
    "sex": Field(lambda film: film.patient.sex, names_patient=True),
    "institution": Field(lambda film: film.study.institution, names_patient=True),
    "study": Field(lambda film: film.study.study_description),
    "accession": Field(lambda film: film.study.accession, names_patient=True),
    "date": Field(lambda film: date_text(film.study.date), is_essential=True),
    "time": Field(lambda film: time_text(film.study.time)),
    "modality": Field(lambda film: film.study.modality),
    "series": Field(_series),
    "image": Field(_image),
    "view": Field(lambda film: film.study.view_position, is_essential=True),
    "laterality": Field(_laterality),
    "body": Field(lambda film: film.study.body_part),
    "description": Field(lambda film: film.study.series_description or film.study.body_part),
    "spacing": Field(_spacing),
    "file": Field(lambda film: film.path.name, names_patient=True),
}
"""What may be written into a corner besides the running values, by the word that the settings use for it."""
