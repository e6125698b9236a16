"""How grey values are shown."""

from __future__ import annotations

from xraydesk.imaging.display import auto_window
from xraydesk.ui.actions.context import Context
from xraydesk.ui.view.drags import KEY_WINDOW
from xraydesk.ui.view.windowing import as_window, dragged


class WindowingHandlers:
    """Handlers of the action table's group ``windowing``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def invert(self, inverted: bool) -> None:
        """Exchange black and white."""
        self._context.view.set_inverted(inverted)

    def auto_window(self) -> None:
        """From the first to the last percent of the grey values."""
        picture = self._context.view.picture
        if picture is not None:
            self._context.view.set_voi(auto_window(picture.radiograph, frame=picture.frame))

    def first_file_window(self) -> None:
        """What the file offers first; without any, what it opened with."""
        picture = self._context.view.picture
        if picture is not None:
            self._context.view.set_voi(picture.voi)

    def second_file_window(self) -> None:
        """What the file offers second, if it does."""
        picture = self._context.view.picture
        if picture is not None and len(picture.radiograph.voi) > 1:
            self._context.view.set_voi(picture.radiograph.voi[1])

    def wider(self) -> None:
        """Less contrast."""
        self._rewindow(KEY_WINDOW, 0)

    def narrower(self) -> None:
        """More contrast."""
        self._rewindow(-KEY_WINDOW, 0)

    def brighter(self) -> None:
        """Brighter."""
        self._rewindow(0, KEY_WINDOW)

    def darker(self) -> None:
        """Darker."""
        self._rewindow(0, -KEY_WINDOW)

    def _rewindow(self, across: float, up: float) -> None:
        view = self._context.view
        view.set_voi(dragged(as_window(view.voi), across, up, inverted=view.shows_high_dark))
