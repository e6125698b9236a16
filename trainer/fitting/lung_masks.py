"""Where the lungs of training films lie: found once, by the application's own network, and kept on disk."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from trainer.data.cache import FilmCache
from xraydesk.core.files import write_atomically
from xraydesk.model import auxiliary, lungs

SIDE = 56
_PART = 256


def lung_masks(cells: FilmCache, folder: Path, network: lungs.Network | None = None) -> NDArray[np.uint8]:
    """``(N, SIDE, SIDE)`` share of each place that lies in a lung, 0..255.

    Where no lungs were found nothing lies outside them: the mask is full.

    Parameters
    ----------
    cells
        The films.
    folder
        The cache's folder; masks of the same films by the same network are read from it.
    network
        What finds lungs; None for the one that came with the product.

    Raises
    ------
    ModelError
        The network that finds lungs is missing or altered.
    """
    found = auxiliary.load(auxiliary.folder_of(lungs.NAME)) if network is None else network
    kept = folder / f"lungs-{SIDE}" / f"{_digest(cells, found)}.npy"
    if kept.is_file():
        return np.asarray(np.load(kept, allow_pickle=False))
    masks = np.empty((len(cells), SIDE, SIDE), np.uint8)
    with tqdm(total=len(cells), desc="finding lungs", unit="film", disable=None) as progress:
        for start in range(0, len(cells), _PART):
            films = cells[slice(start, start + _PART)]
            for row, film in enumerate(films, start):
                masks[row] = _mask(film.astype(np.float32), found)
            progress.update(len(films))
    kept.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    np.save(stream, masks, allow_pickle=False)
    write_atomically(kept, stream.getvalue())
    return masks


def _mask(film: NDArray[np.float32], network: lungs.Network) -> NDArray[np.uint8]:
    found = lungs.find(film, network)
    if found is None:
        return np.full((SIDE, SIDE), 255, np.uint8)
    mask = Image.fromarray(found.mask.astype(np.uint8) * 255)
    return np.asarray(mask.resize((SIDE, SIDE), Image.Resampling.BOX))


def _digest(cells: FilmCache, network: lungs.Network) -> str:
    """Of the films, their size and the network."""
    digest = hashlib.sha256(f"{cells.shape} {getattr(network, 'sha256', '')}".encode())
    digest.update(np.ascontiguousarray(cells.measures["pixels"]).tobytes())
    return digest.hexdigest()[:24]
