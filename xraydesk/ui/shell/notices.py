"""What there is to tell without interrupting: a bar below the film that also remembers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import named, text

KEPT = 10_000
"""Older notices are forgotten."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, about a file unless ``name`` is empty."""

    name: str
    reason: str

    @property
    def text(self) -> str:
        """``name: reason``."""
        from xraydesk.ui.view.corner_texts import shorten

        return f"{shorten(self.name)}: {self.reason}" if self.name else self.reason


class NoticeBar(QFrame):
    """Shows the newest notice and how many there were; it takes neither the keyboard nor a click to read on.

    Signals
    -------
    list_asked
        The reader wants to see all of them.
    """

    list_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notices: deque[Notice] = deque(maxlen=KEPT)
        self._unread = 0
        self.setObjectName("notices")
        self._text = text(name=tr("Notice"))
        self._more = named(QPushButton(tr("All notices…"), flat=True), tr("Show all notices"))
        self._more.clicked.connect(self.list_asked)
        self._offer = QPushButton()
        self._offer.clicked.connect(lambda: self._answer(accepted=True))
        self._offer.hide()
        self._answered: Callable[[bool], None] | None = None
        dismiss = named(QPushButton("✕", flat=True), tr("Dismiss the notice"))
        dismiss.setToolTip(tr("Dismiss"))
        dismiss.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._more)
        row.addWidget(dismiss)
        self.hide()

    def tell(self, name: str, reason: str) -> None:
        """Add a notice."""
        notice = Notice(name, reason)
        self.notices.append(notice)
        self._unread += 1
        others = self._unread - 1
        self._text.setText(notice.text + ("   " + counted("(+{n} more)", others) if others else ""))
        self._more.setVisible(others > 0)
        self.show()

    def offer(self, sentence: str, words: str, answered: Callable[[bool], None]) -> None:
        """Tell something with a button that does something about it; dismissing the notice means no.

        Parameters
        ----------
        sentence, words
            What is told, and what stands on the button.
        answered
            Called once with whether the reader took the offer.
        """
        self.tell("", sentence)
        self._answered = answered
        named(self._offer, words).setText(words)
        self._offer.show()

    def withdraw(self) -> None:
        """What was offered is no longer to be had."""
        if self._answered is not None:
            self._answered = None
            self._offer.hide()
            self.dismiss()

    def _answer(self, *, accepted: bool) -> None:
        answered = self._answered
        self.withdraw()
        if answered is not None:
            answered(accepted)

    def dismiss(self) -> None:
        """Hide until there is something new."""
        self._unread = 0
        self.hide()
        if self._answered is not None:
            self._answer(accepted=False)
