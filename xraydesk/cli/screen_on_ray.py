"""``xraydesk screen --engine ray``: the same screening on a cluster, into Parquet; a network feature of its own."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from typing import Final

from xraydesk.cli.terminal import need_folder, teller
from xraydesk.core.errors import XRayDeskError

ENGINE: Final = "ray"


def add_to(command: argparse.ArgumentParser) -> None:
    """Add what only a cluster needs."""
    group = command.add_argument_group("with --engine ray")
    group.add_argument(
        "--address", default="", help="of a Ray cluster that runs, such as 10.0.0.1:6379 (default: this machine alone)"
    )
    group.add_argument("--workers", type=int, default=0, metavar="N", help="how many (default: one for each core)")


def is_asked_for(options: argparse.Namespace) -> bool:
    """Whether the screening is to run on a cluster.

    Raises
    ------
    XRayDeskError
        What is asked for does not go together.
    """
    if options.engine != ENGINE:
        if options.address or options.workers:
            raise XRayDeskError("--address and --workers go with --engine ray")
        return False
    if find_spec("xraydesk.cluster") is None:
        raise XRayDeskError(
            "this edition of XRayDesk screens on this computer alone; a cluster needs XRayDesk with Python"
        )
    if options.store is not None or options.heatmaps is not None:
        raise XRayDeskError("--engine ray writes Parquet alone: leave --store and --heatmaps away")
    if options.workers < 0:
        raise XRayDeskError("--workers is a number of workers, 1 or more")
    return True


def run(options: argparse.Namespace) -> int:
    """Screen, and say what came of it."""
    from xraydesk.cluster.crew import Wanted
    from xraydesk.cluster.job import ClusterScreening
    from xraydesk.cluster.place import Place
    from xraydesk.core.findings import Status
    from xraydesk.export import formats

    listing = None if options.problems is None else formats.of_file(options.problems)
    if options.problems is not None:
        need_folder(options.problems.parent)
    wanted = Wanted(options.address, options.workers)
    job = ClusterScreening(options.paths, Place(options.out), wanted, model=options.model, progress=teller())
    counts = job.run()
    for notice in job.notices:
        print(f"xraydesk: {notice}", file=sys.stderr)
    if listing is not None:
        from xraydesk.export.run import Case
        from xraydesk.exporting.described import described

        problems = [Case(result) for result in job.results() if not result.findings]
        listing.write(described(problems, job.card), options.problems)
    said = ", ".join(f"{number} {status.value}" for status, number in counts.items())
    print(f"{sum(counts.values())} files: {said}; {options.out}")
    return 1 if counts[Status.FAILED] else 0
