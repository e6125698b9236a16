"""Filters and sorts the films of one patient or folder, and says where it stands among the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xraydesk.ui.desk.items import Item
from xraydesk.ui.studies.nodes import Films, Group, Kind
from xraydesk.ui.studies.ordering import series_key, when
from xraydesk.ui.studies.query import Query, Sort, film_words, patient_words, series_words, study_words, suspicion

_WORDS: dict[Kind, Callable[[Item, bool], str]] = {
    Kind.PATIENT: lambda item, hidden: "" if hidden else patient_words(item),
    Kind.PICTURES: lambda item, hidden: "" if hidden else item.path.parent.name.casefold(),
    Kind.STUDY: lambda item, hidden: study_words(item, names_hidden=hidden),
    Kind.SERIES: lambda item, _: series_words(item),
}
"""What is looked through for each kind of group."""


def arrange(top: Group, items: Films, query: Query, sort: Sort) -> None:
    """Set ``inside``, ``order`` and ``rank`` of a patient or folder and of everything inside."""
    _Arranging(items, query, sort).arrange(top, list(query.words))
    if top.order:
        top.rank = _rank(top, items, sort)


def rank_of(top: Group) -> Any:
    """What patients and folders are sorted by."""
    return top.rank


class _Arranging:
    def __init__(self, items: Films, query: Query, sort: Sort) -> None:
        self._items, self._query = items, query
        self._accepts = query.accepts
        self._by_result = sort is Sort.RESULT

    def arrange(self, group: Group, words: list[str]) -> None:
        """Put a group and all inside in order; ``words`` are those that were not found further up."""
        if words and group.kind in _WORDS:
            if group.text is None:
                group.text = _WORDS[group.kind](self._items[group.about], self._query.names_hidden)
            words = [word for word in words if word not in group.text]
        if not group.groups:
            group.order = self._films(group, words)
            return
        group.inside, group.order = [], []
        for inner in self._sorted(group):
            self.arrange(inner, words)
            if inner.order:
                group.inside.append(inner)
                group.order += inner.order

    def _sorted(self, group: Group) -> list[Group]:
        groups, items = list(group.groups.values()), self._items
        if len(groups) > 1 and group.kind is Kind.PATIENT:
            groups.sort(key=lambda study: when(items[study.about].study), reverse=True)
        elif len(groups) > 1:
            groups.sort(key=lambda series: series_key(items[series.about].study))
        return groups

    def _films(self, leaf: Group, words: list[str]) -> list[int]:
        rows, items, hidden = leaf.films, self._items, self._query.names_hidden
        if self._accepts is not None:
            accepts = self._accepts
            rows = [row for row in rows if accepts(items[row])]
        if words:
            rows = [row for row in rows if _holds(film_words(items[row], names_hidden=hidden), words)]
        if self._by_result and leaf.kind is Kind.PICTURES:
            return sorted(rows, key=lambda row: -suspicion(items[row]))
        return list(rows)


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _rank(top: Group, items: Films, sort: Sort) -> tuple[Any, ...]:
    """Sorts the tops; what belongs to nobody comes last, and equals stay in the order in which they were met."""
    last = top.kind if top.kind in (Kind.WAITING, Kind.UNREADABLE) else 0
    item = items[top.about]
    if sort is Sort.NAME:
        if top.kind is Kind.PATIENT:
            return last, 0, item.patient.name.casefold(), item.patient.id.casefold()
        return last, 1, item.path.parent.name.casefold(), ""
    if sort is Sort.DATE:
        # Studies are arranged newest first, so the first one speaks for its patient.
        newest = when(items[top.inside[0].about].study) if top.inside else ("", "")
        return last, *(-int(digits.ljust(8, "0")) for digits in newest)
    if sort is Sort.COUNT:
        return last, -len(top.order)
    if sort is Sort.RESULT:
        return last, -max(suspicion(items[row]) for row in top.order)
    return (last,)
