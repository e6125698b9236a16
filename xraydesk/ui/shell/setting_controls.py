"""The control for one setting: a check, a list, a number or a text, which says what it will not take."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from xraydesk.core.settings import LONGEST_TEXT, Setting
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, repolish

_PERCENT = "%"


class Control(QWidget):
    """Shows the value of a setting and hands on what the reader makes of it.

    Signals
    -------
    chosen
        An acceptable value.
    refused
        Why a value was not taken, as a sentence; empty when there is nothing to refuse any more.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_value(self, value: Any) -> None:
        """Show a value without handing it on."""
        raise NotImplementedError

    def _hold(self, widget: QWidget) -> None:
        named(widget, tr(self.setting.label)).setAccessibleDescription(tr(self.setting.help))
        self._column.addWidget(widget)
        self._widget = widget
        self.setFocusProxy(widget)

    def _choose(self, value: Any) -> None:
        accepted = self.setting.accepts(value)
        self._refuse("" if accepted else self.wish())
        if accepted:
            self.chosen.emit(value)

    def _refuse(self, sentence: str) -> None:
        self._widget.setProperty("refused", bool(sentence))
        repolish(self._widget)
        self.refused.emit(sentence)

    def wish(self) -> str:
        """What would be taken."""
        setting, factor = self.setting, 100 if self.setting.unit == _PERCENT else 1
        if setting.words:
            return tr("Words that are known: {words}.").format(words=", ".join(setting.words))
        if setting.low is None or setting.high is None:
            return tr("At most {n} letters.").format(n=LONGEST_TEXT)
        unit = f" {setting.unit}".rstrip()
        low, high = f"{setting.low * factor:g}{unit}", f"{setting.high * factor:g}{unit}"
        return tr("From {low} to {high}.").format(low=low, high=high)


class _Check(Control):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._box = QCheckBox(tr(setting.label))
        self._hold(self._box)
        self._box.toggled.connect(self._choose)

    def show_value(self, value: Any) -> None:
        blocked = self._box.blockSignals(True)
        self._box.setChecked(value)
        self._box.blockSignals(blocked)


class _List(Control):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._box = QComboBox()
        for value, title in zip(setting.choices, setting.titles or map(str, setting.choices), strict=True):
            self._box.addItem(tr(title), value)
        _leave_the_wheel_to_the_page(self._box)
        self._hold(self._box)
        self._box.activated.connect(lambda: self._choose(self._box.currentData()))

    def show_value(self, value: Any) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class _Number(Control):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._factor = 100 if setting.unit == _PERCENT else 1
        whole = setting.type is int
        self._box: _Whole | _Decimal = _Whole() if whole else _Decimal()
        low, high = setting.low, setting.high
        self._box.setRange(*(self._spoken(-1e9 if low is None else low), self._spoken(1e9 if high is None else high)))
        self._box.setSingleStep(self._spoken(setting.step or 1))
        if isinstance(self._box, _Decimal):
            self._box.setDecimals(0 if self._factor == 100 else 2)
        self._box.setSuffix(f" {setting.unit}".rstrip())
        self._box.setKeyboardTracking(False)
        _leave_the_wheel_to_the_page(self._box)
        self._hold(self._box)
        self._box.valueChanged.connect(lambda value: self._choose(setting.type(value / self._factor)))
        self._box.out_of_range.connect(lambda: self._refuse(self.wish()))

    def _spoken(self, value: float) -> Any:
        return self.setting.type(value * self._factor)

    def show_value(self, value: Any) -> None:
        blocked = self._box.blockSignals(True)
        self._box.setValue(value * self._factor)
        self._box.blockSignals(blocked)


class _Text(Control):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._line = QLineEdit()
        self._hold(self._line)
        self._line.editingFinished.connect(lambda: self._choose(self._line.text().strip()))

    def show_value(self, value: Any) -> None:
        if self._line.text().strip() != value:
            self._line.setText(value)


def _typed(box: QSpinBox | QDoubleSpinBox, state: QValidator.State, text: str) -> QValidator.State:
    """Let numbers out of range be typed to their end, so that they can be refused with a word instead of silently."""
    number = text.removesuffix(box.suffix()).strip().replace(",", "", 1).replace(".", "", 1).removeprefix("-")
    invalid = state == QValidator.State.Invalid
    return QValidator.State.Intermediate if invalid and number.isdigit() and len(number) < 9 else state


class _Whole(QSpinBox):
    out_of_range = Signal()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state, *_ = super().validate(text, place)
        return _typed(self, state, text), text, place

    def fixup(self, _text: str) -> str:
        self.out_of_range.emit()
        return self.textFromValue(self.value()) + self.suffix()


class _Decimal(QDoubleSpinBox):
    out_of_range = Signal()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state, *_ = super().validate(text, place)
        return _typed(self, state, text), text, place

    def fixup(self, _text: str) -> str:
        self.out_of_range.emit()
        return self.textFromValue(self.value()) + self.suffix()


class _WheelStopper(QObject):
    """Scrolling over a page of controls must not change them: only one that has the keyboard hears the wheel."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _leave_the_wheel_to_the_page(widget: QWidget) -> None:
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_WheelStopper(widget))


def control_for(setting: Setting) -> Control:
    """The control that suits a setting."""
    if setting.choices:
        return _List(setting)
    if setting.type is bool:
        return _Check(setting)
    return _Text(setting) if setting.type is str else _Number(setting)
