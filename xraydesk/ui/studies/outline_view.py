"""The list of the study browser under mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.studies.film_list import FilmList
from xraydesk.ui.studies.nodes import Group
from xraydesk.ui.studies.outline import Entry, Outline
from xraydesk.ui.studies.outline_delegate import ARROW, OutlineDelegate


class OutlineView(FilmList):
    """Patients, studies, series and films.

    Arrow keys go from line to line and show films at once; right and left open and close groups, as a click on one
    does; Enter on a group shows its first film.

    Signals
    -------
    contents_asked
        The reader wants to look into a file, be it one that cannot be shown: its row.
    """

    contents_asked = Signal(int)

    def __init__(self, outline: Outline, parent: QWidget | None = None) -> None:
        super().__init__(outline, parent)
        named(self, tr("Patients, studies and images"))
        self._outline = outline
        self.delegate = OutlineDelegate(outline, self)
        self.setItemDelegate(self.delegate)
        self._seen = -1
        self._at: Entry | None = None
        outline.about_to_change.connect(self.hold)
        outline.has_changed.connect(self._changed)
        outline.rearranged.connect(self._start_over)

    @property
    def entry(self) -> Entry | None:
        """The line that the keyboard is on."""
        index = self.currentIndex()
        return self._outline.entries[index.row()] if index.isValid() else None

    def film_at(self, index: QModelIndex) -> int:
        """The row of a film, -1 on a group."""
        entry = self._outline.entries[index.row()] if index.isValid() else -1
        return -1 if isinstance(entry, Group) else entry

    # -------------------------------------------------------------------------- in step with the desk

    def follow(self) -> None:
        """Go to the film on screen, or to the closed group that it lies in."""
        self._seen = self._outline.current
        self._go_near(self._seen if self._seen >= 0 else None)
        self.scrollTo(self.currentIndex())

    def _go_near(self, entry: Entry | None) -> None:
        """To a line or, where it is not listed, to the group that it lies in."""
        self._at = entry
        while entry is not None and self._outline.place_of(entry) < 0:
            entry = self._outline.parent_of(entry)
        self.go_to(self._outline.place_of(entry) if entry is not None else -1)

    def _changed(self) -> None:
        self.release()
        if self._outline.current != self._seen:
            self.follow()
        elif self._at is not None and self.entry != self._at:
            # Lines were exchanged under the keyboard: it stays where it was.
            self._go_near(self._at)
            if self._seen == self._at:
                self.scrollTo(self.currentIndex())
        self.viewport().update()

    def _start_over(self) -> None:
        """Another order or other films: from the top, but for the film on screen."""
        self.scrollToTop()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_changing:
            self._at = self._outline.entries[index.row()]
        super()._moved(index)

    # ----------------------------------------------------------------------------- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a group opens or closes it; one on a film shows it."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            group = self._group_at(event)
            if group is not None:
                self._toggle(group)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click on a group, beside its arrow, shows the first of its films; on the arrow it is one more."""
        group = self._group_at(event)
        if group is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        self._toggle(group)
        if event.position().x() > self.delegate.left_of(group, self.visualRect(index)) + ARROW:
            self.chosen.emit(group.order[0])

    def _group_at(self, event: QMouseEvent) -> Group | None:
        index = self.indexAt(event.position().toPoint())
        entry = self._outline.entries[index.row()] if index.isValid() else None
        return entry if isinstance(entry, Group) else None

    def _toggle(self, group: Group) -> None:
        self._outline.set_open(group, not self._outline.is_open(group))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a line, for the right button and the menu key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_of(self._outline.entries[index.row()]).popup(self.viewport().mapToGlobal(place))

    def menu_of(self, entry: Entry) -> QMenu:
        """The menu of a line; it goes away when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(entry, Group):
            group, is_open = entry, self._outline.is_open(entry)
            menu.addAction(tr("Close") if is_open else tr("Open")).triggered.connect(lambda: self._toggle(group))
            menu.addAction(tr("Show the first image")).triggered.connect(lambda: self.chosen.emit(group.order[0]))
            menu.addSeparator()
            menu.addAction(tr("Open every patient")).triggered.connect(lambda: self._outline.set_all_open(True))
            menu.addAction(tr("Close every patient")).triggered.connect(lambda: self._outline.set_all_open(False))
        else:
            row = entry
            show = menu.addAction(tr("Show"))
            show.triggered.connect(lambda: self.chosen.emit(row))
            show.setEnabled(self._outline.items[row].shows)
            menu.addAction(tr("File contents…")).triggered.connect(lambda: self.contents_asked.emit(row))
        return menu

    def event(self, event: QEvent) -> bool:
        """Keys that are used here are not taken for shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in _KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right and left open, close and go in and out; Enter shows a film, Space opens and closes."""
        entry = self.entry
        acted = entry is not None and event.key() in _KEYS and self._press(event.key(), entry)
        if not acted:
            super().keyPressEvent(event)

    def _press(self, key: int, entry: Entry) -> bool:
        group = entry if isinstance(entry, Group) else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(entry if group is None else group.order[0])
        elif key == Qt.Key.Key_Left and (group is None or not self._outline.is_open(group)):
            parent = self._outline.parent_of(entry)
            if parent is not None:
                self.setCurrentIndex(self.model().index(self._outline.place_of(parent), 0))
        elif group is None:
            return False
        elif key == Qt.Key.Key_Space:
            self._toggle(group)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._outline.set_open(group, False)
        elif key == Qt.Key.Key_Right and self._outline.is_open(group):
            self.setCurrentIndex(self.model().index(self.currentIndex().row() + 1, 0))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._outline.set_open(group, True)
        else:
            return False
        return True


_KEYS = frozenset(
    {
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Minus),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    }
)
"""Keys that are the list's own while it has the keyboard."""
