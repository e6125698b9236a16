"""What every source answers: its films, what could not be used, and what a person must know."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.films import DataError, Film

MANIFEST, CLASSES, FINDINGS, UNLABELLED = "manifest", "classes", "findings", "unlabelled"

# The words that data sets use for the four purposes.
PURPOSE_OF = {
    **dict.fromkeys(("train", "training", "trn"), "train"),
    **dict.fromkeys(("tune", "val", "valid", "validation", "validate", "dev"), "tune"),
    **dict.fromkeys(("calibrate", "calibration", "calib"), "calibrate"),
    **dict.fromkeys(("test", "testing", "holdout"), "test"),
}


@dataclass
class Listing:
    """The films of one place.

    Attributes
    ----------
    name
        What the place is called in ``Film.data``.
    kind
        ``MANIFEST``, ``CLASSES``, ``FINDINGS`` or ``UNLABELLED``.
    films
        In the order of the table or of their names.
    given
        For each film the purpose that the data itself gives it; empty for none.
    findings
        Names that a table of findings has columns for.
    refused
        Files that cannot be used, each with its reason.
    notes
        Plain sentences.
    """

    name: str
    kind: str
    films: list[Film] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    findings: tuple[str, ...] = ()
    refused: list[tuple[Path, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """Labels that its films have, sorted."""
        return sorted({film.label for film in self.films if film.label})

    @property
    def has_folds(self) -> bool:
        """Whether the data brings its own folds."""
        return any(film.fold >= 0 for film in self.films)


def age_of(text: str) -> float:
    """Years from ``45``, ``45.5``, ``045Y`` or ``006M`` (DICOM PS3.5, value representation AS); NaN for anything else.

    An age above 120 is a slip of the pen and counts as unknown.
    """
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*([YMWDymwd]?)", text.strip())
    if not found:
        return math.nan
    years = float(found[1]) / {"M": 12.0, "W": 52.18, "D": 365.25}.get(found[2].upper(), 1.0)
    return years if years <= 120 else math.nan


def sex_of(text: str) -> str:
    """``M``, ``F``, or the text itself."""
    word = text.strip()
    return {"male": "M", "man": "M", "m": "M", "female": "F", "woman": "F", "f": "F"}.get(word.lower(), word)


def refuse_twins(names: Iterable[str], where: str) -> None:
    """Raise DataError when two labels differ only in case or in blanks."""
    seen: dict[str, str] = {}
    for name in names:
        key = " ".join(name.casefold().split())
        if seen.setdefault(key, name) != name:
            raise DataError(
                f"the labels {seen[key]!r} and {name!r} in {where} differ only in how they are written; use one"
            )
