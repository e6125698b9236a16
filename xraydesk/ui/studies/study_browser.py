"""The study browser: patients, studies, series and films in one list, with a filter and an order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import OneLine, named
from xraydesk.ui.studies.outline import Outline
from xraydesk.ui.studies.outline_view import OutlineView
from xraydesk.ui.studies.query import ONLY_TITLES, SORT_TITLES, Only, Sort

TYPING_MS = 150
"""The list follows the filter when the keys have rested for so long."""


class StudyBrowser(QFrame):
    """Filter, order, list and a line that says how much is listed.

    Signals
    -------
    left
        Esc was pressed: the keyboard goes back to the film.
    """

    left = Signal()

    def __init__(self, outline: Outline, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("study_browser")
        self._outline, self._settings = outline, settings
        self.filter = named(_Filter(), tr("Filter the studies"))
        self.filter.setPlaceholderText(tr("Name, ID, date, description, view …"))
        self.filter.setClearButtonEnabled(True)
        self.only = named(QComboBox(), tr("Which images are listed"))
        self.order = named(QComboBox(), tr("Order of the patients"))
        self.view = OutlineView(outline)
        self._count = OneLine(tr("How much is listed"), "quiet")
        for only in Only:
            self.only.addItem(tr(ONLY_TITLES[only]), only)
        for sort in Sort:
            self.order.addItem(tr(SORT_TITLES[sort]), sort)
        self.order.setCurrentIndex(self.order.findData(Sort(settings["study_order"])))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(6)
        for box in (self.only, self.order):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            choices.addWidget(box, 1)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(6)
        head.addWidget(self.filter)
        head.addLayout(choices)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 5, 8, 6)
        foot.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self._ask)
        self.filter.down.connect(self._enter_list)
        self.filter.left.connect(self.left)
        self.only.currentIndexChanged.connect(lambda _: self._outline.ask(only=Only(self.only.currentData())))
        self.order.currentIndexChanged.connect(lambda _: self._sort())
        self._outline.has_changed.connect(self._say)
        self._outline.sort_by(Sort(self.order.currentData()))

    def _ask(self) -> None:
        self._outline.ask(words=tuple(dict.fromkeys(self.filter.text().casefold().split())))

    def _sort(self) -> None:
        sort = Sort(self.order.currentData())  # Qt gives back a plain text
        self._settings.set("study_order", sort.value)
        self._outline.sort_by(sort)

    def _enter_list(self) -> None:
        """From the filter to the first thing found."""
        if self._typing.isActive():
            self._typing.stop()
            self._ask()
        if not self.view.currentIndex().isValid():
            self.view.go_to(0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        outline = self._outline
        if outline.query.is_narrow:
            found, total = counted("{n} files", outline.films), outline.items.rowCount()
            said = tr("{found} of {total}").format(found=found, total=total) if outline.films else tr("Nothing found")
        else:
            images = counted("{n} images", outline.films - outline.unreadable)
            said = f"{counted('{n} patients', outline.patients)} · {images}"
        self._count.show_text(said)


class _Filter(QLineEdit):
    """A text field that hands the keyboard on: arrow down and Enter to the list, Esc clears, then goes back.

    Signals
    -------
    down, left
        To the list below; back to the film.
    """

    down = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Esc is used here before it is a shortcut of the window."""
        asked = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and asked == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that lead out of the field."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
