"""What an operating point costs, what an answer is worth and where that was measured, in words that count people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.core.evidence import Cost, Measured
    from xraydesk.model.card import MeasuredOn

MOST_SOURCES = 6
"""So many are named; of more the largest."""


def of_hundred(share: Measured) -> str:
    """A share as people of a hundred with its 95 % interval, such as ``12 [8–17]``."""
    number = _rounded(share.value)
    if share.low is None or share.high is None:
        return number
    return f"{number} [{share.low * 100:.0f}–{share.high * 100:.0f}]"


def _rounded(value: float) -> str:
    """A whole number; a share that is neither 0 nor 1 is not rounded to it."""
    if 0 < value < 0.005:
        return "< 1"
    if 0.995 < value < 1:
        return "> 99"
    return f"{value * 100:.0f}"


def costs(label: str, cost: Cost) -> str:
    """How many it misses and marks wrongly, a line each."""
    lines = []
    if cost.sensitivity is not None:
        words = tr("Of 100 with {label} it misses {number}.")
        lines.append(words.format(label=label, number=of_hundred(cost.sensitivity.complement)))
    if cost.specificity is not None:
        words = tr("Of 100 without it, it marks {number}.")
        lines.append(words.format(number=of_hundred(cost.specificity.complement)))
    return "\n".join(lines)


def where_tested(label: str, cost: Cost, tested: MeasuredOn | None) -> str:
    """On how many films of which sources that was measured, a line each."""
    films = tr("Measured on {n} films, {m} with {label}:")
    lines = [films.format(n=cost.positives + cost.negatives, m=cost.positives, label=label)]
    if tested is not None:
        sources = sorted(tested.sources.items(), key=lambda entry: -entry[1])
        lines += [f"{number} {source}" for source, number in sources[:MOST_SOURCES]]
        if len(sources) > MOST_SOURCES:
            left = sum(number for _, number in sources[MOST_SOURCES:])
            lines.append(tr("{n} of {m} further sources").format(n=left, m=len(sources) - MOST_SOURCES))
        lines.append(_how_far_it_carries(tested))
    return "\n".join(lines)


def _how_far_it_carries(tested: MeasuredOn) -> str:
    """How the films stand to those that the model learned from."""
    if not tested.unseen:
        return tr("It learned from other patients of these sources; elsewhere it is untested.")
    if len(tested.unseen) == len(tested.sources):
        return tr("It learned from no film of these sources.")
    return tr("It learned from no film of {sources}; of the others from other patients.").format(
        sources=", ".join(tested.unseen)
    )


def worth(positive: Measured | None, negative: Measured | None) -> str:
    """What a marked film and one that is not marked mean at the reader's prevalence, a line each."""
    lines = []
    if positive is not None:
        words = tr("PPV: of 100 marked {number} have it.")
        lines.append(words.format(number=of_hundred(positive)))
    if negative is not None:
        words = tr("NPV: of 100 others {number} do not.")
        lines.append(words.format(number=of_hundred(negative)))
    return "\n".join(lines)
