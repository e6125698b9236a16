"""The panel beside the film: what the model says, how its heatmap is drawn, and what it is good for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.findings import leading
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.heatmap_controls import HeatmapControls
from xraydesk.ui.findings.probability_row import ProbabilityRow
from xraydesk.ui.shell.parts import RESEARCH_USE, OneLine, heading, named, rule, text
from xraydesk.ui.shell.theme import CAUTION, PANEL, QUIET
from xraydesk.ui.view.heatmap_layer import HeatmapStyle

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard, OperatingPoint

WIDTH = 312


class FindingsPanel(QFrame):
    """Findings of the film on screen.

    Signals
    -------
    label_chosen
        The class whose heatmap is to be shown.
    operating_point_changed
        Name of the operating point in use.
    card_asked
        The reader wants to read the model card.
    """

    label_chosen = Signal(str)
    operating_point_changed = Signal(str)
    card_asked = Signal()

    def __init__(self, style: HeatmapStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heatmap = HeatmapControls(style)
        self.chosen = ""
        self._card: ModelCard | None = None
        self._item: Item | None = None
        self._rows: dict[str, ProbabilityRow] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda row: self.choose(row.label))
        self.setObjectName("findings")
        self.setStyleSheet(f"#findings, #findings QScrollArea, #inside {{ background: {PANEL}; border: 0; }}")
        self.setFixedWidth(WIDTH)

        self._state = text(name="state of the analysis")
        self._answers = QVBoxLayout()
        self._answers.setSpacing(2)
        self._points = named(QComboBox(), "Operating point")
        self._points.currentTextChanged.connect(self._point_chosen)
        self._rationale = text(name="what the operating point means", colour=QUIET)
        self._model = text(name="model")
        self._limits = OneLine("limits of the model", QUIET)
        self._card_button = named(QPushButton("Model card…"), "Model card")
        self._card_button.clicked.connect(self.card_asked)
        self._lay_out()
        self.show_card(None, known=False)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        self._point_form = QFormLayout()
        self._point_form.addRow("Operating point", self._points)
        column.addWidget(heading("FINDINGS"))
        column.addWidget(self._state)
        column.addLayout(self._answers)
        column.addLayout(self._point_form)
        column.addWidget(self._rationale)
        column.addWidget(self.heatmap)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 12)
        foot.setSpacing(6)
        foot.addWidget(rule())
        foot.addWidget(self._model)
        foot.addWidget(text(RESEARCH_USE, name="research use", colour=CAUTION, bold=True))
        foot.addWidget(self._limits)
        foot.addWidget(self._card_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def sizeHint(self) -> QSize:
        """As wide as it is, and of no wish for height."""
        return QSize(WIDTH, 400)

    # -------------------------------------------------------------------------------------- model

    @property
    def operating_point(self) -> OperatingPoint | None:
        """The operating point in use."""
        if self._card is None:
            return None
        name = self._points.currentText()
        return next((point for point in self._card.operating_points if point.name == name), None)

    def show_card(self, card: ModelCard | None, *, known: bool) -> None:
        """Set the model: its classes, operating points and limits."""
        self._card = card
        for row in self._rows.values():
            self._group.removeButton(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for label in card.labels if card is not None else ():
            row = ProbabilityRow(label)
            self._rows[label] = row
            self._group.addButton(row)
            self._answers.addWidget(row)
        self._points.blockSignals(True)
        self._points.clear()
        if card is not None:
            self._points.addItems([point.name for point in card.operating_points])
            self._points.setCurrentText(card.default_operating_point)
        self._points.blockSignals(False)
        self._model.setText(card.title if card is not None else "No model" if known else "Loading the model…")
        limits = card.limits if card is not None else ()
        self._limits.show_text(limits[0] if limits else "", "\n".join(f"• {limit}" for limit in limits))
        self._card_button.setEnabled(card is not None)
        self.heatmap.show_scale(card.heatmap_scale if card is not None else None)
        self._known = known
        self._refresh()

    def next_operating_point(self) -> None:
        """Go to the next operating point, after the last to the first."""
        if self._points.count():
            self._points.setCurrentIndex((self._points.currentIndex() + 1) % self._points.count())

    def _point_chosen(self, name: str) -> None:
        self._refresh()
        self.operating_point_changed.emit(name)

    # ------------------------------------------------------------------------------------ answers

    def show_item(self, item: Item | None, *, fresh: bool) -> None:
        """Show what is known of a film; for a ``fresh`` one the most probable class is chosen."""
        self._item = item
        prediction = item.prediction if item is not None else None
        if fresh or not self.chosen:
            self.chosen = ""
        if prediction is not None and not self.chosen:
            self.chosen = leading(prediction.findings).label
        self._refresh()

    def choose(self, label: str) -> None:
        """Show where the model looked for a class."""
        self.chosen = label
        self._refresh()
        self.label_chosen.emit(label)

    def choose_beside(self, steps: int) -> None:
        """The next class of the card, or the one before; after the last comes the first."""
        labels = list(self._rows)
        if labels and self._item is not None and self._item.prediction is not None:
            place = labels.index(self.chosen) if self.chosen in labels else -steps
            self.choose(labels[(place + steps) % len(labels)])

    def take_focus(self) -> None:
        """Give the keyboard to the chosen class, or to the first control there is."""
        row = self._rows.get(self.chosen)
        target = row if row is not None and row.isVisible() else self._card_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refresh(self) -> None:
        prediction = self._item.prediction if self._item is not None else None
        point = self.operating_point
        chances = {f.label: f.probability for f in prediction.findings} if prediction is not None else {}
        self._group.setExclusive(False)
        for label, row in self._rows.items():
            row.show_values(chances.get(label), point.thresholds[label] if point is not None else 0.5)
            row.setVisible(prediction is not None)
            row.setChecked(label == self.chosen and prediction is not None)
        self._group.setExclusive(True)
        several = self._points.count() > 1
        self._point_form.setRowVisible(self._points, several and prediction is not None)
        rationale = f"{point.name}: {point.rationale}" if point is not None and not several else ""
        rationale = point.rationale if point is not None and several else rationale
        self._rationale.setText(rationale)
        self._rationale.setVisible(prediction is not None and bool(rationale))
        self.heatmap.setVisible(prediction is not None)
        sentence = self._sentence()
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def _sentence(self) -> str:
        """What stands where findings would, if there are none."""
        if self._known and self._card is None:
            return "No model: viewing only."
        if self._item is None or self._item.prediction is not None:
            return ""
        if self._item.state is State.DECLINED:
            return f"Declined: {self._item.reason}"
        return "Analysing…"
