"""The legend of the heatmap: the scale with its unit, in the colours and the opacity that are in use."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xraydesk.imaging.colours import STEPS
from xraydesk.imaging.overlay import CONTOUR_FRACTIONS, UNIT_TEXT, colourise, line_colour, line_width
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.theme import colours
from xraydesk.ui.view.darkroom import to_image
from xraydesk.ui.view.heatmap import HeatmapStyle

_BAR = 14
_FILM_GREY = "#6e6e6e"
"""The colours are shown over a middle grey, as they lie over a film."""

_UNIT = mark("evidence, logit units")
assert _UNIT == UNIT_TEXT


class Legend(QWidget):
    """A horizontal scale from no evidence to full colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = HeatmapStyle()
        self._scale: float | None = None
        self._relative = False
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Heatmap legend"))

    def show_scale(self, scale: float | None, style: HeatmapStyle, *, relative: bool = False) -> None:
        """Set how the heatmap is drawn and its scale.

        Parameters
        ----------
        scale
            Value of full colour; None without a model.
        relative
            Whether the map goes from its own least to its own most, which no other film has in common.
        """
        self._scale, self._style, self._relative = scale, style, relative
        if scale is not None:
            self.setAccessibleDescription(self._description(scale))
        self.update()

    def _description(self, scale: float) -> str:
        if self._relative:
            return tr("from the least to the most of this map; relative, this film only")
        return tr("from 0 to {scale} and more, {unit}, the same for every film").format(
            scale=f"{scale:.3g}", unit=tr(_UNIT)
        )

    def sizeHint(self) -> QSize:
        """The bar and two lines of text."""
        return QSize(240, _BAR + 2 * QFontMetrics(self._small).height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bar, numbers, unit."""
        if self._scale is None:
            return
        painter = QPainter(self)
        bar = QRectF(1, 1, self.width() - 2, _BAR)
        self._paint_bar(painter, bar)
        painter.setFont(self._small)
        painter.setPen(QColor(colours().quiet))
        height = QFontMetrics(self._small).height()
        numbers = QRectF(0, bar.bottom() + 3, self.width(), height)
        least, middle, most = "0", f"{self._scale / 2:.3g}", f"≥ {self._scale:.3g}"
        unit = tr("{unit} · same scale on every film").format(unit=tr(_UNIT))
        if self._relative:
            least, middle, most = tr("least"), "", tr("most")
            unit = tr("relative, this film only")
        painter.drawText(numbers, Qt.AlignmentFlag.AlignLeft, least)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignHCenter, middle)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight, most)
        fitting = painter.fontMetrics().elidedText(unit, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(numbers.translated(0, height), Qt.AlignmentFlag.AlignLeft, fitting)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        painter.fillRect(bar, QColor(_FILM_GREY))
        if self._style.kind != "contour":
            ramp = colourise(np.linspace(0, 1, STEPS, dtype=np.float32)[None], 1.0, self._style.colour_map)
            painter.setOpacity(self._style.opacity)
            painter.drawImage(bar, to_image(ramp))
            painter.setOpacity(1.0)
        if self._style.kind != "map":
            for fraction in CONTOUR_FRACTIONS:
                x, width = bar.left() + bar.width() * fraction, line_width(fraction)
                rim = QRectF(x - width / 2 - 1, bar.top(), width + 2, bar.height())
                painter.fillRect(rim, QColor(0, 0, 0, 170))
                painter.fillRect(rim.adjusted(1, 0, -1, 0), QColor(*line_colour(self._style.colour_map, fraction)))
        painter.setPen(QColor(colours().line))
        painter.drawRect(bar)
