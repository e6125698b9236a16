"""One class in the findings panel: name, percent, a calm bar with the operating point, and a word on both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from xraydesk.ui.shell.theme import ACCENT, ACTIVE, FAINT, LINE, QUIET, RAISED, TEXT

_PAD = 10
_BAR = 6
_TICK = 4
"""How far the operating point's tick reaches beyond the bar."""


def percent(probability: float, digits: int = 0) -> str:
    """A probability as people read it; never a rounded 0 or 100, which would claim certainty."""
    if probability < 0.01:
        return "< 1 %"
    if probability > 0.99:
        return "> 99 %"
    return f"{probability * 100:.{digits}f} %"


class ProbabilityRow(QAbstractButton):
    """A row that can be chosen, by click or keyboard, to see where the model looked for its class."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._probability: float | None = None
        self._threshold = 0.5
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"Show where the model looked for {label}")
        self._bold = QFont(self.font())
        self._bold.setBold(True)
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self.show_values(None, 0.5)

    def show_values(self, probability: float | None, threshold: float) -> None:
        """Set the calibrated probability (None while there is none) and the operating point, both 0..1."""
        self._probability, self._threshold = probability, threshold
        known = "no answer yet" if probability is None else f"{self._percent(probability)}, {self._verdict()}"
        self.setAccessibleName(f"{self.label}: {known}")
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines: name, bar, word."""
        lines = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height()
        return QSize(240, lines + _BAR + 2 * _PAD + 8)

    def _is_above(self) -> bool:
        return self._probability is not None and self._probability >= self._threshold

    def _verdict(self) -> str:
        side = "at or above" if self._is_above() else "below"
        return f"{side} the operating point of {self._percent(self._threshold)}"

    def _percent(self, value: float) -> str:
        """With a decimal where whole percents would not tell the probability from the operating point."""
        chance = self._probability if self._probability is not None else -1.0
        return percent(value, 1 if percent(chance) == percent(self._threshold) else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and percent, bar and tick, verdict."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(RAISED))
            painter.drawRoundedRect(area, 4, 4)
        if self.isChecked():
            painter.fillRect(QRectF(0, 6, 3, area.height() - 12), QColor(ACTIVE))
        if self.hasFocus():
            painter.setPen(QColor(ACCENT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inner = area.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD)
        above = self._is_above()
        first = QRectF(inner.left(), inner.top(), inner.width(), QFontMetrics(self._bold).height())
        painter.setFont(self._bold if above else self.font())
        painter.setPen(QColor(TEXT if above else QUIET))
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.label)
        number = self._percent(self._probability) if self._probability is not None else "–"
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        bar = QRectF(inner.left(), first.bottom() + 5, inner.width(), _BAR)
        self._paint_bar(painter, bar, ACCENT if above else FAINT)
        if self._probability is not None:
            painter.setFont(self._small)
            painter.setPen(QColor(QUIET if above else FAINT))
            last = QRectF(inner.left(), bar.bottom() + 4, inner.width(), QFontMetrics(self._small).height())
            painter.drawText(last, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._verdict())

    def _paint_bar(self, painter: QPainter, bar: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LINE))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if self._probability is None:
            return
        filled = QRectF(bar)
        filled.setWidth(max(bar.width() * self._probability, _BAR))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        tick = QRectF(bar.left() + bar.width() * self._threshold - 1, bar.top() - _TICK, 2, _BAR + 2 * _TICK)
        painter.fillRect(tick, QColor(TEXT))
