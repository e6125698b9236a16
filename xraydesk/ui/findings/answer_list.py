"""The model's labels in the panel, one row each, in the order in which they are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from xraydesk.core.decisions import Decision
from xraydesk.ui.findings.finding_row import FindingRow
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named

MOST_ROOMY: Final = 6
"""With more labels the rows are low, so that more of them can be seen at a time."""


class AnswerList(QWidget):
    """Rows in the card's order or, where each label stands on its own, the most probable first.

    Attributes
    ----------
    rows
        Label → row, in the order of the model card.
    order
        The labels from top to bottom.

    Signals
    -------
    chosen
        The label whose row was chosen.
    declared
        A label, and the `Verdict` that the reader gave it.
    """

    chosen = Signal(str)
    declared = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FindingRow] = {}
        self.order: list[str] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda row: self.chosen.emit(row.label))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        named(self, tr("Findings of the model"))

    def show_labels(self, labels: Iterable[str]) -> None:
        """Set the labels of a model."""
        for row in self.rows.values():
            self._group.removeButton(row.answer)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {label: FindingRow(label) for label in labels}
        self.order = list(self.rows)
        for row in self.rows.values():
            row.set_low(len(self.rows) > MOST_ROOMY)
            row.declared.connect(self.declared)
            self._group.addButton(row.answer)
            self._column.addWidget(row)

    def sort(self, chances: Mapping[str, float]) -> None:
        """Put the most probable first; of equal ones the first in the card. Keys and Tab follow what is seen."""
        order = sorted(self.rows, key=lambda label: -chances.get(label, 0.0))
        if order == self.order:
            return
        self.order = order
        stops: list[QWidget] = []
        for place, label in enumerate(order):
            self._column.removeWidget(self.rows[label])
            self._column.insertWidget(place, self.rows[label])
            stops += self.rows[label].stops
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def show_values(self, chances: Mapping[str, float], thresholds: Mapping[str, float], chosen: str) -> None:
        """Set probabilities (empty for none), operating points (0.5 where there is none) and the chosen label."""
        self._group.setExclusive(False)
        for label, row in self.rows.items():
            row.answer.show_values(chances.get(label), thresholds.get(label, 0.5))
            row.answer.setChecked(label == chosen and bool(chances))
            row.setVisible(bool(chances))
        self._group.setExclusive(True)

    def show_worths(self, words: Mapping[str, str]) -> None:
        """Set what the answer to each label is worth where the reader works, such as ``PPV 27 [20–36] %``."""
        for label, row in self.rows.items():
            row.answer.show_worth(words.get(label, ""))

    def show_decisions(self, decisions: Mapping[str, Decision]) -> None:
        """Set what the reader declared about each finding, by label."""
        for label, row in self.rows.items():
            row.show_decision(decisions.get(label))

    def beside(self, label: str, steps: int) -> str:
        """The label some rows below (or above, less than 0) another; after the last comes the first."""
        place = self.order.index(label) if label in self.order else -steps
        return self.order[(place + steps) % len(self.order)]
