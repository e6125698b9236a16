"""One finding in the panel: what the model says of a class, and beside it whether the reader agrees."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QWidget

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.ui.findings.probability_row import ProbabilityRow
from xraydesk.ui.findings.verdicts import look_of, sentence
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named

_SIDE = 15
"""Logical pixels of the small icons."""


class FindingRow(QWidget):
    """A class with its probability and two small buttons.

    Signals
    -------
    declared
        The label, and the `Verdict` that was chosen for it.
    """

    declared = Signal(str, object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.answer = ProbabilityRow(label)
        self._buttons = {
            Verdict.ACCEPTED: self._button(
                Verdict.ACCEPTED, tr("Accept {label}"), tr("Accept: {label} holds for this film.")
            ),
            Verdict.REJECTED: self._button(
                Verdict.REJECTED, tr("Reject {label}"), tr("Reject: {label} does not hold for this film.")
            ),
        }
        self._column = column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.answer, 1)
        row.addLayout(column)

    def _button(self, verdict: Verdict, name: str, meaning: str) -> QToolButton:
        button = named(QToolButton(), name.format(label=self.label))
        button.setObjectName("verdict")
        button.setToolTip(meaning.format(label=self.label))
        button.setIcon(icon(look_of(verdict).icon))
        button.setIconSize(QSize(_SIDE, _SIDE))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.declared.emit(self.label, verdict))
        return button

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, in its order."""
        return [self.answer, *self._buttons.values()]

    def set_low(self, low: bool) -> None:
        """Make the row low, for a model of many labels: the buttons stand side by side, and the words go."""
        ways = QBoxLayout.Direction
        self._column.setDirection(ways.LeftToRight if low else ways.TopToBottom)
        self.answer.set_low(low)

    def show_decision(self, decision: Decision | None) -> None:
        """Set what the reader declared, None for nothing."""
        for verdict, button in self._buttons.items():
            button.setChecked(decision is not None and decision.verdict is verdict)
        self.answer.show_verdict(decision.verdict if decision is not None else None)
        self.answer.setToolTip(
            sentence(decision)
            if decision is not None
            else tr("Show where the model looked for {label}").format(label=self.label)
        )
