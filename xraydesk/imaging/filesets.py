"""What lies behind one dropped path: itself, the files that a DICOMDIR lists, or the members of a ZIP archive.

A DICOMDIR (PS3.3 F, PS3.10 8) may name files inside its own folder only. What it names elsewhere is never
touched; it comes out as a path below the DICOMDIR, which ``read`` refuses with the reason, so that it is listed
like any other file that could not be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from xraydesk.imaging import archives, raster

_DIRECTORY = b"1.2.840.10008.1.3.10"
_HEAD = 1024
_MAX_DIRECTORY = 64 * 1024**2
_MAX_SNIFFED = 500
_RECORDS, _IN_USE, _FILE_ID = 0x00041220, 0x00041410, 0x00041500


def expand(path: Path) -> Iterator[Path]:
    """The paths to read instead of ``path``: for anything but a DICOMDIR or a ZIP of images, itself.

    Every path that comes out can be given to ``read``, ``read_header`` and ``expand``; those that are missing or
    rejected raise there, each with its reason.
    """
    head = _head(path)
    if archives.is_archive(head):
        yield from _archive_members(path)
    elif _is_directory(head):
        yield from _directory_files(path)
    else:
        yield path


def _head(path: Path) -> bytes:
    """The first bytes, empty where they cannot be read: ``read`` will say why."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""


def _archive_members(path: Path) -> Iterator[Path]:
    try:
        found = archives.members(path)
    except archives.ArchiveError:
        yield path
        return
    # A word processor's file is a ZIP too: it stays one file unless it holds an image.
    if any(_looks_like_image(path, name) for name in list(found)[:_MAX_SNIFFED]):
        yield from (path / name for name in found)
    else:
        yield path


def _looks_like_image(archive: Path, name: str) -> bool:
    from xraydesk.imaging.dicom.part10 import has_magic, may_be_dataset

    try:
        head = archives.read_member(archive, name, _HEAD)
    except archives.ArchiveError:
        return False
    return raster.is_raster(head) or has_magic(head) or may_be_dataset(head, archives.MAX_MEMBER)


def _is_directory(head: bytes) -> bool:
    """Whether the meta header names the media storage directory class."""
    return head[128:132] == b"DICM" and _DIRECTORY in head


def _directory_files(path: Path) -> Iterator[Path]:
    """The files of a DICOMDIR's records, in their order, each once; the DICOMDIR itself when there are none."""
    folder = path.parent
    seen: set[Path] = set()
    for parts in _references(path):
        target = _inside(folder, parts)
        if target is None:
            target = path / (re.sub(r"[^\w -]", "_", "_".join(parts))[-200:] or "_")
        if target not in seen:
            seen.add(target)
            yield target
    if not seen:
        yield path


def _references(path: Path) -> Iterator[list[str]]:
    from xraydesk.imaging.dicom.elements import MalformedError
    from xraydesk.imaging.dicom.part10 import parse_file

    try:
        if path.stat().st_size > _MAX_DIRECTORY:
            return
        records = parse_file(path.read_bytes()).dataset.items(_RECORDS)
    except (OSError, MalformedError):
        return
    for record in records:
        parts = record.strings(_FILE_ID)
        # 0 marks a record as deleted; FFFF as in use.
        if parts and record.integer(_IN_USE) != 0:
            yield parts


def _inside(folder: Path, parts: list[str]) -> Path | None:
    """The file that the parts of a file ID name inside a folder; None when they, or a link, lead outside."""
    if any(part in ("", ".", "..") or re.search(r"[/\\:\x00]", part) for part in parts):
        return None
    target = folder
    for part in parts:
        target = _child(target, part)
    return target if target.resolve().is_relative_to(folder.resolve()) else None


def _child(folder: Path, name: str) -> Path:
    """An entry by its name, or by its name in another case: media are mounted in lower case at times."""
    if os.path.lexists(folder / name):
        return folder / name
    try:
        return next((entry for entry in folder.iterdir() if entry.name.lower() == name.lower()), folder / name)
    except OSError:
        return folder / name
