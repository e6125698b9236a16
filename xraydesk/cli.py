"""The command line, a thin face on the workflow: gui (default), screen, inspect, model, audit, backup, selftest."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xraydesk import __version__
from xraydesk.core.errors import XRayDeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xraydesk.core.findings import ScreeningResult
    from xraydesk.export.run import Run
    from xraydesk.model.card import ModelCard
    from xraydesk.screening.outcome import Outcome
    from xraydesk.screening.progress import Progress
    from xraydesk.screening.store_sink import StoreSink
    from xraydesk.workflow import Session

_COMMANDS: Final = ("screen", "inspect", "model", "audit", "backup", "selftest")


def main(arguments: list[str] | None = None) -> int:
    """Run the product.

    Returns
    -------
    Exit code: 0 done, 1 some files failed or a plain error, 2 wrong usage.
    """
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(words) if words[:1] and words[0] in _COMMANDS else _gui_parser().parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough; the interpreter must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except XRayDeskError as error:
        print(f"xraydesk: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"xraydesk: {error.filename or 'a file'} cannot be used: {error.strerror or error}", file=sys.stderr)
        return 1
    return code


def _gui_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xraydesk",
        description="Open radiographs in the window. Research use, not for diagnosis.",
        epilog=f"Other commands: {', '.join(_COMMANDS)} (xraydesk COMMAND --help).",
    )
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders to open")
    parser.add_argument("--new-window", action="store_true", help="open a window beside the one that is there")
    parser.add_argument(
        "--model", metavar="ID", default="", help="use this model (an id, or a model's folder), in a window of its own"
    )
    parser.add_argument("--version", action="version", version=f"xraydesk {__version__}")
    parser.set_defaults(run=_gui)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xraydesk")
    commands = parser.add_subparsers(required=True)

    screen = commands.add_parser("screen", help="screen files and folders into a table")
    screen.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    screen.add_argument("--out", type=Path, required=True, help="file to write: .csv, .xlsx, .jsonl or .html")
    screen.add_argument("--heatmaps", type=Path, metavar="DIR", help="also write a heatmap of each label as PNG")
    screen.add_argument(
        "--model", metavar="ID", help="id of an installed model, or a model's folder (default: the bundled one)"
    )
    screen.add_argument("--engine", help="engine to run it on (default: onnxruntime)")
    screen.add_argument(
        "--problems", type=Path, metavar="FILE", help="also write the declined and failed files with their reasons"
    )
    screen.add_argument(
        "--store",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="DATABASE",
        help="keep results in the worklist's database (default: the user's own): a screening that was cut off goes on "
        "where it stopped, and films that are known cost nothing",
    )
    screen.set_defaults(run=_screen)

    inspect = commands.add_parser("inspect", help="say what files hold, one JSON object a line")
    inspect.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    inspect.add_argument("--render", type=Path, metavar="DIR", help="also write each picture as the viewer shows it")
    inspect.set_defaults(run=_inspect)

    model = commands.add_parser("model", help="say which models are installed")
    models = model.add_subparsers(required=True, metavar="COMMAND")
    models.add_parser("list", help="list the installed models").set_defaults(run=_list_models)

    audit = commands.add_parser("audit", help="look at the trail of what was done")
    trail = audit.add_subparsers(required=True, metavar="COMMAND")
    verify = trail.add_parser("verify", help="say how many events there are, and the first one that does not fit")
    verify.set_defaults(run=_verify_audit)
    backup = commands.add_parser("backup", help="make a backup of the database that stays until it is removed")
    backup.set_defaults(run=_backup)
    for each in (verify, backup):
        each.add_argument("--database", type=Path, metavar="FILE", help="another database than the user's own")

    selftest = commands.add_parser("selftest", help="check models, engines, sample and window system")
    selftest.set_defaults(run=_selftest)
    return parser


def _gui(options: argparse.Namespace) -> int:
    from xraydesk.ui.app import run

    if options.model:
        from xraydesk.model.bundle import find

        find(options.model)
    return run(options.paths, new_window=options.new_window, model=options.model)


def _screen(options: argparse.Namespace) -> int:
    from xraydesk import workflow
    from xraydesk.core.findings import Status
    from xraydesk.export import formats

    writer = formats.of_file(options.out)
    listing = None if options.problems is None else formats.of_file(options.problems)
    for target in filter(None, (options.out, options.problems)):
        _need_folder(target.parent)
        if target.is_dir() or not os.access(target.parent, os.W_OK):
            raise XRayDeskError(f"the table {target} cannot be written there")
    _need_folder(options.heatmaps)
    session = workflow.Session(options.model, options.engine)
    card = session.screener.bundle.card
    sink = None if options.store is None else _run_in_store(options, session)
    files = workflow.discover(options.paths)
    job = workflow.screening(
        files, session, sink, reduced=options.heatmaps is None, roots=options.paths, progress=_teller()
    )
    results = []
    for outcome in job.outcomes():
        results.append(outcome.result)
        if options.heatmaps is not None:
            _write_heatmaps(outcome, card.heatmap_scale, options.heatmaps)
    for notice in filter(None, (session.screener.engine.notice, *session.notices)):
        print(f"xraydesk: {notice}", file=sys.stderr)
    writer.write(_run_of(results, card), options.out)
    if listing is not None:
        listing.write(_run_of([each for each in results if not each.findings], card), options.problems)
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
    sink.database.close()


def _run_of(results: Sequence[ScreeningResult], card: ModelCard) -> Run:
    """What is exported of a screening without a store: nothing of readers is known."""
    from datetime import datetime

    from xraydesk.export.run import Case, Run

    origin = next((result.provenance for result in results if result.provenance), None)
    made_by = (("engine", f"{origin.engine} on {origin.device}"), ("digest", origin.model_sha256)) if origin else ()
    return Run(
        tuple(Case(result) for result in results),
        card.labels,
        made=datetime.now().astimezone().isoformat(" ", "seconds"),
        model=card.title,
        model_lines=(card.intended_use, *card.limits),
        settings=(*made_by, ("operating point", card.default_operating_point)),
        exclusive=card.exclusive,
    )


def _write_heatmaps(outcome: Outcome, scale: float, folder: Path) -> None:
    """One PNG a label, named by the file's digest and the label's letters, never by tags."""
    from xraydesk import workflow
    from xraydesk.export.pictures import write_heatmap

    prediction = outcome.prediction
    if prediction is None:
        return
    radiograph = workflow.open_radiograph(outcome.result.path)
    for number, finding in enumerate(prediction.findings):
        label = "".join(letter for letter in finding.label if letter.isalnum() and letter.isascii())
        target = folder / f"{radiograph.sha256[:16]}-{number}-{label}.png"
        write_heatmap(radiograph, prediction.class_maps[number], prediction.geometry, scale, target)


def _inspect(options: argparse.Namespace) -> int:
    from xraydesk import workflow
    from xraydesk.core.radiograph import Radiograph
    from xraydesk.export.pictures import write_picture

    _need_folder(options.render)

    def render(radiograph: Radiograph) -> None:
        write_picture(radiograph, options.render / f"{radiograph.sha256}.png")

    refused = 0
    for path in workflow.discover(options.paths):
        answer = workflow.inspect(path, render if options.render else None)
        refused += answer["status"] == "refused"
        print(json.dumps(answer, ensure_ascii=True), flush=True)
    return 1 if refused else 0


def _list_models(options: argparse.Namespace) -> int:
    """One line a model: id, title, what it answers, where it is; 1 where one of them cannot be used."""
    del options
    from xraydesk.core import paths
    from xraydesk.core.errors import ModelError
    from xraydesk.core.settings import Settings, default_path
    from xraydesk.model import bundle as bundles

    folders = bundles.installed()
    try:
        used = bundles.find(Settings.load(default_path())["model"] or None)
    except ModelError as error:
        used = None
        print(f"xraydesk: {error}", file=sys.stderr)
    damaged = 0
    for folder in folders:
        place = "bundled" if paths.resources() in folder.parents else str(folder)
        try:
            card = bundles.load(folder).card
            task = "exclusive" if card.exclusive else "independent"
            words = f"{card.title}; {len(card.labels)} {task} labels; {place}"
        except ModelError as error:
            damaged += 1
            words = f"cannot be used: {error}; {place}"
        print(f"{'*' if folder == used else ' '} {folder.name}: {words}")
    print(f"{len(folders)} models; * is used in the window; others: xraydesk --model ID, or the setting Model")
    return 1 if damaged or used is None else 0


def _database_of(options: argparse.Namespace) -> Path:
    from xraydesk.store.database import default_path

    path: Path = options.database or default_path()
    if not path.is_file():
        raise XRayDeskError(f"there is no database {path}")
    return path


def _verify_audit(options: argparse.Namespace) -> int:
    from xraydesk.store import audit

    verdict = audit.verify(_database_of(options))
    print(verdict.sentence)
    return 0 if verdict.misfit is None else 1


def _backup(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from xraydesk.store import backups

    print(backups.on_demand(_database_of(options), datetime.now(UTC)))
    return 0


def _selftest(options: argparse.Namespace) -> int:
    del options
    from xraydesk import selftest
    from xraydesk.ui.app import platform_check

    checks = [*selftest.run(), selftest.Check("window", *platform_check())]
    for check in checks:
        print(f"{'ok    ' if check.passed else 'FAILED'} {check.name}: {check.detail}")
    return 0 if all(check.passed for check in checks) else 1


def _need_folder(folder: Path | None) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise XRayDeskError(f"the folder {folder} cannot be made: {error.strerror}") from error


def _teller() -> Callable[[Progress], None]:
    """A bar on a terminal; elsewhere only why the screening waits, when it does."""
    is_terminal = sys.stderr.isatty()
    said = ""

    def tell(progress: Progress) -> None:
        nonlocal said
        if is_terminal:
            _draw(progress)
        elif progress.message not in ("", said):
            print(f"xraydesk: {progress.message}", file=sys.stderr, flush=True)
        said = progress.message

    return tell


def _draw(progress: Progress) -> None:
    width = 30
    filled = width * progress.done // max(progress.found, 1)
    left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
    words = progress.message or f"{progress.rate:.1f} a second{left}"
    total = f"{progress.found}{'' if progress.found_all else '+'}"
    end = "\n" if progress.state in ("done", "cancelled") else ""
    bar = f"[{'#' * filled}{'.' * (width - filled)}] {progress.done}/{total}"
    print(f"\r{bar} {words}\033[K", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
