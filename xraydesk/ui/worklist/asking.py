"""Fields that appear below the worklist when a command needs words: what a film is instead, a note, who is reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named

LONGEST = 1000
"""Characters of a note."""


class WordField(QWidget):
    """A question, a field with suggestions, a button; hidden while nobody asks, and left with Escape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: Callable[[str], None] | None = None
        self._left: Callable[[], None] = lambda: None
        self._question = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._words, self._line = QComboBox(), QLineEdit()
        self._words.setLineEdit(self._line)
        self._words.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self._line
        line.setMaxLength(LONGEST)
        line.returnPressed.connect(self._give)
        line.installEventFilter(self)
        self._give_button = QPushButton()
        self._give_button.clicked.connect(self._give)
        leave = named(QPushButton(tr("Cancel"), flat=True), tr("Cancel"))
        leave.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._question)
        row.addWidget(self._words, 1)
        row.addWidget(self._give_button)
        row.addWidget(leave)
        self.hide()

    def ask(
        self,
        question: str,
        button: str,
        given: Callable[[str], None],
        left: Callable[[], None],
        suggestions: Sequence[str] = (),
    ) -> None:
        """Appear with a question.

        Parameters
        ----------
        given, left
            Called with what was typed, or when the reader would rather not.
        suggestions
            What may be chosen instead of typed.
        """
        self._given, self._left = given, left
        self._question.setText(question)
        named(self._words, question)
        named(self._line, question)
        named(self._give_button, button).setText(button)
        self._words.clear()
        self._words.addItems(list(suggestions))
        self._words.setCurrentIndex(-1)
        self._words.clearEditText()
        self.show()
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing was meant."""
        if self._given is not None:
            self._given = None
            self.hide()
            self._left()

    def _give(self) -> None:
        words, given = self._words.currentText().strip(), self._given
        if given is not None and words:
            self._given = None
            self.hide()
            given(words)
            self._left()

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Escape is the field's while it has the keyboard, and no shortcut."""
        presses = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in presses and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            return True
        return super().eventFilter(field, event)
