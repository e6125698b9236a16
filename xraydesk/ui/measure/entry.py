"""One line to write into, in the view beside what it belongs to: for words and for a known length. It is not modal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from xraydesk.core.annotations import LONGEST_TEXT
from xraydesk.ui.shell.parts import named, repolish

WIDTH = 230


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what happens with the answer.

    Attributes
    ----------
    name
        What the line is for, also for screen readers.
    text
        What stands in it at first.
    unit
        What stands behind it.
    accept
        Takes the answer; False if it cannot be that, and the line stays.
    dismiss
        Called when there is no answer.
    keeps_on_leaving
        Whether going elsewhere is an answer too.
    """

    name: str
    text: str
    accept: Callable[[str], bool]
    dismiss: Callable[[], None]
    unit: str = ""
    keeps_on_leaving: bool = True


class Entry(QFrame):
    """The line of a view; it is there only while something is asked.

    Attributes
    ----------
    line
        What is written into.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("entry")
        self.setFixedWidth(WIDTH)
        self._question: Question | None = None
        self._label, self._unit = QLabel(), QLabel()
        self.line = _Line(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._label)
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        self.line.textEdited.connect(lambda: self._mark(refused=False))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is asked."""
        return self._question is not None

    def ask(self, question: Question, place: QPointF) -> None:
        """Ask something beside a place of the view; what was asked before is answered by leaving it."""
        self.leave()
        self._question = question
        self._label.setText(question.name)
        self._label.setVisible(bool(question.unit))
        self._unit.setText(question.unit)
        self._unit.setVisible(bool(question.unit))
        named(self.line, question.name)
        self.line.setPlaceholderText(question.name)
        self.line.setText(question.text)
        self.line.selectAll()
        self._mark(refused=False)
        self.adjustSize()
        area = self._view.rect()
        left = min(max(round(place.x()) + 12, 4), max(area.width() - self.width() - 4, 4))
        top = min(max(round(place.y()) - self.height() // 2, 4), max(area.height() - self.height() - 4, 4))
        self.move(left, top)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Take what was written as the answer, if it can be one."""
        question = self._question
        if question is not None:
            if question.accept(self.line.text().strip()):
                self._close()
            else:
                self._mark(refused=True)

    def give_up(self) -> None:
        """There is no answer."""
        question = self._question
        if question is not None:
            self._close()
            question.dismiss()

    def leave(self) -> None:
        """The reader goes on with something else."""
        if self._question is not None and self._question.keeps_on_leaving:
            self.finish()
        self.give_up()

    def _close(self) -> None:
        self._question = None
        had_keyboard = self.line.hasFocus()
        self.hide()
        if had_keyboard:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, *, refused: bool) -> None:
        if self.line.property("refused") != refused:
            self.line.setProperty("refused", refused)
            repolish(self.line)


class _Line(QLineEdit):
    """Enter answers, Esc gives up; neither is a shortcut while it is open."""

    _OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self._entry = entry
        self.setMaxLength(LONGEST_TEXT)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that would otherwise reset the view."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in self._OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end it."""
        if event.key() == Qt.Key.Key_Escape:
            self._entry.give_up()
        elif event.key() in self._OWN:
            self._entry.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere ends it too; another window coming to the front does not."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._entry.leave()
