"""Settings of the structured data that stands beside the image."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.recipe.typed import one_of


@dataclass(frozen=True)
class Column:
    """One column of the table beside the films.

    Attributes
    ----------
    name
        ``age``, ``sex``, ``view``, or a column of ``Structured.table`` or of the manifest's ``extra``.
    kind
        ``numeric`` (standardised by the training films) or ``categorical`` (one-hot over their values).
    low, high
        Numeric: values outside are taken for missing; equal for no limits.
    """

    name: str
    kind: str = "numeric"
    low: float = 0.0
    high: float = 0.0

    def __post_init__(self) -> None:
        one_of("kind", self.kind, ("numeric", "categorical"))
        if not self.name:
            raise ValueError("name must not be empty")
        if self.low > self.high:
            raise ValueError("low must not be above high")


@dataclass(frozen=True)
class Structured:
    """A table beside the image, joined late; without columns there is none.

    Attributes
    ----------
    columns
        What is read.
    table
        CSV file in each data folder, joined by its column ``file``; empty for the manifest alone.
    image
        What of the image goes in: ``logits`` or ``pooled`` features of the finished image network.
    hidden
        Width of the hidden layer of the tabular and the joined network; 0 for a linear one.
    hide
        Probability that a known value is hidden from a training film's table.
    drop_table, drop_image
        Probability that a training film goes without its table or its image, so that either may be missing.
    epochs, learning_rate, weight_decay
        Of the small networks, whole batches of AdamW.
    """

    columns: tuple[Column, ...] = ()
    table: str = ""
    image: str = "pooled"
    hidden: int = 32
    hide: float = 0.1
    drop_table: float = 0.3
    drop_image: float = 0.1
    epochs: int = 300
    learning_rate: float = 1e-2
    weight_decay: float = 0.05

    def __post_init__(self) -> None:
        one_of("image", self.image, ("logits", "pooled"))
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError("columns must have different names")
        if not all(0 <= chance < 1 for chance in (self.hide, self.drop_table, self.drop_image)):
            raise ValueError("hide, drop_table and drop_image must be 0..1, less than 1")
        if self.hidden < 0 or self.epochs < 1 or self.learning_rate <= 0 or self.weight_decay < 0:
            raise ValueError("hidden, epochs, learning_rate and weight_decay must not be negative or nothing")
