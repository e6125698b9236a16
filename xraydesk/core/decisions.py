"""What readers declare of a film: a first impression, what they make of each finding, a score against advice.

Declarations are only ever added. What is in force is what was declared last and not undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

NORMAL = "normal"
ABNORMAL = "abnormal"
"""First impressions that every reader can give, whatever the labels of the model are."""


class Verdict(StrEnum):
    """What a reader makes of one finding, whatever side of an operating point its probability is on.

    Accepted: it holds for the film. Rejected: it does not hold. Corrected: it does not, but something else does. Undone
    takes an earlier declaration back.
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decision:
    """One declaration about one finding.

    Attributes
    ----------
    id
        Unique, 32 hexadecimal digits.
    film, frame
        SHA-256 of the file's bytes, and the frame from 0.
    label
        The finding, as the model card spells it.
    verdict
        What the reader makes of it.
    corrected_to
        What it is instead, free text or a label; only of `Verdict.CORRECTED`.
    undoes
        Id of the declaration that is taken back; only of `Verdict.UNDONE`.
    note
        What else the reader has to say.
    reader
        Who; may be empty.
    declared
        When, as ISO 8601 in UTC with microseconds.
    model, model_sha256
        Id and digest of the model whose finding it is.
    probability
        What the model said, calibrated, 0..1.
    operating_point, threshold
        Name of the operating point in use, and the probability from which this label counts as found.
    ai_seen_first
        Whether the model's answer was on screen before the reader had recorded a first impression of this film.
    """

    id: str
    film: str
    frame: int
    label: str
    verdict: Verdict
    reader: str
    declared: str
    model: str
    model_sha256: str
    probability: float
    operating_point: str
    threshold: float
    ai_seen_first: bool
    corrected_to: str = ""
    undoes: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """How a reader came to see the model's answer of one film while it was hidden.

    Attributes
    ----------
    id, film, frame, reader, model, model_sha256
        As of a `Decision`.
    looked
        When the look ended, as ISO 8601 in UTC with microseconds.
    seconds
        For how long the film had been on screen by then.
    impression
        `NORMAL`, `ABNORMAL` or a label; empty where the answer was revealed without one.
    """

    id: str
    film: str
    frame: int
    reader: str
    looked: str
    seconds: float
    impression: str
    model: str
    model_sha256: str


@dataclass(frozen=True, slots=True)
class Override:
    """A reader had a film scored although the guard advised against it.

    Attributes
    ----------
    id, film, frame, reader, model
        As of a `Decision`.
    made
        When, as ISO 8601 in UTC with microseconds.
    advice
        Why the guard declined the film, as the reader saw it.
    because
        The reader's own reason; may be empty.
    """

    id: str
    film: str
    frame: int
    reader: str
    made: str
    advice: str
    because: str
    model: str


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The declarations that were not taken back, in their order."""
    everything = list(decisions)
    undone = {decision.undoes for decision in everything}
    return [each for each in everything if each.verdict is not Verdict.UNDONE and each.id not in undone]


def in_force(decisions: Iterable[Decision], frame: int, model_sha256: str) -> dict[str, Decision]:
    """The last standing declaration about each finding of one model on one frame, by label."""
    return {
        each.label: each for each in standing(decisions) if each.frame == frame and each.model_sha256 == model_sha256
    }
