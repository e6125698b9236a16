"""The worklist in the main window: which page is in front, and the way from the list to a film and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from xraydesk.ui.actions import bind, table
from xraydesk.ui.actions.keymap import shown
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import OneLine, named
from xraydesk.ui.worklist.page import WorklistPage

if TYPE_CHECKING:
    from xraydesk.ui.main_window import MainWindow


class Pages(QObject):
    """Start page, reading page and worklist of one window: one of them is in front.

    Attributes
    ----------
    worklist
        The page with the list.
    """

    def __init__(self, window: MainWindow, worklist: WorklistPage, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._stack = window, stack
        self.worklist = worklist
        stack.addWidget(window.reading)
        stack.addWidget(worklist)
        self._bar = RoundBar(window, worklist)
        holder = QWidget()
        central = window.centralWidget()
        around = central.layout() if central is not None else None
        assert around is not None
        around.replaceWidget(stack, holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(stack, 1)
        self._menu = QMenu(window)
        self._menu.addActions([window.commands[name] for name in table.LIST_MENU])
        worklist.menu_asked.connect(self._pop_up)
        worklist.exporting.told.connect(lambda sentence: window.notices.tell("", sentence))
        worklist.round.turned.connect(self._show_film)
        window.desk.picture_shown.connect(self.turn)
        window.desk.emptied.connect(self.turn)

    @property
    def is_list_in_front(self) -> bool:
        """Whether commands are for the lines of the list."""
        return self._stack.currentWidget() is self.worklist

    def turn(self, picture: object = None) -> None:
        """Another film is in the active view, or none."""
        has_film = any(not pane.is_empty for pane in self._window.desk.panes)
        reading = self._window.reading
        if picture is not None or (has_film and reading.isVisible()):
            self._bring(reading)
        elif not self.is_list_in_front:
            self._bring(self._window.start)
        else:
            self._offer()

    def show_worklist(self, run: int | None = None) -> None:
        """Bring the list to the front, with this run if one is named."""
        if run:
            self.worklist.show_run(run)
        else:
            self.worklist.reread_runs()
        if self._window.commands["maximise"].isChecked():
            self._window.commands["maximise"].trigger()
        self._bring(self.worklist)
        self.worklist.take_focus()

    def leave_worklist(self) -> None:
        """Back to the film, or to the start page where none is open."""
        has_film = any(not pane.is_empty for pane in self._window.desk.panes)
        self._bring(self._window.reading if has_film else self._window.start)

    def _show_film(self) -> None:
        self._bring(self._window.reading)

    def _bring(self, page: QWidget) -> None:
        if self._stack.currentWidget() is not page:
            if page is self._window.reading:  # before it is seen: else its first list has the keyboard for a moment
                self._window.reading.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stack.setCurrentWidget(page)
        self._bar.show_for(reading=page is self._window.reading)
        self._window.commands["worklist"].setChecked(self.is_list_in_front)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done with the page in front."""
        desk = self._window.desk
        picture = desk.panes[desk.active].picture
        bind.enable(
            self._window.commands,
            has_film=any(not pane.is_empty for pane in desk.panes),
            has_picture=picture is not None,
            traits=getattr(picture, "traits", frozenset()),
            in_list=self.is_list_in_front,
        )

    def _pop_up(self, place: QPoint) -> None:
        self._menu.popup(place)


class RoundBar(QFrame):
    """Above a film that was opened from the list: where in the list it is, the way back and the way on."""

    def __init__(self, window: MainWindow, worklist: WorklistPage) -> None:
        super().__init__()
        self._window, self._worklist = window, worklist
        self._is_reading = False
        self.setObjectName("round")
        self._back, self._next = QPushButton(icon("previous"), "", flat=True), QPushButton(icon("next"), "", flat=True)
        self._back.clicked.connect(window.commands["worklist"].trigger)
        self._next.clicked.connect(window.commands["next_unreviewed"].trigger)
        self._place = OneLine(tr("Place in the worklist"), tone="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.addWidget(self._back)
        row.addWidget(self._place, 1)
        row.addWidget(self._next)
        self.hide()
        worklist.round.came.connect(lambda _: self._follow())
        window.keymap.watch(self._name_keys)
        self._name_keys()

    def show_for(self, *, reading: bool) -> None:
        """Whether the reading page is in front."""
        self._is_reading = reading
        self._follow()

    def _name_keys(self) -> None:
        for button, words, action in (
            (self._back, tr("Worklist"), "worklist"), (self._next, tr("Next unreviewed"), "next_unreviewed")
        ):  # fmt: skip
            keys = self._window.keymap.keys(action)
            named(button, words).setText(f"{words}  {shown(keys[0])}" if keys else words)

    def _follow(self) -> None:
        round_ = self._worklist.round
        self.setVisible(self._is_reading and round_.is_on)
        if round_.is_on:
            words = tr("Film {number} of {films} of the worklist")
            self._place.show_text(words.format(number=round_.place + 1, films=round_.films))
