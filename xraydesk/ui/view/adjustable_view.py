"""The part of a view that keeps how a film is seen: window, polarity, turn, zoom and place; it paints nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.imaging.colours import GREY
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.view.cuts import Sheet
from xraydesk.ui.view.film_layer import FilmLayer
from xraydesk.ui.view.frames import Frames
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement

SETTLE_MS = 70
"""Rest after a zoom before the film is resampled for exactly that zoom."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the reader made of a film, to find it so again.

    Attributes
    ----------
    voi, inverted, turn
        Window or table, polarity on top of the file's, and how it is turned.
    colours
        The colours of grey values, a name out of `xraydesk.imaging.colours.FILM_COLOURS`.
    frame
        The frame on screen, from 0.
    """

    voi: Window | LookupTable
    inverted: bool = False
    turn: Turn = field(default_factory=Turn)
    colours: str = GREY
    frame: int = 0


class AdjustableView(QWidget):
    """A widget with a picture and what the reader made of it.

    Signals
    -------
    view_changed
        Window, zoom, turn or picture are not what they were.
    """

    view_changed = Signal()

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes = lanes
        self.film = FilmLayer()
        self.picture: Picture | None = None
        self.placement = Placement.fitted((1, 1), (1, 1))
        self.voi: Window | LookupTable = Window(0.5, 1.0)
        self.inverted = False
        self.turn = Turn()
        self.colours = GREY
        self.frames = Frames(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._sharpen)

    def take(self, picture: Picture | None) -> None:
        """Take a picture as its file says, fitted."""
        self.picture = picture
        self.frames.begin()
        if picture is not None:
            self.reset()
            self._sharpen()
        else:
            self.film.forget()

    def show_frame(self, picture: Picture, sheet: Sheet | None) -> None:
        """Show another frame of the same film, seen as the one before; ``sheet`` makes it sharp at once."""
        self.picture = picture
        if sheet is not None:
            self.film.accept(sheet)
        if not self.film.is_sharp(picture, self.turn, self.placement):
            self._settle.start()
        self._changed()

    @property
    def adjustment(self) -> Adjustment:
        """What the reader made of the film."""
        return Adjustment(self.voi, self.inverted, self.turn, self.colours, self.frames.wanted)

    def adjust(self, adjustment: Adjustment) -> None:
        """Show the film as it was left."""
        self.set_turn(adjustment.turn)
        self.set_inverted(adjustment.inverted)
        self.set_voi(adjustment.voi)
        self.set_colours(adjustment.colours)
        self.frames.show(adjustment.frame)

    @property
    def shows_high_dark(self) -> bool:
        """Whether high values are shown dark."""
        return self.picture is not None and self.picture.radiograph.inverted != self.inverted

    def set_voi(self, voi: Window | LookupTable) -> None:
        """Change the window; colour films have none."""
        if self.picture is not None and not self.picture.radiograph.is_colour:
            self.voi = voi
            self._changed()

    def set_inverted(self, inverted: bool) -> None:
        """Exchange black and white, on top of the file's own polarity."""
        self.inverted = inverted
        self._changed()

    def set_colours(self, colours: str) -> None:
        """Show grey values in colours, or in grey again; colour films stay as they are."""
        if self.picture is not None and not self.picture.radiograph.is_colour:
            self.colours = colours
            self._changed()

    def reset(self) -> None:
        """Everything as the file says; the frame stays."""
        if self.picture is not None:
            self.voi, self.inverted, self.turn, self.colours = self.picture.voi, False, Turn(), GREY
            self.fit()

    # ------------------------------------------------------------------------ where the film lies

    def fit(self) -> None:
        """The whole film."""
        if self.picture is not None:
            rows, columns = self.picture.radiograph.shape
            aspect = self.picture.radiograph.pixel_aspect
            if self.turn.swaps_axes:
                rows, columns, aspect = columns, rows, 1 / aspect
            self.place(Placement.fitted((rows, columns), self._device_size(), aspect))

    def actual_size(self) -> None:
        """One sample on one pixel of the screen."""
        self.place(self.placement.actual())

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom around a point of the view, its middle by default."""
        ratio = self.devicePixelRatioF()
        self.place(self.placement.zoomed(factor, (around.x() * ratio, around.y() * ratio) if around else None))

    def pan(self, across: float, down: float) -> None:
        """Move the film by logical pixels."""
        ratio = self.devicePixelRatioF()
        self.place(self.placement.panned(across * ratio, down * ratio))

    def set_turn(self, turn: Turn) -> None:
        """Show the film turned, and fit it again."""
        self.turn = turn
        self.fit()

    def place(self, placement: Placement) -> None:
        """Let the film lie there."""
        if self.picture is not None:
            self.placement = placement
            if not self.film.is_sharp(self.picture, self.turn, placement):
                self._settle.start()
            self._changed()

    def _sharpen(self) -> None:
        if self.picture is None:
            return
        work = self.film.sharpening(self.picture, self.turn, self.placement)
        if work is not None:
            self.lanes.submit("view", ("sheet", id(self)), lambda _: work(), self._sharpened)

    def _sharpened(self, sheet: Sheet) -> None:
        self.film.accept(sheet)
        self.update()

    def _changed(self) -> None:
        self.update()
        self.view_changed.emit()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
