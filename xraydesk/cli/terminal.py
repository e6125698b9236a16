"""What the commands share: folders to write into, and a bar that says how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.core.errors import XRayDeskError

if TYPE_CHECKING:
    import argparse

    from xraydesk.screening.progress import Progress

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no other name for it


def need_folder(folder: Path | None) -> None:
    """Make a folder where it is missing; None is none.

    Raises
    ------
    XRayDeskError
        It cannot be made.
    """
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise XRayDeskError(f"the folder {folder} cannot be made: {error.strerror}") from error


def teller() -> Callable[[Progress], None]:
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
