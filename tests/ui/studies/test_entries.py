"""A list that changes only where it must: what stays keeps its place, and views that look on agree."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QSortFilterProxyModel

from xraydesk.ui.studies.entries import Entries, Index

ROWS = st.lists(st.integers(0, 12), unique=True, max_size=12)


class Numbers(Entries):
    """Says its entries as they are."""

    def data(self, index: Index, role: int = 0) -> Any:
        return self.entries[index.row()] if role == 0 else None


@given(before=ROWS, after=ROWS)
def test_any_list_becomes_any_other_and_every_view_agrees(before: list[int], after: list[int]) -> None:
    model = Numbers()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    for entries in (before, after):
        model.replace(entries)
        assert [proxy.index(row, 0).data() for row in range(proxy.rowCount())] == entries
        assert [model.place_of(entry) for entry in entries] == list(range(len(entries)))
    assert model.place_of(99) == -1


def test_only_what_changes_is_told() -> None:
    model = Numbers()
    model.replace([1, 2, 3, 4])
    told: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(("out", first, last)))
    model.replace([1, 2, 3, 4])
    model.replace([1, 2, 9, 3, 4])
    model.replace([1, 9, 3, 4])
    model.replace([1, 9, 7, 8, 4])
    assert told == [("in", 2, 2), ("out", 1, 1), ("out", 2, 2), ("in", 2, 3)]
    assert model.rowCount(model.index(0)) == 0
    assert model.rowCount(QModelIndex()) == 5
