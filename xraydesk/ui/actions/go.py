"""From image to image and from part to part of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt

from xraydesk.ui.actions.context import Context
from xraydesk.ui.view.frames import RATES


class GoHandlers:
    """Handlers of the action table's group ``go``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def next_image(self) -> None:
        """Forward."""
        self._context.desk.step(1)

    def previous_image(self) -> None:
        """Back."""
        self._context.desk.step(-1)

    def first_image(self) -> None:
        """To the first readable file."""
        self._go_to_end(self._context.desk.items.order)

    def last_image(self) -> None:
        """To the last readable file."""
        self._go_to_end(reversed(self._context.desk.items.order))

    def _go_to_end(self, order: Iterable[int]) -> None:
        items = self._context.desk.items
        self._context.desk.choose(next((row for row in order if items[row].shows), -1))

    def next_frame(self) -> None:
        """Forward in the film."""
        self._context.view.frames.step(1)

    def previous_frame(self) -> None:
        """Back in the film."""
        self._context.view.frames.step(-1)

    def first_frame(self) -> None:
        """To the beginning of the film."""
        self._context.view.frames.step(-self._context.view.frames.count)

    def last_frame(self) -> None:
        """To the end of the film."""
        self._context.view.frames.step(self._context.view.frames.count)

    def play(self) -> None:
        """Let the frames run, or stop them."""
        frames = self._context.view.frames
        if frames.is_playing:
            frames.stop()
        else:
            frames.play()

    def play_faster(self) -> None:
        """More frames per second."""
        rate = self._context.settings["cine_rate"]
        self._context.settings.set("cine_rate", next((each for each in RATES if each > rate), RATES[-1]))

    def play_slower(self) -> None:
        """Fewer frames per second."""
        rate = self._context.settings["cine_rate"]
        self._context.settings.set("cine_rate", next((each for each in reversed(RATES) if each < rate), RATES[0]))

    def focus_view(self) -> None:
        """The film has the keyboard."""
        self._context.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_strip(self) -> None:
        """The strip, or the study list in its place, has the keyboard."""
        self._context.reading.side.take_focus()

    def focus_findings(self) -> None:
        """The findings panel has the keyboard."""
        self._context.reading.panel.take_focus()
