"""The command line, a thin face on the workflow: gui (default), screen, inspect, model, selftest."""

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
    from xraydesk.workflow import Screened

_COMMANDS: Final = ("screen", "inspect", "model", "selftest")


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
    parser.add_argument("--model", metavar="ID", default="", help="use this installed model, in a window of its own")
    parser.add_argument("--version", action="version", version=f"xraydesk {__version__}")
    parser.set_defaults(run=_gui)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xraydesk")
    commands = parser.add_subparsers(required=True)

    screen = commands.add_parser("screen", help="screen files and folders into a CSV table")
    screen.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    screen.add_argument("--out", type=Path, required=True, help="CSV file to write")
    screen.add_argument("--heatmaps", type=Path, metavar="DIR", help="also write a heatmap of each label as PNG")
    screen.add_argument("--model", metavar="ID", help="id of an installed model (default: the bundled one)")
    screen.add_argument("--engine", help="engine to run it on (default: onnxruntime)")
    screen.set_defaults(run=_screen)

    inspect = commands.add_parser("inspect", help="say what files hold, one JSON object a line")
    inspect.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    inspect.add_argument("--render", type=Path, metavar="DIR", help="also write each picture as the viewer shows it")
    inspect.set_defaults(run=_inspect)

    model = commands.add_parser("model", help="say which models are installed")
    models = model.add_subparsers(required=True, metavar="COMMAND")
    models.add_parser("list", help="list the installed models").set_defaults(run=_list_models)

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
    from xraydesk.export.table import write_csv

    for folder in (options.out.parent, options.heatmaps):
        _need_folder(folder)
    if options.out.is_dir() or not os.access(options.out.parent, os.W_OK):
        raise XRayDeskError(f"the table {options.out} cannot be written there")
    session = workflow.Session(options.model, options.engine)
    labels = session.bundle.card.labels
    files = list(workflow.discover(options.paths))
    results = []
    for number, screened in enumerate(workflow.screen(files, session, reduced=options.heatmaps is None), 1):
        results.append(screened.result)
        if options.heatmaps is not None:
            _write_heatmaps(screened, session.bundle.card.heatmap_scale, options.heatmaps)
        _progress(number, len(files))
    if session.predictor.engine.notice:
        print(f"xraydesk: {session.predictor.engine.notice}", file=sys.stderr)
    write_csv(results, labels, options.out)
    counts = {status.value: sum(r.status is status for r in results) for status in Status}
    print(f"{len(results)} files: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + f"; {options.out}")
    return 1 if counts[Status.FAILED] else 0


def _write_heatmaps(screened: Screened, scale: float, folder: Path) -> None:
    """One PNG a label, named by the file's digest and the label's letters, never by tags."""
    from xraydesk.export.pictures import write_heatmap

    radiograph, prediction = screened.radiograph, screened.prediction
    if radiograph is None or prediction is None:
        return
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


def _progress(done: int, total: int) -> None:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return
    width = 30
    filled = width * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
