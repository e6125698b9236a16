"""What the model says of one radiograph, with everything needed to say it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from xraydesk.core.localisation import Localisation
from xraydesk.core.wording import mark

NOTHING_COUNTS: Final = "no finding above its operating point"
"""What is said of a film of which no independent finding counts."""

_BETWEEN: Final = mark("abstained: {classes}")
_FITS_NONE: Final = mark("abstained: fits none of its classes")
_OR: Final = mark("{one} or {other}")


def abstains(label_set: Sequence[str] | None) -> bool:
    """Whether a set of labels that cannot be ruled out is no answer; never where the model has no sets (None)."""
    return label_set is not None and len(label_set) != 1


def abstention(label_set: Sequence[str], say: Callable[[str], str] = str) -> str:
    """What is said in the place of an answer, such as ``abstained: covid19 or pneumonia``.

    Parameters
    ----------
    label_set
        The labels that cannot be ruled out, in the card's order.
    say
        Translates a marked text; as it is where nobody reads another language.
    """
    if not label_set:
        return say(_FITS_NONE)
    *most, last = label_set
    classes = say(_OR).format(one=", ".join(most), other=last) if most else last
    return say(_BETWEEN).format(classes=classes)


class Status(StrEnum):
    """Outcome of screening one file; each is a first-class answer."""

    OK = "ok"
    ABSTAINED = "abstained"
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


def headline(findings: Sequence[Finding], label_set: Sequence[str] | None = None) -> Finding | None:
    """What a film is named after: the most probable finding that counts, None where none does.

    Where the model has sets of labels that cannot be ruled out, it is the one label of the set, which is the most
    probable one. Of several labels, or none, no film is named.
    """
    if label_set is not None:
        return next((each for each in findings if (each.label,) == tuple(label_set)), None)
    counting = [finding for finding in findings if finding.counts]
    return leading(counting) if counting else None


def foremost(findings: Sequence[Finding], label_set: Sequence[str] | None = None) -> Finding:
    """Where to look first: what names the film, else the most probable of the set, else of all findings."""
    named = headline(findings, label_set)
    if named is not None:
        return named
    return leading([each for each in findings if each.label in (label_set or ())] or findings)


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
        In the model card's label order; empty unless ``status`` is ``ok`` or ``abstained``.
    provenance
        None when no model ran.
    decode_ms, infer_ms
        Wall time in milliseconds.
    label_set
        The labels that cannot be ruled out, in the card's order: one is an answer, several or none are an abstention.
        None where nothing was scored or the model has no such sets.
    localisation
        What the heatmap of the foremost finding says of a place; None where nothing was scored or no network is at hand
        that finds the lungs.
    hints
        Sentences on a film that was scored but is unlike those of the tests, or of poor quality.
    against
        Why the guard advised against a score that a reader asked for all the same; empty otherwise.
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
    label_set: tuple[str, ...] | None = None
    localisation: Localisation | None = None
    hints: tuple[str, ...] = ()
    against: str = ""

    @property
    def label(self) -> str:
        """The likeliest label that counts; `NOTHING_COUNTS` where none does, empty where nothing was scored.

        It is an answer only where ``status`` is ``ok``: an abstention has a likeliest label too.
        """
        if not self.findings:
            return ""
        finding = headline(self.findings)
        return finding.label if finding is not None else NOTHING_COUNTS
