"""Films a second: the screening pipeline beside the plain loop that a user would write, in one run.

    python -m tests.benchmarks.screening [--films 40] [--plain-films 6]

For each kind of file: the plain loop (Pillow or pydicom, torch eager, the grad-cam package for each label), the whole
pipeline with guard, heatmap summaries and commits to a database, and what its stages reach alone: film processes with
no model, the engine without films. The pipeline's films are the plain loop's and more of the same kind. Both stages
alone use every core, so where both compute, no pipeline on the same cores can be as fast as the slower one; the last
column is the share of what a film costs in both together.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from tests.benchmarks.heatmap_speed import Logits
from tests.benchmarks.screening_films import JPEG_LOSSLESS, UNCOMPRESSED, dicom_films, pictures
from xraydesk import workflow
from xraydesk.imaging.read import read
from xraydesk.model import engines
from xraydesk.model.engines.torch_engine import TorchEngine
from xraydesk.model.predict import Prepared, prepare
from xraydesk.screening.film_process import FilmProcess
from xraydesk.screening.plan import Plan
from xraydesk.screening.store_sink import StoreSink
from xraydesk.store.database import Database

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "chest" / "covid19"
BARS = {"PNG 1024": 12.0, "chest JPEG": 12.0, "DICOM 2000 uncompressed": 5.0, "DICOM 2000 JPEG lossless": 5.0}


def plain_loop(films: Sequence[Path], session: workflow.Session) -> float:
    """Films a second of the loop that a user would write."""
    size, labels = session.card().preprocess.input_size, session.card().labels
    engine = engines.choose(session.bundle, "torch")
    assert isinstance(engine, TorchEngine)
    network = engine.network.to("cpu", memory_format=torch.contiguous_format)
    targets = [[ClassifierOutputTarget(number)] for number in range(len(labels))]
    with GradCAM(model=Logits(network), target_layers=[network.relu]) as package:
        start = 0.0
        for number, path in enumerate([films[0], *films]):
            start = start if number > 1 else time.perf_counter()  # the first film warms up
            if path.suffix == ".dcm":
                import pydicom

                pixels = pydicom.dcmread(path).pixel_array.astype(np.float32)
                image = Image.fromarray(pixels * (255 / 4095)).resize((size, size), Image.Resampling.BILINEAR)
            else:
                image = Image.open(path).convert("F").resize((size, size), Image.Resampling.BILINEAR)
            unit = np.asarray(image, np.float32) / 255
            tensor = torch.from_numpy((unit - unit.mean()) / unit.std())[None, None]
            with torch.inference_mode():
                torch.softmax(network(tensor)[0], dim=1).numpy()
            for target in targets:
                package(input_tensor=tensor, targets=target)
    return len(films) / (time.perf_counter() - start)


def pipeline(films: Sequence[Path], session: workflow.Session, store: Path) -> float:
    """Films a second from the first outcome to the last, so that starting the processes does not count."""
    bundle = session.bundle
    sink = StoreSink.of(Database(store), films, bundle.card.id, bundle.sha256, {})
    moments = [time.perf_counter() for _ in workflow.screening(films, session, sink).outcomes(ordered=False)]
    first = max(len(moments) // 5, 1)
    return (len(moments) - first) / (moments[-1] - moments[first - 1])


def in_threads(films: Sequence[Path], works: Sequence[Callable[[Path], object]]) -> float:
    """Films a second of several workers that share a list, each warm."""
    for work in works:
        work(films[0])
    waiting, lock = list(films), threading.Lock()

    def drain(work: Callable[[Path], object]) -> None:
        while True:
            with lock:
                if not waiting:
                    return
                path = waiting.pop()
            work(path)

    threads = [threading.Thread(target=drain, args=(work,)) for work in works]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(films) / (time.perf_counter() - start)


def reading_alone(films: Sequence[Path], session: workflow.Session) -> float:
    """Films a second of the film processes: read, digest, decode, guard, prepare."""
    spec = session.card().preprocess
    readers = [FilmProcess(spec, 3 * spec.input_size, lungs=True) for _ in range(Plan().readers)]

    def bring(reader: FilmProcess) -> Callable[[Path], object]:
        return lambda path: (reader.look(path, 0.0), reader.make())

    try:
        return in_threads(films, [bring(reader) for reader in readers])
    finally:
        for reader in readers:
            reader.close()


def engine_alone(films: Sequence[Path], session: workflow.Session) -> float:
    """Films a second of the engine's lanes: forward pass, class maps, summary."""
    plan = Plan.of(session.screener.engine)
    ready: Prepared = prepare(read(films[0]), session.card().preprocess, None)
    answer: Callable[[Path], object] = lambda _: session.screener.answer([ready], every_place=False)  # noqa: E731
    return in_threads(films, [answer] * plan.lanes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--films", type=int, default=40)
    parser.add_argument("--plain-films", type=int, default=6)
    options = parser.parse_args()
    session = workflow.Session()
    head = f"{'films a second':<26}{'plain':>8}{'pipeline':>10}{'ratio':>8}{'bar':>6}"
    print(f"{head}{'reading':>9}{'engine':>8}{'share of slower':>17}{'of both on shared cores':>25}")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        kinds = {
            "PNG 1024": pictures(place / "png", options.films, 1024, ".png"),
            "chest JPEG": sorted(SHARED.iterdir())[: options.films] if SHARED.exists() else [],
            "DICOM 2000 uncompressed": dicom_films(place / "raw", options.films, 2000, UNCOMPRESSED),
            "DICOM 2000 JPEG lossless": dicom_films(place / "packed", options.films, 2000, JPEG_LOSSLESS),
        }
        for number, (kind, films) in enumerate(kinds.items()):
            if not films:
                print(f"{kind:<26} the films in ../shared are absent")
                continue
            plain = plain_loop(films[: options.plain_films], session)
            whole = pipeline(films, session, place / f"{number}.sqlite3")
            reading, engine = reading_alone(films, session), engine_alone(films, session)
            figures = f"{plain:8.2f}{whole:10.2f}{whole / plain:8.1f}{BARS[kind]:6.0f}{reading:9.2f}{engine:8.2f}"
            shared = 1 / (1 / reading + 1 / engine)
            print(f"{kind:<26}{figures}{whole / min(reading, engine):17.0%}{whole / shared:25.0%}", flush=True)


if __name__ == "__main__":
    main()
