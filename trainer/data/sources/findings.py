"""Tables of several findings per film: a column for each (CheXpert), or all in one cell (NIH ChestX-ray14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from trainer.data.films import DataError, Film
from trainer.data.sources.listing import FINDINGS, PURPOSE_OF, Listing, age_of, refuse_twins, sex_of
from trainer.data.sources.manifest import MISSING
from trainer.data.sources.table import FILE_COLUMNS, Finder, Table, refuse_repeats
from trainer.recipe import Data

NO_FINDING = "No Finding"
_NIH = "finding labels"
_ABOUT = {
    *("sex", "gender", "patient sex", "patient gender", "age", "patient age", "view", "view position", "ap/pa"),
    *("frontal/lateral", "patient id", "patient_id", "patient", "group_id", "fold", "split", "source", "licence"),
    *("license", "label", "finding", "label_by", "extra", "follow-up #", "subject_id", "study_id", "dicom_id", ""),
}
_VALUES = {"1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}
_SPLIT_LISTS = {
    "train_val_list.txt": "train",
    "train_list.txt": "train",
    "val_list.txt": "tune",
    "test_list.txt": "test",
}


def finding_columns(table: Table, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Columns that say 1, 0, -1 or nothing; a column that the recipe names counts whatever it says."""
    about = _ABOUT | set(FILE_COLUMNS)
    found = []
    for column in table.columns:
        if column.lower() in about:
            continue
        cells = [cell for cell in table.cells(column) if cell]
        known = sum(cell in _VALUES for cell in cells)
        # A slip in a few cells is a wrong value and not another kind of column.
        if column in wanted or (cells and known >= 0.9 * len(cells)):
            found.append(column)
    return tuple(found)


def is_findings_table(table: Table, wanted: Sequence[str] = ()) -> bool:
    """Whether a table is of one of the two styles."""
    if not table.column(*FILE_COLUMNS):
        return False
    return bool(table.column(_NIH)) or (not table.column("label", "finding") and bool(finding_columns(table, wanted)))


def listing_of(table: Table, name: str, data: Data, wanted: Sequence[str] = ()) -> Listing:
    """List the films of a table of findings.

    Parameters
    ----------
    table
        What was read.
    name
        What the data is called.
    data
        The recipe's ``[data]``: what -1 and an empty cell mean.
    wanted
        Names of the recipe's labels.

    Raises
    ------
    DataError
        A value is none of 1, 0, -1 and nothing, or a file's cell is wrong.
    """
    where = table.needs("the films", *FILE_COLUMNS)
    finder = Finder(table.path.parent, table.path.name)
    paths = [finder.find(cell, number) for number, cell in enumerate(table.cells(where), 2)]
    refuse_repeats(paths, table.path.name)
    nih = table.column(_NIH)
    names, read = _one_cell(table, nih) if nih else _one_column_each(table, data, wanted)
    refuse_twins(names, table.path.name)
    listing = Listing(name, FINDINGS, findings=names)
    lists = _split_lists(table.path.parent) if nih else {}
    about = _About(table, name)
    for number, (row, path) in enumerate(zip(table.rows, paths, strict=True), 2):
        shown, looked = read(row, number)
        if not path.is_file():
            listing.refused.append((path, MISSING))
            continue
        listing.films.append(about.film(row, path, row[where].strip(), shown, looked))
        listing.given.append(lists.get(path.name, "") or about.purpose(row))
    return listing


_Read = Callable[[dict[str, str], int], tuple[tuple[str, ...], tuple[str, ...]]]


def _one_cell(table: Table, column: str) -> tuple[tuple[str, ...], _Read]:
    """NIH: ``Cardiomegaly|Effusion``; what is not named was looked for and not found."""
    names = tuple(sorted({part.strip() for cell in table.cells(column) for part in cell.split("|") if part.strip()}))

    def read(row: dict[str, str], number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        shown = tuple(sorted({part.strip() for part in row.get(column, "").split("|") if part.strip()}))
        if NO_FINDING in shown and len(shown) > 1:
            raise DataError(f"{table.path.name}, row {number}: it says {NO_FINDING} and {shown[0]} of one film")
        return shown, names if shown else ()

    return names, read


def _one_column_each(table: Table, data: Data, wanted: Sequence[str]) -> tuple[tuple[str, ...], _Read]:
    """CheXpert: 1 shown, 0 not shown, -1 uncertain, empty not mentioned."""
    names = finding_columns(table, wanted)
    meaning = {1: (True, True), 0: (False, True)}
    meaning[-1] = {"ignore": (False, False), "ones": (True, True), "zeros": (False, True)}[data.uncertain]
    blank = (False, data.blank == "negative")
    # Films with the same cells share their tuples: a table may have a million rows.
    shared: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def read(row: dict[str, str], number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        shown, looked = [], []
        for name in names:
            cell = row.get(name, "").strip()
            if cell and cell not in _VALUES:
                raise DataError(
                    f"{table.path.name}, row {number}: {name} is {cell!r}, which is none of 1, 0, -1 and nothing"
                )
            positive, known = meaning[_VALUES[cell]] if cell else blank
            if positive:
                shown.append(name)
            if known:
                looked.append(name)
        answer = tuple(shown), tuple(looked)
        return shared.setdefault(answer, answer)

    return names, read


class _About:
    """The columns that describe a film, whatever the style calls them."""

    def __init__(self, table: Table, name: str) -> None:
        self._name = name
        self._columns = {
            "sex": table.column("sex", "patient sex", "patient gender", "gender"),
            "age": table.column("age", "patient age"),
            "view": table.column("ap/pa", "view position", "view"),
            "side": table.column("frontal/lateral"),
            "patient": table.column("patient id", "patient_id", "patient", "subject_id"),
            "source": table.column("source"),
            "split": table.column("split"),
        }

    def film(self, row: dict[str, str], path: Path, file: str, shown: tuple[str, ...], looked: tuple[str, ...]) -> Film:
        patient = self._cell(row, "patient") or _patient_in(file)
        lateral = self._cell(row, "side").lower() == "lateral"
        return Film(
            path=path,
            data=self._name,
            label=shown[0] if len(shown) == 1 else "",
            label_by="table",
            findings=shown,
            source=self._cell(row, "source") or self._name,
            group=patient or file,
            fold=-1,
            view="LATERAL" if lateral else self._cell(row, "view").upper(),
            sex=sex_of(self._cell(row, "sex")),
            age=age_of(self._cell(row, "age")),
            licence="",
            patient_known=bool(patient),
            read_for=looked,
        )

    def purpose(self, row: dict[str, str]) -> str:
        return PURPOSE_OF.get(self._cell(row, "split").lower(), "")

    def _cell(self, row: dict[str, str], key: str) -> str:
        return row.get(self._columns[key], "").strip()


def _patient_in(file: str) -> str:
    found = re.search(r"patient\d+", file)  # CheXpert: …/patient00001/study1/view1_frontal.jpg
    return found[0] if found else ""


def _split_lists(folder: Path) -> dict[str, str]:
    """Purposes by file name from the lists that NIH ChestX-ray14 is published with, where they lie beside the table."""
    purposes: dict[str, str] = {}
    for name, purpose in _SPLIT_LISTS.items():
        if (folder / name).is_file():
            words = (folder / name).read_text(encoding="utf-8", errors="replace").split()
            purposes |= dict.fromkeys(words, purpose)
    return purposes
