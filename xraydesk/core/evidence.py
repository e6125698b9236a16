"""What was measured of a label at an operating point, and what an answer is then worth where the reader works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """A share that was measured on films.

    Attributes
    ----------
    value
        0..1.
    low, high
        Ends of its 95 % interval; None where there were too few films to say.
    """

    value: float
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        ends = (self.low, self.high)
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two ends")
        if not all(0 <= each <= 1 for each in (self.value, *ends) if each is not None):
            raise ValueError("a share must lie between 0 and 1")

    @property
    def complement(self) -> Measured:
        """The share of the others, with its interval."""
        if self.low is None or self.high is None:
            return Measured(1 - self.value)
        return Measured(1 - self.value, 1 - self.high, 1 - self.low)


@dataclass(frozen=True, slots=True)
class Cost:
    """What calling a label from a threshold on costs, as measured on films that did not choose the threshold.

    Attributes
    ----------
    sensitivity, specificity
        Share of the films with the label that are marked, and of those without it that are not; None where there was
        no such film.
    positives, negatives
        How many films with and without the label that is.
    """

    sensitivity: Measured | None
    specificity: Measured | None
    positives: int
    negatives: int


@dataclass(frozen=True, slots=True)
class PredictiveValues:
    """What an answer is worth at a prevalence.

    Attributes
    ----------
    positive
        Share of the marked films that have the label (PPV); None where no film would be marked.
    negative
        Share of the films that are not marked that do not have it (NPV); None where every film would be marked.
    """

    positive: Measured | None
    negative: Measured | None


def predictive_values(cost: Cost, prevalence: float) -> PredictiveValues | None:
    """PPV and NPV by Bayes' rule; None where sensitivity or specificity is not known.

    Both grow with sensitivity and with specificity, so an interval runs from the value at the lower ends of the two to
    that at their upper ends. Both ends at once are less likely than 5 %, so it is rather too wide than too narrow; the
    prevalence is taken as exact.

    Parameters
    ----------
    cost
        Of the label at an operating point.
    prevalence
        Share of the films read that have the label, between 0 and 1.

    Raises
    ------
    ValueError
        The prevalence is not between 0 and 1.
    """
    if not 0 < prevalence < 1:
        raise ValueError("a prevalence lies between 0 and 1")
    if cost.sensitivity is None or cost.specificity is None:
        return None
    return PredictiveValues(
        _by_ends(cost.sensitivity, cost.specificity, prevalence),
        _by_ends(cost.specificity, cost.sensitivity, 1 - prevalence),
    )


def _by_ends(own: Measured, other: Measured, share: float) -> Measured | None:
    """The value and its interval; NPV is PPV with the sides exchanged."""
    value = _posterior(own.value, other.value, share)
    if value is None:
        return None
    if own.low is None or own.high is None or other.low is None or other.high is None:
        return Measured(value)
    low, high = _posterior(own.low, other.low, share), _posterior(own.high, other.high, share)
    # At an end where nothing is marked the share is undefined: it can be anything.
    return Measured(value, 0.0 if low is None else low, 1.0 if high is None else high)


def _posterior(found: float, spared: float, share: float) -> float | None:
    true, false = found * share, (1 - spared) * (1 - share)
    return true / (true + false) if true + false > 0 else None
