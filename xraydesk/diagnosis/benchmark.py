"""How fast this computer does what a reader waits for, measured on the bundled phantom."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Final

from xraydesk.core import paths
from xraydesk.workflow import Session, open_radiograph

_TIMES: Final = 5
_MEBIBYTES: Final = 8


def timings() -> Iterator[str]:
    """One line a measurement, as it is made."""
    sample = next(iter(sorted((paths.resources() / "samples").glob("*.dcm"))), None)
    if sample is None:
        yield "the sample radiograph is missing"
        return
    path = sample
    yield f"open the sample: {_median(lambda: open_radiograph(path)):.0f} ms"
    radiograph = open_radiograph(path)
    session = Session()
    began = time.perf_counter()
    session.predict(radiograph)
    yield f"load the model and answer once: {_since(began):.0f} ms"
    yield f"answer: {_median(lambda: session.predict(radiograph)):.0f} ms, all cores"
    screener = session.screener
    yield f"answer while screening: {_median(lambda: screener.predict(radiograph)):.0f} ms, one core"
    yield f"write {_MEBIBYTES} MiB into the data folder, to the disk: {_write():.0f} ms"


def _median(work: Callable[[], object]) -> float:
    """Milliseconds; the median of a few."""
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        work()
        taken.append(_since(began))
    return statistics.median(taken)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _write() -> float:
    folder = paths.user_data()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = os.urandom(1 << 20)
    began = time.perf_counter()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".speed-") as stream:
        for _ in range(_MEBIBYTES):
            stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
        return _since(began)
