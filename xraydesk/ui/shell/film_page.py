"""A page with a film: who and what above, the picture on black, what the model says and what the page is not below.

All lengths are millimetres of paper. No true size is claimed, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter

from xraydesk import __version__
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import RESEARCH_USE
from xraydesk.ui.view.corner_texts import Amount, describe
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.windowing import window_text

MARGIN = 12.0
LINE, POINTS = 4.4, 9.0
GAP = 3.0
MM_PER_INCH = 25.4
LOGICAL_DPI = 96.0
"""What one logical pixel of a view is on paper."""

_INK, _QUIET = "#000000", "#444444"

PAPERS = {"a4": QPageSize.PageSizeId.A4, "a3": QPageSize.PageSizeId.A3, "letter": QPageSize.PageSizeId.Letter}


@dataclass(frozen=True, slots=True)
class PageText:
    """What is written on a page.

    Attributes
    ----------
    left, right
        Lines of the head: the patient, and the study.
    below
        Lines under the picture, in the order of reading; the last is the fixed warning.
    foot
        How the picture was shown, and by what.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    below: tuple[str, ...]
    foot: str


def page_text(scene: Scene, *, patient_hidden: bool, now: datetime) -> PageText:
    """The words that belong to a scene."""
    radiograph = scene.picture.radiograph
    said = describe(radiograph, amount=Amount.ALL, patient_hidden=patient_hidden)
    series = "  ".join(line for line in said.bottom_right if line != radiograph.path.name)
    how = [] if radiograph.is_colour else [window_text(scene.voi) + ("  " + tr("inverted") if scene.inverted else "")]
    how += [scene.turn.mark] if scene.turn.mark else []
    how += [tr("not to scale"), f"XRayDesk {__version__}", now.strftime("%Y-%m-%d %H:%M")]
    model = scene.ai_lines or (tr("No opinion of a model is shown."),)
    return PageText(
        said.top_left,
        (*said.top_right, *([series] if series else [])),
        (*model, tr(RESEARCH_USE)),
        " · ".join(how),
    )


def page_layout(paper: str, orientation: str, part_ratio: float) -> QPageLayout:
    """The sheet.

    Parameters
    ----------
    paper
        One of `PAPERS`.
    orientation
        ``portrait``, ``landscape`` or ``auto``: whichever shows the picture larger.
    part_ratio
        Width of the picture divided by its height.
    """
    size = QPageSize(PAPERS[paper])
    wide = orientation == "landscape" or (orientation == "auto" and part_ratio > 1.15)
    which = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(size, which, margins, QPageLayout.Unit.Millimeter)


def film_room(sheet: QSizeF, text: PageText) -> QRectF:
    """Where the picture may lie on the printable part of a sheet, millimetres from its corner."""
    head = max(len(text.left), len(text.right)) * LINE + GAP
    foot = (len(text.below) + 1) * LINE + GAP
    return QRectF(0, head, sheet.width(), sheet.height() - head - foot)


def paint_page(painter: QPainter, sheet: QSizeF, dpi: float, text: PageText, film: QImage) -> None:
    """Paint a page.

    Parameters
    ----------
    painter
        Its origin is the corner of the printable part; it counts dots.
    sheet
        The printable part in millimetres.
    dpi
        Dots per inch.
    film
        The picture with all that is drawn over it.
    """
    dots = dpi / MM_PER_INCH
    # Pixels, not points: a printer's own idea of its resolution must not change what fits.
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(POINTS / 72 * dpi)))
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    half = QRectF(0, 0, sheet.width() / 2 - GAP / 2, LINE)
    _lines(painter, dots, half, text.left)
    _lines(painter, dots, half.translated(sheet.width() / 2 + GAP / 2, 0), text.right, Qt.AlignmentFlag.AlignRight)
    room = film_room(sheet, text)
    size = QSizeF(film.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(room.topLeft(), size)
    place.moveCenter(room.center())
    painter.drawImage(_scaled(place, dots), film)
    under = QRectF(0, room.bottom() + GAP, sheet.width(), LINE)
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    _lines(painter, dots, under, text.below)
    painter.setFont(font)
    _lines(painter, dots, under.translated(0, len(text.below) * LINE), (text.foot,), colour=_QUIET)


def _lines(
    painter: QPainter,
    dots: float,
    first: QRectF,
    lines: Sequence[str],
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    colour: str = _INK,
) -> None:
    painter.setPen(QColor(colour))
    metrics = QFontMetricsF(painter.font(), painter.device())
    for number, line in enumerate(lines):
        box = _scaled(first.translated(0, number * LINE), dots)
        shortened = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shortened)


def _scaled(box: QRectF, dots: float) -> QRectF:
    return QRectF(box.x() * dots, box.y() * dots, box.width() * dots, box.height() * dots)
