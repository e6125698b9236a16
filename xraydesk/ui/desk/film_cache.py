"""Films that were just read or are about to be shown, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Set
from pathlib import Path

from xraydesk.ui.view.picture import Picture

BYTES = 160 * 2**20
"""Memory for kept films, those on screen among them; one beside those is kept however large it is."""


class FilmCache:
    """The most recently used pictures by path.

    Films on screen are held by their views anyway: they are counted, but never dropped in favour of others.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, Picture] = OrderedDict()
        self._on_screen: frozenset[Path] = frozenset()

    def __contains__(self, path: Path) -> bool:
        return path in self._kept

    def get(self, path: Path) -> Picture | None:
        """The picture of a path, None if it is not here."""
        return self._kept.get(path)

    def keep(self, path: Path, picture: Picture) -> None:
        """Keep a picture as the most recent one and drop the oldest ones beyond the bound."""
        self._kept[path] = picture
        self._kept.move_to_end(path)
        self._drop()

    def show(self, paths: Set[Path]) -> None:
        """These are on screen now."""
        self._on_screen = frozenset(paths)
        self._drop()

    def clear(self) -> None:
        """Drop everything."""
        self._kept.clear()
        self._on_screen = frozenset()

    def _drop(self) -> None:
        spare = [path for path in self._kept if path not in self._on_screen]
        held = sum(picture.nbytes for picture in self._kept.values())
        for path in spare[:-1]:
            if held <= BYTES:
                break
            held -= self._kept.pop(path).nbytes
