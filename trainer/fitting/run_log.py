"""The folder of a run: its description, its curves, its best weights, and the state to resume from."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import save

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.evaluation.figures import draw_curves
from trainer.recipe import Recipe, RecipeError, parse, plain
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import sha256_of, write_atomically

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

BEST = "best.safetensors"
BEST_OF_WHOLE_EPOCHS = "best-of-whole-epochs.safetensors"
DESCRIPTION = "run.json"
PLACES = "data.json"
STATE = "state.pt"
PACKAGES = ("torch", "torchvision", "lightning-fabric", "numpy", "pillow", "safetensors")


class TrainingError(XRayDeskError):
    """Training cannot go on, with the reason in one sentence."""


class RunLog:
    """What a run writes: ``run.json``, ``data.json``, curves, ``best.safetensors``, ``state.pt``, ``tensorboard/``.

    Parameters
    ----------
    out
        Folder of the run.
    writes
        Whether this process writes; every process keeps the figures, so that all decide alike.
    """

    def __init__(self, out: Path, writes: bool = True) -> None:
        self._out = out
        self._writes = writes
        self._rows: list[dict[str, float]] = []
        self._board: SummaryWriter | None = None
        self.seconds = 0.0

    @property
    def best(self) -> Path:
        """The file of the best weights."""
        return self._out / BEST

    def threads(self) -> int:
        """Threads that an unfinished run was begun with; 0 where there is none, or where they are not known."""
        target = self._out / DESCRIPTION
        return int(json.loads(target.read_text(encoding="utf-8")).get("threads", 0)) if target.exists() else 0

    def start(
        self,
        recipe: Recipe,
        films: Sequence[Film],
        data: Sequence[Path],
        cache: Path,
        further: Mapping[str, Any] | None = None,
    ) -> None:
        """Describe the run, or make sure that an unfinished one is the same.

        Parameters
        ----------
        recipe, films, data, cache
            What it does, with which films, of which folders, and where they are kept decoded.
        further
            What else the description shall hold; of it, ``init`` and ``base`` may not change when a run is resumed.

        Raises
        ------
        TrainingError
            The folder holds a run of another recipe or other films.
        """
        description = {
            "recipe": json.loads(json.dumps(plain(recipe))),
            "films": len(films),
            "films_sha256": film_list.digest(films),
            "data": [place.name for place in data],
            "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES},
            "init": None,
            "base": None,
        } | dict(further or {})
        target = self._out / DESCRIPTION
        if target.exists():
            earlier = json.loads(target.read_text(encoding="utf-8"))
            if not is_same_run(earlier, description):
                raise TrainingError(f"{self._out} holds a run of another recipe, start or films; choose another --out")
            return
        if self._writes:
            with full_disk_in_words(self._out):
                self._out.mkdir(parents=True, exist_ok=True)
                # Folders stand apart from the description, which goes into the bundle: a path is nobody's business.
                places = {"data": [str(place.resolve()) for place in data], "cache": str(cache.resolve())}
                write_atomically(self._out / PLACES, json.dumps(places).encode())
                write_atomically(target, json.dumps(description, indent=1).encode())

    def resume(self, parts: Mapping[str, Any]) -> int:
        """Load the state of an unfinished run into its parts; returns the epoch to go on with."""
        # What stopped within an epoch may have kept better weights than the epochs that are resumed from.
        whole = self._out / BEST_OF_WHOLE_EPOCHS
        if self._writes and whole.exists():
            whole.replace(self.best)
        state = self._out / STATE
        if not state.exists():
            return 0
        try:
            saved = torch.load(state, weights_only=True, map_location="cpu")
        except (RuntimeError, EOFError, ValueError) as error:
            raise TrainingError(f"{state} is damaged; take it away to begin the run anew") from error
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        self._rows = list(saved["rows"])
        self.seconds = float(saved["seconds"])
        return int(saved["epoch"])

    def stale_for(self) -> int:
        """Epochs since the best tune loss."""
        if not self._rows:
            return 0
        losses = [row["tune_loss"] for row in self._rows]
        return len(losses) - 1 - int(np.argmin(losses))

    def epoch(self, row: Mapping[str, float], network: torch.nn.Module, whole: bool = True) -> None:
        """Record an epoch; keep its weights if its tune loss is the lowest so far.

        Parameters
        ----------
        row
            ``epoch``, ``train_loss``, ``tune_loss`` and further figures, the same in every run of the same seed.
        network
            Whose weights are kept.
        whole
            False for an epoch that was cut short; a resumed run does it again.
        """
        self._rows.append(dict(row))
        if not self._writes:
            return
        with full_disk_in_words(self._out):
            if self.stale_for() == 0:
                if not whole and self.best.exists():
                    self.best.replace(self._out / BEST_OF_WHOLE_EPOCHS)
                state = {name: value.contiguous().cpu() for name, value in network.state_dict().items()}
                write_atomically(self.best, save(state))
            self._write_curves()
        figures = ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in row.items() if name != "epoch")
        print(f"epoch {row['epoch']:.0f}: {figures}", flush=True)

    def save(self, epochs: int, parts: Mapping[str, Any]) -> None:
        """Write the state after ``epochs`` epochs, complete or not at all."""
        if not self._writes:
            return
        state = {name: part.state_dict() for name, part in parts.items()}
        state |= {"epoch": epochs, "rows": self._rows, "seconds": self.seconds}
        with full_disk_in_words(self._out), _replacing(self._out / STATE) as stream:
            torch.save(state, stream)

    def finish(self, outcome: Mapping[str, Any]) -> None:
        """Write how the run ended into its description."""
        if self._board is not None:
            self._board.close()
        if not self._writes:
            return
        target = self._out / DESCRIPTION
        description = json.loads(target.read_text(encoding="utf-8")) | dict(outcome)
        with full_disk_in_words(self._out):
            write_atomically(target, json.dumps(description, indent=1).encode())

    def show(self, step: int, values: Mapping[str, float]) -> None:
        """Draw values into TensorBoard's log, which stands beside the run."""
        if not self._writes:
            return
        if self._board is None:
            from torch.utils.tensorboard import SummaryWriter

            self._board = SummaryWriter(str(self._out / "tensorboard"), purge_step=step)
        for name, value in values.items():
            self._board.add_scalar(name.replace("_", "/", 1), value, step)

    def _write_curves(self) -> None:
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(self._rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self._rows)
        write_atomically(self._out / "curves.csv", stream.getvalue().encode())
        draw_curves(self._rows, self._out / "curves.png")


