"""Long lists that change while they are read: a model that changes only where it must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()


class Entries(QAbstractListModel):
    """A list of anything; what is said of an entry is the subclass's matter (`data`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Any] = []
        self._places: dict[Any, int] | None = None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Number of entries."""
        return 0 if parent.isValid() else len(self.entries)

    def replace(self, entries: Sequence[Any]) -> None:
        """Show other entries; those at the start and at the end that stay the same stay where they are."""
        old, length = self.entries, len(entries)
        if old == entries:
            return
        self._places = None
        first, least = 0, min(len(old), length)
        if old[:least] == entries[:least]:
            first = least
        else:
            first = next(place for place in range(least) if old[place] != entries[place])
        behind = 0
        while behind < least - first and old[-1 - behind] == entries[-1 - behind]:
            behind += 1
        if len(old) > first + behind:
            self.beginRemoveRows(QModelIndex(), first, len(old) - behind - 1)
            self.entries = [*old[:first], *old[len(old) - behind :]]
            self._places = None
            self.endRemoveRows()
        if length > first + behind:
            self.beginInsertRows(QModelIndex(), first, length - behind - 1)
            self.entries = list(entries)
            self._places = None
            self.endInsertRows()

    def place_of(self, entry: object) -> int:
        """Where an entry stands, -1 if it does not."""
        if self._places is None:
            self._places = {each: place for place, each in enumerate(self.entries)}
        return self._places.get(entry, -1)

    def changed(self, first: int, last: int | None = None) -> None:
        """Have entries painted again."""
        self.dataChanged.emit(self.index(first), self.index(first if last is None else last))
