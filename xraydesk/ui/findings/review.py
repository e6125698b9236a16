"""What the reader makes of the model's findings: from the panel and the keys to declarations, and back to the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.findings.declarations import Declarations, Record
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.second_reader import SecondReader
from xraydesk.ui.findings.verdicts import now_text

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard, OperatingPoint
    from xraydesk.model.predict import Prediction

FRAME = 0
"""The model reads single frames only."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is on screen, as far as a declaration needs it."""

    film: str
    prediction: Prediction
    card: ModelCard
    point: OperatingPoint


class Review(QObject):
    """Declares for the film in the active view."""

    def __init__(
        self,
        desk: Desk,
        panel: FindingsPanel,
        declarations: Declarations,
        second_reader: SecondReader,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._declarations, self._settings = desk, panel, declarations, settings
        self._second_reader = second_reader
        self._waiting: Callable[[], None] | None = None
        self._name_was_asked = False
        panel.declared.connect(self._declare_row)
        panel.label_chosen.connect(lambda _: self.refresh())
        panel.first_look.impression_given.connect(self.impress)
        panel.first_look.reveal_asked.connect(second_reader.reveal)
        box = panel.reading
        box.corrected.connect(lambda finding: self.declare(Verdict.CORRECTED, corrected_to=finding))
        box.noted.connect(self.note)
        box.undo_asked.connect(self.undo)
        box.reader_clicked.connect(lambda: panel.reader.ask(settings["reader_name"]))
        panel.reader.name_given.connect(self._take_name)
        panel.reader.dismissed.connect(self._give_up)
        desk.picture_shown.connect(self._turn_to)
        desk.answer_changed.connect(self.refresh)
        declarations.changed.connect(self._learn)
        settings.watch("reader_name", self._rename)
        self._rename(settings["reader_name"])

    @property
    def record(self) -> Record:
        """Everything that was declared of the film on screen."""
        return self._declarations.of(self._film)

    @property
    def _film(self) -> str:
        picture = self._desk.panes[self._desk.active].picture
        return picture.radiograph.sha256 if picture is not None else ""

    def _case(self) -> _Case | None:
        item, card, point = self._desk.current, self._desk.card, self._panel.operating_point
        if item is None or item.prediction is None or item.answer_hidden or card is None or point is None:
            return None
        return _Case(self._film, item.prediction, card, point)

    # ---------------------------------------------------------------------------------- declaring

    def declare(self, verdict: Verdict, label: str = "", *, corrected_to: str = "") -> None:
        """Declare a verdict about a finding, by default the chosen one; the same verdict again takes it back.

        The first time it is asked, in the panel, who is reading; the declaration is made when that is known.
        """
        case = self._case()
        if case is None:
            return
        label = label or self._panel.chosen
        before = self._standing(case).get(label)
        note = self._panel.reading.note if label == self._panel.chosen else ""
        if before is not None and (before.verdict, before.corrected_to, before.note) == (verdict, corrected_to, note):
            self.undo(label)
            return
        self.when_named(lambda: self._add(case, label, verdict, corrected_to=corrected_to, note=note))

    def impress(self, impression: str) -> None:
        """Record the reader's first impression and show the answer."""
        self.when_named(lambda: self._second_reader.reveal(impression))

    def note(self, words: str) -> None:
        """Store a note with what stands about the chosen finding; nothing happens where nothing stands."""
        case = self._case()
        before = self._standing(case).get(self._panel.chosen) if case is not None else None
        if before is None:
            self._panel.reading.say_note_waits()
        elif before.note != words:
            self.declare(before.verdict, corrected_to=before.corrected_to)

    def undo(self, label: str = "") -> None:
        """Take back what was declared last about a finding; what stood before stands again."""
        case = self._case()
        before = self._standing(case).get(label or self._panel.chosen) if case is not None else None
        if case is not None and before is not None:
            self._add(case, before.label, Verdict.UNDONE, undoes=before.id)

    def _declare_row(self, label: str, verdict: Verdict) -> None:
        if label != self._panel.chosen:
            self._panel.choose(label)
        self.declare(verdict, label)

    def _standing(self, case: _Case) -> dict[str, Decision]:
        return self._declarations.of(case.film).in_force(FRAME, case.prediction.provenance.model_sha256)

    def _add(
        self, case: _Case, label: str, verdict: Verdict, *, corrected_to: str = "", note: str = "", undoes: str = ""
    ) -> None:
        reader = self._settings["reader_name"]
        look = self._declarations.of(case.film).impression(FRAME, reader)
        probability = next(each.probability for each in case.prediction.findings if each.label == label)
        self._declarations.add(
            Decision(
                id=uuid4().hex,
                film=case.film,
                frame=FRAME,
                label=label,
                verdict=verdict,
                reader=reader,
                declared=now_text(),
                model=case.card.id,
                model_sha256=case.prediction.provenance.model_sha256,
                probability=probability,
                operating_point=case.point.name,
                threshold=case.point.thresholds[label],
                ai_seen_first=look is None or not look.impression,
                corrected_to=corrected_to,
                undoes=undoes,
                note=note,
            )
        )

    # ---------------------------------------------------------------------------------- who reads

    def when_named(self, act: Callable[[], None]) -> None:
        """Do something that is stored with the reader's name; the first time, ask for it."""
        if self._settings["reader_name"] or self._name_was_asked:
            act()
        else:
            self._waiting = act
            self._panel.reader.ask("")
            self.refresh()

    def _take_name(self, name: str) -> None:
        self._name_was_asked = True
        self._settings.set("reader_name", name)
        act, self._waiting = self._waiting, None
        if act is not None:
            act()

    def _give_up(self) -> None:
        self._waiting = None
        self.refresh()

    def _rename(self, name: str) -> None:
        self._panel.reading.show_reader(name)

    # ---------------------------------------------------------------------------------- showing

    def _turn_to(self, _picture: object) -> None:
        """What waited was about the film before."""
        if self._waiting is not None:
            self._waiting = None
            self._panel.reader.hide()

    def _learn(self, film: str) -> None:
        if film == self._film:
            self.refresh()

    def refresh(self) -> None:
        """Show what stands about the film on screen."""
        case = self._case()
        standing = self._standing(case) if case is not None else {}
        self._panel.show_decisions(standing)
        chosen, record = self._panel.chosen, self.record
        others = [label for label in (case.card.labels if case is not None else ()) if label != chosen]
        box = self._panel.reading
        box.show_finding(chosen, standing.get(chosen), others)
        box.show_impression(record.impression(FRAME, self._settings["reader_name"]))
        box.show_has_history(bool(record.decisions or record.looks or record.overrides))
