"""The bytes of a file or of an archive's member, and what kind of file they are; every failure as one sentence."""

from __future__ import annotations

from pathlib import Path

from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging import archives

MAX_FILE = 4 * 1024**3

_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF document",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture or a sound or video file",
    b"\x00\x00\x00\x0cjP  ": "a JPEG 2000 picture outside DICOM",
    b"\xff\x4f\xff\x51": "a JPEG 2000 picture outside DICOM",
    b"SQLite format 3": "a database",
}


def foreign_kind(content: bytes) -> str:
    """What a file that is no image is, with its article; empty when that is not known."""
    return next((name for magic, name in _FOREIGN.items() if content.startswith(magic)), "")


def size_of(path: Path) -> int:
    """Bytes of an ordinary file.

    Raises
    ------
    RefusedFileError
        There is no such file, it is no ordinary file, empty, too large, or may not be read.
    """
    outer = _outer_file(path)
    if outer is not None:
        return len(_member(path, outer, MAX_FILE))
    try:
        if path.is_dir():
            raise RefusedFileError(path, "it is a folder")
        if not path.is_file() and path.exists():
            raise RefusedFileError(path, "it is not an ordinary file")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error
    if size == 0:
        raise RefusedFileError(path, "the file is empty")
    if size > MAX_FILE:
        raise RefusedFileError(path, "the file is larger than 4 GiB")
    return size


def content_of(path: Path, limit: int = MAX_FILE) -> bytes:
    """A file's first ``limit`` bytes.

    Raises
    ------
    RefusedFileError
        As ``size_of``.
    """
    outer = _outer_file(path)
    if outer is not None:
        return _member(path, outer, limit)
    size = size_of(path)
    try:
        with path.open("rb") as file:
            return file.read(min(limit, size))
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error


def _outer_file(path: Path) -> Path | None:
    """The ordinary file that a path leads into, as ``filesets.expand`` makes them; None for ordinary paths."""
    try:
        if path.exists():
            return None
        return next((parent for parent in path.parents if parent.is_file()), None)
    except (OSError, ValueError):
        return None


def _member(path: Path, outer: Path, limit: int) -> bytes:
    try:
        with outer.open("rb") as file:
            head = file.read(132)
    except OSError as error:
        raise _failure(path, error) from error
    if head[128:] == b"DICM":
        raise RefusedFileError(path, "the DICOMDIR places it outside its own folder, so it was not read")
    if not archives.is_archive(head):
        raise RefusedFileError(path, "there is no such file")
    try:
        content = archives.read_member(outer, path.relative_to(outer).as_posix(), limit)
    except archives.ArchiveError as error:
        raise RefusedFileError(path, str(error)) from error
    if not content:
        raise RefusedFileError(path, "the file is empty")
    return content


def _failure(path: Path, error: Exception) -> RefusedFileError:
    if isinstance(error, FileNotFoundError):
        return RefusedFileError(path, "there is no such file")
    if isinstance(error, PermissionError):
        return RefusedFileError(path, "there is no permission to read it")
    return RefusedFileError(path, "it cannot be read from its disk")
