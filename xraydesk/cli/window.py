"""``xraydesk [PATHS…]``: the window, which is what comes without a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from xraydesk import __version__
from xraydesk.core.errors import XRayDeskError


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
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted):
        raise XRayDeskError("there is no display to open a window on; the commands (xraydesk screen --help) need none")
    app = load()
    if options.model:
        from xraydesk.model.bundle import find

        find(options.model)
    code: int = app.run(options.paths, new_window=options.new_window, model=options.model)
    return code


def load() -> ModuleType:
    """``xraydesk.ui.app``, which stands on libraries of the system.

    Raises
    ------
    XRayDeskError
        One of them is missing.
    """
    try:
        from xraydesk.ui import app
    except ImportError as error:
        library, colon, what = str(error).partition(": ")
        if not colon or not what.startswith("cannot open shared object file"):
            raise
        raise XRayDeskError(
            f"the window needs {library}, which this system does not have"
            " (Debian: apt-get install libgl1 libegl1 fontconfig-config)"
        ) from error
    return app


def _diagnose(asked: Path | None) -> int:
    from xraydesk.diagnosis import report
    from xraydesk.ui.shell import displays

    target = asked or Path(report.default_name())
    report.write(target, displays.described)
    print(target)
    return 0
