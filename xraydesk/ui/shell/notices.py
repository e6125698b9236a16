"""What there is to tell without interrupting: a bar below the film that also remembers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from xraydesk.ui.shell.parts import named, text
from xraydesk.ui.shell.theme import CAUTION, LINE, RAISED
from xraydesk.ui.view.corner_texts import shorten

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
        self.setStyleSheet(
            f"#notices {{ background: {RAISED}; border-top: 1px solid {LINE}; border-left: 3px solid {CAUTION}; }}"
        )
        self._text = text(name="Notice")
        self._more = named(QPushButton("All notices…", flat=True), "Show all notices")
        self._more.clicked.connect(self.list_asked)
        dismiss = named(QPushButton("✕", flat=True), "Dismiss the notice")
        dismiss.setToolTip("Dismiss")
        dismiss.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._more)
        row.addWidget(dismiss)
        self.hide()

    def tell(self, name: str, reason: str) -> None:
        """Add a notice."""
        notice = Notice(name, reason)
        self.notices.append(notice)
        self._unread += 1
        others = self._unread - 1
        self._text.setText(notice.text + (f"   (+{others} more)" if others else ""))
        self._more.setVisible(others > 0)
        self.show()

    def dismiss(self) -> None:
        """Hide until there is something new."""
        self._unread = 0
        self.hide()
