"""What the guard advises about the film on screen: a way past a decline, the mark of a score that took it, hints."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, text


class Advice(QWidget):
    """Stands below the sentence on the state of the analysis, and only where there is something to say.

    Signals
    -------
    score_asked
        The reader wants a score although the guard declined the film.
    """

    score_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = text(name=tr("scored against the guard’s advice"), tone="caution", bold=True)
        self._hints = text(name=tr("hints on the film"), tone="caution")
        self._because = named(QLineEdit(), tr("Why it is to be scored all the same"))
        self._because.setPlaceholderText(tr("Why (may stay empty)"))
        self._because.setMaxLength(500)
        self._button = QPushButton()
        self._button.clicked.connect(self.score_asked)
        self._stored = text(tr("Your name, the time and the reason are stored."), tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._mark, self._hints, self._because, self._button, self._stored):
            column.addWidget(part)
        self._path: Path | None = None
        self.show_key("")
        self.show_item(None)

    @property
    def because(self) -> str:
        """The reader's own reason; may be empty."""
        return self._because.text().strip()

    def show_key(self, key: str) -> None:
        """Name the key that does the same as the button, as people read it; empty where there is none."""
        words = tr("Score all the same")
        self._button.setText(f"{words}  ({key})" if key else words)
        named(self._button, words)

    def show_item(self, item: Item | None) -> None:
        """Show what there is to say of a film."""
        told = item is not None and not item.answer_hidden
        prediction = item.prediction if item is not None and told else None
        offered = item is not None and told and item.state is State.DECLINED and item.may_be_scored
        if item is None or item.path != self._path:
            self._because.clear()
        self._path = item.path if item is not None else None
        against = prediction.against if prediction is not None else ""
        self._mark.setText(tr("Scored against the guard’s advice: {reason}").format(reason=against) if against else "")
        hints = prediction.hints if prediction is not None else ()
        self._hints.setText("\n".join(f"• {_capital(tr(hint))}." for hint in hints))
        self._mark.setVisible(bool(against))
        self._hints.setVisible(bool(hints))
        for part in (self._because, self._button, self._stored):
            part.setVisible(offered)
        self.setVisible(bool(against or hints or offered))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
