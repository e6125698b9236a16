"""Settings of how folders and tables of films are read and split."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.recipe.typed import one_of

PURPOSES = ("train", "tune", "calibrate", "test")
PATIENT_PATTERNS = {
    "nih": r"(\d{8})_\d{3}",
    "chexpert": r"(patient\d+)",
    "kermany": r"(person\d+|(?:NORMAL2-)?IM-\d+)",
}


@dataclass(frozen=True)
class Data:
    """How folders and tables are read and split; the project's own manifest needs none of it.

    Attributes
    ----------
    class_mode
        Class folders: ``binary`` is one sigmoid for ``positive``; ``categorical`` and ``int`` are both one softmax over
        the classes, the words being those of Keras for two ways of writing the same targets down.
    positive
        The class that counts as positive in ``binary``; empty for the one that is not called normal.
    patient
        Regular expression with one group that finds the patient in a film's path, or ``nih``, ``chexpert`` or
        ``kermany`` for the names of those sets; empty when no name tells the patient.
    uncertain
        What -1 in a table of findings means: ``ignore``, ``ones`` or ``zeros`` (Irvin et al., AAAI 2019).
    blank
        What an empty cell of such a table means: ``negative`` (not mentioned) or ``ignore``.
    views
        Views that are used, by their start, such as ``PA``; empty for all.
    splits
        Shares of train, tune, calibrate and test where the data has no folds; relative, normalised to 1.
    seed
        Of the split.
    fix_leakage
        Move a patient of two given splits into the first of them instead of refusing.
    skip_unreadable
        Leave unreadable films out, listed, instead of refusing.
    near
        Bits of 256 in which the perceptual hashes of two copies of one film may differ.
    without
        Sources whose films neither train, tune nor calibrate, as `trainer leave-out` names them. With them goes what
        other sources have of the same patients.
    """

    class_mode: str = "categorical"
    positive: str = ""
    patient: str = ""
    uncertain: str = "ignore"
    blank: str = "negative"
    views: tuple[str, ...] = ()
    splits: tuple[float, ...] = (0.6, 0.15, 0.1, 0.15)
    seed: int = 0
    fix_leakage: bool = False
    skip_unreadable: bool = False
    near: int = 32
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        one_of("class_mode", self.class_mode, ("categorical", "int", "binary"))
        one_of("uncertain", self.uncertain, ("ignore", "ones", "zeros"))
        one_of("blank", self.blank, ("negative", "ignore"))
        if len(self.splits) != len(PURPOSES) or min(self.splits) < 0 or min(self.splits[:2]) <= 0:
            raise ValueError("splits must be four shares, none negative, train and tune above 0")
        if not 0 <= self.near <= 64:
            raise ValueError("near must be 0..64 bits")
        if len(set(self.without)) != len(self.without) or not all(self.without):
            raise ValueError("without must be a list of different sources, none of them empty")
        if self.patient and self.patient not in PATIENT_PATTERNS:
            _check_pattern(self.patient)


def _check_pattern(pattern: str) -> None:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"patient is not a regular expression: {error}") from error
    if groups != 1:
        known = ", ".join(PATIENT_PATTERNS)
        raise ValueError(f"patient must be a regular expression with one group, like '(p[0-9]+)_', or one of {known}")
