"""Labels beside fields, as every group of the findings panel has them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget


def form() -> QFormLayout:
    """An empty form whose fields take all the room."""
    made = QFormLayout()
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setHorizontalSpacing(12)
    return made


def add_row(to: QFormLayout, words: str, *fields: QWidget) -> None:
    """Add a line; its label stands at the middle of the field, and fields of one line share the room."""
    line = QHBoxLayout()
    line.setSpacing(6)
    for each in fields:
        line.addWidget(each, 1)
    label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
    label.setMinimumHeight(max(each.sizeHint().height() for each in fields))
    to.addRow(label, line)
