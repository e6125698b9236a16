"""Scrolling a panel must not change what lies under the pointer: the wheel is for what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget


class CalmWheel(QObject):
    """Keeps the wheel from the fields and sliders of a panel that do not have the keyboard."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        for kind in (QComboBox, QAbstractSlider, QAbstractSpinBox):
            for field in panel.findChildren(kind):
                if not isinstance(field, QScrollBar):
                    field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Let the panel have the wheel."""
        if event.type() == QEvent.Type.Wheel and isinstance(field, QWidget) and not field.hasFocus():
            event.ignore()
            return True
        return False
