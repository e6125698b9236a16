"""The files that were opened, one row each, with what is known of them so far."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from xraydesk.core.findings import leading

if TYPE_CHECKING:
    from xraydesk.model.predict import Prediction

THUMBNAILS_KEPT = 1500
"""Older ones are dropped and made again when they are scrolled to."""

_ROOT = QModelIndex()

ItemRole = Qt.ItemDataRole.UserRole


class State(StrEnum):
    """How far a file has come."""

    PENDING = "pending"
    READABLE = "readable"
    SCORED = "scored"
    DECLINED = "declined"
    FAILED = "failed"
    NO_IMAGE = "no image"


@dataclass(slots=True, eq=False)
class Item:
    """One opened file.

    Attributes
    ----------
    path
        The file.
    state, reason
        How far it has come, and why no further, as a sentence.
    thumbnail
        A small picture, None while there is none.
    prediction
        What the model said, None unless the state is ``scored``.
    """

    path: Path
    state: State = State.PENDING
    reason: str = ""
    thumbnail: QImage | None = None
    prediction: Prediction | None = field(default=None, repr=False)

    @property
    def shows(self) -> bool:
        """Whether there is, or may be, a picture to show."""
        return self.state not in (State.FAILED, State.NO_IMAGE)

    @property
    def badge(self) -> str:
        """The state in a word or two; the most probable label once there is one."""
        if self.prediction is not None:
            top = leading(self.prediction.findings)
            return f"{top.label} {top.probability * 100:.0f} %"
        return "" if self.state is State.READABLE else self.state.value


class ItemList(QAbstractListModel):
    """The rows; a path stands in it once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._rows: dict[Path, int] = {}
        self._names_hidden = False
        self._with_thumbnail: OrderedDict[int, None] = OrderedDict()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Number of files."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item itself, its name, or name, state and reason for tool tips and screen readers."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ItemRole:
            return item
        name = f"File {index.row() + 1}" if self._names_hidden else item.path.name
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return ": ".join(part for part in (name, item.badge, item.reason) if part)
        return None

    def __getitem__(self, row: int) -> Item:
        return self._items[row]

    def row_of(self, path: Path) -> int:
        """The row of a path, -1 if it is not here."""
        return self._rows.get(path, -1)

    def add(self, paths: Iterable[Path]) -> list[int]:
        """Append the paths that are not here yet and return the rows of all of them."""
        paths = list(paths)
        new = [path for path in dict.fromkeys(paths) if path not in self._rows]
        if new:
            first = len(self._items)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            for path in new:
                self._rows[path] = len(self._items)
                self._items.append(Item(path))
            self.endInsertRows()
        return [self._rows[path] for path in paths]

    def hide_names(self, hidden: bool) -> None:
        """Number the files instead of naming them: a file's name often holds the patient's."""
        self._names_hidden = hidden
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def clear(self) -> None:
        """Forget every file."""
        self.beginResetModel()
        self._items.clear()
        self._rows.clear()
        self._with_thumbnail.clear()
        self.endResetModel()

    def set_thumbnail(self, row: int, thumbnail: QImage) -> None:
        """Keep a thumbnail, and drop the one that has been there longest if there are too many."""
        self._items[row].thumbnail = thumbnail
        self._with_thumbnail[row] = None
        if len(self._with_thumbnail) > THUMBNAILS_KEPT:
            oldest, _ = self._with_thumbnail.popitem(last=False)
            self._items[oldest].thumbnail = None
        self.changed(row)

    def set_state(self, row: int, state: State, reason: str = "", prediction: Prediction | None = None) -> None:
        """Record how far a file has come."""
        item = self._items[row]
        item.state, item.reason, item.prediction = state, reason, prediction
        self.changed(row)

    def changed(self, row: int) -> None:
        """Have a row painted again."""
        index = self.index(row)
        self.dataChanged.emit(index, index)
