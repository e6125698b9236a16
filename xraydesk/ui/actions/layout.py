"""How films are hung beside each other, and what they have in common."""

from __future__ import annotations

from xraydesk.ui.actions.context import Context
from xraydesk.ui.reading.layouts import Layout


class LayoutHandlers:
    """Handlers of the action table's group ``layout``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def automatic(self) -> None:
        """A film beside its newest prior, or alone."""
        self._context.reading.hanging.choose(Layout.AUTOMATIC)

    def one(self) -> None:
        """One film."""
        self._context.reading.hanging.choose(Layout.ONE)

    def two(self) -> None:
        """Two films side by side."""
        self._context.reading.hanging.choose(Layout.TWO)

    def four(self) -> None:
        """Four films."""
        self._context.reading.hanging.choose(Layout.FOUR)

    def overlay(self) -> None:
        """The film twice, without and with the heatmap; asked again, back to what there was before."""
        hanging = self._context.reading.hanging
        if hanging.layout is Layout.OVERLAY:
            hanging.leave_overlay()
        else:
            self._context.reading.panel.heatmap.shown.setChecked(True)
            hanging.choose(Layout.OVERLAY)

    def link_zoom(self, linked: bool) -> None:
        """Zoom and move films together."""
        self._context.settings.set("linked_zoom", linked)

    def link_window(self, linked: bool) -> None:
        """Change the windows of films together."""
        self._context.settings.set("linked_window", linked)

    def older_prior(self) -> None:
        """The prior before the one beside the film."""
        self._context.reading.hanging.step_prior(1)

    def newer_prior(self) -> None:
        """The prior after the one beside the film."""
        self._context.reading.hanging.step_prior(-1)

    def next_view(self) -> None:
        """Make the next view the active one."""
        self._context.reading.go_on(1)

    def previous_view(self) -> None:
        """Make the view before the active one."""
        self._context.reading.go_on(-1)

    def maximise_view(self) -> None:
        """The active view alone, and back."""
        self._context.reading.maximise()
