"""The reader against plain pydicom on the same files in one run: ``python -m tests.benchmarks.bench_reader``.

Three tables: reading per transfer syntax (this reader gives pixels, digests, text and the display meaning; plain
pydicom gives ``dcmread`` and ``pixel_array``), what isolation costs on films of 2048 × 2048 pixels, and browsing
headers against reading whole files. Each figure is the least of several alternating rounds.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pydicom
from numpy.typing import NDArray

from tests.imaging.dicom_files import COMPRESSED, save_compressed
from xraydesk.core.errors import FileError
from xraydesk.imaging import decoders
from xraydesk.imaging.header import read_header
from xraydesk.imaging.isolation.lease import Lease
from xraydesk.imaging.read import read

SHARED = Path(__file__).parents[3] / "shared" / "dicom"
_SLOWEST = 1e9


def with_pydicom(path: Path) -> None:
    """What a program without a reader of its own does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _ = pydicom.dcmread(path, force=True).pixel_array


def seconds(work: Callable[[Path], object], path: Path) -> float | None:
    """Wall time of reading one file; None where it is not read."""
    start = time.perf_counter()
    try:
        work(path)
    except FileError:
        return None
    except Exception:  # noqa: BLE001 - the boundary of the measurement: pydicom's failures have many types
        return None
    return time.perf_counter() - start


def least(works: Iterable[Callable[[Path], object]], path: Path, rounds: int) -> list[float | None]:
    """The least time of each way of reading a file, in alternating rounds."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            took = seconds(work, path)
            if took is not None:
                taken[place].append(took)
    return [min(times) if times else None for times in taken]


def syntax_table(folder: Path, rounds: int) -> Iterator[str]:
    """One line for every transfer syntax; times are of the files that both read."""
    groups: dict[tuple[str, str], list[Path]] = defaultdict(list)
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["kind"] == "dicom" and row["expected"].startswith("decode"):
                name = row["transfer_syntax_name"] or "none stated"
                groups[row["transfer_syntax"], name].append(folder / row["file"])
    yield f"{'transfer syntax':58} files  here pydicom  here ms pydicom ms  ratio"
    for (uid, name), files in sorted(groups.items()):
        times = [least((read, with_pydicom), path, rounds) for path in files]
        both = [(here, there) for here, there in times if here is not None and there is not None]
        here, there = (sum(column) * 1000 for column in zip(*both, strict=True)) if both else (0.0, 0.0)
        ratio = f"{there / here:6.2f}" if here else "     -"
        label = f"{uid.removeprefix('1.2.840.10008.')} {name}"[:58]
        counts = [sum(pair[place] is not None for pair in times) for place in (0, 1)]
        yield f"{label:58} {len(files):5} {counts[0]:5} {counts[1]:7} {here:8.1f} {there:10.1f} {ratio}"


@contextmanager
def without_isolation() -> Iterator[None]:
    """Decode in this process."""

    def frame(self: Lease, coded: decoders.CodedFrame) -> tuple[NDArray[Any], str]:
        del self
        return decoders.decode(coded)

    with mock.patch.object(Lease, "frame", frame):
        yield


def film(side: int = 2048) -> NDArray[np.uint16]:
    """A film-like picture with grain: ``(side, side)`` uint16 of 12 bits."""
    rows, columns = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    lungs = np.exp(-((columns**2 / 0.1 - 1.5) ** 2)) * np.exp(-(rows**2))
    grain = np.random.default_rng(0).normal(0, 12, rows.shape)
    return np.clip(3000 - 2000 * lungs + 200 * rows + grain, 0, 4095).astype("u2")


def isolation_costs(rounds: int) -> Iterator[tuple[str, float, float]]:
    """For every coding: its name, and the times in this process and in a decoder process, in seconds."""

    def in_this_process(path: Path) -> None:
        with without_isolation():
            read(path)

    with tempfile.TemporaryDirectory() as folder:
        for name in COMPRESSED:
            pixels: NDArray[Any] = film()
            if name == "jpeg":
                pixels = (pixels >> 4).astype("u1")
            path = save_compressed(pixels, Path(folder) / "film", name)
            here, there = least((in_this_process, read), path, rounds)
            yield name, here or _SLOWEST, there or _SLOWEST


def header_times(folder: Path, count: int) -> tuple[int, float, float]:
    """Files, and the times of reading their headers here and of reading them whole with pydicom, in seconds."""
    files = [path for path in sorted((folder / "dicom").iterdir()) if seconds(with_pydicom, path) is not None]
    repeated = [files[number % len(files)] for number in range(count)]
    start = time.perf_counter()
    for path in repeated:
        read_header(path)
    middle = time.perf_counter()
    for path in repeated:
        with_pydicom(path)
    return count, middle - start, time.perf_counter() - middle


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=SHARED)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--headers", type=int, default=1000)
    options = parser.parse_args()
    for line in syntax_table(options.folder, options.rounds):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"\n{'isolation, 2048 × 2048':30} {'this process ms':>15} {'isolated ms':>12} {'cost':>7}\n")
    costs = list(isolation_costs(max(options.rounds, 9)))
    costs.append(("all together", sum(here for _, here, _ in costs), sum(there for _, _, there in costs)))
    for name, here, there in costs:
        cost = f"{there / here - 1:7.1%}"
        sys.stdout.write(f"{name:30} {here * 1000:15.1f} {there * 1000:12.1f} {cost}\n")
    count, header, whole = header_times(options.folder, options.headers)
    sys.stdout.write(f"\n{count} headers {header:.2f} s, dcmread + pixels {whole:.2f} s: {whole / header:.1f} times\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
