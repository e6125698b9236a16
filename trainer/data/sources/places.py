"""A place that a user names, a folder or a table, becomes a listing: what it is shows in what is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.data.films import DataError
from trainer.data.sources import class_folders, findings, manifest
from trainer.data.sources.listing import PURPOSE_OF, Listing, refuse_twins
from trainer.data.sources.table import FILE_COLUMNS, Table, read_table
from trainer.recipe import Data

MANIFEST_FILE = "manifest.csv"


def list_places(
    places: Sequence[Path], data: Data, wanted: Sequence[str] | None, keep: Sequence[str] = ()
) -> list[Listing]:
    """List the films of each place.

    Parameters
    ----------
    places
        Folders with a manifest, with a table of findings or with class folders; or CSV files.
    data
        The recipe's ``[data]``.
    wanted
        Names of the recipe's labels; None where nothing is predicted and films need no labels.
    keep
        Further columns whose values are kept with the films.

    Raises
    ------
    DataError
        A place is not there, is nothing of the kind, or is wrong in itself; or two places have one name.
    """
    listings = [_list(place, data, wanted, keep) for place in places]
    names = [listing.name for listing in listings]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise DataError(
            f"two of the data folders are called {twice[0]!r}; rename one, so that their films can be told apart"
        )
    for listing in listings:
        refuse_twins(listing.labels, listing.name)
        if data.views:
            _keep_views(listing, data.views)
        if not listing.films and not listing.refused:
            raise DataError(f"{listing.name} holds no film that is to be used")
    return listings


def _list(place: Path, data: Data, wanted: Sequence[str] | None, keep: Sequence[str]) -> Listing:
    if place.is_file():
        name = place.resolve().parent.name if place.name == MANIFEST_FILE else place.stem
        return _of_table(read_table(place), name, data, wanted, keep)
    if not place.is_dir():
        raise DataError(f"there is no data folder or table {place}")
    name = place.resolve().name
    if (place / MANIFEST_FILE).is_file():
        return _of_table(read_table(place / MANIFEST_FILE), name, data, wanted, keep)
    tables = _tables_of_films(place)
    if tables:
        return _of_tables(tables, name, data, wanted, keep)
    if wanted is None:
        return class_folders.read_unlabelled(place, name, data.patient)
    if class_folders.is_class_folder(place):
        return class_folders.read_class_folders(place, name, data.patient)
    raise DataError(
        f"{place} holds no {MANIFEST_FILE}, no table of findings and no class folders; "
        "see 'python -m trainer fit --help' for what data may look like"
    )


def _tables_of_films(folder: Path) -> list[Table]:
    """Tables right in the folder that name films; other tables may lie beside class folders."""
    tables = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            header = stream.readline().lower()
        cells = {cell.strip().strip('"') for cell in header.replace(";", ",").replace("\t", ",").split(",")}
        if cells & set(FILE_COLUMNS):
            table = read_table(path)
            if findings.is_findings_table(table) or table.column("label", "finding"):
                tables.append(table)
    return tables


def _of_tables(
    tables: list[Table], name: str, data: Data, wanted: Sequence[str] | None, keep: Sequence[str]
) -> Listing:
    """One table, or several that are called train, valid and test."""
    purposes = [PURPOSE_OF.get(table.path.stem.lower(), "") for table in tables]
    if len(tables) > 1 and not all(purposes):
        found = ", ".join(table.path.name for table in tables)
        raise DataError(f"{name} holds several tables of films ({found}); name the one that is meant")
    listings = [_of_table(table, name, data, wanted, keep) for table in tables]
    whole = listings[0]
    for listing, purpose in zip(listings, purposes, strict=True):
        listing.given = [given or purpose for given in listing.given]
        if listing is not whole:
            whole.films += listing.films
            whole.given += listing.given
            whole.refused += listing.refused
            whole.notes += listing.notes
            whole.findings = tuple(dict.fromkeys(whole.findings + listing.findings))
    return whole


def _of_table(table: Table, name: str, data: Data, wanted: Sequence[str] | None, keep: Sequence[str]) -> Listing:
    if findings.is_findings_table(table, wanted or ()):
        return findings.listing_of(table, name, data, wanted or ())
    return manifest.listing_of(table, name, keep, labelled=wanted is not None)


def _keep_views(listing: Listing, views: tuple[str, ...]) -> None:
    kept = [k for k, film in enumerate(listing.films) if film.view.startswith(views)]
    left = len(listing.films) - len(kept)
    if left:
        listing.notes.append(f"{left} films of {listing.name} are of other views than {', '.join(views)} and not used")
    listing.films = [listing.films[k] for k in kept]
    listing.given = [listing.given[k] for k in kept]
