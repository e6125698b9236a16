"""Why something was not exported, as one sentence for the reader."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically

_FULL = frozenset(filter(None, (errno.ENOSPC, getattr(errno, "EDQUOT", None))))


class ExportError(XRayDeskError):
    """Something cannot be exported; what was exported before is unharmed."""


@contextlib.contextmanager
def translated(target: Path) -> Iterator[None]:
    """Raise what the system says of a file or folder to be written as an `ExportError`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise ExportError(
                f"{target} was not written: the disk is full; what was there before is unchanged"
            ) from error
        detail = (error.strerror or str(error)).lower()
        raise ExportError(
            f"{target} cannot be written ({detail}); choose another folder or its access rights"
        ) from error


def need_folder(folder: Path) -> None:
    """Make a folder where it is missing.

    Raises
    ------
    ExportError
        It cannot be made.
    """
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)


def put(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, into a folder that is made where it is missing.

    Raises
    ------
    ExportError
        It cannot be written; an earlier file is then unchanged.
    """
    need_folder(target.parent)
    with translated(target):
        write_atomically(target, content)
