"""A film reader without a process, a model that costs nothing, and a sink that shows what it was given."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.imaging.geometry import Geometry
from xraydesk.model import bundle as bundles
from xraydesk.model.engines import EngineOutput
from xraydesk.model.predict import Predictor, Prepared
from xraydesk.screening.film_process import ReaderLostError
from xraydesk.screening.film_reader import FilmReader, Made
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.plan import Plan
from xraydesk.screening.sink import MemorySink

SIDE = 224
QUICK = Plan(readers=2, lanes=2, batch=2, settle_s=0.0, retry_s=0.01, patience_s=5.0)


class PlainReader(FilmReader):
    """Looks at files as the real one does and takes their bytes for a film: grey levels from their digest.

    A file that begins with ``broken`` fails, one that begins with ``hang`` waits until somebody kills the reader.
    """

    made: list[str]

    def __init__(self, made: list[str] | None = None) -> None:
        self.made = [] if made is None else made
        self.killed = threading.Event()

    def make(self) -> Made:
        path, digest, content = self._path, self._sha256, self._content
        if content.startswith(b"hang"):
            self.killed.wait(30)
            raise ReaderLostError
        self.made.append(path.name)
        if content.startswith(b"broken"):
            return Made(ScreeningResult(path, digest, Status.FAILED, "it is broken"))
        image = np.resize(np.frombuffer(bytes.fromhex(digest), np.uint8), (1, 1, SIDE, SIDE)).astype(np.float32) / 255
        geometry = Geometry((SIDE, SIDE), 0.0, 0.0, float(SIDE), float(SIDE), SIDE)
        return Made(ScreeningResult(path, digest, Status.OK), Prepared(image, geometry, "plain", None, False, 0.0))

    def kill(self) -> None:
        self.killed.set()

    def kill_if_late(self) -> None:
        """It has no limit."""

    def close(self) -> None:
        """It has no process."""


class PlainEngine:
    """Logits from the mean of the picture."""

    name, device, notice = "plain", "cpu", ""

    def run(self, images: NDArray[np.float32]) -> EngineOutput:
        means = images.mean(axis=(1, 2, 3))
        logits = np.stack([means, 1 - means, means * 0], axis=1).astype(np.float32)
        return EngineOutput(logits, np.ones((len(images), 1024, 7, 7), np.float32))


class KeepingSink(MemorySink):
    """Remembers every line; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.lines: list[Outcome] = []
        self.batches: list[int] = []
        self.failures = failures

    def commit(self, outcomes: Sequence[Outcome]) -> None:
        if self.failures:
            self.failures -= 1
            raise XRayDeskError("The disk is full.")
        super().commit(outcomes)
        self.lines += outcomes
        self.batches.append(len(outcomes))


@cache
def predictor() -> Predictor:
    """The bundled model's card and classifier on the plain engine; it always answers."""
    bundle = bundles.load(bundles.find())
    return Predictor(replace(bundle, card=replace(bundle.card, conformal=None)), PlainEngine())


def job(
    files: Sequence[Path],
    sink: MemorySink | None = None,
    plan: Plan = QUICK,
    make_reader: Callable[[], PlainReader] = PlainReader,
    **more: object,
) -> Screening:
    """A screening of the doubles."""
    return Screening(files, predictor(), make_reader, sink or MemorySink(), plan, **more)  # type: ignore[arg-type]


def films(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Different files, in order of name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:05}.film" for number in range(first, first + count)]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths
