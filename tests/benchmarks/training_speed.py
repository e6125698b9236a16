"""How fast the training loop is: DenseNet-121 at 224 pixels with the bundled model's recipe, beside the bars.

    python -m tests.benchmarks.training_speed [THREADS]

Prints the fastest of several short epochs of the real loop on random films, augmentation, clipping, moving average and
optimiser included, and of the input pipeline alone. On a machine that does other work too, the share of the time in
which the loop had its cores says how far the figure can be trusted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from trainer import recipe as recipes
from trainer.data.films import Film
from trainer.fitting import fit, machine
from trainer.fitting.batches import Maker
from trainer.fitting.goals import Supervised
from trainer.fitting.learner import Learner, Start
from trainer.fitting.run_log import RunLog
from trainer.fitting.sampler import Sampler
from trainer.fitting.self_benchmark import own_cores, pipeline_speed
from trainer.fitting.targets import Targets

BAR_TRAINING = 12
BAR_PIPELINE = 5 * BAR_TRAINING
BATCHES = 4
ROUNDS = 4


def _film(number: int, names: tuple[str, ...]) -> Film:
    return Film(Path(f"{number}"), "noise", names[number % len(names)], "", (), "", "", 0, "PA", "", 50.0, "")


def main() -> None:
    """Measure and print."""
    recipe = recipes.change(recipes.load("densenet121"), ["shares=[]"])
    fabric = machine.start(recipe.fit.precision)
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else own_cores()
    torch.set_num_threads(threads)
    films = BATCHES * recipe.fit.batch_size
    cells = np.random.default_rng(0).integers(0, 256, (films, recipe.cache_size, recipe.cache_size), np.uint8)
    sampler = Sampler(np.arange(films), None, films, recipe.fit.batch_size, seed=0)
    maker = Maker(cells, sampler, recipe.augment, recipe.preprocess.input_size, 1, fabric.device)
    targets = Targets.of([_film(number, recipe.labels.names) for number in range(films)], recipe.labels)
    goal = Supervised(recipe, targets.to(fabric.device), None, None, targets)
    learner = Learner.of(recipe, Start(), goal, fabric)
    seconds, shares = [], []
    with tempfile.TemporaryDirectory() as folder, machine.repeatable(fabric):
        log = RunLog(Path(folder), writes=False)
        run = fit.Run(recipe, fabric, log, goal, learner, maker, fit.Clock(None))
        for number in range(ROUNDS):
            began, used = time.perf_counter(), time.process_time()
            fit.train_epoch(run, number)
            seconds.append(time.perf_counter() - began)
            shares.append((time.process_time() - used) / seconds[-1] / threads)
    best = int(np.argmin(seconds))
    training, pipeline = films / seconds[best], pipeline_speed(recipe, fabric, films)
    print(f"{recipe.network.architecture} at {recipe.preprocess.input_size} px, batch {recipe.fit.batch_size}")
    print(f"{fabric.device.type}, {fabric.strategy.precision.precision}, {threads} threads of {os.cpu_count()} cores")
    print(
        f"training:             {training:6.1f} images/s (bar {BAR_TRAINING}), {100 * shares[best]:.0f} % of its cores"
    )
    print(
        f"input pipeline alone: {pipeline:6.1f} images/s (bar {BAR_PIPELINE}), {pipeline / training:.0f} times training"
    )


if __name__ == "__main__":
    main()
