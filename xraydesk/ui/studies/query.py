"""What the reader wants to see of the opened films: words to look for, a state, an order of patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from xraydesk.core.triage import urgency
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.shell.language import mark
from xraydesk.ui.view.corner_texts import date_text, name_text


class Sort(StrEnum):
    """The order of patients and folders."""

    OPENED = "opened"
    NAME = "name"
    DATE = "date"
    COUNT = "count"
    RESULT = "result"


SORT_TITLES = {
    Sort.OPENED: mark("As opened"),
    Sort.NAME: mark("Name"),
    Sort.DATE: mark("Newest first"),
    Sort.COUNT: mark("Most images first"),
    Sort.RESULT: mark("AI: least normal first"),
}


class Only(StrEnum):
    """Which films are listed."""

    ALL = "all"
    KEY = "key"
    OPEN = "open"
    SCORED = "scored"
    ABSTAINED = "abstained"
    DECLINED = "declined"
    UNREADABLE = "unreadable"


ONLY_TITLES = {
    Only.ALL: mark("All images"),
    Only.KEY: mark("Key images"),
    Only.OPEN: mark("Not reviewed"),
    Only.SCORED: mark("Analysed"),
    Only.ABSTAINED: mark("AI abstained"),
    Only.DECLINED: mark("Declined by the AI"),
    Only.UNREADABLE: mark("Failed or no image"),
}

_ACCEPTED: dict[Only, Callable[[Item], bool]] = {
    Only.KEY: lambda item: item.is_key,
    Only.OPEN: lambda item: item.shows and not item.reviewed,
    Only.SCORED: lambda item: item.state is State.SCORED,
    Only.ABSTAINED: lambda item: bool(item.abstention),
    Only.DECLINED: lambda item: item.state is State.DECLINED and not item.answer_hidden,
    Only.UNREADABLE: lambda item: not item.shows,
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is listed.

    Attributes
    ----------
    words
        Lower case; every one of them has to be found in the film or in a group that it lies in.
    only
        The state that films must have.
    without_unreadable
        Whether files that failed or hold no image are left out; they are still in the notices.
    names_hidden
        Whether neither patients nor file names may be looked for.
    """

    words: tuple[str, ...] = ()
    only: Only = Only.ALL
    without_unreadable: bool = False
    names_hidden: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether the reader asked for some of the films only."""
        return bool(self.words) or self.only is not Only.ALL

    @property
    def accepts(self) -> Callable[[Item], bool] | None:
        """Whether a film may be listed by its state, None where all may."""
        if self.only is Only.ALL:
            return (lambda item: item.shows) if self.without_unreadable else None
        return _ACCEPTED[self.only]


def patient_words(item: Item) -> str:
    """What is looked through for a patient."""
    patient = item.patient
    return _joined(name_text(patient.name), patient.name, patient.id, patient.birth_date, date_text(patient.birth_date))


def study_words(item: Item, *, names_hidden: bool) -> str:
    """What is looked through for a study."""
    study = item.study
    accession = "" if names_hidden else study.accession
    return _joined(study.study_description, study.date, date_text(study.date), accession)


def series_words(item: Item) -> str:
    """What is looked through for a series."""
    study = item.study
    return _joined(study.series_description, study.modality, study.body_part)


def film_words(item: Item, *, names_hidden: bool) -> str:
    """What is looked through for one film."""
    return _joined(item.study.view_position, "" if names_hidden else item.path.name)


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text).casefold()


def suspicion(item: Item) -> float:
    """How little the model takes a film for normal, 0..1; -1 without an answer that may be known.

    For a model without a class "normal" it is the probability of its leading class.
    """
    if not item.findings or item.answer_hidden:
        return -1.0
    found = urgency(item.findings)
    return -1.0 if found is None else found
