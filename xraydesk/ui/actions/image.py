"""How the film lies in its view and what is written over it."""

from __future__ import annotations

from xraydesk.ui.actions.context import Context
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.drags import KEY_PAN, KEY_ZOOM


class ImageHandlers:
    """Handlers of the action table's group ``image``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def use_window_tool(self) -> None:
        """Left drag: window and level."""
        self._context.view.set_tool("window")

    def use_pan_tool(self) -> None:
        """Left drag: move."""
        self._context.view.set_tool("pan")

    def use_zoom_tool(self) -> None:
        """Left drag: zoom."""
        self._context.view.set_tool("zoom")

    def use_scroll_tool(self) -> None:
        """Left drag: go through the images."""
        self._context.view.set_tool("scroll")

    def use_magnifier(self) -> None:
        """A lens at the pointer."""
        self._context.view.hold_tool("magnifier")

    def fit(self) -> None:
        """The whole film."""
        self._context.view.fit()

    def actual_size(self) -> None:
        """One to one."""
        self._context.view.actual_size()

    def zoom_in(self) -> None:
        """Enlarge."""
        self._context.view.zoom_by(KEY_ZOOM)

    def zoom_out(self) -> None:
        """Reduce."""
        self._context.view.zoom_by(1 / KEY_ZOOM)

    def pan_left(self) -> None:
        """Move the film to the left."""
        self._context.view.pan(-KEY_PAN, 0)

    def pan_right(self) -> None:
        """Move the film to the right."""
        self._context.view.pan(KEY_PAN, 0)

    def pan_up(self) -> None:
        """Move the film up."""
        self._context.view.pan(0, -KEY_PAN)

    def pan_down(self) -> None:
        """Move the film down."""
        self._context.view.pan(0, KEY_PAN)

    def rotate_left(self) -> None:
        """A quarter turn against the clock."""
        self._context.view.set_turn(self._context.view.turn.turned(-1))

    def rotate_right(self) -> None:
        """A quarter turn with the clock."""
        self._context.view.set_turn(self._context.view.turn.turned(1))

    def flip(self) -> None:
        """Exchange left and right."""
        self._context.view.set_turn(self._context.view.turn.flipped())

    def flip_vertical(self) -> None:
        """Exchange top and bottom."""
        self._context.view.set_turn(self._context.view.turn.flipped().turned(2))

    def reset(self) -> None:
        """As the file says."""
        self._context.view.reset()

    def smooth(self, smooth: bool) -> None:
        """How pixels larger than those of the screen are shown."""
        self._context.settings.set("magnification", "smooth" if smooth else "pixels")

    def show_overlays(self, shown: bool) -> None:
        """What the file draws over its picture, in every view."""
        for view in self._context.reading.grid.views:
            view.show_overlays(shown)

    def next_texts(self) -> None:
        """All, minimal, none, and round again."""
        amounts = list(Amount)
        amount = amounts[(amounts.index(Amount(self._context.settings["corner_texts"])) + 1) % len(amounts)]
        self._context.settings.set("corner_texts", amount.value)

    def hide_patient(self, hidden: bool) -> None:
        """Leave out what names the patient."""
        self._context.reading.set_patient_hidden(hidden)

    def maximise(self, maximised: bool) -> None:
        """Only the film, or everything."""
        self._context.window.set_maximised(maximised)
