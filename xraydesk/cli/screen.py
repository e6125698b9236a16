"""``xraydesk screen``: files and folders into a table, and into the worklist's database where that is asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.cli import screen_on_ray
from xraydesk.cli.terminal import need_folder, teller
from xraydesk.core.errors import XRayDeskError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from xraydesk.cli.terminal import Commands
    from xraydesk.screening.outcome import Outcome
    from xraydesk.screening.store_sink import StoreSink
    from xraydesk.workflow import Session


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("screen", help="screen files and folders into a table")
    command.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    command.add_argument("--out", required=True, help="file to write: .csv, .xlsx, .jsonl, .html or .pdf")
    command.add_argument("--heatmaps", type=Path, metavar="DIR", help="also write a heatmap of each label as PNG")
    command.add_argument(
        "--model", metavar="ID", help="id of an installed model, or a model's folder (default: the bundled one)"
    )
    command.add_argument(
        "--engine",
        help="engine to run it on (default: onnxruntime); ray for a cluster: --out is then a place for Parquet",
    )
    command.add_argument(
        "--problems", type=Path, metavar="FILE", help="also write the declined and failed files with their reasons"
    )
    command.add_argument(
        "--store",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="DATABASE",
        help="keep results in the worklist's database (default: the user's own): a screening that was cut off goes on "
        "where it stopped, and films that are known cost nothing",
    )
    screen_on_ray.add_to(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xraydesk import workflow
    from xraydesk.core.findings import Status
    from xraydesk.export import formats
    from xraydesk.export.run import Case
    from xraydesk.exporting.described import described

    if screen_on_ray.is_asked_for(options):
        return screen_on_ray.run(options)
    options.out = Path(options.out)
    writer = formats.of_file(options.out)
    listing = None if options.problems is None else formats.of_file(options.problems)
    for target in filter(None, (options.out, options.problems)):
        need_folder(target.parent)
        if target.is_dir() or not os.access(target.parent, os.W_OK):
            raise XRayDeskError(f"the table {target} cannot be written there")
    need_folder(options.heatmaps)
    if options.store is not None:  # whoever reads the worklist later stands in another folder
        options.paths = [path.absolute() for path in options.paths]
    session = workflow.Session(options.model, options.engine)
    card = session.screener.bundle.card
    sink = None if options.store is None else _run_in_store(options, session)
    found = workflow.discover(options.paths)
    files = found if sink is None else sink.listing(found)
    pictured = _heatmaps(options.heatmaps, card.heatmap_scale)
    job = workflow.screening(
        files,
        session,
        sink,
        reduced=pictured is None,
        roots=options.paths,
        progress=teller(),
        pictured=pictured,
    )
    results = [outcome.result for outcome in job.outcomes()]
    for notice in filter(None, (session.screener.engine.notice, *session.notices)):
        print(f"xraydesk: {notice}", file=sys.stderr)
    cases = [Case(result) for result in results]
    writer.write(described(cases, card), options.out)
    if listing is not None:
        listing.write(described([case for case in cases if not case.result.findings], card), options.problems)
    counts = {status.value: sum(r.status is status for r in results) for status in Status}
    if sink is not None:
        _close_run(sink, counts, writer.name, options.out)
    print(f"{len(results)} files: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + f"; {options.out}")
    return 1 if counts[Status.FAILED] else 0


def _run_in_store(options: argparse.Namespace, session: Session) -> StoreSink:
    """The run in the database: the one that was cut off, or a new one."""
    from xraydesk.screening.store_sink import StoreSink
    from xraydesk.store.database import Database, default_path

    database = Database(default_path() if options.store == Path() else options.store)
    bundle = session.bundle
    settings = {"engine": session.screener.engine.name, "reduced": str(options.heatmaps is None)}
    # Heatmaps need the model's maps, which are not stored: known films are then looked at again.
    sink = StoreSink.of(
        database, options.paths, bundle.card.id, bundle.sha256, settings, reuse=options.heatmaps is None
    )
    for notice in database.notices:
        print(f"xraydesk: {notice}", file=sys.stderr)
    return sink


def _close_run(sink: StoreSink, counts: dict[str, int], form: str, table: Path) -> None:
    """The run is done: say so in the database and in its audit trail."""
    from xraydesk.core.files import sha256_of
    from xraydesk.store import audit

    sink.end()
    films = sum(counts.values())
    said: dict[str, int | str] = {"run": sink.run, "films": films, **counts, "model": sink.model_sha256}
    audit.record(sink.database, audit.Event.SCREEN, program="command_line", **said)
    digest = sha256_of(table)
    audit.record(sink.database, audit.Event.EXPORT, format=form, films=films, file=digest, program="command_line")
    sink.database.end()


def _heatmaps(folder: Path | None, scale: float) -> Callable[[Outcome, NDArray[np.uint8]], None] | None:
    """What writes one PNG a label beside each other, named by the film's digest and the label's letters, never by tags.

    It is called where the picture is at hand, so that no film is decoded a second time and none is kept.
    """
    if folder is None:
        return None
    from xraydesk.export.pictures import write_heatmap

    def write(outcome: Outcome, picture: NDArray[np.uint8]) -> None:
        prediction = outcome.prediction
        assert prediction is not None
        for number, finding in enumerate(prediction.findings):
            label = "".join(letter for letter in finding.label if letter.isalnum() and letter.isascii())
            target = folder / f"{outcome.result.sha256[:16]}-{number}-{label}.png"
            write_heatmap(picture, prediction.class_maps[number], prediction.geometry, scale, target)

    return write
