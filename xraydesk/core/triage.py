"""Which film to read first: the one that the model holds to be the least normal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from xraydesk.core.findings import Finding, ScreeningResult, Status

_NORMAL: Final = frozenset(("normal", "no finding"))

_RANK: Final = {Status.OK: 0, Status.ABSTAINED: 0, Status.DECLINED: 1, Status.FAILED: 2}


def is_normal(label: str) -> bool:
    """Whether a label says that there is nothing to be found."""
    return label.casefold() in _NORMAL


def urgency(findings: Sequence[Finding]) -> float | None:
    """How far from normal a film is to the model, 0..1; None where nothing was scored.

    It is the probability that the film is not normal. For a model without a class "normal" it is the probability of
    its leading class.
    """
    if not findings:
        return None
    normal = next((each.probability for each in findings if is_normal(each.label)), None)
    return max(each.probability for each in findings) if normal is None else 1 - normal


def in_order(results: Iterable[ScreeningResult]) -> list[ScreeningResult]:
    """Results in the order in which to read them.

    The most urgent come first, those on which the model abstained among them by their probabilities; then what was
    declined, then what failed. What is equally urgent stays in its order.
    """
    return sorted(results, key=lambda result: (_RANK[result.status], -(urgency(result.findings) or 0.0)))
