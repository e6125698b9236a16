"""What a view shows at one moment, as one frozen value, and the protocol of the layers that paint it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.imaging.colours import GREY
from xraydesk.ui.view.corner_plan import CornerPlan
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement


class Depth(IntEnum):
    """Where a layer lies, from the film upwards. What lies below `LENS` is magnified with the film."""

    FILM = 0
    GRAPHICS = 10
    HEATMAP = 20
    ANNOTATIONS = 30
    LENS = 40
    BORDER = 50
    WORDS = 60


@dataclass(frozen=True, slots=True)
class Company:
    """What a view says of those beside it.

    Attributes
    ----------
    remarks
        Lines at the top right, each with its colour; no setting hides them.
    zoom_linked, window_linked
        Whether another view keeps step with it.
    """

    remarks: tuple[tuple[str, str], ...] = ()
    zoom_linked: bool = False
    window_linked: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a layer may look at; it never asks the widget.

    Attributes
    ----------
    picture, placement, turn
        The frame, where it lies in the view (device pixels) and how it is turned.
    area, ratio
        The view in logical pixels, and device pixels per logical pixel.
    voi, inverted, colours
        Window or table in use, whether the reader inverted it, and the colours of grey values.
    is_smooth
        Whether samples larger than a pixel of the screen run into each other, or are seen as they are.
    heatmap, heatmap_style
        A class's evidence, and how it is drawn.
    rate
        Frames per second while the frames run, else 0.
    lens
        How many times more than the view the magnifier enlarges, 0 without one.
    magnified
        Whether this is the part of the film in the magnifier, where there is no room for words.
    pointer
        Where the pointer is, in logical pixels; None outside of the view.
    ai_lines, banner
        What is said about the model, and what is going on.
    amount, patient_hidden, plan
        How much is written, and which lines stand in which corner.
    overlays_shown
        Whether the file's overlay planes are painted; the shutter always is.
    active, focused
        Whether this is the view that commands act on, and whether it has the keyboard.
    company
        What is said of the views beside it.
    """

    picture: Picture
    placement: Placement
    turn: Turn
    area: QRectF
    ratio: float
    voi: Window | LookupTable
    inverted: bool = False
    colours: str = GREY
    is_smooth: bool = True
    heatmap: Heatmap | None = None
    heatmap_style: HeatmapStyle = field(default_factory=HeatmapStyle)
    rate: int = 0
    lens: float = 0.0
    magnified: bool = False
    pointer: QPointF | None = None
    ai_lines: tuple[str, ...] = ()
    banner: str = ""
    amount: Amount = Amount.ALL
    patient_hidden: bool = False
    plan: CornerPlan = field(default_factory=CornerPlan)
    overlays_shown: bool = True
    active: bool = True
    focused: bool = False
    company: Company = field(default_factory=Company)

    @property
    def is_small(self) -> bool:
        """Whether there is room for the most important lines only."""
        return min(self.area.width(), self.area.height()) < SMALL_VIEW

    @property
    def transform(self) -> QTransform:
        """Stored picture ``(x, y)``, pixel corners at integers → logical pixels of the view."""
        left, top = self.placement.corner
        across, down = self.placement.zoom, self.placement.zoom * self.placement.aspect
        onto_view = QTransform(across / self.ratio, 0, 0, down / self.ratio, left / self.ratio, top / self.ratio)
        return QTransform(*self.turn.matrix(self.picture.radiograph.shape)) * onto_view

    def to_view(self, x: float, y: float) -> QPointF:
        """A point of the stored picture in logical pixels of the view."""
        return self.transform.map(QPointF(x, y))

    def to_stored(self, place: QPointF) -> tuple[float, float]:
        """A place in the view as ``(x, y)`` of the stored picture; outside of it too."""
        point = self.transform.inverted()[0].map(place)
        return point.x(), point.y()

    @property
    def pointed(self) -> tuple[int, int] | None:
        """The stored ``(row, column)`` under the pointer, None outside of the film."""
        if self.pointer is None:
            return None
        x, y = self.to_stored(self.pointer)
        rows, columns = self.picture.radiograph.shape
        return (int(y), int(x)) if 0 <= x < columns and 0 <= y < rows else None


SMALL_VIEW = 380
"""Logical pixels of width or height below which only the lines that must be there are written."""


class Layer(Protocol):
    """Paints one thing over a film."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint in logical pixels of the view; leave the painter as it was."""


@contextmanager
def device_pixels(painter: QPainter, ratio: float) -> Iterator[None]:
    """Within it the painter counts device pixels from the corner of the view, exactly on those of the screen.

    At a scaling of 125 % a view may begin within a device pixel; without the shift every sample would be smeared over
    two.
    """
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    corner = painter.deviceTransform()
    painter.translate(round(corner.dx()) - corner.dx(), round(corner.dy()) - corner.dy())
    try:
        yield
    finally:
        painter.restore()
