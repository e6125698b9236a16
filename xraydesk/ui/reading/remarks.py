"""What a view says about its film beside the others: a prior, and how long before; or somebody else's film."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.studies.patients import identity, is_same

DAYS_AS_DAYS = 60
"""Longer times are told in months."""

MONTHS_AS_MONTHS = 36
"""Longer times are told in years, to the nearest."""

Remark = tuple[str, str]
"""A text and its colour."""


def remarks(films: Sequence[Radiograph | None], number: int, active: int) -> tuple[Remark, ...]:
    """What is said of one of the films on screen.

    Parameters
    ----------
    films
        The film of every view, None for an empty one.
    number, active
        The view that speaks, and the active one.
    """
    film, current = films[number], films[active]
    if film is None:
        return ()
    if current is not None and not same_patient(film, current):
        return ((tr("ANOTHER PATIENT"), FILM.alarm),) if _is_known(film) and _is_known(current) else ()
    newest = max((_day(other) for other in films if other is not None and same_patient(film, other)), key=_order)
    taken = _day(film)
    if newest is None or taken is None or taken >= newest:
        return ()
    return ((tr("prior, {time} before").format(time=time_text(taken, newest)), FILM.caution),)


def same_patient(film: Radiograph, other: Radiograph) -> bool:
    """Whether two films are of one patient, as far as their files say."""
    return film is other or is_same(identity(film.patient), identity(other.patient))


def time_text(earlier: date, later: date) -> str:
    """``1 day``, ``45 days``, ``11 months``, ``4 years``: how long it was from one day to another."""
    days = (later - earlier).days
    if days < DAYS_AS_DAYS:
        return tr("1 day") if days == 1 else tr("{number} days").format(number=days)
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    if months < MONTHS_AS_MONTHS:
        return tr("1 month") if months == 1 else tr("{number} months").format(number=months)
    return tr("{number} years").format(number=round(months / 12))


def _is_known(film: Radiograph) -> bool:
    person = identity(film.patient)
    return bool(person.id or person.name)


def _day(film: Radiograph) -> date | None:
    """When a film was taken."""
    text = film.study.date
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None
    except ValueError:
        return None


def _order(day: date | None) -> date:
    return day or date.min
