"""Composes the support file: plain text, so that whoever sends it can read all of it before.

Nothing is copied that is not known to be harmless: versions, numbers, words of fixed lists, and texts that stand in
this program's own code. What remains is looked through once more for paths and the names of this user and computer.
"""

from __future__ import annotations

import contextlib
import getpass
import platform
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xraydesk import __version__
from xraydesk.core import logs, paths
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically
from xraydesk.diagnosis import sections
from xraydesk.diagnosis.benchmark import timings

Lines = Iterable[str]

_HEAD: Final = (
    "XRayDesk support file",
    "",
    "It holds versions, settings that name nobody, counts, digests of models, results of self-tests and times.",
    "It holds no patient data, no names, no paths and no pictures. Read it before you send it.",
)


def compose(screens: Callable[[], Lines]) -> str:
    """The text of the support file.

    Parameters
    ----------
    screens
        Lines on the window system and the screens; asked within, so that their failure is a line of the report too.
    """
    parts: tuple[tuple[str, Callable[[], Lines]], ...] = (
        ("Program", sections.program),
        ("Computer", sections.computer),
        ("Screens", screens),
        ("Packages", sections.packages),
        ("Models", sections.models),
        ("Self-test", sections.selftest),
        ("Times", timings),
        ("Settings", sections.settings),
        ("Database", sections.database),
        ("Log", _log),
    )
    lines = [*_HEAD, f"Made {datetime.now(UTC):%Y-%m-%d %H:%M} UTC by XRayDesk {__version__}"]
    for title, section in parts:
        lines += ["", title, "-" * len(title), *_said(section)]
    return "".join(f"{_scrubbed(line)}\n" for line in lines)


def write(path: Path, screens: Callable[[], Lines]) -> None:
    """Compose the support file and write it, completely or not at all.

    Raises
    ------
    XRayDeskError
        The file cannot be written.
    """
    text = compose(screens)
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise XRayDeskError(f"the support file {path} cannot be written: {error.strerror}") from error


def default_name() -> str:
    """A file name that says when."""
    return f"xraydesk-support-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"


def _said(section: Callable[[], Lines]) -> Iterator[str]:
    """The lines of a section; one that fails says with which kind of error, and the others follow all the same."""
    try:
        yield from section()
    except Exception as error:  # noqa: BLE001 - a program that is broken must still be able to say how
        yield f"this part failed: {type(error).__name__}"


def _log() -> Iterator[str]:
    lines, left_out = logs.tail(logs.default_path())
    yield from lines or ["nothing was logged"]
    if left_out:
        yield f"{left_out} further lines are not of a form that can be shown"


def _scrubbed(line: str) -> str:
    """A line without the names of this user and computer, and without anything that looks like a path."""
    plain = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", line)
    for word, stand_in in _names():
        plain = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", stand_in, plain, flags=re.IGNORECASE)
    return re.sub(r"(?:[A-Za-z]:)?(?:[\\/]{1,2}[^\s\\/,;:]+){2,}[\\/]?", "(a path)", plain)


def _names() -> list[tuple[str, str]]:
    """What names this user and this computer, the longest first."""
    found = [(str(folder), "(a folder)") for folder in (paths.user_data(), paths.user_config(), Path.home())]
    found.append((platform.node(), "(this computer)"))
    with contextlib.suppress(OSError, KeyError, ImportError):  # no account of this number has a name
        found.append((getpass.getuser(), "(this user)"))
    # Names such as these stand in versions and words, and tell nothing.
    common = {"", "root", "admin", "administrator", "user", "localhost", "linux", "windows", "/"}
    return sorted((pair for pair in found if pair[0].lower() not in common), key=lambda pair: -len(pair[0]))
