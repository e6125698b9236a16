"""Which films the thumbnail strip shows, in reading order: all of them, or those of the study on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from xraydesk.ui.desk.items import film_mime
from xraydesk.ui.studies.entries import Entries, Index
from xraydesk.ui.studies.nodes import Group, Kind
from xraydesk.ui.studies.outline import Outline


class StripRows(Entries):
    """Rows of the opened files.

    Signals
    -------
    about_to_change, has_changed
        Before and after films come or go.
    """

    about_to_change = Signal()
    has_changed = Signal()

    def __init__(self, outline: Outline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outline, self.items = outline, outline.items
        self._only_study = False
        self._study: Group | None = None
        self.items.reordered.connect(self._refresh)
        self.items.modelReset.connect(self._refresh)
        self.items.dataChanged.connect(self._data_changed)
        outline.has_changed.connect(self._follow)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As the list of opened files has it."""
        return self.items.data(self.items.index(self.entries[index.row()]), role) if index.isValid() else None

    def set_only_study(self, only: bool) -> None:
        """Show the films of the study on screen, or all."""
        self._only_study = only
        self._refresh()

    @property
    def group(self) -> Group | None:
        """The study, or the folder of pictures, of the film on screen."""
        leaf = self.outline.tree.leaf_of(self.outline.current)
        return leaf.parent if leaf is not None and leaf.kind is Kind.SERIES else leaf

    def _follow(self) -> None:
        if self._only_study and self.group is not self._study:
            self._refresh()

    def _refresh(self) -> None:
        self._study = self.group if self._only_study else None
        self.about_to_change.emit()
        self.replace(list(self.items.order if self._study is None else self._study.order))
        self.has_changed.emit()

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() != last.row():
            if self.entries:
                self.changed(0, len(self.entries) - 1)
            return
        place = self.place_of(first.row())
        if place >= 0:
            self.changed(place)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Films can be dragged into a view."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The films under way."""
        return film_mime(self.items[self.entries[index.row()]].path for index in indexes)
