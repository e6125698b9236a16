"""A question to the worklist, and the pieces of SQL that it is made of; every value stays a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from xraydesk.store import texts
from xraydesk.store.entries import SLOT_S

CAP_HOURS: Final = 24.0
"""After so many hours a film that nobody has reviewed comes before all that have waited less."""


class Sort(StrEnum):
    """What the list is sorted by; what is equal stays in order of discovery."""

    TRIAGE = "triage"
    DISCOVERY = "discovery"
    PATH = "path"
    STATUS = "status"
    LABEL = "label"
    PROBABILITY = "probability"
    SET = "set"
    REVIEWED = "reviewed"
    PATIENT = "patient"
    DATE = "date"
    REASON = "reason"


_KEYS: Final = {
    Sort.DISCOVERY: (),
    Sort.PATH: ("path",),
    Sort.STATUS: ("status", "label"),
    Sort.LABEL: ("label",),
    Sort.PROBABILITY: ("probability",),
    Sort.SET: ("label_set",),
    Sort.REVIEWED: ("reviewed", "calm", "slot"),
    Sort.PATIENT: ("patient",),
    Sort.DATE: ("study_date",),
    Sort.REASON: ("reason",),
}


@dataclass(frozen=True, slots=True)
class Query:
    """Which lines of a run, and in which order.

    Attributes
    ----------
    run
        Number of the run.
    statuses, labels
        Only these; all where empty.
    set_label
        Only films whose set of labels holds this one; empty for all.
    low, high
        Bounds of the foremost finding's probability, both included; what was not scored is left out by any bound.
    reviewed
        Only films that were reviewed, or only those that were not; None for both.
    text
        Only lines that hold this text in patient, reason or path, whatever the case of its ASCII letters.
    since, until
        Bounds of the study's date as ``YYYYMMDD``, both included; empty for none.
    sort, descending
        The order. Of the triage order there is no other end: ``descending`` is not looked at.
    cap_hours
        Of the triage order: how long a film may wait before it comes first.
    """

    run: int
    statuses: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    set_label: str = ""
    low: float | None = None
    high: float | None = None
    reviewed: bool | None = None
    text: str = ""
    since: str = ""
    until: str = ""
    sort: Sort = Sort.TRIAGE
    descending: bool = False
    cap_hours: float = CAP_HOURS


Values = tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that follow each other in one order; a list is one such part or several behind each other."""

    where: str
    values: Values
    keys: tuple[str, ...]
    descending: bool = False

    @property
    def order(self) -> str:
        """What comes after ``ORDER BY``."""
        end = " DESC" if self.descending else ""
        return ", ".join(f"{key}{end}" for key in (*self.keys, "id"))

    def beyond(self, line: Values) -> tuple[str, Values]:
        """The condition for what comes after a line of which the keys and the number are given."""
        names, sign = (*self.keys, "id"), "<" if self.descending else ">"
        return f"({', '.join(names)}) {sign} ({', '.join('?' * len(names))})", line


def parts(query: Query, now: datetime) -> list[Part]:
    """The parts of the list, in their order."""
    where, values = condition(query)
    if query.sort is not Sort.TRIAGE:
        return [Part(where, values, _KEYS[query.sort], query.descending)]
    due = due_slot(query, now)
    return [
        # Who has waited too long comes in order of waiting, and within one slot by what the model says.
        Part(f"{where} AND reviewed = 0 AND slot < ?", (*values, due), ("slot", "calm")),
        Part(f"{where} AND reviewed = 0 AND slot >= ?", (*values, due), ("calm", "slot")),
        Part(f"{where} AND reviewed = 1", values, ("calm", "slot")),
    ]


def due_slot(query: Query, now: datetime) -> int:
    """Films of an earlier slot than this have waited longer than the cap."""
    return int((now.timestamp() - query.cap_hours * 3600) // SLOT_S)


def condition(query: Query) -> tuple[str, Values]:
    """What comes after ``WHERE``, with its values."""
    pieces = list(_conditions(query))
    return " AND ".join(text for text, _ in pieces), tuple(value for _, values in pieces for value in values)


def _conditions(query: Query) -> Iterator[tuple[str, Values]]:
    yield "run = ?", (query.run,)
    for column, wanted in (("status", query.statuses), ("label", query.labels)):
        if wanted:
            yield f"{column} IN ({', '.join('?' * len(wanted))})", wanted
    if query.set_label:
        # As JSON has it, in its quotation marks: a label that is a part of another is not taken for it.
        yield "instr(label_set, ?) > 0", (texts.of_labels((query.set_label,))[1:-1],)
    if query.low is not None:
        yield "probability >= ?", (max(query.low, 0.0),)
    if query.high is not None:
        yield "probability BETWEEN 0 AND ?", (query.high,)
    if query.reviewed is not None:
        yield "reviewed = ?", (int(query.reviewed),)
    if query.since:
        yield "study_date >= ?", (query.since,)
    if query.until:
        yield "study_date BETWEEN '0' AND ?", (query.until,)
    if query.text:
        escaped = query.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns = ("patient", "reason", "CAST(path AS TEXT)")
        like = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
        yield f"({like})", (f"%{escaped}%",) * len(columns)
