"""Films that were just read or are about to be shown, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from xraydesk.ui.view.picture import Picture

BYTES = 160 * 2**20
"""Memory for kept films; two are kept however large they are."""


class FilmCache:
    """The most recently used pictures by path."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, Picture] = OrderedDict()

    def __contains__(self, path: Path) -> bool:
        return path in self._kept

    def get(self, path: Path) -> Picture | None:
        """The picture of a path, None if it is not here."""
        return self._kept.get(path)

    def keep(self, path: Path, picture: Picture) -> None:
        """Keep a picture as the most recent one and drop the oldest ones beyond the bound."""
        self._kept[path] = picture
        self._kept.move_to_end(path)
        while len(self._kept) > 2 and sum(kept.nbytes for kept in self._kept.values()) > BYTES:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        self._kept.clear()
