"""The window that lists every element of a file; it follows the film on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.radiograph import Patient
from xraydesk.imaging.listing import Listing, list_file
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import OneLine, named
from xraydesk.ui.studies.masking import masked
from xraydesk.ui.studies.tag_model import COLUMNS, Node, TagModel, cell, tree_of
from xraydesk.ui.view.corner_texts import shorten

SIZE = (900, 720)
TYPING_MS = 120
"""The list follows the search when the keys have rested for so long."""

_WIDTHS = (130, 270, 44, 80)


class TagWindow(QDialog):
    """Search, tree, and the whole value of the chosen element.

    Parameters
    ----------
    desk
        Whose film on screen is listed.
    lanes
        Where files are read.
    """

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._lanes = desk, lanes
        self._path: Path | None = None
        self._notes: tuple[str, ...] = ()
        self.search = named(QLineEdit(), tr("Search the elements"))
        self.search.setPlaceholderText(tr("Search: tag, name or value"))
        self.search.setClearButtonEnabled(True)
        self.model = TagModel(self)
        self.tree = named(QTreeView(), tr("Elements"))
        self.value = named(QPlainTextEdit(), tr("Value of the chosen element"))
        self._note = OneLine(tr("About the list"), "quiet")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._search)
        self._dress_tree()
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._typing.start())
        desk.picture_shown.connect(self.follow)
        desk.items.names_hidden.connect(self._show_again)
        self.resize(*SIZE)
        self.follow()

    def _dress_tree(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        named(self.tree.header(), tr("Columns"))
        for column, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(column, width)
        for text, act, keys in (
            (tr("Copy"), self.copy, QKeySequence.StandardKey.Copy),
            (tr("Copy the value"), self.copy_value, QKeySequence("Ctrl+Shift+C")),
        ):
            action = QAction(text, self.tree)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.tree.addAction(action)
        self.tree.selectionModel().currentChanged.connect(self._show_value)
        self.value.setReadOnly(True)
        self.value.setTabChangesFocus(True)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.value)
        split.setStretchFactor(0, 1)
        split.setSizes([560, 90])
        split.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(self._note)

    # ------------------------------------------------------------------------------------- the file

    def follow(self, _picture: object = None) -> None:
        """List the film on screen."""
        item = self._desk.current
        self.show_file(item.path if item is not None else None)

    def show_file(self, path: Path | None) -> None:
        """List a file, None for none."""
        if path == self._path and path is not None:
            return
        self._path = path
        self.setWindowTitle(tr("File contents") if path is None else f"{tr('File contents')}: {self._name(path)}")
        self._lanes.cancel("tags")
        if path is None:
            self._take(tree_of(()), ())
            return
        row = self._desk.items.row_of(path)
        hides = self._desk.items.hides_names
        patient = self._desk.items[row].patient if row >= 0 else Patient()
        instead = tr("hidden")

        def work(_: Ticket) -> tuple[Listing, Node]:
            listing = list_file(path)
            return listing, tree_of(masked(listing.entries, patient, instead) if hides else listing.entries)

        def done(answer: tuple[Listing, Node]) -> None:
            listing, root = answer
            self._take(root, listing.notes)

        def failed(error: XRayDeskError) -> None:
            self._take(tree_of(()), (getattr(error, "reason", str(error)),))

        self._note.show_text(tr("reading …"))
        ticket = self._lanes.submit("io", "tags", work, done, failed=failed)
        self.destroyed.connect(ticket.cancel)  # a window that was closed is told nothing

    def _name(self, path: Path) -> str:
        row = self._desk.items.row_of(path)
        return shorten(self._desk.items.name_of(row) if row >= 0 else path.name)

    def _show_again(self, _hidden: bool) -> None:
        """Masked, or no longer so."""
        path, self._path = self._path, None
        self.show_file(path)

    def _take(self, root: Node, notes: tuple[str, ...]) -> None:
        kept = self._chosen_tag()
        self._notes = notes
        self.model.show(root)
        self._search()
        self._choose(kept)

    # ----------------------------------------------------------------------------------- the search

    def _search(self) -> None:
        text = self.search.text().strip()
        found = self.model.search(text)
        if text:
            self.tree.expandAll()
        said = counted("{n} elements found", found) if text else counted("{n} elements", self.model.rowCount())
        self._note.show_text("   ".join((said, *self._notes)))
        if text and found:
            self._choose_first()
        else:
            self._show_value(self.tree.currentIndex())

    def _choose_first(self) -> None:
        index = self.model.index(0, 0)
        words = self.search.text().casefold().split()
        while index.isValid() and not all(word in self.model.node(index).text for word in words):
            index = self.tree.indexBelow(index)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def _chosen_tag(self) -> int:
        index = self.tree.currentIndex()
        return self.model.node(index).entry.tag if index.isValid() else 0

    def _choose(self, tag: int) -> None:
        """The same element of another film, to compare films by stepping through them."""
        for place in range(self.model.rowCount()) if tag else ():
            index = self.model.index(place, 0)
            if self.model.node(index).entry.tag == tag:
                self.tree.setCurrentIndex(index)
                self.tree.scrollTo(index)
                return

    def _show_value(self, index: QModelIndex, _before: object = None) -> None:
        self.value.setPlainText(self.model.node(index).entry.value if index.isValid() else "")

    # -------------------------------------------------------------------------------------- copying

    def copy(self) -> None:
        """The chosen rows, with tabs between their columns."""
        rows = sorted(self.tree.selectionModel().selectedRows(), key=lambda index: self.tree.visualRect(index).top())
        lines = []
        for index in rows:
            entry = self.model.node(index).entry
            lines.append("\t".join(cell(entry, column, longest=1 << 20) for column in range(len(COLUMNS))))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_value(self) -> None:
        """The whole value of the element that the keyboard is on."""
        index = self.tree.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(self.model.node(index).entry.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down leads from the search to the list; Esc clears the search before it closes the window."""
        if self.search.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.search.text() and event.key() == Qt.Key.Key_Escape:
            self.search.clear()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        else:
            super().keyPressEvent(event)
