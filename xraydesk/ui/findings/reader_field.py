"""Asks who is reading, in the panel and only when something is to be stored; nothing else waits for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, text

LONGEST_NAME = 64


class ReaderField(QWidget):
    """A sentence and a field; hidden while nobody asks.

    Signals
    -------
    name_given
        The reader's name, which may be empty.
    asked
        The field has appeared.
    dismissed
        The reader would rather not say and not declare.
    """

    name_given = Signal(str)
    asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = named(QLineEdit(maxLength=LONGEST_NAME), tr("Your name"))
        self._name.setPlaceholderText(tr("Your name, then Enter"))
        self._name.returnPressed.connect(self._give)
        self._name.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(text(tr("Who is reading? It is stored with what you declare."), name=tr("why your name")))
        column.addWidget(self._name)
        self.hide()

    def ask(self, name: str) -> None:
        """Appear, with the name that is in use."""
        self._name.setText(name)
        self.show()
        self.asked.emit()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _give(self) -> None:
        self.hide()
        self.name_given.emit(self._name.text().strip())

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Escape is the field's while it has the keyboard, and no shortcut."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().eventFilter(field, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves without a word."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
