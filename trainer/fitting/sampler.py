"""Which films come when, and to which process: decided by the seed and the epoch's number alone.

So a run that was killed and resumed draws what the uninterrupted one would have, and any number of processes draws what
one process would have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.fitting.run_log import TrainingError
from trainer.recipe import Fit, Share

CHUNK = 4
"""Most films that share one random generator. A process takes whole chunks, so its films change as they always do."""


@dataclass(frozen=True)
class Sampler:
    """Deals films to the batches of a process.

    Attributes
    ----------
    rows
        ``(n,)`` the films that this process may draw, as rows of the training films.
    weights
        ``(n,)`` probability of each of them, or None where every film comes once in an epoch.
    draws
        Films of an epoch, of all processes together.
    batch_size
        Films of a batch, of all processes together.
    seed, rank, processes
        Of the run.
    shared
        Whether all processes draw the same and take their part, or each draws from films of its own.
    """

    rows: NDArray[np.intp]
    weights: NDArray[np.float64] | None
    draws: int
    batch_size: int
    seed: int
    rank: int = 0
    processes: int = 1
    shared: bool = True

    def __post_init__(self) -> None:
        if (self.batch_size // self.chunk) % self.processes:
            raise TrainingError(
                f"a batch of {self.batch_size} films is {self.batch_size // self.chunk} times {self.chunk}, "
                f"which {self.processes} processes cannot share equally; change fit.batch_size or the number of them"
            )

    @property
    def chunk(self) -> int:
        """Films that share one random generator: the largest divisor of a batch up to ``CHUNK``."""
        return max(size for size in range(1, CHUNK + 1) if self.batch_size % size == 0)

    @property
    def batches(self) -> int:
        """Batches of an epoch."""
        return -(-self.draws // self.batch_size)

    def deal(self, epoch: int) -> NDArray[np.intp]:
        """``(batches, batch_size / processes)`` rows of the training films for this process."""
        mine = self.batch_size // self.processes
        if not self.shared:
            return self._draw([self.seed, epoch, self.rank], self.batches * mine).reshape(self.batches, mine)
        whole = self._draw([self.seed, epoch], self.batches * self.batch_size).reshape(self.batches, -1)
        return whole[:, self.rank * mine : (self.rank + 1) * mine]

    def _draw(self, seed: Sequence[int], count: int) -> NDArray[np.intp]:
        random = np.random.default_rng(seed)
        if self.weights is not None:
            return random.choice(self.rows, count, p=self.weights)
        # The last batch is filled up from the front, so that all batches and all processes have the same size.
        return np.resize(random.permutation(self.rows), count)

    def first_chunk(self) -> int:
        """Number, in the whole batch, of the first chunk of this process."""
        return self.rank * (self.batch_size // self.processes) // self.chunk


def draw_weights(films: Sequence[Film], shares: Sequence[Share], balance: Sequence[str]) -> NDArray[np.float64] | None:
    """``(N,)`` probability of drawing each film, or None where every film comes once.

    Parameters
    ----------
    films
        Training films.
    shares
        Of the recipe; they decide where there are any.
    balance
        Columns whose combinations are drawn equally often.

    Raises
    ------
    DataError
        A share matches no film.
    """
    if shares:
        return film_list.share_weights(films, shares)
    if not balance:
        return None
    groups = [tuple(getattr(film, column) for column in balance) for film in films]
    counts = Counter(groups)
    return np.array([1 / (len(counts) * counts[group]) for group in groups])


def sampler_of(
    films: Sequence[Film], rows: NDArray[np.intp], recipe_fit: Fit, shares: Sequence[Share], rank: int, processes: int
) -> Sampler:
    """The sampler of one process.

    Parameters
    ----------
    films
        All training films.
    rows
        Those that this process may draw: all of them, or where the recipe deals by shards, those of its shards.
    recipe_fit, shares
        Of the recipe.
    rank, processes
        Of this process.
    """
    return Sampler(
        rows=rows,
        weights=draw_weights([films[row] for row in rows.tolist()], shares, recipe_fit.balance),
        draws=recipe_fit.films_per_epoch or len(films),
        batch_size=recipe_fit.batch_size,
        seed=recipe_fit.seed,
        rank=rank,
        processes=processes,
        shared=recipe_fit.deal == "films",
    )
