"""Scoring a film although the guard advised against it: from the panel and the key to the record and the model."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import QObject

from xraydesk.core.decisions import Override
from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import State
from xraydesk.ui.findings.declarations import Declarations
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.review import FRAME, Review
from xraydesk.ui.findings.verdicts import now_text


class Overriding(QObject):
    """Has the film in the active view scored all the same; who wanted it, when and why is stored first."""

    def __init__(
        self,
        desk: Desk,
        panel: FindingsPanel,
        declarations: Declarations,
        review: Review,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._declarations = desk, panel, declarations
        self._review, self._settings = review, settings
        panel.advice.score_asked.connect(self.score)

    def score(self) -> None:
        """Score the film; nothing happens where none was declined. The first time it is asked who is reading."""
        if self._is_declined():
            self._review.when_named(self._score)

    def _is_declined(self) -> bool:
        item = self._desk.current
        return (
            item is not None
            and item.state is State.DECLINED
            and item.may_be_scored
            and not item.answer_hidden
            and self._desk.card is not None
        )

    def _score(self) -> None:
        item, picture = self._desk.current, self._desk.panes[self._desk.active].picture
        if not self._is_declined() or item is None or picture is None or self._desk.card is None:
            return
        self._declarations.add_override(
            Override(
                id=uuid4().hex,
                film=picture.radiograph.sha256,
                frame=FRAME,
                reader=self._settings["reader_name"],
                made=now_text(),
                advice=item.reason,
                because=self._panel.advice.because,
                model=self._desk.card.id,
            )
        )
        self._desk.score_against_advice(self._desk.shown, picture.radiograph)
