"""Settings of the network: its architecture, its head, and what of it learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trainer.recipe.typed import RecipeError
from xraydesk.model.architectures import ARCHITECTURES, Architecture


@dataclass(frozen=True)
class Network:
    """Architecture by its registered name, with its head.

    Attributes
    ----------
    architecture
        Key of ``xraydesk.model.architectures.ARCHITECTURES``.
    dropout
        Rate on the pooled features.
    hidden
        Units of a dense layer before the pooling, where class maps stay exact; 0 for a linear head.
    output_stride
        Pixels of the input to a place of the last feature map, where the architecture has a choice; 0 for its own.
    freeze
        What never learns: nothing (empty), the first stages (``stages:2``), or all but the head (``extractor``). The
        batch statistics of frozen layers are frozen too.
    """

    architecture: str
    dropout: float = 0.0
    hidden: int = 0
    freeze: str = ""
    output_stride: int = 0

    def __post_init__(self) -> None:
        if self.architecture not in ARCHITECTURES:
            known = ", ".join(sorted(ARCHITECTURES))
            raise RecipeError(f"there is no architecture {self.architecture!r}; known are: {known}")
        if not 0 <= self.dropout < 1 or self.hidden < 0:
            raise RecipeError("network.dropout must be from 0 to below 1 and network.hidden at least 0")
        strides = self.kind.output_strides
        if self.output_stride and self.output_stride not in strides:
            known = " or ".join(map(str, strides)) or "no other than its own"
            raise RecipeError(f"network.output_stride of {self.kind.title} is {known}, not {self.output_stride}")
        count = len(self.kind.stages)
        if not 0 <= self.frozen_stages <= count:
            names = ", ".join(self.kind.stages)
            raise RecipeError(
                f"network.freeze must be empty, 'extractor' or 'stages:1' to 'stages:{count}' ({names}), "
                f"not {self.freeze!r}"
            )

    @property
    def kind(self) -> Architecture:
        """What is known of the architecture."""
        return ARCHITECTURES[self.architecture]

    @property
    def frozen_stages(self) -> int:
        """How many stages never learn; -1 where ``freeze`` makes no sense."""
        if not self.freeze:
            return 0
        if self.freeze == "extractor":
            return len(self.kind.stages)
        word, _, number = self.freeze.partition(":")
        return int(number) if word == "stages" and number.isascii() and number.isdigit() and int(number) else -1

    @property
    def arguments(self) -> dict[str, Any]:
        """What a model card says of the network besides its architecture."""
        told = {"hidden": self.hidden, "output_stride": self.output_stride}
        return {"dropout": self.dropout} | {name: value for name, value in told.items() if value}
