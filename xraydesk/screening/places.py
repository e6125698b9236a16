"""Whether what was dropped is still there: a share that is gone takes its files with it, and brings them back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Places:
    """The dropped folders, by what they were when the job began.

    A folder of the same name that is another one, such as the empty mount point of a stick that was pulled, does not
    count as being there.

    Parameters
    ----------
    roots
        What was dropped; for a file its folder counts.
    """

    def __init__(self, roots: Iterable[Path]) -> None:
        folders = {root if root.is_dir() else root.parent for root in roots}
        self._known = {folder: found for folder in folders if (found := _identity(folder)) is not None}

    def lost(self, path: Path) -> Path | None:
        """The folder that a path lies in and that cannot be reached now; None where there is none."""
        for folder, identity in self._known.items():
            if (path == folder or folder in path.parents) and _identity(folder) != identity:
                return folder
        return None


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
