"""Batches: the same films, changed the same way, however many processes share them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from trainer.fitting.batches import Maker, seed_of
from trainer.fitting.sampler import Sampler
from trainer.recipe import Augment

CELLS = np.random.default_rng(0).integers(0, 256, (30, 24, 24), np.uint8)
CHANGES = Augment(rotate=10, shift=0.1, gamma=0.3, noise=0.05, blur=0.5, cutouts=1)


def _maker(rank: int = 0, processes: int = 1, views: int = 1, changes: Augment = CHANGES) -> Maker:
    sampler = Sampler(np.arange(30), None, 30, 8, 5, rank, processes)
    return Maker(CELLS, sampler, changes, 20, views, torch.device("cpu"))


def test_processes_together_make_the_batch_of_one() -> None:
    for whole, *parts in zip(_maker().epoch(3), _maker(0, 2).epoch(3), _maker(1, 2).epoch(3), strict=True):
        assert torch.equal(torch.cat([part.views[0] for part in parts]), whole.views[0])
        assert torch.equal(torch.cat([part.rows for part in parts]), whole.rows)


def test_an_epoch_repeats_itself_and_another_differs() -> None:
    first, again, other = (next(_maker().epoch(number)) for number in (1, 1, 2))
    assert torch.equal(first.views[0], again.views[0])
    assert not torch.equal(first.views[0], other.views[0])


def test_two_views_show_the_same_films_differently() -> None:
    batch = next(_maker(views=2).epoch(0))
    assert [view.shape for view in batch.views] == [(8, 1, 20, 20)] * 2
    assert not torch.equal(*batch.views)


def test_mixed_films_name_their_partners() -> None:
    batch = next(_maker(changes=Augment(mixup=1.0)).epoch(0))
    assert batch.partners is not None
    assert batch.kept is not None
    plain = next(_maker(changes=Augment()).epoch(0))
    assert set(batch.partners.tolist()) <= set(batch.rows.tolist())
    assert torch.equal(batch.rows, plain.rows)
    own = batch.kept > 0.999
    torch.testing.assert_close(batch.views[0][own], plain.views[0][own], rtol=0, atol=0.02)


def test_an_error_while_reading_reaches_the_loop() -> None:
    class Gone:
        def __len__(self) -> int:
            return 30

        def __getitem__(self, rows: np.ndarray) -> np.ndarray:
            raise OSError("the share is gone")

    maker = Maker(Gone(), _maker().sampler, CHANGES, 20, 1, torch.device("cpu"))
    with pytest.raises(OSError, match="share is gone"):
        next(maker.epoch(0))


def test_seeds_of_different_places_differ() -> None:
    assert len({seed_of(a, b, c) for a in range(4) for b in range(4) for c in range(4)}) == 64


def test_lungs_come_with_the_films_that_they_belong_to() -> None:
    lungs = np.repeat(np.arange(30, dtype=np.uint8)[:, None, None] * 8, 4, axis=1).repeat(4, axis=2)
    maker = replace(_maker(changes=Augment()), lungs=lungs)
    for batch in maker.epoch(1):
        assert batch.lungs is not None
        torch.testing.assert_close(batch.lungs[:, 0, 1, 1] * 255 / 8, batch.rows.float())
    assert next(_maker().epoch(1)).lungs is None
