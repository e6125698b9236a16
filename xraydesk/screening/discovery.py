"""Find the files behind what was dropped, one after the other, so that work begins before a folder is listed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from xraydesk.imaging import filesets

SORTED_AT_ONCE: Final = 2000
"""A folder with more entries comes in blocks of so many, each in order of name: the first file is there at once."""


def discover(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as named; folders recursed, a DICOMDIR's and a ZIP's files in their place; each file once.

    In a folder its files come before its subfolders, in order of name; in one of more than `SORTED_AT_ONCE` entries in
    order of name within each block. A path that does not exist or cannot be listed is yielded too, so that its error is
    reported like any other file's. Two links to one file are one file, and so is a link that leads out of the folder.
    """
    named = list(paths)
    seen = _Seen([Path(os.path.realpath(path)) for path in named if path.is_dir()])
    for path in named:
        if path.is_dir():
            yield from _walk(path, seen)
        else:
            yield from _expand(path, seen)


class _Seen:
    """Folders by what they are, files of a DICOMDIR by their path, links by where they lead."""

    def __init__(self, roots: list[Path]) -> None:
        self.roots = roots
        self.folders: set[tuple[int, int]] = set()
        self.listed: set[Path] = set()
        self.linked: set[Path] = set()

    def has(self, real: Path) -> bool:
        """Whether what a link leads to is read already, or will be: it lies in a folder that is walked."""
        return real in self.linked or any(real.is_relative_to(root) for root in self.roots)


def _walk(folder: Path, seen: _Seen) -> Iterator[Path]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen.folders:
            return
        seen.folders.add((status.st_dev, status.st_ino))
        entries = os.scandir(folder)
    except OSError:
        yield folder
        return
    inner: list[str] = []
    with entries:
        # A DICOMDIR before the files that it lists: they are then known when the walk comes to them.
        for name in ("DICOMDIR", "dicomdir"):
            if os.path.lexists(folder / name):
                yield from _expand(folder / name, seen)
                seen.listed.update((folder / "DICOMDIR", folder / "dicomdir"))
                break
        while True:
            try:
                block = list(islice(entries, SORTED_AT_ONCE))
            except OSError:
                yield folder
                break
            if not block:
                break
            inner += [entry.name for entry in block if _is_folder(entry)]
            names = sorted((entry.name, entry.is_symlink()) for entry in block if not _is_folder(entry))
            yield from _files(folder, names, seen)
    for name in sorted(inner):
        yield from _walk(folder / name, seen)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _files(folder: Path, names: Iterable[tuple[str, bool]], seen: _Seen) -> Iterator[Path]:
    for name, is_link in names:
        path = folder / name
        if path in seen.listed:
            continue
        if is_link:
            real = Path(os.path.realpath(path))
            if real.exists() and seen.has(real):
                continue
            seen.linked.add(real)
        elif seen.linked and Path(os.path.realpath(path)) in seen.linked:
            continue
        yield from _expand(path, seen)


def _expand(path: Path, seen: _Seen) -> Iterator[Path]:
    is_directory = False
    for target in filesets.expand(path):
        if target != path:
            is_directory = is_directory or path not in target.parents
            if target in seen.listed:
                continue
            seen.listed.add(target)
        yield target
    if is_directory:
        # The DICOMDIR is a file that was dropped too: it is accounted for as one that holds no image.
        yield path
