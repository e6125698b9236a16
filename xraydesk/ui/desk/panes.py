"""The places of the desk in which a film can be, one for each view of the reading page."""

from __future__ import annotations

from dataclasses import dataclass

from xraydesk.ui.view.picture import Picture

PANES = 4
"""As many as the largest layout shows."""


@dataclass(slots=True, eq=False)
class Pane:
    """What is, and what is about to be, in one view.

    Attributes
    ----------
    shown
        Row of the film on screen, -1 when there is none.
    wanted
        Row that was asked for last; the same as ``shown`` once it is there.
    picture
        The film on screen.
    is_sought
        Whether it is the first film of a drop, which nobody chose.
    """

    shown: int = -1
    wanted: int = -1
    picture: Picture | None = None
    is_sought: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is here and nothing on its way."""
        return self.shown < 0 and self.wanted < 0

    def clear(self) -> None:
        """Nothing is here any more."""
        self.shown = self.wanted = -1
        self.picture, self.is_sought = None, False
