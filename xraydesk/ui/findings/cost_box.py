"""The part of the findings panel that says what the operating point in use costs and how much an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from xraydesk.core.evidence import predictive_values
from xraydesk.ui.findings.cost_words import costs, where_tested, worth
from xraydesk.ui.findings.form import add_row, form
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, text

if TYPE_CHECKING:
    from xraydesk.core.evidence import PredictiveValues
    from xraydesk.model.card import ModelCard, OperatingPoint

LEAST, MOST = 0.1, 99.9
"""Percent; a prevalence of nobody or of everybody needs no model."""


class CostBox(QWidget):
    """Costs of one label at one operating point, the prevalence that the reader sets, and PPV and NPV at it.

    Signals
    -------
    prevalence_set
        A label, and how common it is where the reader works: 0..1, or None for not said.
    """

    prevalence_set = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""
        self._costs = text(name=tr("what the operating point costs"))
        self._where = text(name=tr("where it was measured"), tone="quiet")
        self._prevalence = named(QDoubleSpinBox(decimals=1, singleStep=1.0), "")
        self._prevalence.setRange(0.0, MOST)
        self._prevalence.setSpecialValueText(tr("not set"))
        self._prevalence.setSuffix(" %")
        self._prevalence.setKeyboardTracking(False)
        self._prevalence.valueChanged.connect(self._set)
        self._worth = text(name=tr("what an answer is worth here"))
        lines: QFormLayout = form()
        add_row(lines, tr("How common here"), self._prevalence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._costs)
        column.addLayout(lines)
        column.addWidget(self._worth)
        column.addWidget(self._where)
        help_text = tr(
            "How many of 100 people whose films you read have it. PPV and NPV follow by Bayes' rule; their intervals "
            "are computed from the ends of those of sensitivity and specificity."
        )
        self._prevalence.setToolTip(help_text)
        self._worth.setToolTip(help_text)

    def show_cost(
        self, card: ModelCard | None, point: OperatingPoint | None, label: str, shares: Mapping[str, float]
    ) -> bool:
        """Show one label; False where the card says nothing of it, and there is nothing to show.

        ``shares`` are the prevalences that the reader has set, by label.
        """
        cost = point.costs.get(label) if point is not None else None
        if card is None or point is None or cost is None:
            return False
        self._label = label
        self._costs.setText(costs(label, cost))
        self._costs.setToolTip(point.rationale)
        self._where.setText(where_tested(label, cost, card.tested))
        named(self._prevalence, tr("How common {label} is where you work").format(label=label))
        share = shares.get(label)
        self._prevalence.blockSignals(True)
        self._prevalence.setValue(share * 100 if share is not None else 0.0)
        self._prevalence.blockSignals(False)
        values = values_at(point, label, shares)
        words = worth(values.positive, values.negative) if values is not None else ""
        self._worth.setText(words)
        self._worth.setVisible(bool(words))
        return True

    def _set(self, percent: float) -> None:
        self.prevalence_set.emit(self._label, max(percent, LEAST) / 100 if percent > 0 else None)


def values_at(point: OperatingPoint, label: str, shares: Mapping[str, float]) -> PredictiveValues | None:
    """PPV and NPV of a label at an operating point; None where the prevalence or the costs are not known."""
    cost, share = point.costs.get(label), shares.get(label)
    return predictive_values(cost, share) if cost is not None and share is not None else None
