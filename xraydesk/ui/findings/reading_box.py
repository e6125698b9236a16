"""The reader's own part of the findings panel: what stands about the chosen finding, a correction, a note, a name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from xraydesk.core.decisions import Decision, FirstLook
from xraydesk.ui.findings.form import add_row, form
from xraydesk.ui.findings.verdicts import impression_text, look_of, sentence
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import heading, named, rule, text, toned

LONGEST_NOTE = 2000
_ICON = 16


class ReadingBox(QWidget):
    """A group of the findings panel.

    Signals
    -------
    corrected
        The chosen finding is to be corrected to this.
    noted
        The note that is to be stored with what stands.
    undo_asked, history_asked
        Take back the last declaration about the chosen finding; show all of this film.
    reader_clicked
        Somebody else is reading.
    """

    corrected = Signal(str)
    noted = Signal(str)
    undo_asked = Signal()
    history_asked = Signal()
    reader_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._impression = text(name=tr("your first impression"), tone="quiet")
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._state = text(name=tr("what you declared"))
        self._typed = QLineEdit(maxLength=LONGEST_NOTE)
        self._typed.setPlaceholderText(tr("another finding"))
        self._correct = named(QComboBox(editable=True), tr("Correct the chosen finding to"))
        self._correct.setLineEdit(self._typed)
        self._correct.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._correct.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._correct.textActivated.connect(self._correct_to)
        self._typed.returnPressed.connect(self._correct_to_typed)
        self._note = named(QLineEdit(maxLength=LONGEST_NOTE), tr("Note on the chosen finding"))
        self._note.setPlaceholderText(tr("kept with your verdict"))
        self._note.returnPressed.connect(lambda: self.noted.emit(self.note))
        self._undo = named(QPushButton(tr("Undo")), tr("Take back what was declared last about this finding"))
        self._undo.clicked.connect(self.undo_asked)
        self._history = named(QPushButton(tr("History…")), tr("Everything that was declared of this film"))
        self._history.clicked.connect(self.history_asked)
        self._reader = named(QPushButton(), tr("Reader"))
        self._reader.setObjectName("link")
        self._reader.clicked.connect(self.reader_clicked)
        self._lay_out()
        self.show_reader("")

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        lines = form()
        add_row(lines, tr("Correct to"), self._correct)
        add_row(lines, tr("Note"), self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._undo)
        buttons.addWidget(self._history)
        buttons.addStretch(1)
        buttons.addWidget(self._reader)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(heading(tr("YOUR READING")))
        column.addWidget(self._impression)
        column.addLayout(state)
        column.addLayout(lines)
        column.addLayout(buttons)

    # ---------------------------------------------------------------------------------- showing

    def show_finding(self, label: str, decision: Decision | None, others: Iterable[str]) -> None:
        """Set the chosen finding, what stands about it, and what it may be corrected to."""
        if decision is None:
            self._state.setText(tr("Nothing declared about {label}.").format(label=label))
        else:
            self._state.setText(f"{label}: {sentence(decision)}")
        toned(self._state, "quiet" if decision is None else "")
        self._icon.setVisible(decision is not None)
        if decision is not None:
            self._icon.setPixmap(
                icon(look_of(decision.verdict).icon).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF())
            )
        self._note.setText(decision.note if decision is not None else "")
        self._undo.setEnabled(decision is not None)
        self._correct.clear()
        self._correct.addItems(list(others))
        self._correct.setCurrentIndex(-1)
        self._correct.clearEditText()

    def show_impression(self, look: FirstLook | None) -> None:
        """Set how the reader came to see the answer, None where it was never hidden."""
        self._impression.setVisible(look is not None)
        if look is not None:
            words = tr("Your first impression: {impression}").format(impression=impression_text(look.impression))
            self._impression.setText(words if look.impression else tr("Revealed without a first impression."))

    def show_reader(self, name: str) -> None:
        """Set who is reading."""
        self._reader.setText(name or tr("Your name…"))
        self._reader.setToolTip(tr("Who is reading; click to change"))

    def show_has_history(self, has_history: bool) -> None:
        """Whether there is anything to show of this film."""
        self._history.setEnabled(has_history)

    @property
    def note(self) -> str:
        """What the reader wrote."""
        return self._note.text().strip()

    # ---------------------------------------------------------------------------------- asking

    def take_focus(self) -> None:
        """Give the keyboard to the correction."""
        self._correct.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say_note_waits(self) -> None:
        """A note without a verdict is not stored yet."""
        self._state.setText(tr("The note is kept with your verdict: accept, reject or correct."))

    def _correct_to(self, finding: str) -> None:
        if finding.strip():
            self.corrected.emit(finding.strip())

    def _correct_to_typed(self) -> None:
        typed = self._correct.currentText()
        # What is in the list has been told by the list already.
        if self._correct.findText(typed) < 0:
            self._correct_to(typed)
