"""A CSV file, read strictly: every way in which it can be wrong is one plain sentence."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from trainer.data.films import DataError

FILE_COLUMNS = ("file", "path", "image", "filename", "file_name", "image_path", "image index", "image_id", "img")
_SUFFIXES = ("", ".png", ".jpg", ".jpeg", ".dcm", ".tif", ".tiff", ".bmp")


@dataclass(frozen=True)
class Table:
    """Rows of a CSV file as text.

    Attributes
    ----------
    path
        The file.
    columns
        Its header.
    rows
        One dictionary for each row; row ``i`` stands in line ``i + 2`` unless a cell holds a line break.
    """

    path: Path
    columns: tuple[str, ...]
    rows: list[dict[str, str]]

    def column(self, *names: str) -> str:
        """The first column that is called one of these, whatever its case; empty for none."""
        lower = {column.lower(): column for column in reversed(self.columns)}
        return next((lower[name] for name in names if name in lower), "")

    def cells(self, column: str) -> Iterator[str]:
        """The stripped cells of one column; empty texts when there is no such column."""
        return (row.get(column, "").strip() for row in self.rows)

    def needs(self, meaning: str, *names: str) -> str:
        """The first column that is called one of these, or DataError."""
        found = self.column(*names)
        if not found:
            raise DataError(
                f"{self.path.name} has no column for {meaning} (looked for: {', '.join(names)}); "
                f"it has: {', '.join(self.columns[:12])}"
            )
        return found


def read_table(path: Path) -> Table:
    """Read a CSV file whose cells are parted by commas, semicolons or tabs.

    Raises
    ------
    DataError
        It is not UTF-8, empty, without rows, or its header or a row cannot be right.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8 text (byte {error.start}); save it as 'CSV UTF-8'") from error
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror or error}") from error
    first = text.partition("\n")[0]
    if not first.strip():
        raise DataError(f"{path.name} is empty, or its first line is")
    delimiter = max(",;\t", key=first.count) if "," not in first else ","
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise DataError(f"{path.name} is not a CSV file that can be read: {error}") from error
    columns = tuple(name.strip() for name in header)
    twice = [name for name, count in Counter(columns).items() if count > 1 and name]
    if twice:
        raise DataError(f"{path.name} has two columns {twice[0]!r}")
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise DataError(f"{path.name} has no rows")
    for number, row in enumerate(rows, 2):
        if len(row) > len(columns):
            raise DataError(f"{path.name}, row {number}: it has {len(row)} cells, the header has {len(columns)}")
    return Table(path, columns, [dict(zip(columns, row, strict=False)) for row in rows])


@dataclass
class Finder:
    """Finds the files that a table names, below one folder and nowhere else."""

    root: Path
    table: str
    _index: dict[str, list[Path]] | None = field(default=None, repr=False)

    def find(self, cell: str, number: int) -> Path:
        """Path of a film; it need not exist.

        Parameters
        ----------
        cell
            Relative path as the table has it; a first folder that is not there is passed over, and a bare name may lie
            in any folder below the root, with or without its suffix.
        number
            Row, for the message.

        Raises
        ------
        DataError
            The path is empty, absolute or leads out of the folder, or a bare name stands for several files.
        """
        place = PurePosixPath(cell.replace("\\", "/"))
        if not cell:
            raise DataError(f"{self.table}, row {number}: it names no file")
        if place.is_absolute() or ".." in place.parts or re.match(r"[A-Za-z]:", cell):
            raise DataError(f"{self.table}, row {number}: {cell!r} leads out of the folder of the table")
        for parts in (place.parts, place.parts[1:]):
            direct = self.root.joinpath(*parts)
            if parts and direct.is_file():
                return direct
        return self._by_name(place, number) if len(place.parts) == 1 else self.root / place

    def _by_name(self, place: PurePosixPath, number: int) -> Path:
        if self._index is None:
            self._index = {}
            for folder, _, names in os.walk(self.root):
                for name in names:
                    self._index.setdefault(name, []).append(Path(folder) / name)
        for suffix in _SUFFIXES:
            found = self._index.get(place.name + suffix, [])
            if len(found) > 1:
                raise DataError(f"{self.table}, row {number}: {place.name!r} is the name of {len(found)} files")
            if found:
                return found[0]
        return self.root / place


def refuse_repeats(paths: Sequence[Path], table: str) -> None:
    """Raise DataError when a file stands in two rows."""
    rows: dict[Path, int] = {}
    for number, path in enumerate(paths, 2):
        if path in rows:
            raise DataError(f"{table}: {path.name} stands in row {rows[path]} and in row {number}")
        rows[path] = number
