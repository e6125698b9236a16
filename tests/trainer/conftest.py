"""A data folder of synthetic films and a recipe small enough to train in seconds."""

from __future__ import annotations

import csv
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from xraydesk.core import paths
from xraydesk.imaging.display import render
from xraydesk.imaging.read import read

LABELS = ("covid19", "pneumonia", "normal", "other")
COLUMNS = ("file", "label", "label_by", "finding", "source", "patient_id", "group_id", "fold", "view", "licence")


def make_film(label: int, seed: int) -> np.ndarray:
    """``(72, 64)`` uint8: a bright spot whose place tells the label, over noise."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:72, 0:64]
    centre = [(20, 16), (20, 48), (52, 16), (52, 48)][label]
    spot = np.exp(-((y - centre[0]) ** 2 + (x - centre[1]) ** 2) / 60)
    return np.clip(60 + 150 * spot + random.normal(0, 12, spot.shape), 0, 255).astype(np.uint8)


def make_chest_film(seed: int, side: int = 256) -> np.ndarray:
    """``(side, side)`` uint8: a noisy copy of the phantom, which the guard takes for a frontal chest film."""
    random = np.random.default_rng(seed)
    phantom = Image.fromarray(render(read(paths.resources() / "samples" / "chest_phantom.dcm"))).resize((side, side))
    grey = np.asarray(phantom, float) * random.uniform(0.9, 1.1) + random.normal(0, 4, (side, side))
    return np.clip(grey, 0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 films, 4 labels, 2 sources, 5 folds, each patient with 2 films."""
    folder = tmp_path_factory.mktemp("data") / "films"
    folder.mkdir()
    rows = []
    for number in range(120):
        label, patient = number % 4, number // 2
        name = f"film{number:03}.png"
        Image.fromarray(make_film(label, number)).save(folder / name)
        rows.append(
            {
                "file": name,
                "label": LABELS[label],
                "label_by": "RSNA" if number % 8 < 4 else "source",
                "finding": LABELS[label],
                "source": "Hospital A (ward)" if patient % 2 else "Hospital B",
                "patient_id": f"p{patient}",
                "group_id": f"g{patient}",
                "fold": str(patient % 5),
                "view": "PA" if patient % 3 else "AP",
                "licence": "CC BY-NC-SA 4.0" if number == 0 else "CC BY 4.0",
            }
        )
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="session")
def tiny_values() -> dict[str, Any]:
    """Plain values of a recipe that trains in seconds."""
    return {
        "title": "Spots",
        "cache_size": 40,
        "preprocess": {"input_size": 32},
        "labels": {
            "task": "exclusive",
            "names": ["covid19", "pneumonia", "normal"],
            "negatives": {"other": {"normal": 1.0}},
        },
        "folds": {"train": [0, 1, 2], "tune": [3], "calibrate": [4]},
        "network": {"architecture": "deep_cnn"},
        "augment": {"rotate": 5.0, "shift": 0.02, "noise": 0.02},
        "optimiser": {"kind": "adamw", "learning_rate": 1e-3, "weight_decay": 0.05},
        "schedule": {"kind": "one-cycle", "unit": "batch", "warm_up": 0.2, "final": 1e-3, "cycle_momentum": True},
        "fit": {"epochs": 2, "batch_size": 8, "films_per_epoch": 16, "clip": 1.0, "ema": 0.99, "threads": 1},
    }


@pytest.fixture
def tiny(tiny_values: dict[str, Any]) -> dict[str, Any]:
    """The same, to be changed freely."""
    return deepcopy(tiny_values)
