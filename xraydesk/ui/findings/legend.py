"""The legend of the heatmap: the fixed scale with its unit, in the colours and the opacity that are in use."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xraydesk.imaging.overlay import CONTOUR_FRACTIONS, STEPS, UNIT_TEXT, colour_table, colourise
from xraydesk.ui.shell.theme import LINE, QUIET
from xraydesk.ui.view.film_layer import to_image
from xraydesk.ui.view.heatmap_layer import HeatmapStyle

_BAR = 14
_FILM_GREY = "#6e6e6e"
"""The colours are shown over a middle grey, as they lie over a film."""


class Legend(QWidget):
    """A horizontal scale from no evidence to full colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = HeatmapStyle()
        self._scale: float | None = None
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Heatmap legend")

    def show_scale(self, scale: float | None, style: HeatmapStyle) -> None:
        """Set the logit units of full colour (None without a model) and how the heatmap is drawn."""
        self._scale, self._style = scale, style
        if scale is not None:
            self.setAccessibleDescription(f"from 0 to {scale:g} and more, {UNIT_TEXT}, the same for every film")
        self.update()

    def sizeHint(self) -> QSize:
        """The bar and two lines of text."""
        return QSize(240, _BAR + 2 * QFontMetrics(self._small).height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bar, numbers, unit."""
        if self._scale is None:
            return
        painter = QPainter(self)
        bar = QRectF(1, 1, self.width() - 2, _BAR)
        painter.fillRect(bar, QColor(_FILM_GREY))
        if self._style.kind != "contour":
            ramp = colourise(np.linspace(0, 1, STEPS, dtype=np.float32)[None], 1.0, self._style.colour_map)
            painter.setOpacity(self._style.opacity)
            painter.drawImage(bar, to_image(ramp))
            painter.setOpacity(1.0)
        if self._style.kind != "map":
            for fraction in CONTOUR_FRACTIONS:
                colour = colour_table(self._style.colour_map)[round(fraction * (STEPS - 1))].tolist()
                x = bar.left() + bar.width() * fraction
                painter.fillRect(QRectF(x - 2, bar.top(), 4, bar.height()), QColor(0, 0, 0, 170))
                painter.fillRect(QRectF(x - 1, bar.top(), 2, bar.height()), QColor(*colour).lighter(120))
        painter.setPen(QColor(LINE))
        painter.drawRect(bar)
        painter.setFont(self._small)
        painter.setPen(QColor(QUIET))
        height = QFontMetrics(self._small).height()
        numbers = QRectF(0, bar.bottom() + 3, self.width(), height)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(numbers, Qt.AlignmentFlag.AlignHCenter, f"{self._scale / 2:g}")
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight, f"≥ {self._scale:g}")
        unit = numbers.translated(0, height)
        painter.drawText(unit, Qt.AlignmentFlag.AlignLeft, f"{UNIT_TEXT} · same scale on every film")
