"""Batches of changed films, the same whether one process makes them or several share the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from trainer.data.augment import augment_with_masks, mix
from trainer.fitting.sampler import Sampler
from trainer.recipe import Augment


class Cells(Protocol):
    """Decoded films."""

    def __len__(self) -> int:
        """Number of films."""
        ...

    def __getitem__(self, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
        """``(n, s, s)`` films by their rows."""
        ...


@dataclass(frozen=True)
class Batch:
    """One step's films of one process.

    Attributes
    ----------
    views
        Each ``(n, 1, S, S)`` float32: the same films, differently changed.
    rows
        ``(n,)`` int64, rows of the training films.
    partners
        ``(n,)`` int64, rows of the films that were mixed in, or None.
    kept
        ``(n,)`` float32, part of each film that is its own, or None.
    lungs
        ``(n, 1, m, m)`` float32, share of each place of the first view that lies in a lung, or None.
    """

    views: tuple[Tensor, ...]
    rows: Tensor
    partners: Tensor | None = None
    kept: Tensor | None = None
    lungs: Tensor | None = None


@dataclass(frozen=True)
class Maker:
    """Makes batches of cached films.

    Attributes
    ----------
    cells
        The training films.
    sampler
        Which of them, when.
    settings, size
        How they are changed, and the side of the result.
    views
        How many changed forms of each film a batch holds.
    device
        Where the changing happens.
    lungs
        ``(N, m, m)`` uint8 lungs of the training films, or None.
    """

    cells: Cells
    sampler: Sampler
    settings: Augment
    size: int
    views: int
    device: torch.device
    lungs: NDArray[np.uint8] | None = None

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of an epoch; the next one is read while the current one is used."""
        order = self.sampler.deal(number)
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="read films") as reader:
            coming = reader.submit(self.cells.__getitem__, order[0])
            for step, rows in enumerate(order):
                films = torch.from_numpy(np.ascontiguousarray(coming.result()))
                if step + 1 < len(order):
                    coming = reader.submit(self.cells.__getitem__, order[step + 1])
                yield self._batch(films.to(self.device), torch.from_numpy(rows), (self.sampler.seed, number, step))

    def _batch(self, films: Tensor, rows: Tensor, place: Sequence[int]) -> Batch:
        chunk, first = self.sampler.chunk, self.sampler.first_chunk()
        random = torch.Generator(self.device)
        views: list[list[Tensor]] = [[] for _ in range(self.views)]
        partners, kept, moved = [], [], []
        masks = None if self.lungs is None else torch.from_numpy(self.lungs[rows.numpy()]).to(self.device)
        for number, start in enumerate(range(0, len(films), chunk), first):
            for view in range(self.views):
                random.manual_seed(seed_of(*place, number, view))
                part = slice(start, start + chunk)
                mine = masks[part] if masks is not None and view == 0 else None
                images, lungs = augment_with_masks(films[part], mine, self.size, self.settings, random)
                if lungs is not None:
                    moved.append(lungs)
                if self.settings.mixup and self.views == 1:
                    images, partner, own = mix(images, self.settings, random)
                    partners.append(partner.cpu() + start)
                    kept.append(own)
                views[view].append(images)
        whole = tuple(torch.cat(parts).to(memory_format=torch.channels_last) for parts in views)
        if not kept:
            return Batch(whole, rows.to(self.device), lungs=torch.cat(moved) if moved else None)
        return Batch(whole, rows.to(self.device), rows[torch.cat(partners)].to(self.device), torch.cat(kept))


def seed_of(*numbers: int) -> int:
    """One seed from several numbers, such that no two of their combinations are alike."""
    return int(np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0] >> 1)
