"""The list of films of one or more data folders, their targets and their folds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.recipe import Labels, Share
from xraydesk.core.errors import XRayDeskError


class DataError(XRayDeskError):
    """The data folder or its manifest cannot be used."""


@dataclass(frozen=True, slots=True)
class Film:
    """One film with all that is known of it beside its picture.

    Attributes
    ----------
    path
        Its file.
    data
        Name of the data folder or table that it comes from.
    label
        One label, in the data's own words; empty where there is none or there are several.
    label_by
        Who gave it.
    findings
        Text-mined or read findings that it shows.
    source
        Hospital or collection.
    group
        Keeps a patient's films together within ``data``.
    fold
        Which part of the data it belongs to; -1 where the data has no folds.
    view, sex, age, licence
        Empty or not-a-number where they are not known.
    patient_known
        Whether ``group`` is a patient; otherwise it is what looks alike.
    read_for
        Findings that somebody looked for; None for every finding that any film of its data folder has.
    values
        Further columns that the recipe's structured data names.
    """

    path: Path
    data: str
    label: str
    label_by: str
    findings: tuple[str, ...]
    source: str
    group: str
    fold: int
    view: str
    sex: str
    age: float
    licence: str
    patient_known: bool = True
    read_for: tuple[str, ...] | None = None
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def collection(self) -> str:
        """The source without the detail that stands behind `` (``."""
        return self.source.split(" (")[0]


def load(folders: Sequence[Path]) -> list[Film]:
    """Read ``manifest.csv`` of each folder, without looking at the films; ``dataset.open_data`` does more.

    Raises
    ------
    DataError
        A folder, its manifest, a column or a file is missing, or a patient stands in two folds.
    """
    from trainer.data.sources.manifest import read_manifest

    films: list[Film] = []
    for folder in folders:
        manifest = folder / "manifest.csv"
        if not manifest.is_file():
            raise DataError(f"{folder} holds no manifest.csv")
        listing = read_manifest(manifest, folder.name)
        if listing.refused:
            path, reason = listing.refused[0]
            raise DataError(f"{len(listing.refused)} films of the manifest are missing, the first is {path}: {reason}")
        films += listing.films
    refuse_leaks(films)
    return films


def refuse_leaks(films: Sequence[Film]) -> None:
    """Raise DataError when the films of one group stand in two folds."""
    split = patients_in_two_folds(films)
    if split:
        data, group = split[0]
        raise DataError(
            f"the films of {len(split)} patients stand in two folds (the first is {group} in {data}): what is learned "
            "of a patient would be tested on the same patient; correct it, or move such films with --fix-leakage"
        )


def patients_in_two_folds(films: Sequence[Film]) -> list[tuple[str, str]]:
    """Data and group of patients whose films stand in more than one fold."""
    fold_of: dict[tuple[str, str], int] = {}
    split: dict[tuple[str, str], None] = {}
    for film in films:
        key = (film.data, film.group)
        if fold_of.setdefault(key, film.fold) != film.fold:
            split[key] = None
    return list(split)


def in_folds(films: Sequence[Film], folds: Sequence[int]) -> NDArray[np.intp]:
    """Indices of the films whose fold is one of ``folds``."""
    return np.array([i for i, film in enumerate(films) if film.fold in folds], np.intp)


def exclusive_targets(films: Sequence[Film], labels: Labels) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Targets of a softmax.

    Returns
    -------
    classes
        ``(N,)`` class index, or -1.
    negatives
        ``(N, C)`` weights of "certainly not this class" for films that are no class; all zero means: not for
        training.
    """
    classes = np.array([labels.class_of(film.label) for film in films], np.int64)
    negatives = np.zeros((len(films), len(labels.names)), np.float32)
    for row, film in enumerate(films):
        for name, weight in labels.negatives.get(film.label, {}).items():
            negatives[row, labels.names.index(name)] = weight
    return classes, negatives


def independent_targets(films: Sequence[Film], labels: Labels) -> NDArray[np.float32]:
    """``(N, C)`` 0, 1, or NaN where nobody looked for that finding or could not tell.

    A name is a finding, or ``RSNA: …`` for the radiologists' readings. A film without ``read_for`` knows a name when
    some film of its data folder (for RSNA: some film that they read) has it.
    """
    targets = np.full((len(films), len(labels.names)), np.nan, np.float32)
    known = {(film.data, finding) for film in films for finding in film.findings}
    for column, name in enumerate(labels.names):
        for row, film in enumerate(films):
            if film.read_for is not None:
                looked = name in film.read_for
            else:
                looked = (film.data, name) in known and (not name.startswith("RSNA:") or film.label_by == "RSNA")
            if looked:
                targets[row, column] = float(name in film.findings)
    return targets


def share_weights(films: Sequence[Film], shares: Sequence[Share]) -> NDArray[np.float64]:
    """``(N,)`` probability of drawing each film; a film counts in the first share that it matches.

    Raises
    ------
    DataError
        A share matches no film.
    """
    if not shares:
        return np.full(len(films), 1 / len(films))
    member = np.array(share_of(films, shares))
    weights = np.zeros(len(films))
    total = sum(share.share for share in shares)
    for number, share in enumerate(shares):
        chosen = member == number
        if not chosen.any():
            raise DataError(f"no training film belongs to the share {share}")
        weights[chosen] = share.share / total / chosen.sum()
    return weights


def share_of(films: Sequence[Film], shares: Sequence[Share]) -> list[int]:
    """For each film the first share that it matches, -1 for none."""
    return [next((k for k, share in enumerate(shares) if matches(film, share)), -1) for film in films]


def matches(film: Film, share: Share) -> bool:
    """Whether a film belongs to a share."""
    return (
        share.data in ("", film.data)
        and film.source.startswith(share.source)
        and share.label in ("", film.label)
        and share.label_by in ("", film.label_by)
        and film.view.startswith(share.view)
    )


def digest(films: Sequence[Film]) -> str:
    """SHA-256 over what training sees of the manifest."""
    text = "\n".join(f"{f.data}/{f.path.name}\t{f.label}\t{f.label_by}\t{f.group}\t{f.fold}" for f in films)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
