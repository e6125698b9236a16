"""The elements of a file as a tree to look at and to search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from xraydesk.imaging.listing import Entry
from xraydesk.ui.shell.language import mark, tr

COLUMNS = (mark("Tag"), mark("Name"), mark("VR"), mark("Length"), mark("Value"))

LONGEST = 160
"""Characters of a value in the table; the whole of it stands below."""

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()


class Node:
    """An entry at its place in the tree.

    Attributes
    ----------
    entry, parent
        What it is, and what it lies in.
    nodes
        Everything inside; ``shown`` is what the search leaves of it.
    place
        Where it stands among those of its parent that are shown.
    """

    __slots__ = ("entry", "nodes", "parent", "place", "shown", "text")

    def __init__(self, entry: Entry, parent: Node | None, place: int = 0) -> None:
        self.entry, self.parent, self.place = entry, parent, place
        self.text = "\n".join(
            (tag_text(entry.tag), f"{entry.tag:08x}", entry.keyword, entry.name, entry.value)
        ).casefold()
        self.nodes = [Node(inner, self, number) for number, inner in enumerate(entry.entries)]
        self.shown = self.nodes


def tag_text(tag: int) -> str:
    """``(0010,0020)``; empty for what has no tag."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})" if tag else ""


def tree_of(entries: Iterable[Entry]) -> Node:
    """All entries below one node; takes some milliseconds for thousands, so it is made in a lane."""
    return Node(Entry(0, "", entries=tuple(entries)), None)


class TagModel(QAbstractItemModel):
    """Tag, name, VR, length and value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = tree_of(())
        self._words: tuple[str, ...] = ()

    def show(self, root: Node) -> None:
        """Show another file."""
        self.beginResetModel()
        self._root = root
        _search(root, self._words)
        self.endResetModel()

    def search(self, text: str) -> int:
        """Show only what holds every word of a text in tag, name or value, and what it lies in.

        Returns
        -------
        How many elements hold them.
        """
        self.beginResetModel()
        self._words = tuple(text.casefold().replace("(", "").replace(")", "").split())
        found = _search(self._root, self._words)
        self.endResetModel()
        return found

    def node(self, index: Index) -> Node:
        """The node at an index."""
        return index.internalPointer() if index.isValid() else self._root

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Qt's way down."""
        shown = self.node(parent).shown
        return self.createIndex(row, column, shown[row]) if 0 <= row < len(shown) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject's own parent is never asked for
        """Qt's way up."""
        outer = self.node(index).parent
        return QModelIndex() if outer is None or outer.parent is None else self.createIndex(outer.place, 0, outer)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many entries lie inside."""
        return len(self.node(parent).shown) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """One for each of `COLUMNS`."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; the keyword as tool tip of the name."""
        entry = self.node(index).entry
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == 1:
            return entry.keyword or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell(entry, column) or tr("empty")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def cell(entry: Entry, column: int, longest: int = LONGEST) -> str:
    """What stands in a column; a long value is cut."""
    if column == 0:
        return tag_text(entry.tag)
    if column == 1:
        return entry.name or tr("unknown")
    if column == 2:
        return entry.vr
    if column == 3:
        return "" if not entry.tag else tr("undefined") if entry.length < 0 else str(entry.length)
    return entry.value if len(entry.value) <= longest else entry.value[: longest - 1] + "…"


def _search(node: Node, words: tuple[str, ...]) -> int:
    """Set ``shown`` below a node and return how many entries hold the words; inside such an entry all is shown."""
    found = 0
    shown: list[Node] = []
    for inner in node.nodes:
        hit = all(word in inner.text for word in words)
        inside = _search(inner, () if hit else words)
        if hit or inside:
            inner.place = len(shown)
            shown.append(inner)
            found += 1 if hit else inside
    node.shown = shown
    return found
