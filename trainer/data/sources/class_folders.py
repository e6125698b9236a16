"""Class folders: the name of a film's folder is its label, with or without ``train``, ``val`` and ``test`` above."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.data.films import DataError, Film
from trainer.data.sources.listing import CLASSES, PURPOSE_OF, UNLABELLED, Listing, age_of, refuse_twins, sex_of
from trainer.recipe.sources import PATIENT_PATTERNS
from xraydesk.core.errors import FileError
from xraydesk.core.radiograph import Patient, Study
from xraydesk.imaging.header import read_header
from xraydesk.imaging.raster import is_raster

# What systems and people leave beside pictures, by name; anything else in a class folder must be a film.
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}
_PAPERS = {".txt", ".md", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".html", ".pdf", ".docx", ".xlsx", ".py"}
_PAPERS |= {".ipynb", ".log", ".ini", ".sha256", ".md5"}
_OTHER_MODALITIES = {"CT", "MR", "PT", "NM", "US", "XA", "SR", "SEG", "ECG"}


def is_class_folder(folder: Path) -> bool:
    """Whether a folder has folders in it."""
    return any(True for _ in _folders(folder))


def read_class_folders(root: Path, name: str, patient: str = "") -> Listing:
    """List the films of class folders.

    Parameters
    ----------
    root
        The folder of the classes, or of ``train``, ``val``, ``test`` with the classes in each.
    name
        What the data is called.
    patient
        ``Data.patient`` of the recipe.

    Raises
    ------
    DataError
        There is no film at all, a class is empty, there is only one, two differ only in case, or the pattern for
        patients finds none.
    """
    listing = Listing(name, CLASSES)
    root = _unwrapped(root, listing)
    splits = {folder: PURPOSE_OF.get(folder.name.lower(), "") for folder in _folders(root)}
    if "train" in splits.values() and any(_folders(next(f for f, p in splits.items() if p == "train"))):
        other = [folder.name for folder, purpose in splits.items() if not purpose]
        if other:
            listing.notes.append(f"beside train, val and test, {_some(other)} in {name} is not used")
        parts = {folder: purpose for folder, purpose in splits.items() if purpose}
    else:
        parts = {root: ""}
    counts: dict[tuple[str, str], int] = {}
    papers: list[str] = []
    for part, purpose in parts.items():
        for folder in _folders(part):
            before = len(listing.films) + len(listing.refused)
            for path in _files(folder, papers):
                _add(listing, root, path, folder.name, purpose)
            counts[purpose, folder.name] = len(listing.films) + len(listing.refused) - before
    _check_classes(listing, counts)
    if papers:
        listing.notes.append(f"{len(papers)} files in {name} are no pictures by their names: {_some(papers)}")
    _find_patients(listing, root, patient)
    return listing


def read_unlabelled(root: Path, name: str, patient: str = "") -> Listing:
    """List the films of a folder and of all below it, for learning without labels; else as ``read_class_folders``."""
    listing = Listing(name, UNLABELLED)
    papers: list[str] = []
    for path in _files(root, papers):
        _add(listing, root, path, "", "")
    if not listing.films and not listing.refused:
        raise DataError(f"{name} holds no picture")
    _find_patients(listing, root, patient)
    return listing


def _unwrapped(root: Path, listing: Listing) -> Path:
    """The folder with the classes, where archives wrap it in further folders of its own."""
    while True:
        inside = list(_folders(root))
        files = [path for path in root.iterdir() if path.is_file() and not _is_litter(path.name)]
        wrapped = (
            len(inside) == 1 and not files and any(_folders(inside[0])) and not PURPOSE_OF.get(inside[0].name.lower())
        )
        if not wrapped:
            return root
        root = inside[0]
        listing.notes.append(f"the classes of {listing.name} are looked for in its folder {root.name}")


def _folders(root: Path) -> Iterator[Path]:
    return (p for p in sorted(root.iterdir()) if p.is_dir() and not _is_litter(p.name))


def _files(folder: Path, papers: list[str]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(names):
            if _is_litter(name):
                continue
            if Path(name).suffix.lower() in _PAPERS:
                papers.append(name)
                continue
            yield Path(place) / name


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _add(listing: Listing, root: Path, path: Path, label: str, purpose: str) -> None:
    try:
        known = _known_of(path)
    except FileError as error:
        listing.refused.append((path, error.reason))
        return
    except OSError as error:
        listing.refused.append((path, f"it cannot be opened: {error.strerror or error}"))
        return
    if known.refusal:
        listing.refused.append((path, known.refusal))
        return
    listing.given.append(purpose)
    listing.films.append(
        Film(
            path=path,
            data=listing.name,
            label=label,
            label_by="folder" if label else "",
            findings=(label,) if label else (),
            source=known.source or listing.name,
            group=known.patient or path.relative_to(root).as_posix(),
            fold=-1,
            view=known.view,
            sex=known.sex,
            age=known.age,
            licence="",
            patient_known=bool(known.patient),
        )
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file's own header says; ``patient`` is a digest, since nobody else needs to read it."""

    patient: str = ""
    source: str = ""
    view: str = ""
    sex: str = ""
    age: float = float("nan")
    refusal: str = ""

    @classmethod
    def of(cls, patient: Patient, study: Study) -> _Known:
        key = f"{patient.id_issuer}|{patient.id}".encode()
        refusal = (
            f"its modality is {study.modality}, it is no radiograph" if study.modality in _OTHER_MODALITIES else ""
        )
        return cls(
            patient=hashlib.sha256(key).hexdigest()[:16] if patient.id.strip() else "",
            source=study.institution.strip(),
            view=study.view_position.strip().upper(),
            sex=sex_of(patient.sex),
            age=age_of(patient.age),
            refusal=refusal,
        )


