"""What stands in the panel while the model's answer is hidden: how to see it, and room for a first impression."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from xraydesk.core.decisions import ABNORMAL, NORMAL
from xraydesk.ui.findings.verdicts import impression_text
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import heading, named, text

_COLUMNS = 2


class FirstLook(QWidget):
    """Normal, abnormal or one of the model's labels; or to see the answer without saying any.

    Signals
    -------
    impression_given
        `NORMAL`, `ABNORMAL` or a label.
    reveal_asked
        The reader wants to see the answer.
    """

    impression_given = Signal(str)
    reveal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._sentence = text(name=tr("The answer is hidden"))
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._reveal = QPushButton()
        self._reveal.clicked.connect(self.reveal_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addSpacing(4)
        column.addWidget(heading(tr("YOUR FIRST IMPRESSION")))
        column.addLayout(self._grid)
        column.addWidget(text(tr("It is stored with your name and the time; then the answer is shown."), tone="quiet"))
        column.addSpacing(4)
        column.addWidget(self._reveal)
        self.show_key("")
        self.show_labels(())

    def show_key(self, key: str) -> None:
        """Name the key that reveals the answer, as people read it; empty where there is none."""
        sentence = tr("AI hidden until you have looked.")
        if key:
            sentence = tr("AI hidden until you have looked – press {key}").format(key=key)
        self._sentence.setText(sentence)
        words = tr("Reveal")
        self._reveal.setText(f"{words}  ({key})" if key else words)
        named(self._reveal, tr("Reveal the answer"))

    def show_labels(self, labels: Iterable[str]) -> None:
        """Offer the labels of a model beside normal and abnormal."""
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        choices = dict.fromkeys((NORMAL, ABNORMAL, *labels))
        self._buttons = [self._button(impression) for impression in choices]
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, *divmod(place, _COLUMNS))

    def _button(self, impression: str) -> QPushButton:
        words = impression_text(impression)
        button = named(QPushButton(words), tr("First impression: {impression}").format(impression=words))
        button.setObjectName("choice")
        button.setToolTip(words)
        button.setMinimumWidth(0)
        button.clicked.connect(lambda: self.impression_given.emit(impression))
        return button

    def take_focus(self) -> None:
        """Give the keyboard to the first of the impressions."""
        self._buttons[0].setFocus()
