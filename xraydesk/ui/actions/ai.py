"""What the model says and where it looked."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton

from xraydesk.core.decisions import Verdict
from xraydesk.ui.actions.context import Context
from xraydesk.ui.actions.keymap import shown
from xraydesk.ui.shell.dialogs import MarkdownPage, page
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import named

OPACITY_STEP = 10
"""Percent."""

PAPERS: Final = {
    "data_sheet.md": (mark("Data sheet…"), mark("Data sheet: {title}")),
    "reporting_map.md": (mark("Reporting map…"), mark("Reporting map: {title}")),
}
"""File of a paper → words on its button, name of its page."""


class AiHandlers:
    """Handlers of the action table's group ``ai``."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.keymap.watch(self._name_reveal_key)
        self._name_reveal_key()

    def _name_reveal_key(self) -> None:
        keys = self._context.keymap.keys("reveal")
        self._context.reading.panel.first_look.show_key(shown(keys[0]) if keys else "")
        keys = self._context.keymap.keys("score_anyway")
        self._context.reading.panel.advice.show_key(shown(keys[0]) if keys else "")

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

    def next_explainer(self) -> None:
        """Another explainer."""
        self._context.window.consultation.explaining.choose_next()

    def compute_explainer(self) -> None:
        """Start the explainer, or stop it."""
        self._context.window.consultation.explaining.start_or_cancel()

    def reveal(self) -> None:
        """Show what the model says of this film."""
        self._context.window.consultation.second_reader.reveal()

    def score_against_advice(self) -> None:
        """Score the film on screen although the guard declined it."""
        self._context.window.consultation.overriding.score()

    def set_second_reader(self, on: bool) -> None:
        """Hide answers until the reader has looked, or not."""
        self._context.settings.set("second_reader", on)

    def accept(self) -> None:
        """The reader agrees with the chosen finding."""
        self._context.window.consultation.review.declare(Verdict.ACCEPTED)

    def reject(self) -> None:
        """The reader does not agree with the chosen finding."""
        self._context.window.consultation.review.declare(Verdict.REJECTED)

    def correct(self) -> None:
        """Say what the chosen finding is instead."""
        panel = self._context.reading.panel
        panel.bring_into_view(panel.reading)
        panel.reading.take_focus()

    def undo_verdict(self) -> None:
        """Take back the last verdict about the chosen finding."""
        self._context.window.consultation.review.undo()

    def show_history(self) -> None:
        """Everything that was declared of this film."""
        from xraydesk.ui.findings.history_page import history_html

        record = self._context.window.consultation.review.record
        self._context.show(tr("What was declared"), page(history_html(record)), (900, 480))

    def show_card(self) -> None:
        """The model card, beside the film."""
        from xraydesk.ui.findings.card_page import card_html

        card = self._context.desk.card
        if card is not None:
            name = tr("Model card: {title}").format(title=card.title)
            self._context.show(name, page(card_html(card)), (760, 640), self._papers(card.title))

    def _papers(self, title: str) -> list[QPushButton]:
        """A button for each paper that comes with the model."""
        buttons = []
        for file, (words, name) in PAPERS.items():
            content = self._context.desk.papers.get(file)
            if content is not None:
                button = named(QPushButton(tr(words)), tr(words).rstrip("…"))
                heading = tr(name).format(title=title)
                button.clicked.connect(partial(self._show_paper, heading, content))
                buttons.append(button)
        return buttons

    def _show_paper(self, heading: str, content: str, _checked: object = None) -> None:
        self._context.show(heading, MarkdownPage(content), (760, 640))
