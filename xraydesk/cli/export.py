"""``xraydesk runs`` and ``xraydesk export``: what the worklist's database holds, and a run of it as files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.cli.database import existing

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands
    from xraydesk.export.formats import Format
    from xraydesk.store.database import Database
    from xraydesk.store.runs import Run


def add_to(commands: Commands) -> None:
    """Add the commands."""
    runs = commands.add_parser("runs", help="list the screening runs of the worklist's database, the newest first")
    runs.set_defaults(run=_runs)
    export = commands.add_parser("export", help="write a run of the worklist's database as a file or a folder")
    export.add_argument("which", metavar="RUN", help="its number as of `xraydesk runs`, or latest")
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE_OR_FOLDER",
        help="what to write; the ending .csv, .xlsx, .jsonl, .html or .pdf says what",
    )
    export.add_argument(
        "--format", metavar="NAME", help="csv, xlsx, jsonl, html, pdf; of a folder: png, manifest, dicom"
    )
    export.add_argument(
        "--part",
        choices=("all", "reviewed", "problems"),
        default="all",
        help="only films that a reader reviewed, or only what was declined or failed",
    )
    export.add_argument("--pseudonyms", action="store_true", help="name no patient, reader, path or file in it")
    export.add_argument(
        "--in-place", action="store_true", help="manifest: refer to the films where they are, and copy none"
    )
    export.set_defaults(run=_export)
    for each in (runs, export):
        each.add_argument("--store", type=Path, metavar="DATABASE", help="another database than the user's own")


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[Database]:
    from xraydesk.store.database import Database

    database = Database(existing(options.store))
    try:
        yield database
    finally:
        for notice in database.notices:
            print(f"xraydesk: {notice}", file=sys.stderr)
        database.close()


def _runs(options: argparse.Namespace) -> int:
    from xraydesk.store import runs

    with _opened(options) as database:
        every = runs.every(database)
        for run in every:
            print(_line(database, run))
    if not every:
        print("no runs yet; xraydesk screen PATHS --out TABLE --store makes one")
    return 0


def _line(database: Database, run: Run) -> str:
    """Number, start, state, model, how many films of each status, what was dropped."""
    from xraydesk.export.texts import visible
    from xraydesk.store import worklist

    counts = worklist.counts(database, run.id)
    statuses = ", ".join(f"{number} {status}" for status, number in sorted(counts.by_status.items()))
    reviewed = f", {counts.reviewed} reviewed" if counts.reviewed else ""
    dropped = ", ".join(visible(str(path)) for path in run.dropped[:3]) + (" …" if len(run.dropped) > 3 else "")
    started = run.started.split(".")[0].replace("T", " ")[:16]
    return f"{run.id:>4}  {started}  {run.state:9}  {run.model}  {statuses or 'no files'}{reviewed}; {dropped}"


def _export(options: argparse.Namespace) -> int:
    from xraydesk.exporting.stored import Part, chosen, stored
    from xraydesk.exporting.writing import Wishes, export

    form = _format(options)
    wishes = Wishes(options.pseudonyms, copies=not options.in_place)
    with _opened(options) as database:
        run = stored(database, chosen(database, options.which).id, Part(options.part))
        written = export(database, run, form, options.out, wishes, program="command_line")
    for notice in written.notices:
        print(f"xraydesk: {notice}", file=sys.stderr)
    print(f"run {run.number}: {written.films} films; {options.out}")
    return 0


def _format(options: argparse.Namespace) -> Format:
    """The format that was named, or the one that the file's ending asks for."""
    from xraydesk.export import formats
    from xraydesk.export.failures import ExportError

    if options.format:
        return formats.named(options.format)
    if options.out.is_dir() or not options.out.suffix:
        folders = ", ".join(f"--format {each.name}" for each in formats.FORMATS if each.is_folder)
        raise ExportError(f"{options.out} is a folder or has no ending: say what to write into it, such as {folders}")
    return formats.of_file(options.out)
