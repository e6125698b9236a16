"""What the model says and where it looked."""

from __future__ import annotations

from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.dialogs import page

OPACITY_STEP = 10
"""Percent."""


class AiHandlers:
    """Handlers of the action table's group ``ai``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def show_heatmap(self, shown: bool) -> None:
        """Heatmap on or off."""
        self._context.reading.panel.heatmap.shown.setChecked(shown)

    def next_class(self) -> None:
        """Where the model looked for the next class."""
        self._context.reading.panel.choose_beside(1)

    def previous_class(self) -> None:
        """Where the model looked for the class before."""
        self._context.reading.panel.choose_beside(-1)

    def more_opaque(self) -> None:
        """A stronger heatmap."""
        self._context.reading.panel.heatmap.change_opacity(OPACITY_STEP)

    def less_opaque(self) -> None:
        """A fainter heatmap."""
        self._context.reading.panel.heatmap.change_opacity(-OPACITY_STEP)

    def next_colours(self) -> None:
        """Other colours."""
        self._context.reading.panel.heatmap.next_colours()

    def next_kind(self) -> None:
        """Colours, lines or both."""
        self._context.reading.panel.heatmap.next_kind()

    def next_operating_point(self) -> None:
        """Another operating point."""
        self._context.reading.panel.next_operating_point()

    def show_card(self) -> None:
        """The model card, beside the film."""
        from xraydesk.ui.findings.card_page import card_html

        card = self._context.desk.card
        if card is not None:
            self._context.show(f"Model card: {card.title}", page(card_html(card)), (720, 640))
