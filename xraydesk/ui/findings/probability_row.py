"""One class in the findings panel: name, percent, a calm bar with the operating point, and a word on both."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from xraydesk.core.decisions import Verdict
from xraydesk.ui.findings.verdicts import look_of, word_of
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import colours

_PAD = 10
_BAR = 6
_MARK = 14
"""Side of the verdict's mark in a low row."""

_TICK = 4
"""How far the operating point's tick reaches beyond the bar."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


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
        self._verdict: Verdict | None = None
        self._worth = ""
        self._low = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bold = QFont(self.font())
        self._bold.setBold(True)
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self.show_values(None, 0.5)

    def show_values(self, probability: float | None, threshold: float) -> None:
        """Set the calibrated probability (None while there is none) and the operating point, both 0..1."""
        self._probability, self._threshold = probability, threshold
        self._rename()

    def show_worth(self, words: str) -> None:
        """Set what the answer is worth at the reader's prevalence, empty where that is not known."""
        self._worth = words
        self._rename()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Set what the reader declared, None for nothing."""
        self._verdict = verdict
        self._rename()

    def set_low(self, low: bool) -> None:
        """Leave out the line of words; what it says is seen in the bar and its tick, and in the accessible name."""
        self._low = low
        self.updateGeometry()

    def _rename(self) -> None:
        known = tr("no answer yet")
        if self._probability is not None:
            sentence = tr("{percent}, at or above the operating point of {threshold}")
            if not self._is_above():
                sentence = tr("{percent}, below the operating point of {threshold}")
            known = sentence.format(percent=self._percent(self._probability), threshold=self._percent(self._threshold))
        declared = f", {word_of(self._verdict)}" if self._verdict is not None else ""
        worth = f", {self._worth}" if self._worth else ""
        self.setAccessibleName(f"{self.label}: {known}{worth}{declared}")
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines: name, bar, word; two where it is low."""
        if self._low:
            return QSize(200, QFontMetrics(self._bold).height() + _BAR + _PAD + 4)
        lines = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height()
        return QSize(240, lines + _BAR + 2 * _PAD + 8)

    def _is_above(self) -> bool:
        return self._probability is not None and self._probability >= self._threshold

    def _meaning(self) -> str:
        sentence = tr("positive (≥ {threshold})") if self._is_above() else tr("negative (< {threshold})")
        said = sentence.format(threshold=self._percent(self._threshold))
        return f"{said} · {self._worth}" if self._worth else said

    def _percent(self, value: float) -> str:
        """With a decimal where whole percents would not tell the probability from the operating point."""
        chance = self._probability if self._probability is not None else -1.0
        return percent(value, 1 if percent(chance) == percent(self._threshold) else 0)

    # ---------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and percent, bar and tick, what it means and what the reader declared."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        self._paint_ground(painter, area)
        inner = area.adjusted(_PAD, 2 if self._low else _PAD - 2, -_PAD, -_PAD)
        above = self._is_above()
        first = QRectF(inner.left(), inner.top(), inner.width(), QFontMetrics(self._bold).height())
        number = self._percent(self._probability) if self._probability is not None else "–"
        painter.setFont(self._bold if above else self.font())
        painter.setPen(QColor(colours().text if above else colours().quiet))
        if self._low and self._verdict is not None:
            # The only line with room for it; the percentage moves aside.
            first.setWidth(first.width() - _MARK - 4)
            look = look_of(self._verdict)
            place = QRect(round(first.right()) + 4, round(first.center().y()) - _MARK // 2, _MARK, _MARK)
            icon(look.icon).paint(painter, place, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, QIcon.State.Off)
        room = first.width() - painter.fontMetrics().horizontalAdvance(number) - _PAD
        name = painter.fontMetrics().elidedText(self.label, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(first, _LEFT, name)
        painter.drawText(first, _RIGHT, number)
        bar = QRectF(inner.left(), first.bottom() + (3 if self._low else 5), inner.width(), _BAR)
        self._paint_bar(painter, bar, colours().accent if above else colours().faint)
        if self._low:
            return
        last = QRectF(inner.left(), bar.bottom() + 4, inner.width(), QFontMetrics(self._small).height())
        painter.setFont(self._small)
        if self._probability is not None:
            painter.setPen(QColor(colours().quiet))
            room = int(last.width()) - (self._verdict_width(painter, self._verdict) if self._verdict else 0)
            said = painter.fontMetrics().elidedText(self._meaning(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(last, _LEFT, said)
        if self._verdict is not None:
            self._paint_verdict(painter, last, self._verdict)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().raised))
            painter.drawRoundedRect(area, 4, 4)
        if self.isChecked():
            painter.fillRect(QRectF(0, 6, 3, area.height() - 12), QColor(colours().active))
        if self.hasFocus():
            painter.setPen(QColor(colours().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bar(self, painter: QPainter, bar: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().line))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if self._probability is None:
            return
        filled = QRectF(bar)
        filled.setWidth(max(bar.width() * self._probability, _BAR))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        beyond = _TICK / 2 if self._low else _TICK
        tick = QRectF(bar.left() + bar.width() * self._threshold - 1, bar.top() - beyond, 2, _BAR + 2 * beyond)
        painter.fillRect(tick, QColor(colours().text))

    @staticmethod
    def _verdict_width(painter: QPainter, verdict: Verdict) -> int:
        return painter.fontMetrics().horizontalAdvance(word_of(verdict)) + painter.fontMetrics().height() + _PAD

    def _paint_verdict(self, painter: QPainter, line: QRectF, verdict: Verdict) -> None:
        look, word = look_of(verdict), word_of(verdict)
        painter.setPen(QColor(getattr(colours(), look.tone)))
        painter.drawText(line, _RIGHT, word)
        side = round(line.height())
        left = round(line.right() - painter.fontMetrics().horizontalAdvance(word)) - side - 3
        area = QRect(left, round(line.top()), side, side)
        icon(look.icon).paint(painter, area, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, QIcon.State.Off)
