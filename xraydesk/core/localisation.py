"""Whether a heatmap can be held for a place: how much of it lies in the lungs, and how far it is spread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xraydesk.core.wording import mark


class Verdict(StrEnum):
    """What a map says of a place."""

    IN_LUNGS = "in_lungs"
    OUTSIDE = "outside_lungs"
    DIFFUSE = "diffuse"
    NO_EVIDENCE = "no_evidence"
    UNCHECKED = "lungs_not_found"


_SENTENCES: Final[Mapping[Verdict, str]] = {
    Verdict.IN_LUNGS: mark("{share} % of the evidence lies in the lungs, which fill {area} % of what the model saw."),
    Verdict.OUTSIDE: mark(
        "Localisation unreliable: {share} % of the evidence lies in the lungs, no more than chance would put there "
        "({area} %)."
    ),
    Verdict.DIFFUSE: mark(
        "Localisation unreliable: the stronger half of the evidence is spread over {half} % of what the model saw, as "
        "much as both lungs fill."
    ),
    Verdict.NO_EVIDENCE: mark("No evidence for this finding anywhere on the film."),
    Verdict.UNCHECKED: mark("The lungs were not found on this film, so the map could not be held against them."),
}


@dataclass(frozen=True, slots=True)
class Localisation:
    """One label's map, judged.

    Attributes
    ----------
    verdict
        What came of it.
    lung_share
        Share of the positive evidence that lies in the lungs, 0..1; None where the lungs were not found or there is no
        evidence.
    lung_area
        Share of the model's input that the lungs fill: what chance would put there. None where they were not found.
    half_area
        Smallest share of the model's input that holds half of the positive evidence; 0.5 for an even map. None where
        there is no evidence.
    """

    verdict: Verdict
    lung_share: float | None = None
    lung_area: float | None = None
    half_area: float | None = None

    @property
    def is_unreliable(self) -> bool:
        """Whether the map must not be taken for a place."""
        return self.verdict in (Verdict.OUTSIDE, Verdict.DIFFUSE)

    def sentence(self, say: Callable[[str], str] = str) -> str:
        """One sentence for the reader; ``say`` translates a marked text."""
        return say(_SENTENCES[self.verdict]).format(
            share=_percent(self.lung_share), area=_percent(self.lung_area), half=_percent(self.half_area)
        )


def _percent(part: float | None) -> str:
    return "–" if part is None else f"{part * 100:.0f}"
