"""The films with lung masks: both on one square, and who belongs to which fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import DataError, Film, load
from trainer.evaluation.masks import masks_of, read_mask
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.preprocess import PreprocessSpec, resample
from xraydesk.imaging.read import read

WHOLE = PreprocessSpec(160, "pad_square")
"""What is learned from: the whole film, somewhat larger than the network's input, since it is turned and zoomed."""


@dataclass(frozen=True)
class Material:
    """Films with masks.

    Attributes
    ----------
    films
        In the order of their paths.
    masks
        File of each film's mask.
    pictures
        ``(N, s, s)`` float32 in 0..1, the whole film on a square.
    lungs
        ``(N, s, s)`` bool.
    fold
        ``(N,)`` number of the fold that a film is judged in; films of a patient share it.
    """

    films: tuple[Film, ...]
    masks: tuple[Path, ...]
    pictures: NDArray[np.float32]
    lungs: NDArray[np.bool_]
    fold: NDArray[np.intp]


def gather(folders: Sequence[Path], folds: int) -> Material:
    """Read all films of data folders that have a lung mask.

    Raises
    ------
    DataError
        There are too few of them, or a film or mask cannot be read.
    """
    films = load(folders)
    found = masks_of(films, folders)
    rows = sorted(found, key=lambda row: films[row].path)
    chosen = tuple(films[row] for row in rows)
    masks = tuple(found[row] for row in rows)
    groups = {(film.data, film.group) for film in chosen}
    if len(groups) < folds:
        raise DataError(
            f"lung masks of at least {folds} patients are needed for {folds} folds, and there are {len(groups)} "
            "(a data folder may hold lung_masks.csv with the columns file and mask)"
        )
    pictures, lungs = [], []
    for film, mask in zip(chosen, masks, strict=True):
        picture, geometry = resample(read(film.path), WHOLE)
        pictures.append(picture)
        lungs.append(on_input(read_mask(mask), geometry))
    return Material(chosen, masks, np.stack(pictures), np.stack(lungs), deal(chosen, folds))


def deal(films: Sequence[Film], folds: int) -> NDArray[np.intp]:
    """``(N,)`` folds: the patients with the most films first, each to the fold that has the fewest films."""
    members: dict[tuple[str, str], list[int]] = {}
    for row, film in enumerate(films):
        members.setdefault((film.data, film.group), []).append(row)
    fold = np.zeros(len(films), np.intp)
    sizes = [0] * folds
    for rows in sorted(members.values(), key=len, reverse=True):
        least = sizes.index(min(sizes))
        fold[rows] = least
        sizes[least] += len(rows)
    return fold


def on_input(mask: NDArray[np.bool_], geometry: Geometry) -> NDArray[np.bool_]:
    """A mask of a film → ``(S, S)`` over the square that a network was shown; False beyond the film."""
    rows, columns = mask.shape
    # A mask may be of another resolution than its film.
    down, across = rows / geometry.image_shape[0], columns / geometry.image_shape[1]
    centres = np.arange(geometry.input_size) + 0.5
    y = (centres * geometry.height / geometry.input_size + geometry.top) * down
    x = (centres * geometry.width / geometry.input_size + geometry.left) * across
    row, column = np.floor(y).astype(np.intp), np.floor(x).astype(np.intp)
    inside = ((row >= 0) & (row < rows))[:, None] & ((column >= 0) & (column < columns))[None]
    return np.asarray(mask[np.ix_(row.clip(0, rows - 1), column.clip(0, columns - 1))] & inside)
