"""One opened file: how far it has come, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from xraydesk.core.findings import Finding, ScreeningResult, abstains, abstention, headline
from xraydesk.core.radiograph import Patient, Study
from xraydesk.ui.shell.language import mark, tr

if TYPE_CHECKING:
    from xraydesk.imaging.header import Header
    from xraydesk.model.predict import Prediction

_NOBODY, _NO_STUDY = Patient(), Study()


class State(StrEnum):
    """How far a file has come."""

    PENDING = "pending"
    READABLE = "readable"
    SCORED = "scored"
    DECLINED = "declined"
    FAILED = "failed"
    NO_IMAGE = "no image"


STATE_WORDS = {
    State.PENDING: mark("pending"),
    State.READABLE: mark("not analysed"),
    State.SCORED: mark("analysed"),
    State.DECLINED: mark("declined"),
    State.FAILED: mark("failed"),
    State.NO_IMAGE: mark("no image"),
}
"""A state as people read it."""


@dataclass(slots=True, eq=False)
class Item:
    """One opened file.

    Attributes
    ----------
    path
        The file.
    state, reason
        How far it has come, and why no further, as a sentence.
    thumbnail
        A small picture, None while there is none.
    prediction
        What the model said, with its maps; None unless the state is ``scored``.
    recalled
        What the worklist knows of the model's answer, while there is no prediction.
    header
        What the file says of patient, study and picture, None while that was not read.
    sha256
        Digest of the file's bytes, empty while it was not decoded.
    may_be_scored
        Whether the reader may have it scored although it was declined.
    against_advice
        Whether the reader wants it scored although it was declined.
    is_key
        Whether a frame of it is a key image.
    answer_hidden
        Whether what the model said must not be shown until the reader has looked at the film.
    reviewed
        Whether a reader has declared something about a finding of it.
    """

    path: Path
    state: State = State.PENDING
    reason: str = ""
    thumbnail: QImage | None = None
    prediction: Prediction | None = field(default=None, repr=False)
    recalled: ScreeningResult | None = field(default=None, repr=False)
    header: Header | None = field(default=None, repr=False)
    sha256: str = ""
    may_be_scored: bool = False
    against_advice: bool = False
    is_key: bool = False
    answer_hidden: bool = False
    reviewed: bool = False

    @property
    def patient(self) -> Patient:
        """Whose film it is, all empty where that is not known."""
        return self.header.patient if self.header is not None else _NOBODY

    @property
    def study(self) -> Study:
        """The study it belongs to, all empty where that is not known."""
        return self.header.study if self.header is not None else _NO_STUDY

    @property
    def shows(self) -> bool:
        """Whether there is, or may be, a picture to show."""
        return self.state not in (State.FAILED, State.NO_IMAGE)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the model found, whether its maps are at hand or not; empty without an answer."""
        answer = self.prediction or self.recalled
        return () if answer is None else answer.findings

    @property
    def label_set(self) -> tuple[str, ...] | None:
        """The labels that cannot be ruled out, as of `Prediction`; None without an answer, too."""
        answer = self.prediction or self.recalled
        return None if answer is None else answer.label_set

    @property
    def abstention(self) -> str:
        """What is said in the place of an answer; empty where there is an answer, or none may be shown."""
        if self.answer_hidden or not self.findings or not abstains(self.label_set):
            return ""
        return abstention(self.label_set or (), tr)

    @property
    def badge(self) -> str:
        """The state in a word or two; once there is one, the label that the film is named after."""
        if self.answer_hidden and self.state in (State.SCORED, State.DECLINED):
            return tr("AI hidden")
        if self.findings:
            if abstains(self.label_set):
                return tr("abstained")
            top = headline(self.findings, self.label_set)
            if top is None:
                return tr("no finding")
            # A rounded 100 would claim certainty.
            return f"{top.label} > 99 %" if top.probability > 0.99 else f"{top.label} {top.probability * 100:.0f} %"
        return "" if self.state is State.READABLE else tr(STATE_WORDS[self.state])
