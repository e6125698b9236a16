"""Settings of pre-training on films without labels."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.recipe.typed import RecipeError


@dataclass(frozen=True)
class SelfSupervised:
    """VICReg (Bardes, Ponce & LeCun, ICLR 2022): two random views of a film shall agree, films shall differ.

    Chosen because it needs neither pairs of different films nor a large batch, and because its loss rises when the
    features collapse, so that the lowest tune loss is the best state.

    Attributes
    ----------
    expander
        Units of each of the three layers that the features pass before they are compared; thrown away afterwards.
    invariance, variance, covariance
        Weights of the three terms of the loss.
    """

    expander: int = 512
    invariance: float = 25.0
    variance: float = 25.0
    covariance: float = 1.0

    def __post_init__(self) -> None:
        if self.expander < 2 or min(self.invariance, self.variance, self.covariance) <= 0:
            raise RecipeError("self_supervised.expander must be at least 2 and its weights greater than 0")
