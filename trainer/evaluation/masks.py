"""Lung masks and marked boxes that lie beside the data, where there are any.

A data folder may hold ``lung_masks.csv`` (columns ``file``, ``mask``: paths from the folder; the mask is a picture of
the film's shape, not zero in the lungs) and ``boxes.csv`` (columns ``file``, ``label``, ``left``, ``top``, ``width``,
``height`` in pixels of the film).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from trainer.data.films import DataError, Film

Box = tuple[float, float, float, float]
# Share of the film's height and width that the lungs fill on most frontal films: top, bottom, left, right.
LUNG_BOX = (0.12, 0.82, 0.12, 0.88)


def masks_of(films: Sequence[Film], folders: Sequence[Path]) -> dict[int, Path]:
    """Row of a film → its lung mask."""
    found = {
        (folder / entry["file"]).resolve(): folder / entry["mask"]
        for folder in folders
        for entry in _rows(folder / "lung_masks.csv", ("file", "mask"))
    }
    paths = [film.path.resolve() for film in films]
    return {row: found[path] for row, path in enumerate(paths) if path in found and found[path].is_file()}


def boxes_of(films: Sequence[Film], folders: Sequence[Path]) -> dict[int, list[tuple[str, Box]]]:
    """Row of a film → its boxes: label and left, top, width, height in pixels of the film."""
    found: dict[Path, list[tuple[str, Box]]] = {}
    for folder in folders:
        table = folder / "boxes.csv"
        for entry in _rows(table, ("file", "label", "left", "top", "width", "height")):
            try:
                left, top, width, height = (float(entry[key]) for key in ("left", "top", "width", "height"))
            except ValueError as error:
                raise DataError(f"{table} holds a box that is not made of numbers: {entry['file']}") from error
            found.setdefault((folder / entry["file"]).resolve(), []).append(
                (entry["label"], (left, top, width, height))
            )
    paths = [film.path.resolve() for film in films]
    return {row: found[path] for row, path in enumerate(paths) if path in found}


def read_mask(path: Path) -> NDArray[np.bool_]:
    """``(rows, columns)``: where the lungs are.

    Raises
    ------
    DataError
        The mask is no picture.
    """
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert("L")) > 0
    except (UnidentifiedImageError, OSError) as error:
        raise DataError(f"the lung mask {path} cannot be read") from error


def lung_box(side: int) -> NDArray[np.bool_]:
    """``(side, side)``: a centred box in which most lungs lie; a proxy where there is no mask."""
    top, bottom, left, right = (round(edge * side) for edge in LUNG_BOX)
    inside = np.zeros((side, side), bool)
    inside[top:bottom, left:right] = True
    return inside


def _rows(table: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        absent = [name for name in columns if name not in (reader.fieldnames or ())]
        if absent:
            raise DataError(f"{table} has no column {absent[0]!r}")
        return [{key: row[key] or "" for key in columns} for row in reader]
