"""How common each label is where the reader works: kept in the settings for each model and label."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.findings.findings_panel import FindingsPanel

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard

KEY = "prevalence"


class Prevalences(QObject):
    """Connects the settings with the panel."""

    def __init__(self, desk: Desk, panel: FindingsPanel, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._settings = desk, panel, settings
        panel.costs.prevalence_set.connect(self.set)
        desk.card_known.connect(lambda _: self._show())
        self._stop: Callable[[], None] = settings.watch(KEY, self._show)
        self._show()

    def set(self, label: str, share: float | None) -> None:
        """The reader says how common a label is, 0..1, or takes that back."""
        card = self._desk.card
        if card is None:
            return
        kept = {key: value for key, value in self._settings[KEY].items() if key != _key(card, label)}
        self._settings.set(KEY, kept if share is None else kept | {_key(card, label): share})

    def _show(self, _value: object = None) -> None:
        card = self._desk.card
        if card is not None:
            kept = self._settings[KEY]
            self._panel.show_prevalences(
                {label: kept[_key(card, label)] for label in card.labels if _key(card, label) in kept}
            )


def _key(card: ModelCard, label: str) -> str:
    return f"{card.id}/{label}"
