"""The list of films: manifest rows of one or more data folders, their targets and their folds."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.recipe import Labels, Share
from xraydesk.core.errors import XRayDeskError


class DataError(XRayDeskError):
    """The data folder or its manifest cannot be used."""


@dataclass(frozen=True, slots=True)
class Film:
    """One row of a manifest.

    ``findings`` are the text-mined or read findings, ``group`` keeps a patient's films together, ``fold`` is -1
    where the manifest has none.
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


def load(folders: Sequence[Path]) -> list[Film]:
    """Read ``manifest.csv`` of each folder.

    Raises
    ------
    DataError
        A folder, its manifest, a column or a file is missing.
    """
    films: list[Film] = []
    for folder in folders:
        manifest = folder / "manifest.csv"
        if not manifest.is_file():
            raise DataError(f"{folder} holds no manifest.csv")
        with manifest.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        if not rows or "file" not in rows[0]:
            raise DataError(f"{manifest} has no rows or no column 'file'")
        films += [_film(folder, row) for row in rows]
    missing = [film.path for film in films if not film.path.is_file()]
    if missing:
        raise DataError(f"{len(missing)} films of the manifest do not exist, the first is {missing[0]}")
    _refuse_leaks(films)
    return films


def _film(folder: Path, row: dict[str, str]) -> Film:
    def cell(key: str) -> str:
        return (row.get(key) or "").strip()

    # RSNA readings stand before the text-mined findings in one cell: "RSNA: Normal; NIH: No Finding".
    findings = tuple(
        part.strip()
        for cells in cell("finding").split(";")
        for part in (cells if "RSNA:" in cells else cells.replace("NIH:", "").replace("|", ";")).split(";")
        if part.strip()
    )
    age = cell("age")
    return Film(
        path=folder / cell("file"),
        data=folder.name,
        label=cell("label"),
        label_by=cell("label_by"),
        findings=findings,
        source=cell("source"),
        group=cell("group_id") or cell("patient_id") or cell("file"),
        fold=int(cell("fold") or -1),
        view=cell("view"),
        sex=cell("sex"),
        age=float(age) if age.replace(".", "", 1).isdigit() else float("nan"),
        licence=cell("licence"),
    )


def _refuse_leaks(films: Sequence[Film]) -> None:
    fold_of: dict[tuple[str, str], int] = {}
    for film in films:
        if fold_of.setdefault((film.data, film.group), film.fold) != film.fold:
            raise DataError(f"the films of group {film.group} in {film.data} stand in two folds")


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
    classes = np.array([labels.names.index(f.label) if f.label in labels.names else -1 for f in films], np.int64)
    negatives = np.zeros((len(films), len(labels.names)), np.float32)
    for row, film in enumerate(films):
        for name, weight in labels.negatives.get(film.label, {}).items():
            negatives[row, labels.names.index(name)] = weight
    return classes, negatives


def independent_targets(films: Sequence[Film], labels: Labels) -> NDArray[np.float32]:
    """``(N, C)`` 0, 1, or NaN where a film's folder or reader never looked for that finding.

    A name is a finding, or ``RSNA: …`` for the radiologists' readings. A film knows a name when some film of its
    data folder (for RSNA: some film that they read) has it.
    """
    targets = np.full((len(films), len(labels.names)), np.nan, np.float32)
    known = {(film.data, finding) for film in films for finding in film.findings}
    for column, name in enumerate(labels.names):
        for row, film in enumerate(films):
            read = not name.startswith("RSNA:") or film.label_by == "RSNA"
            if (film.data, name) in known and read:
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
    member = np.array([next((k for k, s in enumerate(shares) if matches(f, s)), -1) for f in films])
    weights = np.zeros(len(films))
    total = sum(share.share for share in shares)
    for number, share in enumerate(shares):
        chosen = member == number
        if not chosen.any():
            raise DataError(f"no training film belongs to the share {share}")
        weights[chosen] = share.share / total / chosen.sum()
    return weights


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
    return hashlib.sha256(text.encode()).hexdigest()
