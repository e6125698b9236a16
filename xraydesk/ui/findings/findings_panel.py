"""The panel beside the film: what the model says, what the reader makes of it, and where the model looked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from xraydesk.core.decisions import Decision
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.advice import Advice
from xraydesk.ui.findings.answer_list import AnswerList
from xraydesk.ui.findings.answer_words import answer, set_meaning, worths
from xraydesk.ui.findings.calm_wheel import CalmWheel
from xraydesk.ui.findings.cost_box import CostBox
from xraydesk.ui.findings.first_look import FirstLook
from xraydesk.ui.findings.form import add_row, form
from xraydesk.ui.findings.heatmap_controls import HeatmapControls
from xraydesk.ui.findings.reader_field import ReaderField
from xraydesk.ui.findings.reading_box import ReadingBox
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import RESEARCH_USE, heading, named, rule, text, toned
from xraydesk.ui.view.heatmap import HeatmapStyle

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard, OperatingPoint
    from xraydesk.model.predict import Prediction

WIDTH = 312


class FindingsPanel(QFrame):
    """Findings of the film on screen.

    Attributes
    ----------
    heatmap, costs, reading, advice, first_look, reader
        The parts: how the heatmap is drawn, what the operating point costs, the reader's own words, what the guard
        advises, what stands here while the answer is hidden, and who is reading.
    chosen
        The class whose heatmap is shown; empty while there is none.

    Signals
    -------
    label_chosen
        The class whose heatmap is to be shown.
    declared
        A label, and the `Verdict` that the reader gave it.
    operating_point_changed
        Name of the operating point in use.
    card_asked
        The reader wants to read the model card.
    """

    label_chosen = Signal(str)
    declared = Signal(str, object)
    operating_point_changed = Signal(str)
    card_asked = Signal()

    def __init__(self, style: HeatmapStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heatmap = HeatmapControls(style)
        self.costs = CostBox()
        self.reading = ReadingBox()
        self.advice = Advice()
        self.first_look = FirstLook()
        self.reader = ReaderField()
        self.reader.asked.connect(lambda: self.bring_into_view(self.reader))
        self.chosen = ""
        self._card: ModelCard | None = None
        self._known = False
        self._shares: Mapping[str, float] = {}
        self._item: Item | None = None
        self._answers = AnswerList()
        self._answers.chosen.connect(self.choose)
        self._answers.declared.connect(self.declared)
        self.setObjectName("findings")
        self.setFixedWidth(WIDTH)

        self._state = text(name=tr("state of the analysis"), bold=True)
        self._points = named(QComboBox(), tr("Operating point"))
        self._points.currentTextChanged.connect(self._point_chosen)
        self._rationale = text(name=tr("what the operating point means"), tone="quiet")
        self._model = text(name=tr("model"))
        self._limits = text(name=tr("limits of the model"), tone="quiet")
        self._card_button = named(QPushButton(tr("Model card…")), tr("Model card"))
        self._card_button.clicked.connect(self.card_asked)
        self._lay_out()
        CalmWheel(self)
        self.show_card(None, known=False)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        self._point_form = form()
        add_row(self._point_form, tr("Operating point"), self._points)
        column.addWidget(heading(tr("FINDINGS")))
        column.addWidget(self.reader)
        column.addWidget(self._state)
        column.addWidget(self.advice)
        column.addWidget(self.first_look)
        column.addWidget(self._answers)
        column.addLayout(self._point_form)
        column.addWidget(self._rationale)
        column.addWidget(self.costs)
        column.addWidget(self.heatmap)
        column.addWidget(self.reading)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        about = QHBoxLayout()
        about.addWidget(self._model, 1)
        about.addWidget(self._card_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 10)
        foot.setSpacing(6)
        foot.addWidget(rule())
        foot.addLayout(about)
        foot.addWidget(text(tr(RESEARCH_USE), name=tr("research use"), tone="caution", bold=True))
        foot.addWidget(self._limits)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
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
        labels = card.labels if card is not None else ()
        self._answers.show_labels(labels)
        self.first_look.show_labels(labels)
        self._points.blockSignals(True)
        self._points.clear()
        if card is not None:
            self._points.addItems([point.name for point in card.operating_points])
            self._points.setCurrentText(card.default_operating_point)
        self._points.blockSignals(False)
        self._model.setText(card.title if card is not None else tr("No model") if known else tr("Loading the model…"))
        limits = card.limits if card is not None else ()
        first, stop, _ = (limits[0] if limits else "").partition(". ")
        self._limits.setText(first + stop.strip())
        self._limits.setToolTip("\n".join(f"• {limit}" for limit in limits))
        self._limits.setAccessibleDescription(self._limits.toolTip())
        self._card_button.setEnabled(card is not None)
        self.heatmap.show_scale(card.heatmap_scale if card is not None else None)
        self._known = known
        self._refresh()

    def show_prevalences(self, shares: Mapping[str, float]) -> None:
        """Set how common labels are where the reader works, 0..1 by label."""
        self._shares = shares
        self._refresh()

    def next_operating_point(self) -> None:
        """Go to the next operating point, after the last to the first."""
        if self._points.count():
            self._points.setCurrentIndex((self._points.currentIndex() + 1) % self._points.count())

    def _point_chosen(self, name: str) -> None:
        self._refresh()
        self.operating_point_changed.emit(name)

    # ------------------------------------------------------------------------------------ answers

    @property
    def _prediction(self) -> Prediction | None:
        """What may be shown of the model's answer."""
        if self._item is None or self._item.answer_hidden:
            return None
        return self._item.prediction

    def show_item(self, item: Item | None, *, fresh: bool) -> None:
        """Show what is known of a film; for a ``fresh`` one the most probable class is chosen."""
        self._item = item
        if fresh:
            self.chosen = ""
        prediction = self._prediction
        if prediction is not None and not self.chosen:
            self.chosen = prediction.foremost.label
        self._refresh()

    def show_decisions(self, decisions: Mapping[str, Decision]) -> None:
        """Set what the reader declared about each finding, by label."""
        self._answers.show_decisions(decisions)

    def choose(self, label: str) -> None:
        """Show where the model looked for a class."""
        self.chosen = label
        self._refresh()
        self.label_chosen.emit(label)

    def choose_beside(self, steps: int) -> None:
        """The class in the next row, or in the one before; after the last comes the first."""
        if self._answers.order and self._prediction is not None:
            self.choose(self._answers.beside(self.chosen, steps))
            self.bring_into_view(self._answers.rows[self.chosen])

    def take_focus(self) -> None:
        """Give the keyboard to the chosen class, or to the first control there is."""
        row = self._answers.rows.get(self.chosen)
        if row is not None and row.isVisible():
            row.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.first_look.isVisible():
            self.first_look.take_focus()
        else:
            self._card_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll until a part can be seen."""
        # Its place is only right once it has been laid out.
        self._column.activate()
        self._scroll.ensureWidgetVisible(part)

    def _refresh(self) -> None:
        prediction, point = self._prediction, self.operating_point
        hidden = self._item is not None and self._item.answer_hidden
        chances = {f.label: f.probability for f in prediction.findings} if prediction is not None else {}
        if prediction is not None and self._card is not None and not self._card.exclusive:
            self._answers.sort(chances)
        self._answers.show_values(chances, point.thresholds if point is not None else {}, self.chosen)
        self._answers.show_worths(worths(prediction, point, self._shares))
        self._answers.setVisible(prediction is not None)
        several = self._points.count() > 1
        self._point_form.setRowVisible(0, several and prediction is not None)
        rationale = f"{point.name}: {point.rationale}" if point is not None and not several else ""
        rationale = point.rationale if point is not None and several else rationale
        self._rationale.setText(rationale)
        is_measured = self.costs.show_cost(self._card, point, self.chosen, self._shares)
        self.costs.setVisible(prediction is not None and is_measured)
        self._rationale.setVisible(prediction is not None and bool(rationale) and not is_measured)
        self.heatmap.setVisible(prediction is not None)
        places = prediction.localisations if prediction is not None else {}
        self.heatmap.show_localisation(places.get(self.chosen))
        self.reading.setVisible(prediction is not None)
        self.first_look.setVisible(hidden and self._card is not None)
        self.advice.show_item(self._item if self._card is not None else None)
        sentence = self._sentence()
        self._state.setText(sentence)
        toned(self._state, "caution" if prediction is not None and prediction.abstains else "")
        self._state.setToolTip(set_meaning(prediction, self._card))
        self._state.setVisible(bool(sentence))

    def _sentence(self) -> str:
        """What stands where findings would, if there are none, or above them if none of them holds."""
        if self._known and self._card is None:
            return tr("No model: viewing only.")
        if self._item is None or self._item.answer_hidden:
            return ""
        if self._prediction is not None:
            point = self.operating_point
            return answer(self._prediction, point, self._card) if point is not None else ""
        if self._item.state is State.DECLINED:
            return tr("Declined: {reason}").format(reason=self._item.reason)
        return tr("Analysing…")