@contextmanager
def full_disk_in_words(out: Path) -> Iterator[None]:
    """Say what a full disk means for a run; what was written before stays."""
    try:
        yield
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT):
            raise
        raise TrainingError(
            f"the disk of {out} is full; the last complete state is kept: make room and give the same command to go on"
        ) from error


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content replaces a file when all of it is on the disk, and leaves the old file alone before."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def is_same_run(earlier: Mapping[str, Any], description: Mapping[str, Any]) -> bool:
    """Whether two descriptions are of one run: recipe, films, start.

    A setting that an earlier version of the trainer did not know counts as its default.
    """
    try:
        recipe = json.loads(json.dumps(plain(parse(earlier["recipe"]))))
    except (KeyError, RecipeError):
        return False
    same = all(earlier.get(key) == description[key] for key in ("films_sha256", "init", "base"))
    return same and bool(recipe == description["recipe"])


def start_of(weights: Path) -> dict[str, Any]:
    """What is known of the weights that a run starts from: their digest and, beside them, the run that made them."""
    beside = weights.parent / DESCRIPTION
    curves = weights.parent / "curves.csv"
    earlier = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    epochs = len(curves.read_text(encoding="utf-8").splitlines()) - 1 if curves.exists() else None
    return {"sha256": sha256_of(weights), "epochs": epochs, "run": earlier}
