"""A manifest: one row of a CSV file for each film.

Columns (any other is left alone; only ``file`` and one of ``label`` and ``finding`` are needed):

========== ==========================================================================================
file       path of the film, relative to the folder of the table (also: path, image, filename, …)
label      its one label
finding    findings, parted by ``;``; readings of radiologists as ``RSNA: …``
label_by   who gave the label
source     hospital or collection; what stands behind `` (`` is a detail of it
patient_id keeps a patient's films together (also: patient)
group_id   the same, where several ids are one patient or copies of one film
fold       number of the part of the data that it belongs to
split      train, val or test, in place of ``fold``
view       PA, AP, …
sex, age   M or F; years
licence    of the film
========== ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.data.films import DataError, Film
from trainer.data.sources.listing import MANIFEST, PURPOSE_OF, Listing, age_of, sex_of
from trainer.data.sources.table import FILE_COLUMNS, Finder, Table, read_table, refuse_repeats

MISSING = "there is no such file"


def read_manifest(path: Path, name: str, keep: Sequence[str] = ()) -> Listing:
    """List the films of a manifest.

    Parameters
    ----------
    path
        The CSV file; its films lie in its folder or below.
    name
        What the data is called.
    keep
        Further columns whose values are kept with each film.

    Raises
    ------
    DataError
        The table cannot be read, a column is missing, or a cell cannot be right.
    """
    return listing_of(read_table(path), name, keep)


def listing_of(table: Table, name: str, keep: Sequence[str] = (), *, labelled: bool = True) -> Listing:
    """The same from a table that is read already; its films need no labels where ``labelled`` is off."""
    where = table.needs("the films", *FILE_COLUMNS)
    if labelled and not table.column("label", "finding"):
        table.needs("the labels", "label", "finding")
    listing = Listing(name, MANIFEST)
    finder = Finder(table.path.parent, table.path.name)
    paths = [finder.find(cell, number) for number, cell in enumerate(table.cells(where), 2)]
    refuse_repeats(paths, table.path.name)
    reader = _RowReader(table, name, keep)
    for number, (row, path) in enumerate(zip(table.rows, paths, strict=True), 2):
        if not path.is_file():
            listing.refused.append((path, MISSING))
            continue
        listing.films.append(reader.film(row, path, row[where].strip(), number))
        listing.given.append(reader.purpose(row, number))
    return listing


class _RowReader:
    """Makes a film of a row; knows which column is which."""

    def __init__(self, table: Table, name: str, keep: Sequence[str]) -> None:
        self._table, self._name = table.path.name, name
        self._keep = tuple(keep)
        self._column = {
            key: table.column(*names)
            for key, names in {
                "label": ("label",),
                "finding": ("finding",),
                "label_by": ("label_by",),
                "source": ("source",),
                "group": ("group_id",),
                "patient": ("patient_id", "patient", "patientid"),
                "fold": ("fold",),
                "split": ("split",),
                "view": ("view",),
                "sex": ("sex",),
                "age": ("age",),
                "licence": ("licence", "license"),
                "extra": ("extra",),
            }.items()
        }

    def film(self, row: dict[str, str], path: Path, file: str, number: int) -> Film:
        def cell(key: str) -> str:
            return row.get(self._column[key], "").strip()

        group, patient = cell("group"), cell("patient")
        return Film(
            path=path,
            data=self._name,
            label=cell("label"),
            label_by=cell("label_by"),
            findings=_findings(cell("finding")),
            source=cell("source"),
            group=group or patient or file,
            fold=self._fold(cell("fold"), number),
            view=cell("view"),
            sex=sex_of(cell("sex")),
            age=age_of(cell("age")),
            licence=cell("licence"),
            patient_known=bool(patient or (group and not self._column["patient"])),
            values=self._values(row, cell("extra")),
        )

    def purpose(self, row: dict[str, str], number: int) -> str:
        """Train, tune, calibrate or test, where the manifest says so."""
        word = row.get(self._column["split"], "").strip().lower()
        if word and word not in PURPOSE_OF:
            raise DataError(f"{self._table}, row {number}: split {word!r} is none of train, val, calibrate and test")
        return PURPOSE_OF.get(word, "")

    def _fold(self, text: str, number: int) -> int:
        if not text:
            return -1
        if not text.isdecimal():
            raise DataError(f"{self._table}, row {number}: fold {text!r} is not a number")
        return int(text)

    def _values(self, row: dict[str, str], extra: str) -> dict[str, str]:
        """The kept columns; ``name=value; …`` in the column ``extra`` of the project's manifests counts as columns."""
        if not self._keep:
            return {}
        found = {column: row[column].strip() for column in self._keep if row.get(column, "").strip()}
        for part in extra.split(";"):
            key, sign, value = part.partition("=")
            if sign and key.strip() in self._keep and value.strip():
                found.setdefault(key.strip(), value.strip())
        return found


def _findings(text: str) -> tuple[str, ...]:
    # RSNA readings stand before the text-mined findings in one cell: "RSNA: Normal; NIH: No Finding".
    return tuple(
        part.strip()
        for cells in text.split(";")
        for part in (cells if "RSNA:" in cells else cells.replace("NIH:", "").replace("|", ";")).split(";")
        if part.strip()
    )
