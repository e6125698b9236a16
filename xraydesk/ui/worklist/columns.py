"""The columns of the worklist: what stands over them, how wide they are, and what the list is sorted by there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from xraydesk.store.worklist_query import Sort
from xraydesk.ui.shell.language import mark


class Column(IntEnum):
    """The columns from left to right."""

    FILM = 0
    STATUS = 1
    ANSWER = 2
    PROBABILITY = 3
    EARLIER = 4
    PATIENT = 5
    STUDY_DATE = 6
    ADDED = 7
    REVIEWED = 8
    NOTES = 9


@dataclass(frozen=True, slots=True)
class Look:
    """One column.

    Attributes
    ----------
    title, tip
        What stands over it, and what the tool tip says of it.
    width
        In logical pixels, at first.
    sort
        What a click on its head sorts by; None where there is no such order.
    """

    title: str
    tip: str
    width: int
    sort: Sort | None


COLUMNS = {
    Column.FILM: Look(mark("Film"), mark("The film and its file; a click sorts by file."), 220, Sort.PATH),
    Column.STATUS: Look(mark("Status"), mark("How screening the file ended; a click sorts by it."), 104, Sort.STATUS),
    Column.ANSWER: Look(
        mark("Answer"), mark("The likeliest label, or which labels cannot be ruled out, or why there is none."),
        250, Sort.LABEL,
    ),
    Column.PROBABILITY: Look(
        mark("Probability"), mark("Calibrated probability of that label."), 128, Sort.PROBABILITY
    ),
    Column.EARLIER: Look(mark("Other model"), mark("What another model has said of the film."), 170, None),
    Column.PATIENT: Look(mark("Patient"), mark("Name of the patient, or the ID where there is none."),
                         170, Sort.PATIENT),
    Column.STUDY_DATE: Look(mark("Study"), mark("Date of the study."), 112, Sort.DATE),
    Column.ADDED: Look(
        mark("Waiting"), mark("Since when the film is on the list; a clock marks what waits too long."),
        128, Sort.DISCOVERY,
    ),
    Column.REVIEWED: Look(mark("Reviewed"), mark("What a reader declared of the film."), 230, Sort.REVIEWED),
    Column.NOTES: Look(mark("Notes"), mark("How many notes there are on the film."), 62, None),
}  # fmt: skip
"""Every column."""

SORTS = {
    Sort.TRIAGE: mark("Triage: read first what is least normal"),
    Sort.DISCOVERY: mark("In order of arrival"),
    Sort.PATH: mark("File"),
    Sort.STATUS: mark("Status"),
    Sort.LABEL: mark("Answer"),
    Sort.SET: mark("Labels that cannot be ruled out"),
    Sort.PROBABILITY: mark("Probability"),
    Sort.PATIENT: mark("Patient"),
    Sort.DATE: mark("Date of the study"),
    Sort.REVIEWED: mark("Reviewed or not"),
    Sort.REASON: mark("Reason"),
}
"""Every order, as people read it."""
