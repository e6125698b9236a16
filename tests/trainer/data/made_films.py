"""Folders of films made in code, in every form that the trainer reads."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from trainer import recipe
from trainer.recipe import Recipe


def picture(seed: int, side: int = 48) -> np.ndarray:
    """``(side + 8, side)`` uint8: soft clouds that are different for every seed, with a little noise."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 255, (9, 8), dtype=np.uint8))
    soft = np.asarray(coarse.resize((side, side + 8), Image.Resampling.BICUBIC), np.float32)
    return np.clip(soft + random.normal(0, 3, soft.shape), 0, 255).astype(np.uint8)


def save(path: Path, seed: int, side: int = 48, **options: Any) -> Path:
    """Write a picture of that seed; the suffix says the format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture(seed, side)).save(path, **options)
    return path


def class_folders(root: Path, counts: Mapping[str, int], start: int = 0, suffix: str = ".png") -> Path:
    """``root/CLASS/filmNNN.png`` with so many films of each class, all different."""
    seed = start
    for label, count in counts.items():
        (root / label).mkdir(parents=True, exist_ok=True)
        for _ in range(count):
            save(root / label / f"film{seed:03}{suffix}", seed)
            seed += 1
    return root


def table(path: Path, rows: Sequence[Mapping[str, object]], encoding: str = "utf-8") -> Path:
    """A CSV file of these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def settings(**changes: Any) -> Recipe:
    """A small recipe for films of three labels; keywords replace whole tables."""
    values: dict[str, Any] = {
        "title": "Clouds",
        "cache_size": 40,
        "preprocess": {"input_size": 32},
        "labels": {"task": "exclusive", "names": ["sick", "ill", "normal"]},
        "folds": {"train": [0, 1, 2], "tune": [3], "calibrate": [4]},
        "network": {"architecture": "densenet121"},
        "optimiser": {"kind": "adamw", "learning_rate": 1e-3},
        "fit": {"epochs": 1, "batch_size": 8},
    }
    return recipe.parse(values | changes)
