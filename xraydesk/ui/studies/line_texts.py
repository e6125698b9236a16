"""What the study browser and the strip say of patients, studies, series and films."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xraydesk.ui.desk.items import Item, ItemList, State
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.studies.nodes import Group, Kind
from xraydesk.ui.studies.query import suspicion
from xraydesk.ui.view.corner_texts import date_text, name_text, shorten, time_text

if TYPE_CHECKING:
    from xraydesk.ui.studies.outline import Entry, Outline

LOOKED_AT = 200
"""Films of a group that are asked for its badge each time it is painted; hardly a patient has more."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of the browser.

    Attributes
    ----------
    title, detail
        The first and the second line of text.
    badge
        What the model says, or how far a file has come; of a group, the answer to the film that it takes least for
        normal.
    count
        How many images there are in a group.
    is_quiet
        Whether it is not to be looked at first: files without a picture.
    """

    title: str
    detail: str = ""
    badge: str = ""
    count: str = ""
    is_quiet: bool = False


def words_of(entry: Entry, outline: Outline) -> Words:
    """What is said of a line; while names are hidden, nothing that names the patient, file names among it."""
    items = outline.items
    if not isinstance(entry, Group):
        return _film(entry, items, items.hides_names)
    said = _GROUPS[entry.kind](entry, items, items.hides_names)
    # The films of an open group say it themselves.
    return replace(said, badge="") if outline.is_open(entry) else said


def spoken(entry: Entry, outline: Outline) -> str:
    """What a screen reader says of a line: with its level, and whether it is open."""
    said = words_of(entry, outline)
    state = ""
    if isinstance(entry, Group):
        state = tr("open") if outline.is_open(entry) else tr("closed")
    level = tr("level {number}").format(number=outline.depth_of(entry) + 1)
    return ", ".join(part for part in (said.title, said.detail, said.count, said.badge, state, level) if part)


def _film(row: int, items: ItemList, hidden: bool) -> Words:
    item = items[row]
    title = film_title(item)
    name = items.name_of(row)
    if item.header is None or not title:
        return Words(shorten(name), item.reason or _size(item), item.badge, is_quiet=not item.shows)
    number = item.study.instance_number
    detail = " · ".join(part for part in (f"#{number}" if number else "", "" if hidden else shorten(name)) if part)
    return Words(title, detail or _size(item), item.badge, is_quiet=not item.shows)


def caption(row: int, outline: Outline) -> tuple[str, str]:
    """Two short lines below a thumbnail: whose film it is, empty where there is but one patient; and which it is."""
    items, leaf = outline.items, outline.tree.leaf_of(row)
    item = items[row]
    title = film_title(item)
    if item.header is None or leaf is None or not title:
        return "", shorten(items.name_of(row))
    whose = patient_title(leaf.top, items, hidden=items.hides_names) if outline.patients > 1 else ""
    return whose, "  ".join(part for part in (title, date_text(item.study.date)) if part)


def film_title(item: Item) -> str:
    """The view of a film, or what its series is called; empty for a picture without a header."""
    study = item.study
    side = "" if study.laterality in ("", "U", "B") else study.laterality
    view = " ".join(part for part in (study.view_position, side) if part)
    return shorten(view or study.series_description or study.body_part)


def patient_title(group: Group, items: ItemList, *, hidden: bool) -> str:
    """The patient's name, or a number in place of it."""
    if hidden:
        return tr("Patient {number}").format(number=group.number)
    patient = items[group.about].patient
    return shorten(name_text(patient.name) or patient.id) or tr("Unknown patient")


def _patient(group: Group, items: ItemList, hidden: bool) -> Words:
    patient = items[group.about].patient
    known = () if hidden else (shorten(patient.id), date_text(patient.birth_date))
    studies = counted("{n} studies", len(group.inside))
    detail = " · ".join(part for part in (*known, patient.sex, studies) if part)
    return Words(patient_title(group, items, hidden=hidden), detail, *_films(group, items))


def _pictures(group: Group, items: ItemList, hidden: bool) -> Words:
    folder = items[group.about].path.parent.name
    title = tr("Pictures") if hidden or not folder else tr("Pictures in {folder}").format(folder=shorten(folder))
    return Words(title, tr("no patient data"), *_films(group, items))


def _study(group: Group, items: ItemList, hidden: bool) -> Words:
    study = items[group.about].study
    date = date_text(study.date) or tr("No date")
    title = "  ".join(part for part in (date, shorten(study.study_description)) if part)
    accession = "" if hidden else shorten(study.accession)
    detail = " · ".join(part for part in (study.modality, time_text(study.time), accession) if part)
    return Words(title, detail, *_films(group, items))


def _series(group: Group, items: ItemList, hidden: bool) -> Words:
    del hidden
    study = items[group.about].study
    number = tr("Series {number}").format(number=study.series_number) if study.series_number else tr("Series")
    return Words(shorten(study.series_description) or number, number, *_films(group, items))


def _waiting(group: Group, items: ItemList, hidden: bool) -> Words:
    del items, hidden
    return Words(tr("Reading headers …"), counted("{n} files to go", len(group.order)), is_quiet=True)


def _unreadable(group: Group, items: ItemList, hidden: bool) -> Words:
    del items, hidden
    return Words(tr("Failed or no image"), counted("{n} files", len(group.order)), is_quiet=True)


_GROUPS = {
    Kind.PATIENT: _patient,
    Kind.PICTURES: _pictures,
    Kind.STUDY: _study,
    Kind.SERIES: _series,
    Kind.WAITING: _waiting,
    Kind.UNREADABLE: _unreadable,
}


def _films(group: Group, items: ItemList) -> tuple[str, str]:
    """Badge and count of a group."""
    scored = [items[row] for row in group.order[:LOOKED_AT] if items[row].state is State.SCORED]
    worst = max(scored, key=suspicion, default=None)
    badge = worst.badge if worst is not None and not worst.answer_hidden else ""
    return badge, counted("{n} images", len(group.order))


def _size(item: Item) -> str:
    header = item.header
    return f"{header.columns} × {header.rows}" if header is not None else ""
