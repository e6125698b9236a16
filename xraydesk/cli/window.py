"""``xraydesk [PATHS…]``: the window, which is what comes without a command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from xraydesk import __version__


def parser(commands: Sequence[str]) -> argparse.ArgumentParser:
    """What the window can be told; ``commands`` are named in its help."""
    made = argparse.ArgumentParser(
        prog="xraydesk",
        description="Open radiographs in the window. Research use, not for diagnosis.",
        epilog=f"Other commands: {', '.join(commands)} (xraydesk COMMAND --help).",
    )
    made.add_argument("paths", nargs="*", type=Path, help="files and folders to open")
    made.add_argument("--new-window", action="store_true", help="open a window beside the one that is there")
    made.add_argument(
        "--model", metavar="ID", default="", help="use this model (an id, or a model's folder), in a window of its own"
    )
    made.add_argument(
        "--diagnose",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FILE",
        help="write a support file without patient data (versions, self-test, counts, times) and open no window",
    )
    made.add_argument("--version", action="version", version=f"xraydesk {__version__}")
    made.set_defaults(run=_run)
    return made


def _run(options: argparse.Namespace) -> int:
    if options.diagnose is not None:
        return _diagnose(None if options.diagnose == Path() else options.diagnose)
    from xraydesk.ui.app import run

    if options.model:
        from xraydesk.model.bundle import find

        find(options.model)
    return run(options.paths, new_window=options.new_window, model=options.model)


def _diagnose(asked: Path | None) -> int:
    from xraydesk.diagnosis import report
    from xraydesk.ui.shell import displays

    target = asked or Path(report.default_name())
    report.write(target, displays.described)
    print(target)
    return 0
