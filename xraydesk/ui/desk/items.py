"""The files that were opened, one row each, with what is known of them so far.

A row is a file's place in the order in which the files were found, and never changes. The order in which they are
read, patient by patient, is kept beside it (`ItemList.order`).
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from xraydesk.core.findings import Status
from xraydesk.ui.desk.item import Item, State
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.core.findings import ScreeningResult
    from xraydesk.imaging.header import Header
    from xraydesk.model.predict import Prediction

__all__ = ["FILM_MIME", "THUMBNAILS_KEPT", "Item", "ItemList", "ItemRole", "State", "film_mime", "films_in"]

FILM_MIME = "application/x-xraydesk-films"
"""Opened films on their way from a list to a view."""

THUMBNAILS_KEPT = 1500
"""Older ones are dropped and made again when they are scrolled to."""

_ROOT = QModelIndex()

ItemRole = Qt.ItemDataRole.UserRole


def film_mime(paths: Iterable[Path]) -> QMimeData:
    """What a drag of opened films carries."""
    data = QMimeData()
    data.setData(FILM_MIME, b"\0".join(os.fsencode(path) for path in paths))
    return data


def films_in(mime: QMimeData) -> list[Path]:
    """The opened films that a drag carries, in its order."""
    raw = bytes(mime.data(FILM_MIME).data())
    return [Path(os.fsdecode(part)) for part in raw.split(b"\0") if part]


def _plain_id(patient_id: str) -> str:
    return patient_id.strip().casefold()


class ItemList(QAbstractListModel):
    """The rows; a path stands in it once.

    Signals
    -------
    described
        Headers were read; carries the rows.
    reordered
        The order in which films are read is another one.
    names_hidden
        Whether files are numbered instead of named.
    """

    described = Signal(object)
    reordered = Signal()
    names_hidden = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._rows: dict[Path, int] = {}
        self._order: list[int] | None = None
        self._places: dict[int, int] = {}
        self._of_patient: dict[str, list[int]] = {}
        self._names_hidden = False
        self._key_films: frozenset[str] = frozenset()
        self._with_thumbnail: OrderedDict[int, None] = OrderedDict()
        self._hides_answers = False

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
        name = self.name_of(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            reason = "" if item.answer_hidden and item.state is State.DECLINED else item.reason
            reviewed = tr("reviewed") if item.reviewed else ""
            return ": ".join(part for part in (name, item.abstention or item.badge, reason, reviewed) if part)
        return None

    def __getitem__(self, row: int) -> Item:
        return self._items[row]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def of_patient(self, patient_id: str) -> Sequence[int]:
        """Rows of the files whose headers give a patient ID; several people may have it."""
        return self._of_patient.get(_plain_id(patient_id), ())

    @property
    def hides_names(self) -> bool:
        """Whether files are numbered and patients are not named."""
        return self._names_hidden

    def name_of(self, row: int) -> str:
        """A file's name, or its number while names are hidden."""
        if self._names_hidden:
            return tr("File {number}").format(number=row + 1)
        return self._items[row].path.name

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
                self._items.append(Item(path, answer_hidden=self._hides_answers))
            self.endInsertRows()
        return [self._rows[path] for path in paths]

    # ----------------------------------------------------------------------------- the reading order

    @property
    def order(self) -> Sequence[int]:
        """The rows in the order in which they are read; rows that nobody put in order come as they were found."""
        return range(len(self._items)) if self._order is None else self._order

    def set_order(self, rows: Sequence[int]) -> None:
        """Put the rows that are to be read in their order; those that are left out are passed over."""
        if self._order != rows:
            self._order = list(rows)
            self._places = {row: place for place, row in enumerate(rows)}
            self.reordered.emit()

    def beside(self, row: int, way: int) -> int:
        """The row that is read after (``way`` 1) or before (-1) another one, -1 beyond the ends.

        From a row that is not in the order the way leads to its start or, backwards, to its end.
        """
        if self._order is None:
            return row + way if 0 <= row + way < len(self._items) else -1
        outside = -1 if way > 0 else len(self._order)
        place = self._places.get(row, outside) + way
        return self._order[place] if 0 <= place < len(self._order) else -1

    # ----------------------------------------------------------------------------- what becomes known

    def describe(self, headers: Iterable[tuple[int, Header]]) -> None:
        """Record what files say of themselves."""
        rows = []
        for row, header in headers:
            self._items[row].header = header
            self._of_patient.setdefault(_plain_id(header.patient.id), []).append(row)
            rows.append(row)
        if rows:
            self.described.emit(rows)

    def hide_names(self, hidden: bool) -> None:
        """Number the files instead of naming them: a file's name often holds the patient's."""
        self._names_hidden = hidden
        self.names_hidden.emit(hidden)
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def hide_answers(self, hides: bool, is_unseen: Callable[[Item], bool]) -> None:
        """Hide what the model said of the films that the reader has not looked at, and of those to come, or of none."""
        self._hides_answers = hides
        changed = [row for row, item in enumerate(self._items) if item.answer_hidden != (hides and is_unseen(item))]
        for row in changed:
            self._items[row].answer_hidden = not self._items[row].answer_hidden
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def set_reviewed(self, films: Mapping[str, bool]) -> None:
        """Record of some films, by the digest of their file, whether a reader has declared something about them."""
        for row, item in enumerate(self._items):
            if item.sha256 and item.reviewed != films.get(item.sha256, item.reviewed):
                item.reviewed = not item.reviewed
                self.changed(row)

    def set_key_films(self, films: frozenset[str]) -> None:
        """Mark the films, by the digest of their file, that hold key images, also those still to be decoded."""
        self._key_films = films
        for row, item in enumerate(self._items):
            if item.is_key != (item.sha256 in films):
                item.is_key = not item.is_key
                self.changed(row)

    def clear(self) -> None:
        """Forget every file."""
        self.beginResetModel()
        self._items.clear()
        self._rows.clear()
        self._order, self._places = None, {}
        self._of_patient.clear()
        self._with_thumbnail.clear()
        self.endResetModel()

    def set_thumbnail(self, row: int, thumbnail: QImage, sha256: str = "") -> None:
        """Keep a thumbnail and the digest of the file it was made from; the oldest of too many are dropped."""
        self._items[row].thumbnail = thumbnail
        self._items[row].sha256 = sha256 or self._items[row].sha256
        self._items[row].is_key = self._items[row].sha256 in self._key_films
        self._with_thumbnail[row] = None
        if len(self._with_thumbnail) > THUMBNAILS_KEPT:
            oldest, _ = self._with_thumbnail.popitem(last=False)
            self._items[oldest].thumbnail = None
        self.changed(row)

    def set_state(self, row: int, state: State, reason: str = "", prediction: Prediction | None = None) -> None:
        """Record how far a file has come."""
        item = self._items[row]
        item.state, item.reason, item.prediction, item.recalled = state, reason, prediction, None
        self.changed(row)

    def recall(self, row: int, result: ScreeningResult) -> None:
        """Record what the worklist knows of the model's answer; its maps are made once the film is on screen."""
        item = self._items[row]
        item.state = State.DECLINED if result.status is Status.DECLINED else State.SCORED
        item.reason, item.recalled = result.reason if item.state is State.DECLINED else "", result
        self.changed(row)

    def changed(self, row: int) -> None:
        """Have a row painted again."""
        index = self.index(row)
        self.dataChanged.emit(index, index)
