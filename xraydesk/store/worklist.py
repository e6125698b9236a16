"""The worklist as the window shows it: a page of lines in some order, counts, and what to read next."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from xraydesk.store import texts
from xraydesk.store.database import Database
from xraydesk.store.worklist_query import Part, Query, Sort, condition, due_slot, parts


@dataclass(frozen=True, slots=True)
class Row:
    """One line.

    Attributes
    ----------
    id
        Its number, in order of discovery.
    path
        The file as found.
    sha256
        Digest of the film, empty while or where it is not known.
    status
        ``waiting``, ``unreachable`` or one of a result.
    reason, label, label_set
        As of a `ScreeningResult`.
    probability
        Of the foremost finding, 0..1; None where nothing was scored.
    urgency
        What the triage order goes by, 0..1; None where nothing was scored.
    reviewed
        Whether a reader's declaration about the film stands.
    patient, study_date, modality
        As of a `Film`; empty where nothing is kept.
    notes
        How many notes there are about the film.
    added
        Since when it is on the list, as ISO 8601 in UTC.
    overdue
        Whether it has waited for longer than the query's cap and nobody has reviewed it.
    """

    id: int
    path: Path
    sha256: str
    status: str
    reason: str
    label: str
    label_set: tuple[str, ...] | None
    probability: float | None
    urgency: float | None
    reviewed: bool
    patient: str
    study_date: str
    modality: str
    notes: int
    added: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a run there are of each status, and of each label among those with an answer."""

    by_status: dict[str, int]
    by_label: dict[str, int]
    reviewed: int

    @property
    def total(self) -> int:
        """All lines."""
        return sum(self.by_status.values())


def page(database: Database, query: Query, offset: int, limit: int, now: datetime) -> list[Row]:
    """The lines from ``offset`` on, at most ``limit`` of them.

    Parameters
    ----------
    now
        The time against which waiting is held, with its zone.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: list[int] = []
    everything = parts(query, now)
    for part in everything:
        if len(found) == limit:
            break
        numbers = database.rows(
            f"SELECT id FROM entry WHERE {part.where} ORDER BY {part.order} LIMIT ? OFFSET ?",  # noqa: S608 - our own names
            (*part.values, limit - len(found), offset),
        )
        found += [row["id"] for row in numbers]
        if numbers or part is everything[-1]:
            offset = 0
        elif offset:
            offset -= _count(database, part)
    return _rows(database, query, found, now)


def order(database: Database, query: Query, now: datetime) -> list[int]:
    """The numbers of all lines of a query, in its order; ``now`` as of `page`.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: list[int] = []
    for part in parts(query, now):
        # One text instead of 100,000 rows: the program's other threads are not held up while they are made.
        rows = database.rows(
            f"SELECT json_group_array(id) FROM (SELECT id FROM entry WHERE {part.where} ORDER BY {part.order})",  # noqa: S608 - our own names
            part.values,
        )
        found += json.loads(rows[0][0])
    return found


def lines(database: Database, query: Query, numbers: Sequence[int], now: datetime) -> list[Row]:
    """The lines of these numbers, in their order; those that there are not are left out.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _rows(database, query, numbers, now)


def count(database: Database, query: Query) -> int:
    """How many lines a query has in all.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _count(database, Part(*condition(query), ()))


def counts(database: Database, run: int) -> Counts:
    """How many lines of a run are of which status and label.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    by_status: dict[str, int] = {}
    by_label: dict[str, int] = {}
    query = "SELECT status, label, count(*) AS lines FROM entry WHERE run = ? GROUP BY status, label"
    for row in database.rows(query, (run,)):
        by_status[row["status"]] = by_status.get(row["status"], 0) + row["lines"]
        if row["status"] == "ok":
            by_label[row["label"]] = row["lines"]
    return Counts(by_status, by_label, count(database, Query(run, reviewed=True)))


def next_unreviewed(database: Database, query: Query, after: int | None, now: datetime) -> Row | None:
    """The next line in the query's order that nobody has reviewed; after the last one comes the first again.

    Parameters
    ----------
    after
        Number of the line at which the reader is, whether it was reviewed in the meantime or not; None for the top.
    now
        As of `page`.

    Returns
    -------
    None where every other line was reviewed.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    wanted = parts(query, now)
    if query.sort is Sort.TRIAGE:
        wanted = wanted[:2]
    at = database.rows("SELECT * FROM entry WHERE id = ?", (after,))
    start, beyond = 0, None
    if at:
        # Where the line would be if it were not reviewed.
        start = int(query.sort is Sort.TRIAGE and at[0]["slot"] >= due_slot(query, now))
        beyond = wanted[start].beyond(tuple(at[0][key] for key in (*wanted[start].keys, "id")))
    searches = [(wanted[start], beyond), *((part, None) for part in (*wanted[start + 1 :], *wanted[: start + 1]))]
    for part, further in searches:
        more, values = further or ("TRUE", ())
        numbers = database.rows(
            f"SELECT id FROM entry WHERE {part.where} AND reviewed = 0 AND id <> ? AND {more}"  # noqa: S608 - our own names
            f" ORDER BY {part.order} LIMIT 1",
            (*part.values, after or 0, *values),
        )
        if numbers:
            return _rows(database, query, [numbers[0]["id"]], now)[0]
    return None


def _count(database: Database, part: Part) -> int:
    return int(database.rows(f"SELECT count(*) FROM entry WHERE {part.where}", part.values)[0][0])  # noqa: S608 - our own names


_ROW: Final = (
    "SELECT entry.*, coalesce(film.modality, '') AS modality,"
    " (SELECT count(*) FROM note WHERE note.film = entry.film) AS notes"
    " FROM entry LEFT JOIN film ON film.sha256 = entry.film WHERE entry.id IN ({marks})"
)


def _rows(database: Database, query: Query, numbers: Sequence[int], now: datetime) -> list[Row]:
    due = due_slot(query, now)
    found: dict[int, Row] = {}
    for start in range(0, len(numbers), texts.AT_ONCE):
        some = numbers[start : start + texts.AT_ONCE]
        marks = ", ".join("?" * len(some))
        found.update((row["id"], _row(row, due)) for row in database.rows(_ROW.format(marks=marks), some))
    return [found[number] for number in numbers if number in found]


def _row(row: sqlite3.Row, due: int) -> Row:
    reviewed = bool(row["reviewed"])
    is_scored = row["probability"] >= 0
    return Row(
        id=row["id"],
        path=texts.to_path(row["path"]),
        sha256=row["film"] or "",
        status=row["status"],
        reason=row["reason"],
        label=row["label"],
        label_set=texts.to_labels(row["label_set"]),
        probability=row["probability"] if is_scored else None,
        urgency=1 - row["calm"] if is_scored else None,
        reviewed=reviewed,
        patient=row["patient"],
        study_date=row["study_date"],
        modality=row["modality"],
        notes=row["notes"],
        added=row["added"],
        overdue=not reviewed and row["slot"] < due,
    )
