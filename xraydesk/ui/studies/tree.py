"""The opened films by patient, study and series, grouped as their headers arrive. No Qt, no pictures.

Only patients that a change touches are arranged anew, and in portions, so that many thousand films can stream in and
be searched while somebody reads.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from time import perf_counter
from typing import Any

from xraydesk.ui.studies.arranging import arrange, rank_of
from xraydesk.ui.studies.nodes import Films, Group, Kind
from xraydesk.ui.studies.ordering import instance_key, natural_key
from xraydesk.ui.studies.people import People
from xraydesk.ui.studies.query import Query, Sort


class StudyTree:
    """Groups of the films of a list of items.

    Parameters
    ----------
    items
        The opened files.
    """

    def __init__(self, items: Films) -> None:
        self._items = items
        self.query, self.sort = Query(), Sort.OPENED
        self._tops: dict[Hashable, Group] = {}
        self.clear()

    def clear(self) -> None:
        """Forget every film."""
        for top in self._tops.values():
            top.part()
        self._people = People()
        self._tops = {}
        self._leaf: dict[int, Group] = {}
        self._stale: dict[Group, None] = {}
        self._counts = Counter[Kind]()

    def leaf_of(self, row: int) -> Group | None:
        """The group in which a film lies directly; None for an unknown row."""
        return self._leaf.get(row)

    # ------------------------------------------------------------------------------------- placing

    def place(self, rows: Iterable[int]) -> None:
        """Put films where they belong by what is known of them now; they may have lain elsewhere before."""
        left: dict[Group, set[int]] = {}
        for row in rows:
            leaf, before = self._home(row), self._leaf.get(row)
            if leaf is before:
                continue
            if before is not None:
                left.setdefault(before, set()).add(row)
            self._leaf[row] = leaf
            self._put(leaf, row)
        for leaf, gone in left.items():
            self._take_out(leaf, gone)

    def _put(self, leaf: Group, row: int) -> None:
        """At its place among the films of a group; most films come in order already."""
        key = self._film_key(leaf.kind)
        if not leaf.films or key(leaf.films[-1]) <= key(row):
            leaf.films.append(row)
        else:
            insort(leaf.films, row, key=key)
        for group in leaf.chain():
            group.about = row if group.about < 0 else group.about
        self._stale[leaf.top] = None

    def _film_key(self, kind: Kind) -> Callable[[int], Any]:
        items = self._items
        if kind is Kind.SERIES:
            return lambda row: (instance_key(items[row].study), row)
        if kind is Kind.PICTURES:
            return lambda row: (natural_key(items[row].path.name), row)
        return lambda row: row

    def _take_out(self, leaf: Group, gone: set[int]) -> None:
        leaf.films = [row for row in leaf.films if row not in gone]
        for group in leaf.chain():
            if group.about in gone:
                group.about, group.text = next(group.rows(), -1), None
        self._stale[leaf.top] = None

    def _home(self, row: int) -> Group:
        """The group in which a film lies directly."""
        item = self._items[row]
        if not item.shows:
            return self._top(Kind.UNREADABLE, None)
        if item.header is None:
            return self._top(Kind.WAITING, None)
        study = item.header.study
        if not item.header.transfer_syntax.startswith("1."):
            return self._top(Kind.PICTURES, item.path.parent)
        patient = self._top(Kind.PATIENT, self._people.key_of(item.patient, study.study_uid or item.path.parent))
        visit = patient.inner(Kind.STUDY, study.study_uid or (study.date, study.study_description))
        return visit.inner(Kind.SERIES, study.series_uid or (study.series_number, study.series_description))

    def _top(self, kind: Kind, key: Hashable) -> Group:
        group = self._tops.get((kind, key))
        if group is None:
            self._counts[kind] += 1
            group = self._tops[kind, key] = Group(kind, number=self._counts[kind])
        return group

    # ----------------------------------------------------------------------------------- arranging

    def set_query(self, query: Query) -> None:
        """List other films."""
        if query != self.query:
            if query.names_hidden != self.query.names_hidden:
                self._forget_words()
            self.query = query
            self.mark_stale()

    def set_sort(self, sort: Sort) -> None:
        """Bring patients and folders into another order."""
        if sort is not self.sort:
            self.sort = sort
            self.mark_stale()

    def mark_stale(self, rows: Iterable[int] | None = None) -> None:
        """Have the patients of some films, or all, arranged anew."""
        tops = self._tops.values() if rows is None else (self._leaf[row].top for row in rows if row in self._leaf)
        self._stale.update(dict.fromkeys(tops))

    def arrange(self, seconds: float = float("inf")) -> bool:
        """Bring what is stale in order.

        Parameters
        ----------
        seconds
            After which the rest is left for the next call.

        Returns
        -------
        Whether nothing is left to do.
        """
        until = perf_counter() + seconds
        while self._stale:
            top, _ = self._stale.popitem()
            arrange(top, self._items, self.query, self.sort)
            if perf_counter() > until:
                return not self._stale
        return True

    def tops(self) -> list[Group]:
        """The patients and folders of which something is shown, in order, as far as they are arranged."""
        shown = [top for top in self._tops.values() if top.order]
        shown.sort(key=rank_of)
        return shown

    def _forget_words(self) -> None:
        waiting = list(self._tops.values())
        while waiting:
            group = waiting.pop()
            group.text = None
            waiting.extend(group.groups.values())
