"""What the worklist shows and in which order: fields above the table that make up one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from xraydesk.store.worklist import Counts
from xraydesk.store.worklist_query import Query, Sort
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, toned
from xraydesk.ui.worklist.columns import SORTS
from xraydesk.ui.worklist.filter_fields import SearchField, TickMenu, day
from xraydesk.ui.worklist.flow import FlowLayout, joined
from xraydesk.ui.worklist.line import STATUSES

TYPING_MS = 250
"""The list follows what is typed when the reader pauses for so long."""


class FilterBar(QWidget):
    """The fields.

    Signals
    -------
    asked
        The reader wants to see something else; carries nothing, `query` makes it up.
    left
        The keyboard is to go to the list.
    """

    asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = True
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self.asked)
        self.search = named(SearchField(), tr("Find in the worklist"))
        self.search.setPlaceholderText(tr("Patient, file, folder or reason"))
        self.search.setClearButtonEnabled(True)
        self.search.left.connect(self.left)
        self.sort = named(QComboBox(), tr("Order of the worklist"))
        for sort, words in SORTS.items():
            self.sort.addItem(tr(words), sort)
        self.downwards = named(QPushButton(tr("Reverse")), tr("Reverse the order"))
        self.downwards.setCheckable(True)
        self.downwards.setToolTip(tr("The other end of this order first; the triage order has none."))
        self.status, self.label, self.set_label = TickMenu(tr("Status")), TickMenu(tr("Label")), QComboBox()
        self.status.offer({key: tr(words) for key, words in STATUSES.items()})
        named(self.set_label, tr("A label that cannot be ruled out"))
        self.set_label.addItem(tr("Any set of labels"), "")
        self.set_label.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reviewed = named(QComboBox(), tr("Reviewed or not"))
        for words, value in (
            (tr("Reviewed or not"), None), (tr("Not reviewed"), False), (tr("Reviewed"), True)
        ):  # fmt: skip
            self.reviewed.addItem(words, value)
        self.low, self.high = self._percent(0, tr("Least probability")), self._percent(100, tr("Greatest probability"))
        self.since, self.until = self._day(tr("Studies from")), self._day(tr("Studies until"))
        self.clear_button = named(QPushButton(tr("Clear"), flat=True), tr("Clear the filter"))
        self.clear_button.clicked.connect(self.clear)
        self._lay_out()
        self._connect()
        self._changed()
        self._quiet = False

    @staticmethod
    def _percent(value: int, name: str) -> QSpinBox:
        field = named(QSpinBox(minimum=0, maximum=100, value=value, suffix=" %"), name)
        field.setSingleStep(5)
        field.setFixedWidth(78)
        return field

    @staticmethod
    def _day(name: str) -> QLineEdit:
        field = named(QLineEdit(maxLength=10), name)
        field.setPlaceholderText(tr("YYYY-MM-DD"))
        field.setToolTip(tr("A year, a month or a day, such as 2024, 2024-03 or 2024-03-31"))
        field.setFixedWidth(108)
        return field

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), FlowLayout(6)
        upper.setSpacing(6)
        self.search.setMinimumWidth(160)
        self.sort.setMinimumContentsLength(16)
        self.sort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        upper.addWidget(self.search, 3)
        upper.addWidget(self._word(tr("Order")))
        upper.addWidget(self.sort, 1)
        upper.addWidget(self.downwards)
        for widget in (self.status, self.label, self.set_label, self.reviewed):
            lower.addWidget(widget)
        lower.addWidget(joined(self._word(tr("Probability")), self.low, self._word("–"), self.high))
        lower.addWidget(joined(self._word(tr("Study")), self.since, self._word("–"), self.until))
        lower.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(lower)

    @staticmethod
    def _word(words: str) -> QLabel:
        return toned(QLabel(words, textFormat=Qt.TextFormat.PlainText), "quiet")

    def _connect(self) -> None:
        for field in (self.search, self.since, self.until):
            field.textChanged.connect(self._typed)
        for number in (self.low, self.high):
            number.valueChanged.connect(self._typed)
        for box in (self.sort, self.reviewed, self.set_label):
            box.currentIndexChanged.connect(self._changed)
        self.downwards.toggled.connect(self._changed)
        self.status.changed.connect(self._changed)
        self.label.changed.connect(self._changed)

    def _typed(self, _value: object = None) -> None:
        for field in (self.since, self.until):
            refused = day(field.text()) is None
            if field.property("refused") != refused:
                field.setProperty("refused", refused)
                field.style().unpolish(field)
                field.style().polish(field)
        if not self._quiet:
            self._soon.start()
        self._mark()

    def _changed(self, _value: object = None) -> None:
        self.downwards.setEnabled(self.sort.currentData() != Sort.TRIAGE)
        if not self._quiet:
            self._soon.stop()
            self.asked.emit()
        self._mark()

    def _mark(self) -> None:
        self.clear_button.setEnabled(self.is_narrow)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.query(Query(0)) != replace(
            Query(0), sort=self.sort.currentData(), descending=self.downwards.isChecked()
        )

    def query(self, before: Query) -> Query:
        """The query that the fields make up, for the run and with the cap of another one."""
        low, high = self.low.value(), self.high.value()
        return replace(
            before,
            statuses=self.status.ticked,
            labels=self.label.ticked,
            set_label=self.set_label.currentData() or "",
            low=low / 100 if low > 0 else None,
            high=high / 100 if high < 100 else None,
            reviewed=self.reviewed.currentData(),
            text=self.search.text().strip(),
            since=day(self.since.text()) or "",
            until=day(self.until.text(), last=True) or "",
            sort=Sort(self.sort.currentData()),
            descending=self.downwards.isChecked(),
        )

    def offer(self, counts: Counts) -> None:
        """Say how many lines there are of each status, and which labels there are."""
        self.status.offer(
            {key: _with_count(tr(words), counts.by_status.get(key, 0)) for key, words in STATUSES.items()}
        )
        labels = sorted(counts.by_label)
        self.label.offer({label: _with_count(label, counts.by_label[label]) for label in labels})
        if [self.set_label.itemData(row) for row in range(1, self.set_label.count())] != labels:
            chosen = self.set_label.currentData()
            self.set_label.blockSignals(True)
            self.set_label.clear()
            self.set_label.addItem(tr("Any set of labels"), "")
            for label in labels:
                self.set_label.addItem(tr("May be {label}").format(label=label), label)
            self.set_label.setCurrentIndex(max(0, self.set_label.findData(chosen)))
            self.set_label.blockSignals(False)

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """Sort by something else."""
        self._quiet = True
        self.sort.setCurrentIndex(self.sort.findData(sort))
        self.downwards.setChecked(descending and sort is not Sort.TRIAGE)
        self._quiet = False
        self.asked.emit()

    def show_statuses(self, statuses: Iterable[str]) -> None:
        """Only lines of these statuses."""
        self.status.tick(statuses)
        self._changed()

    def clear(self) -> None:
        """Everything is listed again, in the order that it has."""
        self._quiet = True
        for field in (self.search, self.since, self.until):
            field.clear()
        self.low.setValue(0)
        self.high.setValue(100)
        self.reviewed.setCurrentIndex(0)
        self.set_label.setCurrentIndex(0)
        self.status.tick(())
        self.label.tick(())
        self._quiet = False
        self._soon.stop()
        self.asked.emit()
        self._mark()


def _with_count(words: str, count: int) -> str:
    return f"{words}  {count}" if count else words
