"""How fast this machine trains a recipe, measured in seconds, and the number of threads that suits it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric

from trainer.fitting.batches import Maker
from trainer.fitting.freezing import freeze, train_mode
from trainer.fitting.learner import Start, new_network
from trainer.fitting.optimisers import optimiser_of
from trainer.fitting.sampler import Sampler
from trainer.recipe import Recipe
from xraydesk.core.files import write_atomically

REMEMBERED = "threads.json"
MOST_FILMS = 16


def settle_threads(recipe: Recipe, earlier: int, cache: Path, fabric: Fabric) -> int:
    """Set the number of threads of a run on the processor, and return it.

    The recipe's number holds; else that of the unfinished run, since other threads add in another order; else that of
    ``OMP_NUM_THREADS``; else the fastest in a short trial, which is remembered for this machine and recipe, so that the
    same run takes the same number again.
    """
    if fabric.device.type != "cpu":
        return torch.get_num_threads()
    chosen = recipe.fit.threads or earlier
    told = os.environ.get("OMP_NUM_THREADS", "")
    if not chosen and told.isdigit() and "TORCHELASTIC_RUN_ID" not in os.environ:
        chosen = int(told)
    chosen = int(fabric.broadcast(chosen or _remembered_or_measured(recipe, cache, fabric)))
    torch.set_num_threads(chosen)
    return chosen


def _remembered_or_measured(recipe: Recipe, cache: Path, fabric: Fabric) -> int:
    if not fabric.is_global_zero:
        return 0
    cores = own_cores()
    file = cache / REMEMBERED
    known: dict[str, int] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    size, films = recipe.preprocess.input_size, _films(recipe)
    key = f"{cores} cores, {recipe.network.architecture} {size} px, {films} films, freeze {recipe.network.freeze!r}"
    if key not in known:
        speeds = training_speeds(recipe, fabric)
        known[key] = max(speeds, key=lambda threads: speeds[threads])
        print(f"threads: {known[key]} ({', '.join(f'{n}: {speed:.1f} images/s' for n, speed in speeds.items())})")
        cache.mkdir(parents=True, exist_ok=True)
        write_atomically(file, json.dumps(known, indent=1).encode())
    return known[key]


def own_cores() -> int:
    """Cores that this process may use beside the other processes of the run on this host."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(cores // int(os.environ.get("LOCAL_WORLD_SIZE", "1")), 1)


def _films(recipe: Recipe) -> int:
    return min(recipe.fit.batch_size, MOST_FILMS)


def training_speeds(recipe: Recipe, fabric: Fabric) -> dict[int, float]:
    """Images per second of forward pass, backward pass and step, by the number of threads, most first."""
    before = torch.get_num_threads()
    cores = own_cores()
    speeds = {}
    try:
        for threads in sorted({cores, max(cores // 2, 1), max(cores // 4, 1)}, reverse=True):
            torch.set_num_threads(threads)
            speeds[threads] = _films(recipe) / _fastest(training_step(recipe, fabric, _films(recipe)), repeats=3)
    finally:
        torch.set_num_threads(before)
    return speeds


def training_step(recipe: Recipe, fabric: Fabric, films: int) -> Callable[[], None]:
    """A step of the recipe's network on noise, as a function."""
    network = new_network(recipe, Start())
    freeze(network, recipe.network)
    network = network.to(fabric.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    train_mode(network, network, recipe.network)
    optimiser = optimiser_of(recipe.optimiser, network)
    size = recipe.preprocess.input_size
    images = torch.randn(films, 1, size, size, device=fabric.device).to(memory_format=torch.channels_last)

    def step() -> None:
        with fabric.autocast():
            logits, _ = network(images)
        loss = logits.float().logsumexp(1).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        loss.item()

    return step


def pipeline_speed(recipe: Recipe, fabric: Fabric, films: int = 256) -> float:
    """Images per second of reading, changing and standardising cached films, without a network."""
    side = recipe.cache_size
    cells = np.random.default_rng(0).integers(0, 256, (films, side, side), np.uint8)
    sampler = Sampler(np.arange(films), None, films, recipe.fit.batch_size, seed=0)
    views = 2 if recipe.self_supervised else 1
    maker = Maker(cells, sampler, recipe.augment, recipe.preprocess.input_size, views, fabric.device)

    def epoch(number: int) -> None:
        for batch in maker.epoch(number):
            batch.views[0].sum().item()

    return sampler.batches * recipe.fit.batch_size / _fastest(lambda: epoch(1), repeats=2)


def _fastest(work: Callable[[], None], repeats: int) -> float:
    work()
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)
