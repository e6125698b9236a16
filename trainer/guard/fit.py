"""Fit the guard: pictures → network, distances and limits. Everything from one seed, on one thread, in minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from trainer.guard.network import GuardNet
from trainer.guard.pictures import FIT, TUNE, Pictures
from trainer.guard.transforms import MADE_OF_FILMS, Transforms
from xraydesk.model.guard import FRONTAL, KINDS, Limits

FRONTAL_LOST: Final = 0.005
FORM_LOST: Final = 0.002
FAR_SHARE: Final = 0.01
"""Shares of the tuning films beyond the value from which each limit is taken."""

_MOST_ASKED: Final = 0.5
_FORM_ROOM: Final = 2.0

_RATE: Final = 2e-3
_FRONTAL, _MADE = 40, 10
_TYPICAL: Final = 4000


@dataclass(frozen=True, slots=True)
class Material:
    """What is fitted on; every member holds all parts.

    Attributes
    ----------
    films
        Frontal chest films.
    scans
        Other examinations and other parts of the body.
    pictures
        Photographs, drawings, texts, patterns.
    """

    films: Pictures
    scans: Pictures
    pictures: Pictures


def tensor(pictures: Pictures) -> Tensor:
    """``(N, 1, STORED, STORED)`` uint8."""
    return torch.from_numpy(pictures.images)[:, None]


def unit(images: Tensor) -> Tensor:
    """Within 0..1."""
    return images.float() / 255


def fit(material: Material, steps: int, seed: int, say: Callable[[str], None]) -> tuple[GuardNet, Limits]:
    """Train, set the distances, choose the limits on the films of the tuning part."""
    torch.manual_seed(seed)
    network = GuardNet()
    transforms = Transforms(seed)
    random = np.random.default_rng(seed)
    films, scans = tensor(material.films.of(FIT)), tensor(material.scans.of(FIT))
    pictures = tensor(material.pictures.of(FIT))
    weights = _even(material.films.of(FIT).kinds)
    even, even_scans = _even(material.pictures.of(FIT).kinds), _even(material.scans.of(FIT).kinds)
    optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.15)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.02)
    start = time.monotonic()
    network.train()
    for step in range(steps):
        parts = [(FRONTAL, transforms.as_frontal(unit(films[random.choice(len(films), _FRONTAL, p=weights)])))]
        for kind, change in MADE_OF_FILMS.values():
            made = change(transforms, unit(films[random.choice(len(films), _MADE, p=weights)]))
            parts.append((kind, made))
        chosen = random.choice(len(scans), 2 * _MADE, p=even_scans)
        parts.append(("scan", transforms.any_way(unit(scans[chosen]))))
        chosen = random.choice(len(pictures), 2 * _MADE, p=even)
        parts.append(("picture", transforms.any_way(unit(pictures[chosen]))))
        target = torch.cat([torch.full((len(images),), KINDS.index(kind)) for kind, images in parts])
        logits, _ = network(torch.cat([images for _, images in parts]))
        loss = loss_of(logits, target)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            right = float((logits.argmax(1) == target).float().mean())
            say(f"step {step + 1}/{steps}: loss {loss.item():.3f}, right {right:.2f}, {time.monotonic() - start:.0f} s")
    chosen = random.choice(len(films), min(_TYPICAL, len(films)), p=weights, replace=False)
    network.fit_distances(transforms.stretched(transforms.plain(unit(films[chosen]))))
    return network, limits(network, material.films.of(TUNE))


def limits(network: GuardNet, tuning: Pictures) -> Limits:
    """What few of the tuning films exceed, with room for films of sources that are not among them.

    The chance of a frontal film never has to be more than one half, and a form may be left unexplained twice as much as
    in any but a few tuning films: it only stands against pictures that the network has never met the like of.
    """
    answers = answer(network, network_input(tuning))
    weights = _even(tuning.kinds)
    return Limits(
        frontal=min(_quantile(answers["frontal"], weights, FRONTAL_LOST), _MOST_ASKED),
        form=_FORM_ROOM * _quantile(answers["form"], weights, 1 - FORM_LOST),
        far=_quantile(answers["far"], weights, 1 - FAR_SHARE),
    )


def network_input(pictures: Pictures) -> Tensor:
    """The pictures as they are, at the network's size and stretched as the application does."""
    transforms = Transforms(0)
    return transforms.stretched(transforms.plain(unit(tensor(pictures))))


@torch.no_grad()
def answer(network: GuardNet, images: Tensor) -> dict[str, np.ndarray]:
    """Chance of a frontal film, distance of features, unexplained form and the likeliest other kind, of each."""
    network.eval()
    parts = [network(part) for part in torch.split(images, 256)]
    chances = torch.cat([logits for logits, _ in parts]).softmax(1)
    distances = torch.cat([distance for _, distance in parts])
    return {
        "frontal": chances[:, 0].numpy(),
        "far": distances[:, 0].numpy(),
        "form": distances[:, 1].numpy(),
        "kind": chances[:, 1:].argmax(1).numpy() + 1,
    }


def _even(kinds: tuple[str, ...]) -> np.ndarray:
    """Chances with which every kind comes about as often as the square root of its number."""
    _, place, counts = np.unique(np.array(kinds), return_inverse=True, return_counts=True)
    weights = (np.sqrt(counts) / counts)[place]
    return np.asarray(weights / weights.sum())


def _quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][min(int(np.searchsorted(reached, share)), len(values) - 1)])
