"""Goes through the frames of a film: by hand, or as a film runs. Frames are made ready off the UI thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.view.cuts import Sheet, sheet_of
from xraydesk.ui.view.picture import Picture, prepare

if TYPE_CHECKING:
    from xraydesk.ui.view.adjustable_view import AdjustableView

KEPT_BYTES = 48 * 2**20
"""Memory for the reduced copies of frames that were shown; small frames have none and are all kept."""

KEPT_FRAMES = 512

RATES = (1, 2, 4, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60)
"""Frames per second to choose from."""


class Frames(QObject):
    """The frames of the film in one view.

    A frame that is asked for while another one is on its way waits for it: however fast the wheel turns, every
    frame that was made ready is seen, and none is made ready in vain.

    Attributes
    ----------
    wanted
        The frame that is shown, or will be when it is ready, from 0.
    rate
        Frames per second of the running film, at most.

    Signals
    -------
    played
        Whether the frames are running.
    """

    played = Signal(bool)

    def __init__(self, view: AdjustableView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._asked: int | None = None
        self.wanted = 0
        self.rate = 10
        self._clock = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._run_on)

    @property
    def count(self) -> int:
        """Frames of the film, 0 without one."""
        return 0 if self._view.picture is None else self._view.picture.radiograph.frames

    def begin(self) -> None:
        """Another film is in the view: nothing of the one before is left."""
        self.stop()
        self._view.lanes.cancel(self._key)
        self._asked = None
        self._kept.clear()
        self.wanted = 0
        if self._view.picture is not None:
            self.wanted = self._view.picture.frame
            self._keep(self._view.picture)

    def step(self, steps: int) -> bool:
        """Go on by frames, not beyond the ends; False if there is none in that direction."""
        frame = min(max(self.wanted + steps, 0), self.count - 1)
        if self.count < 2 or frame == self.wanted:
            return False
        self.stop()
        self.show(frame)
        return True

    def show(self, frame: int) -> None:
        """Show a frame as soon as it is ready."""
        if self._view.picture is None or not 0 <= frame < self.count:
            return
        self.wanted = frame
        kept = self._kept.get(frame)
        if kept is not None:
            self._view.show_frame(kept, None)
        elif self._asked is None:
            self._ask(self._view.picture.radiograph, frame)

    # ---------------------------------------------------------------------------------- running

    @property
    def is_playing(self) -> bool:
        """Whether the frames are running."""
        return self._clock.isActive()

    def play(self) -> None:
        """Let the frames run, from the last one to the first again."""
        if self.count > 1 and not self.is_playing:
            self._clock.start(round(1000 / self.rate))
            self.played.emit(True)

    def stop(self) -> None:
        """Stay at this frame."""
        if self.is_playing:
            self._clock.stop()
            self.played.emit(False)

    def set_rate(self, rate: int) -> None:
        """Change how fast the frames run."""
        self.rate = min(max(rate, RATES[0]), RATES[-1])
        if self.is_playing:
            self._clock.start(round(1000 / self.rate))

    def _run_on(self) -> None:
        if not self._view.isVisible():
            self.stop()
        elif self._asked is None:  # a frame that takes longer than its time makes the film slower, never jerky
            self.show((self.wanted + 1) % self.count)

    # ------------------------------------------------------------------------------- making ready

    @property
    def _key(self) -> tuple[str, int]:
        return ("frame", id(self._view))

    def _ask(self, radiograph: Radiograph, frame: int) -> None:
        view = self._view
        turn, placement = view.turn, view.placement
        self._asked = frame

        def work(_ticket: object) -> tuple[Picture, Sheet | None]:
            picture = prepare(radiograph, frame)
            return picture, sheet_of(picture, turn, placement) if placement.zoom < 1 else None

        view.lanes.submit("view", self._key, work, self._arrived)

    def _arrived(self, answer: tuple[Picture, Sheet | None]) -> None:
        picture, sheet = answer
        self._asked = None
        self._keep(picture)
        self._view.show_frame(picture, sheet)
        if self.wanted != picture.frame:
            self.show(self.wanted)

    def _keep(self, picture: Picture) -> None:
        self._kept[picture.frame] = picture
        self._kept.move_to_end(picture.frame)
        while len(self._kept) > 1 and (
            len(self._kept) > KEPT_FRAMES or sum(kept.own_bytes for kept in self._kept.values()) > KEPT_BYTES
        ):
            self._kept.popitem(last=False)
