"""What the guard is fitted and judged on: whole pictures of one size, each with its kind, its family and its part."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import RefusedFileError, XRayDeskError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.preprocess import PreprocessSpec, resample
from xraydesk.imaging.read import read
from xraydesk.model.guard import thinned

STORED: Final = 160
"""Side of a kept picture; the network sees a smaller one, so that a crop is not told by its blur."""

FIT, TUNE, HELD = "fit", "tune", "held"
_SPEC: Final = PreprocessSpec(STORED, region="pad_square")
_ALIKE: Final = 0.9
_COARSE: Final = 16
_SMALLEST: Final = 90


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Pictures of one sort.

    Attributes
    ----------
    images
        ``(N, STORED, STORED)`` uint8: the whole picture on a black square, grey levels stretched as the app does.
    kinds
        What each is called in tables: a source of films, a modality, ``raster picture`` and so on.
    parts
        ``fit``, ``tune`` or ``held`` of each; a patient or a family of like pictures is in one part only.
    files
        Where each was read from; ``Path()`` for pictures that were made.
    """

    images: NDArray[np.uint8]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    files: tuple[Path, ...]

    def of(self, part: str) -> Pictures:
        """Those of one part."""
        return self.where([each == part for each in self.parts])

    def where(self, chosen: Sequence[bool]) -> Pictures:
        """Some of them."""
        rows = np.flatnonzero(chosen)
        pick = tuple(int(row) for row in rows)
        return replace(
            self,
            images=self.images[rows],
            kinds=tuple(self.kinds[row] for row in pick),
            parts=tuple(self.parts[row] for row in pick),
            files=tuple(self.files[row] for row in pick),
        )


def joined(several: Iterable[Pictures]) -> Pictures:
    """All in one."""
    every = list(several)
    return Pictures(
        np.concatenate([each.images for each in every]),
        tuple(kind for each in every for kind in each.kinds),
        tuple(part for each in every for part in each.parts),
        tuple(file for each in every for file in each.files),
    )


def films(folder: Path, held_fold: int, tune_fold: int) -> Pictures:
    """Frontal chest films of a folder with a ``manifest.csv`` (columns file, patient_id; fold and source if known).

    A manifest without folds is divided by patient into five.

    Raises
    ------
    RefusedFileError
        There is no manifest, it lacks a column, or none of its films can be read.
    """
    table = folder / "manifest.csv"
    try:
        with table.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
    except OSError as error:
        raise RefusedFileError(table, f"it cannot be read: {error.strerror}") from error
    if not rows or not {"file", "patient_id"} <= set(rows[0]):
        raise RefusedFileError(table, "a table of films needs the columns file and patient_id")
    parts = {held_fold: HELD, tune_fold: TUNE}
    wanted = [(folder / row["file"], _source(row, folder), parts.get(_fold(row), FIT)) for row in rows]
    return _decoded(table, wanted)


def _source(row: dict[str, str], folder: Path) -> str:
    """Films of one collection, whatever site each of them was published at."""
    return row.get("source", "").split(" (")[0] or folder.name


def _fold(row: dict[str, str]) -> int:
    said = row.get("fold", "")
    return int(said) if said.isdigit() else _number(row["patient_id"]) % 5


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def others(folder: Path, are_films: frozenset[str], held_share: float) -> tuple[Pictures, Pictures]:
    """Readable pictures of a folder: frontal chest films by how their names begin, and all others.

    Pictures that look alike are a family and stay in one part. What is smaller than the smallest picture that the
    guard looks at is left out, and so is what holds a single grey level.

    Raises
    ------
    RefusedFileError
        No picture can be read.
    """
    found = [(path, _kind, "") for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".csv"]
    pictures = _decoded(folder, found)
    families = _families(pictures.images)
    names = [min(pictures.files[i].name for i in range(len(families)) if families[i] == f) for f in families]
    parts = tuple(HELD if _number(name) % 100 < 100 * held_share else FIT for name in names)
    pictures = replace(pictures, parts=parts)
    is_film = [path.name.startswith(tuple(are_films)) for path in pictures.files]
    return pictures.where(is_film), pictures.where([not each for each in is_film])


def _kind(radiograph: Radiograph) -> str:
    modality = radiograph.study.modality.upper()
    if radiograph.transfer_syntax in ("PNG", "JPEG", "TIFF", "BMP"):
        return "raster picture"
    return f"DICOM {modality}" if modality else "DICOM without modality"


def _decoded(place: Path, wanted: Sequence[tuple[Path, str | Callable[[Radiograph], str], str]]) -> Pictures:
    images, kinds, parts, files = [], [], [], []
    for path, kind, part in wanted:
        try:
            radiograph = read(path, least_side=2 * STORED)
            if min(radiograph.shape) < _SMALLEST:
                continue
            unit, _ = resample(thinned(radiograph), _SPEC)
        except XRayDeskError:
            continue
        images.append(np.rint(unit * 255).astype(np.uint8))
        kinds.append(kind if isinstance(kind, str) else kind(radiograph))
        parts.append(part)
        files.append(path)
    if not images:
        raise RefusedFileError(place, "not one picture in it can be read")
    return Pictures(np.stack(images), tuple(kinds), tuple(parts), tuple(files))


def _families(images: NDArray[np.uint8]) -> list[int]:
    """A number for each picture; pictures whose coarse forms correlate share one, also by way of a third."""
    step = STORED // _COARSE
    coarse = images.reshape(len(images), _COARSE, step, _COARSE, step).mean((2, 4)).reshape(len(images), -1)
    coarse -= coarse.mean(1, keepdims=True)
    coarse /= np.maximum(np.linalg.norm(coarse, axis=1, keepdims=True), 1e-6)
    alike = np.abs(coarse @ coarse.T) > _ALIKE
    family = list(range(len(images)))
    members: dict[int, list[int]] = defaultdict(list)
    for row in range(len(images)):
        members[row] = [row]
    for row, column in zip(*np.nonzero(np.triu(alike, 1)), strict=True):
        one, other = family[row], family[column]
        if one != other:
            for each in members[other]:
                family[each] = one
            members[one] += members.pop(other)
    return family
