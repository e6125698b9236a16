"""What the guard adds to one film: its look at the picture and the measures for the hints, beside the model itself.

    python -m tests.benchmarks.guard_speed [FILM]

Prints the fastest of several rounds of each, by the time of this process, for the bundled sample or another film.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from xraydesk import workflow
from xraydesk.core import paths
from xraydesk.model import guard, quality

ROUNDS = 20


def fastest(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the fastest round, after one that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else min((paths.resources() / "samples").glob("*.dcm"))
    film = workflow.open_radiograph(path)
    session = workflow.Session()
    rows, columns = film.shape
    print(f"{columns} x {rows} pixels, fastest of {ROUNDS}, processor time")
    print(f"the guard's look:     {fastest(lambda: guard.load().look(film)):7.2f} ms")
    print(f"measures for hints:   {fastest(lambda: quality.measure(film)):7.2f} ms")
    print(f"guard, all together:  {fastest(lambda: guard.advise(film)):7.2f} ms")
    print(f"session with guard:   {fastest(lambda: session.predict(film)):7.2f} ms")


if __name__ == "__main__":
    main()
