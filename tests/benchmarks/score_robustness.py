"""How far an answer moves when a film is changed in a way that should not matter.

    python -m tests.benchmarks.score_robustness FOLDER [--films 200] [--model ID] [--json FILE]

Each film is written anew (compressed, resized, in another format, windowed otherwise) and goes the whole way through
the reader again. Printed for each change, over films: the median and worst of the largest absolute change of any
label's probability. ``python -m trainer robustness BUNDLE FILE`` puts the JSON into the bundle's card. The status is 0
where all changes keep to the bar.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.imaging.dicom_files import dataset, save
from trainer.bundles.robustness import MEDIAN, WORST, is_within, robustness_words
from xraydesk.core.errors import FileError, UnscorableError
from xraydesk.core.files import write_atomically
from xraydesk.core.radiograph import Radiograph, VoiFunction, Window
from xraydesk.imaging.display import default_voi, grey
from xraydesk.imaging.preprocess import preprocess
from xraydesk.model import guard
from xraydesk.model.bundle import WEIGHTS, Bundle
from xraydesk.workflow import Session, discover, open_radiograph

Unit = NDArray[np.float32]
"""A film as its own window shows it, ``(H, W)`` in 0..1."""


def _eight(unit: Unit) -> NDArray[np.uint8]:
    return np.asarray(np.rint(unit * 255), np.uint8)


def _sixteen(unit: Unit) -> NDArray[np.uint16]:
    return np.asarray(np.rint(unit * 65535), np.uint16)


def _png(samples: NDArray[Any], folder: Path) -> Path:
    path = folder / "twin.png"
    Image.fromarray(samples).save(path)
    return path


def _jpeg(quality: int) -> Callable[[Unit, Path], Path]:
    def make(unit: Unit, folder: Path) -> Path:
        path = folder / "twin.jpg"
        Image.fromarray(_eight(unit)).save(path, quality=quality)
        return path

    return make


def _resized(factor: float) -> Callable[[Unit, Path], Path]:
    def make(unit: Unit, folder: Path) -> Path:
        rows, columns = unit.shape
        size = (max(round(columns * factor), 1), max(round(rows * factor), 1))
        return _png(np.asarray(Image.fromarray(_eight(unit)).resize(size, Image.Resampling.BICUBIC)), folder)

    return make


def _dicom(make_samples: Callable[[Unit], NDArray[Any]], **elements: Any) -> Callable[[Unit, Path], Path]:
    def make(unit: Unit, folder: Path) -> Path:
        return save(dataset(make_samples(unit), BodyPartExamined="CHEST", **elements), folder / "twin.dcm")

    return make


def _twelve(unit: Unit) -> NDArray[np.uint16]:
    return np.asarray(np.rint(unit * 4095), np.uint16)


WRITTEN: Mapping[str, Callable[[Unit, Path], Path]] = {
    "8-bit PNG": lambda unit, folder: _png(_eight(unit), folder),
    "16-bit PNG": lambda unit, folder: _png(_sixteen(unit), folder),
    "DICOM twin, 8 bits": _dicom(_eight),
    "DICOM twin, 12 bits": _dicom(_twelve, BitsStored=12, HighBit=11, WindowCenter=2048, WindowWidth=4096),
    "DICOM twin, MONOCHROME1": _dicom(lambda unit: 255 - _eight(unit), PhotometricInterpretation="MONOCHROME1"),
    "JPEG, quality 95": _jpeg(95),
    "JPEG, quality 85": _jpeg(85),
    "JPEG, quality 75": _jpeg(75),
    "resized to 0.75": _resized(0.75),
    "resized to 0.5": _resized(0.5),
    "resized to 1.5": _resized(1.5),
}
"""Name → writes the changed film into a folder."""

WINDOWED: Mapping[str, tuple[float, float]] = {
    "window 10 % narrower": (0.9, 0.0),
    "window 10 % wider": (1.1, 0.0),
    "window level 10 % lower": (1.0, -0.05),
    "window level 10 % higher": (1.0, 0.05),
}
"""Name → factor of the width, and shift of the centre in widths: from 0.5 of the range to 0.45 or 0.55."""


def windowed(radiograph: Radiograph, factor: float, shift: float) -> Radiograph | None:
    """The film with its default window changed; None where it shows through a table or in colour."""
    voi = default_voi(radiograph)
    if radiograph.is_colour or not isinstance(voi, Window):
        return None
    exact = VoiFunction.LINEAR_EXACT if voi.function is VoiFunction.LINEAR else voi.function
    changed = Window(center=voi.center + shift * voi.width, width=voi.width * factor, function=exact)
    return replace(radiograph, voi=(changed,))


def measure(folder: Path, most: int, session: Session, seed: int = 0) -> Iterator[dict[str, Any]]:
    """The figures of up to ``most`` films of a folder, drawn by chance, that can be scored: anew with each film."""
    paths = [path for path in discover([folder]) if path.is_file()]
    random.Random(seed).shuffle(paths)
    moved: dict[str, list[float]] = {name: [] for name in (*WRITTEN, *WINDOWED)}
    films = 0
    card, engine = session.card(), session.predictor.engine
    with tempfile.TemporaryDirectory(prefix="xraydesk-robustness-") as place:
        for path in paths:
            if films == most:
                break
            try:
                radiograph = open_radiograph(path)
                if guard.decline(radiograph):
                    continue
                original = preprocess(radiograph, card.preprocess)[0]
            except (FileError, UnscorableError):
                continue  # there is no answer that could move
            films += 1
            twins = _twins(radiograph, Path(place))
            inputs = [original, *(preprocess(twin, card.preprocess)[0] for _, twin in twins)]
            chances = card.probabilities(engine.run(np.concatenate(inputs)).logits)
            for (name, _), after in zip(twins, chances[1:], strict=True):
                moved[name].append(float(np.abs(after - chances[0]).max()))
            yield _figures(films, moved, session.bundle)


def _figures(films: int, moved: Mapping[str, list[float]], bundle: Bundle) -> dict[str, Any]:
    changes = [_row(name, values) for name, values in moved.items() if values]
    return {
        "films": films,
        "model": bundle.card.id,
        "weights_sha256": bundle.card.files[WEIGHTS],
        "bar": {"median": MEDIAN, "worst": WORST},
        "changes": changes,
        "within": all(change["within"] for change in changes),
    }


def _twins(radiograph: Radiograph, place: Path) -> list[tuple[str, Radiograph]]:
    twins = []
    if radiograph.pixel_aspect == 1:
        unit = grey(radiograph)
        twins = [(name, open_radiograph(write(unit, place))) for name, write in WRITTEN.items()]
    for name, (factor, shift) in WINDOWED.items():
        twin = windowed(radiograph, factor, shift)
        if twin is not None:
            twins.append((name, twin))
    return twins


def _row(name: str, values: list[float]) -> dict[str, Any]:
    figures = {
        "name": name,
        "films": len(values),
        "median": round(float(np.median(values)), 5),
        "p95": round(float(np.percentile(values, 95)), 5),
        "worst": round(max(values), 5),
    }
    return figures | {"within": is_within(figures)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--films", type=int, default=200)
    parser.add_argument("--model")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    for figures in measure(options.folder, options.films, Session(options.model)):
        print(f"\r{figures['films']} films", end="", file=sys.stderr, flush=True)
        if options.json:  # with each film, so that a run that is stopped has figures, too
            write_atomically(options.json, (json.dumps(figures, indent=2) + "\n").encode())
    if not figures:
        print("no film in that folder can be scored")
        return 2
    print(file=sys.stderr)
    print(f"{figures['films']} films, model {figures['model']} {figures['weights_sha256'][:16]}")
    print(f"{'largest change of any probability':<34}{'films':>6}{'median':>9}{'p95':>9}{'worst':>9}")
    for change in figures["changes"]:
        values = "".join(f"{change[key]:9.4f}" for key in ("median", "p95", "worst"))
        print(f"{change['name']:<34}{change['films']:>6}{values}  {'ok' if change['within'] else 'ABOVE THE BAR'}")
    print(*robustness_words(figures), sep="\n")
    return 0 if figures["within"] else 1


if __name__ == "__main__":
    sys.exit(main())
