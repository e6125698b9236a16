"""All films of the places that a user names, decoded once; what the data set and the audit both start from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.cache import FilmCache, open_cache, unreadable
from trainer.data.duplicates import Pair, near_pairs
from trainer.data.films import DataError, Film
from trainer.data.sources.listing import Listing
from xraydesk.core.files import write_atomically
from xraydesk.imaging.preprocess import PreprocessSpec


@dataclass(frozen=True)
class Gathered:
    """Films that can be read, with what was given with them.

    Attributes
    ----------
    listings
        One for each place.
    films
        The films of all places, in their order.
    given
        For each film the purpose that its data gives it; empty for none.
    place
        ``(N,)`` number of each film's place.
    cells
        Their pictures, in the same order.
    skipped
        Files that cannot be used, each with its reason.
    folder
        Where decoded films lie.
    """

    listings: list[Listing]
    films: list[Film]
    given: list[str]
    place: NDArray[np.intp]
    cells: FilmCache
    skipped: list[tuple[Path, str]]
    folder: Path

    def near(self, rows: Sequence[int], distance: int) -> list[Pair]:
        """Pairs among some films that look alike; found once, then read from the cache's folder."""
        measures = self.cells.measures[np.asarray(rows, np.intp)]
        return [Pair(rows[p.first], rows[p.second], p.kind, p.distance) for p in self._near(measures, distance)]

    def _near(self, measures: NDArray[Any], distance: int) -> Iterator[Pair]:
        key = hashlib.sha256(measures["phash"].tobytes() + measures["mirrored"].tobytes() + bytes([distance]))
        kept = self.folder / f"alike-{key.hexdigest()[:24]}.json"
        if not kept.is_file():
            pairs = near_pairs(measures, distance)
            found = [[pair.first, pair.second, pair.kind, pair.distance] for pair in pairs]
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(kept, json.dumps(found).encode())
        return (Pair(*pair) for pair in json.loads(kept.read_text(encoding="utf-8")))


def gather(
    listings: Sequence[Listing], spec: PreprocessSpec, size: int, folder: Path, *, skip_unreadable: bool
) -> Gathered:
    """Decode the films of some listings.

    Raises
    ------
    DataError
        A file cannot be used and ``skip_unreadable`` is off, or there is no film at all.
    """
    refused = [entry for listing in listings for entry in listing.refused]
    if refused and not skip_unreadable:
        raise DataError(unreadable(refused))
    films = [film for listing in listings for film in listing.films]
    given = [purpose for listing in listings for purpose in listing.given]
    place = np.repeat(np.arange(len(listings)), [len(listing.films) for listing in listings])
    cells = open_cache(films, spec, size, folder, skip_unreadable=skip_unreadable)
    bad = {path for path, _ in cells.refused}
    kept = [row for row, film in enumerate(films) if film.path not in bad]
    if not kept:
        raise DataError(f"no film can be read; {unreadable([*refused, *cells.refused])}")
    return Gathered(
        list(listings),
        [films[row] for row in kept],
        [given[row] for row in kept],
        place[kept],
        cells,
        [*refused, *cells.refused],
        folder,
    )
