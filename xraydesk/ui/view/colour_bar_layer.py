"""Paints the scale beside a film whose grey values are shown in colours."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from xraydesk.core.radiograph import Window
from xraydesk.imaging.colours import FILM_COLOURS, GREY, STEPS, film_table
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.darkroom import to_image
from xraydesk.ui.view.outlined_text import OutlinedText
from xraydesk.ui.view.scene import Scene

WIDTH, LONGEST, PART = 12.0, 240.0, 0.36
"""Of the bar, in logical pixels and as a part of the view's height."""

LEAST = 120.0
"""A bar shorter than this would say nothing."""


class ColourBarLayer:
    """At the right edge, below the side letter: the brightest colour above, as on the film."""

    def __init__(self, font: QFont) -> None:
        self._text, self._font = OutlinedText(), font
        self._bar: tuple[str, QImage] = ("", QImage())

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the bar while the film is not grey."""
        height = min(LONGEST, PART * scene.area.height())
        if scene.colours == GREY or scene.picture.radiograph.is_colour or height < LEAST:
            return
        if self._bar[0] != scene.colours:
            ramp = np.repeat(film_table(scene.colours)[::-1, None], 2, axis=1)
            self._bar = scene.colours, to_image(np.ascontiguousarray(ramp))
        bar = QRectF(scene.area.right() - WIDTH - 14, scene.area.center().y() + 24, WIDTH, height)
        painter.drawImage(bar, self._bar[1], QRectF(0, 0, 2, STEPS))
        painter.setPen(QPen(QColor(FILM.line), 1))
        painter.drawRect(bar)
        title = next(tr(each.title) for each in FILM_COLOURS if each.name == scene.colours)
        upper, lower = _ends(scene)
        for words, y in ((upper, bar.top() - 10), (lower, bar.bottom() - 10), (title, bar.bottom() + 8)):
            x = bar.left() - 6 if words is not title else bar.right()
            self._text.draw(painter, QPointF(x, y), words, self._font, FILM.text, align=Qt.AlignmentFlag.AlignRight)


def _ends(scene: Scene) -> tuple[str, str]:
    """What the upper and the lower end of the bar stand for, in modality units."""
    if not isinstance(scene.voi, Window):
        return "", ""
    low, high = scene.voi.center - scene.voi.width / 2, scene.voi.center + scene.voi.width / 2
    upside_down = scene.picture.radiograph.inverted != scene.inverted
    return (f"{low:.4g}", f"{high:.4g}") if upside_down else (f"{high:.4g}", f"{low:.4g}")
