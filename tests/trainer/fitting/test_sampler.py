"""Which films come when: the same for any number of processes, and again after a restart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer.data import films
from trainer.fitting.run_log import TrainingError
from trainer.fitting.sampler import Sampler, draw_weights
from trainer.recipe import Share


def _sampler(rank: int = 0, processes: int = 1, count: int = 50, shared: bool = True) -> Sampler:
    return Sampler(np.arange(count), None, count, 16, 3, rank, processes, shared)


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_together_draw_what_one_process_draws(processes: int) -> None:
    whole = _sampler().deal(5)
    parts = [_sampler(rank, processes).deal(5) for rank in range(processes)]
    assert np.array_equal(np.concatenate(parts, axis=1), whole)
    firsts = [_sampler(rank, processes).first_chunk() for rank in range(processes)]
    assert firsts == [rank * 4 // processes for rank in range(processes)]


def test_every_film_comes_once_in_an_epoch_and_few_twice_to_fill_the_last_batch() -> None:
    order = _sampler().deal(0)
    counts = np.bincount(order.ravel(), minlength=50)
    assert order.shape == (4, 16)
    assert counts.min() == 1
    assert counts.sum() == 64
    assert counts.max() == 2


def test_epochs_differ_and_repeat_by_their_number() -> None:
    assert np.array_equal(_sampler().deal(2), _sampler().deal(2))
    assert not np.array_equal(_sampler().deal(2), _sampler().deal(3))


def test_a_process_with_its_own_shards_draws_no_other_films() -> None:
    mine = np.arange(0, 50, 2)
    sampler = Sampler(mine, None, 50, 16, 3, rank=1, processes=2, shared=False)
    drawn = sampler.deal(0)
    assert drawn.shape == (4, 8)
    assert set(drawn.ravel()) <= set(mine)
    assert len(set(drawn.ravel())) == 25


def test_a_batch_that_cannot_be_shared_is_refused_in_words() -> None:
    with pytest.raises(TrainingError, match="3 processes cannot share"):
        _sampler(processes=3)


def test_the_chunk_is_a_divisor_of_the_batch() -> None:
    assert [Sampler(np.arange(9), None, 9, size, 0).chunk for size in (1, 6, 7, 9, 16)] == [1, 3, 1, 3, 4]


def test_balanced_draws_give_every_group_the_same_chance(data: Path) -> None:
    loaded = films.load([data])[:50]
    weights = draw_weights(loaded, (), ("label", "view"))
    assert weights is not None
    groups = [(film.label, film.view) for film in loaded]
    sums = [sum(w for w, g in zip(weights, groups, strict=True) if g == group) for group in set(groups)]
    assert sums == pytest.approx([1 / len(sums)] * len(sums))


def test_shares_stand_before_balance_and_without_either_no_film_is_preferred(data: Path) -> None:
    loaded = films.load([data])
    weights = draw_weights(loaded, (Share(1.0, label="normal"),), ())
    assert weights is not None
    assert weights[[film.label != "normal" for film in loaded]].sum() == 0
    assert draw_weights(loaded, (), ()) is None
