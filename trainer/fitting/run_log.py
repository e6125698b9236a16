"""The folder of a run: its description, its curves, its best weights, and the state to resume from."""

from __future__ import annotations

import csv
import io
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.evaluation.figures import draw_curves
from trainer.recipe import Recipe, plain
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of, write_atomically


class TrainingError(XRayDeskError):
    """Training cannot go on, with the reason in one sentence."""


class RunLog:
    """What a run writes: ``run.json``, ``data.json``, the curves, ``best.safetensors`` and ``state.pt``."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._rows: list[dict[str, float]] = []

    @property
    def best(self) -> Path:
        """The file of the best weights."""
        return self._out / "best.safetensors"

    def start(self, recipe: Recipe, films: Sequence[Film], data: Sequence[Path], init: Path | None = None) -> None:
        """Describe the run and what it starts from, or make sure that an unfinished one is the same.

        Raises
        ------
        TrainingError
            The folder holds a run of another recipe or other films.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        description = {
            "recipe": json.loads(json.dumps(plain(recipe))),
            "films": len(films),
            "films_sha256": film_list.digest(films),
            "data": [folder.name for folder in data],
            "python": platform.python_version(),
            "init": None if init is None else _start_of(init),
            "packages": {name: version(name) for name in ("torch", "torchvision", "numpy", "pillow", "safetensors")},
        }
        target = self._out / "run.json"
        if target.exists():
            earlier = json.loads(target.read_text(encoding="utf-8"))
            if any(earlier[key] != description[key] for key in ("recipe", "films_sha256", "init")):
                raise TrainingError(f"{self._out} holds a run of another recipe, start or films; choose another --out")
            return
        # The folders stand apart from the description, which goes into the bundle: a path is nobody else's business.
        write_atomically(self._out / "data.json", json.dumps([str(folder.resolve()) for folder in data]).encode())
        write_atomically(target, json.dumps(description, indent=1).encode())

    def resume(self, parts: Mapping[str, Any]) -> int:
        """Load the state of an unfinished run into its parts; returns the epoch to go on with."""
        state = self._out / "state.pt"
        if not state.exists():
            return 0
        saved = torch.load(state, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        self._rows = list(saved["rows"])
        return int(saved["epoch"])

    def stale_for(self) -> int:
        """Epochs since the best tune loss."""
        if not self._rows:
            return 0
        losses = [row["tune_loss"] for row in self._rows]
        return len(losses) - 1 - int(np.argmin(losses))

    def epoch(self, number: int, train_loss: float, tune_loss: float, rate: float, network: torch.nn.Module) -> None:
        """Record an epoch; keep its weights if its tune loss is the lowest so far."""
        row = {"epoch": number + 1, "train_loss": train_loss, "tune_loss": tune_loss, "learning_rate": rate}
        self._rows.append(row)
        if self.stale_for() == 0:
            partial = self.best.with_suffix(".partial")
            save_file({name: value.contiguous().cpu() for name, value in network.state_dict().items()}, partial)
            partial.replace(self.best)
        print(f"epoch {number + 1}: train loss {train_loss:.4f}, tune loss {tune_loss:.4f}", flush=True)

    def save(self, epochs: int, parts: Mapping[str, Any]) -> None:
        """Write the curves and the state after ``epochs`` epochs, each complete or not at all."""
        state = {name: part.state_dict() for name, part in parts.items()} | {"epoch": epochs, "rows": self._rows}
        torch.save(state, self._out / "state.partial")
        (self._out / "state.partial").replace(self._out / "state.pt")
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(self._rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self._rows)
        write_atomically(self._out / "curves.csv", stream.getvalue().encode())
        draw_curves(self._rows, self._out / "curves.png")


def _start_of(weights: Path) -> dict[str, Any]:
    """What is known of the weights that a run starts from: their digest and, beside them, the run that made them."""
    beside = weights.parent / "run.json"
    curves = weights.parent / "curves.csv"
    earlier = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    epochs = len(curves.read_text(encoding="utf-8").splitlines()) - 1 if curves.exists() else None
    return {"sha256": sha256_of(weights), "epochs": epochs, "run": earlier}
