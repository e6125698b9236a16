"""A folder of 100,000 small files: how soon the first progress comes, how memory grows, how soon a cancel is over.

    python -m tests.benchmarks.many_small_files [--files 100000]

The files hold a hundred different contents, so most are copies that cost a digest. Readers and model are doubles in
this process; the walk, backlog, stages and the database are the real ones.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.screening import doubles
from xraydesk.screening.discovery import discover
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.progress import Progress
from xraydesk.screening.store_sink import StoreSink
from xraydesk.store.database import Database

CONTENTS = 100


def resident() -> float:
    """Megabytes of memory in use by this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=100_000)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "films"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:06}.film").write_bytes(b"%d" % (number % CONTENTS))
        predictor = doubles.predictor()
        begin = time.perf_counter()
        first_file = next(discover([folder]))
        print(f"first file of {count} ({first_file.name}): {(time.perf_counter() - begin) * 1000:.1f} ms")
        told: list[tuple[float, Progress]] = []
        peak = before = resident()
        start = time.perf_counter()

        def progress(now: Progress) -> None:
            told.append((time.perf_counter() - start, now))

        bundle = predictor.bundle
        sink = StoreSink.of(Database(Path(name) / "store.sqlite3"), [folder], bundle.card.id, bundle.sha256, {})
        job = Screening(
            discover([folder]), predictor, doubles.PlainReader, sink, doubles.QUICK, roots=[folder], progress=progress
        )
        done = 0
        outcomes = job.outcomes()
        for _ in outcomes:
            done += 1
            if done % 500 == 0:
                peak = max(peak, resident())
        seconds = time.perf_counter() - start
        found = next(moment for moment, now in told if now.found)
        print(f"first progress after {found:.2f} s (bar 2 s); {len(told)} events in {seconds:.1f} s")
        print(f"{done} files, {done / seconds:.0f} a second; memory grew by {peak - before:.0f} MB (bar 100 MB)")
        again = Screening(discover([folder]), predictor, doubles.PlainReader, doubles.KeepingSink(), doubles.QUICK)
        taken = again.outcomes()
        next(taken)
        begin = time.perf_counter()
        again.cancel()
        for _ in taken:
            pass
        print(f"cancelled in {(time.perf_counter() - begin) * 1000:.0f} ms (bar 1000 ms)")


if __name__ == "__main__":
    main()