def _known_of(path: Path) -> _Known:
    with path.open("rb") as stream:
        head = stream.read(132)
    if not head:
        return _Known(refusal="the file is empty")
    if head[128:] != b"DICM" and is_raster(head):
        return _Known()  # a damaged one shows when it is decoded
    header = read_header(path)
    return _Known.of(header.patient, header.study)


def _check_classes(listing: Listing, counts: Mapping[tuple[str, str], int]) -> None:
    name = listing.name
    if not sum(counts.values()):
        raise DataError(f"{name} holds no picture: classes are folders with the films of one label in each")
    labels = sorted({label for _, label in counts})
    refuse_twins(labels, name)
    if len(labels) == 1:
        raise DataError(f"{name} has only one class, {labels[0]!r}: there is nothing to tell apart")
    purposes = sorted({purpose for purpose, _ in counts})
    empty = [label for label in labels if not any(counts.get((purpose, label), 0) for purpose in purposes)]
    empty = empty or [label for label in labels if "train" in purposes and not counts.get(("train", label), 0)]
    if empty:
        where = "train of " if "train" in purposes else ""
        raise DataError(f"the class {empty[0]!r} in {where}{name} is empty; put films into its folder or remove it")
    for purpose in purposes:
        absent = [label for label in labels if not counts.get((purpose, label), 0)]
        if absent:
            listing.notes.append(f"the part for {purpose or 'everything'} of {name} has no film of {_some(absent)}")


def _find_patients(listing: Listing, root: Path, pattern: str) -> None:
    if pattern:
        _name_patients(listing, root, pattern)
        return
    names = [film.path.name for film in listing.films if not film.patient_known]
    for known, expression in PATIENT_PATTERNS.items():
        if sum(bool(re.search(expression, name)) for name in names) > len(names) / 2:
            listing.notes.append(
                f"the names in {listing.name} look like those of a known set: --patient-pattern {known} finds patients"
            )


def _name_patients(listing: Listing, root: Path, pattern: str) -> None:
    """Find patients in paths; films that have one in their header keep it."""
    expression = re.compile(PATIENT_PATTERNS.get(pattern, pattern))
    films = []
    for film in listing.films:
        found = None if film.patient_known else expression.search(film.path.relative_to(root).as_posix())
        if found and found[1]:
            film = replace(film, group=found[1], patient_known=True)
        films.append(film)
    if films and not any(film.patient_known for film in films):
        first = films[0].path.relative_to(root).as_posix()
        raise DataError(f"the pattern {pattern!r} finds no patient in any name of {listing.name}, such as {first}")
    listing.films = films


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
