"""Films decoded once, through the application's own reader and preprocessing, into a uint8 memory map."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from trainer.data.films import Film
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess, resample
from xraydesk.imaging.read import read


def open_cache(films: Sequence[Film], spec: PreprocessSpec, size: int, folder: Path) -> NDArray[np.uint8]:
    """``(N, size, size)`` uint8, read-only: each film stretched to 0..255 before standardisation.

    The file's name holds a digest of the films and the settings, and it appears only when it is complete.
    """
    spec = replace(spec, input_size=size)
    names = "\n".join(f"{film.path.resolve()} {film.path.stat().st_size}" for film in films)
    key = hashlib.sha256(f"{spec.digest}\n{names}".encode()).hexdigest()[:16]
    target = folder / f"films-{size}-{key}.npy"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        cells = np.lib.format.open_memmap(partial, "w+", np.uint8, (len(films), size, size))
        for row, film in enumerate(tqdm(films, desc="decode", unit="film", disable=None)):
            unit, _ = resample(read(film.path), spec)
            cells[row] = np.rint(unit * 255)
        cells.flush()
        del cells
        partial.replace(target)
    loaded: NDArray[np.uint8] = np.load(target, mmap_mode="r", allow_pickle=False)
    return loaded


def inputs(films: Sequence[Film], spec: PreprocessSpec) -> NDArray[np.float32]:
    """``(N, 1, S, S)`` float32: exactly what the application feeds the model, for evaluation."""
    return np.concatenate([preprocess(read(film.path), spec)[0] for film in films])
