"""Lays widgets out like words: from left to right, and on to the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, each in the middle of its line."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append something."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return self._arranged(QRect(0, 0, width, 0), moving=False)

    def sizeHint(self) -> QSize:
        """As narrow as can be; whoever holds it gives it more."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of them."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arranged(rect, moving=True)

    def _arranged(self, rect: QRect, *, moving: bool) -> int:
        x, y, height = rect.left(), rect.top(), 0
        line: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            size = item.sizeHint()
            if line and x + size.width() > rect.right() + 1:
                self._place(line, y, height, moving=moving)
                line, x, y, height = [], rect.left(), y + height + self.spacing(), 0
            line.append((item, x, size))
            x, height = x + size.width() + self.spacing(), max(height, size.height())
        self._place(line, y, height, moving=moving)
        return y + height - rect.top()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, int, QSize]], y: int, height: int, *, moving: bool) -> None:
        if moving:
            for item, x, size in line:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))


def joined(*widgets: QWidget) -> QWidget:
    """Widgets that stay side by side."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return box
