"""Small networks on what is known of a film: its table alone, or its table joined with what the image network says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from trainer.recipe import Structured

HELD = 5
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Known:
    """What is known of ``N`` films.

    Attributes
    ----------
    image
        ``(N, I)`` float32, mean 0 where nothing is said, or ``(N, 0)``.
    table
        ``(N, D)`` float32 of ``structured.Encoder``, or ``(N, 0)``.
    nothing
        ``(D,)``: the table of a film of which nothing is known.
    blocks
        The numbers of each column of the table.
    """

    image: Floats
    table: Floats
    nothing: Floats
    blocks: tuple[slice, ...]

    def __len__(self) -> int:
        return len(self.table)

    def rows(self, chosen: NDArray[Any]) -> Known:
        """Some of the films."""
        return Known(self.image[chosen], self.table[chosen], self.nothing, self.blocks)

    def without_image(self) -> Known:
        """The same films, their images withheld."""
        return Known(np.zeros_like(self.image), self.table, self.nothing, self.blocks)

    def without_table(self) -> Known:
        """The same films, their tables withheld."""
        return Known(self.image, np.broadcast_to(self.nothing, self.table.shape).copy(), self.nothing, self.blocks)

    def image_only(self) -> Known:
        """The same films for a head that never has a table."""
        return Known(self.image, np.zeros((len(self), 0), np.float32), self.nothing[:0], ())

    def table_only(self) -> Known:
        """The same films for a head that never has an image."""
        return Known(np.zeros((len(self), 0), np.float32), self.table, self.nothing, self.blocks)


class Head(nn.Module):
    """One hidden layer, or none, over image and table; a flag says whether there is an image."""

    def __init__(self, image: int, table: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.image = image
        inputs = image + table + (1 if image else 0)
        layers: list[nn.Module] = [nn.Linear(inputs, outputs)]
        if hidden:
            layers = [nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs)]
        self.layers = nn.Sequential(*layers)

    @classmethod
    def of(cls, state: Mapping[str, Tensor], image: int) -> Head:
        """A head with the weights of ``state`` and ``image`` numbers of the image.

        Raises
        ------
        KeyError, ValueError
            They are not those of a head.
        """
        first, outputs = state["layers.0.weight"], state[max(name for name in state if name.endswith("weight"))]
        hidden = len(first) if len(state) > 2 else 0
        head = cls(image, first.shape[1] - image - (1 if image else 0), hidden, len(outputs))
        try:
            head.load_state_dict(dict(state))
        except RuntimeError as error:
            raise ValueError("the weights are not those of a head") from error
        return head

    def forward(self, image: Tensor, table: Tensor) -> Tensor:
        """``(N, I)``, ``(N, D)`` → ``(N, K)`` logits."""
        parts = [image, table]
        if self.image:
            parts.append((image.abs().sum(1, keepdim=True) == 0).float())
        result: Tensor = self.layers(torch.cat(parts, dim=1))
        return result


@dataclass(frozen=True)
class FittedHead:
    """A head, and how many epochs it learned."""

    head: Head
    epochs: int

    def chances(self, known: Known) -> Floats:
        """``(N, K)`` probabilities."""
        return chances(self.head, known)


def fit_head(
    known: Known, classes: NDArray[np.int64], groups: NDArray[Any], outputs: int, settings: Structured
) -> FittedHead:
    """Fit a head for as many epochs as serve films of other patients best.

    Parameters
    ----------
    known, classes
        ``N`` films and the class of each.
    groups
        Patient of each.
    outputs
        Number of classes.
    settings
        The recipe's ``[structured]``.
    """
    losses = np.zeros(settings.epochs)
    with _one_thread():
        for kept, held in _parts(groups):
            watch = _Watch(known.rows(held), classes[held], [])
            _learn(known.rows(kept), classes[kept], outputs, settings, settings.epochs, watch)
            losses += watch.losses
        epochs = int(losses.argmin()) + 1
        return FittedHead(_learn(known, classes, outputs, settings, epochs), epochs)


def held_out_chances(
    fitted: FittedHead,
    known: Known,
    classes: NDArray[np.int64],
    groups: NDArray[Any],
    outputs: int,
    settings: Structured,
) -> Floats:
    """``(N, K)`` probabilities of the films that a head was fitted to, each from a head that never saw its patient."""
    said = np.full((len(known), outputs), 1 / outputs, np.float32)
    for kept, held in _parts(groups):
        said[held] = chances(
            _learn(known.rows(kept), classes[kept], outputs, settings, fitted.epochs), known.rows(held)
        )
    return said


def chances(head: Head, known: Known) -> Floats:
    """``(N, K)`` probabilities."""
    with torch.inference_mode():
        logits = head.eval()(torch.from_numpy(known.image), torch.from_numpy(known.table))
        return np.asarray(logits.softmax(1).numpy(), np.float32)


@dataclass(frozen=True)
class _Watch:
    """Notes after every epoch how well a head does on films that it does not learn from."""

    known: Known
    classes: NDArray[np.int64]
    losses: list[float]

    def __call__(self, head: Head) -> None:
        said = chances(head, self.known)[np.arange(len(self.classes)), self.classes]
        self.losses.append(float(-np.log(np.maximum(said, 1e-7)).sum()))
        head.train()


def _learn(
    known: Known,
    classes: NDArray[np.int64],
    outputs: int,
    settings: Structured,
    epochs: int,
    watch: Callable[[Head], None] | None = None,
) -> Head:
    # Its own generator and its own seed: heads do not depend on what was drawn before them.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        head = Head(known.image.shape[1], known.table.shape[1], settings.hidden, outputs)
    random = torch.Generator().manual_seed(1)
    optimiser = torch.optim.AdamW(head.parameters(), lr=settings.learning_rate, weight_decay=settings.weight_decay)
    image, table = torch.from_numpy(known.image), torch.from_numpy(known.table)
    truth = torch.from_numpy(classes)
    for _ in range(epochs):
        seen_image, seen_table = _withhold(image, table, known, settings, random)
        loss = functional.cross_entropy(head(seen_image, seen_table), truth)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        if watch is not None:
            watch(head)
    return head


def _withhold(
    image: Tensor, table: Tensor, known: Known, settings: Structured, random: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Some films without their image, others without their table, and some values of the rest hidden."""
    count, nothing = len(table), torch.from_numpy(known.nothing)
    table = table.clone()
    for block in known.blocks:
        hidden = torch.rand(count, generator=random) < settings.hide
        table[hidden, block] = nothing[block]
    if image.shape[1] and table.shape[1]:
        chance = torch.rand(count, generator=random)
        image = torch.where((chance < settings.drop_image).unsqueeze(1), 0.0, image)
        table = torch.where((chance > 1 - settings.drop_table).unsqueeze(1), nothing, table)
    return image, table


@contextmanager
def _one_thread() -> Iterator[None]:
    """Steps of a tiny network take less time than it takes several threads to meet."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _parts(groups: NDArray[Any]) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows to learn from and rows held out, ``HELD`` times, no patient on both sides."""
    _, member = np.unique(groups, return_inverse=True)
    part = np.random.default_rng(0).permutation(member.max() + 1) % HELD
    parts = [(np.flatnonzero(part[member] != k), np.flatnonzero(part[member] == k)) for k in range(HELD)]
    return [(kept, held) for kept, held in parts if len(kept) and len(held)]
