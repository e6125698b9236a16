"""What the model says of one radiograph, with everything needed to say it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

NOTHING_COUNTS: Final = "no finding above its operating point"
"""What is said of a film of which no independent finding counts."""


class Status(StrEnum):
    """Outcome of screening one file; each is a first-class answer."""

    OK = "ok"
    DECLINED = "declined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One label of the model.

    Attributes
    ----------
    label
        The label as the model card spells it.
    score
        Raw logit of the network.
    probability
        Calibrated probability, 0..1.
    threshold
        For a finding that stands on its own, the probability from which it counts by the model's default operating
        point; None where the labels exclude one another.
    """

    label: str
    score: float
    probability: float
    threshold: float | None = None

    @property
    def counts(self) -> bool:
        """Whether it is to be named: always where labels exclude one another, else from its operating point on."""
        return self.threshold is None or self.probability >= self.threshold


def leading(findings: Sequence[Finding]) -> Finding:
    """The finding with the highest probability; of equal ones the first. ``findings`` must not be empty."""
    return max(findings, key=lambda finding: finding.probability)


def headline(findings: Sequence[Finding]) -> Finding | None:
    """What a film is named after: the most probable finding that counts, None where none does."""
    counting = [finding for finding in findings if finding.counts]
    return leading(counting) if counting else None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result came about: enough to reproduce it."""

    model: str
    model_sha256: str
    preprocess_sha256: str
    engine: str
    device: str
    decoder: str
    app_version: str


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """The answer to one file, as the command line and exports write it.

    Attributes
    ----------
    path
        The file as found.
    sha256
        Digest of its bytes, empty when it could not be read.
    status, reason
        What happened; ``reason`` is a sentence for every status but ``ok``.
    findings
        In the model card's label order; empty unless ``status`` is ``ok``.
    provenance
        None when no model ran.
    decode_ms, infer_ms
        Wall time in milliseconds.
    """

    path: Path
    sha256: str
    status: Status
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    provenance: Provenance | None = None
    warnings: tuple[str, ...] = ()
    decode_ms: float = 0.0
    infer_ms: float = 0.0

    @property
    def label(self) -> str:
        """The label that names the film, `NOTHING_COUNTS` where none does, empty where nothing was scored."""
        if not self.findings:
            return ""
        finding = headline(self.findings)
        return finding.label if finding is not None else NOTHING_COUNTS
