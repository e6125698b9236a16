"""Settings of the optimisation: optimiser, schedule, loss and loop."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.recipe.typed import RecipeError


@dataclass(frozen=True)
class Optimiser:
    """How a gradient changes the weights.

    Attributes
    ----------
    kind
        ``sgd``, ``adam`` or ``adamw``.
    learning_rate
        The highest rate; the schedule says when it is in force.
    weight_decay
        Decoupled for ``adamw``, an L2 term of the gradient for the others; biases and normalisation have none.
    momentum, nesterov
        Of ``sgd``.
    betas
        Of ``adam`` and ``adamw``.
    """

    kind: str
    learning_rate: float
    weight_decay: float = 0.0
    momentum: float = 0.0
    nesterov: bool = False
    betas: tuple[float, ...] = (0.9, 0.999)

    def __post_init__(self) -> None:
        if self.kind not in ("sgd", "adam", "adamw"):
            raise RecipeError(f"optimiser.kind must be sgd, adam or adamw, not {self.kind!r}")
        if self.learning_rate < 1e-7:
            raise RecipeError("optimiser.learning_rate is under 1e-7: nothing would be learned")
        if self.weight_decay < 0 or not 0 <= self.momentum < 1:
            raise RecipeError("optimiser.weight_decay must be at least 0 and optimiser.momentum from 0 to below 1")
        if self.kind != "sgd" and (self.momentum or self.nesterov):
            raise RecipeError(f"optimiser.momentum and optimiser.nesterov belong to sgd, not to {self.kind}")
        if self.nesterov and not self.momentum:
            raise RecipeError("optimiser.nesterov needs a momentum")
        if len(self.betas) != 2 or not all(0 <= beta < 1 for beta in self.betas):
            raise RecipeError("optimiser.betas must be two numbers from 0 to below 1")


@dataclass(frozen=True)
class Schedule:
    """How the learning rate changes in the course of a run.

    Attributes
    ----------
    kind
        ``constant``; ``step``: multiplied by ``factor`` after ``every`` units; ``cosine``: falls along half a cosine;
        ``one-cycle``: rises from a 25th during the warm-up and falls along a cosine (Smith & Topin, 2019).
    unit
        ``epoch`` or ``batch``: when the rate changes, and what ``every`` counts.
    every, factor
        Of ``step``.
    warm_up
        Part of the run in which the rate rises: of ``one-cycle`` (along a cosine) and ``cosine`` (in a line).
    final
        Last rate as a part of the highest: of ``one-cycle`` and ``cosine``.
    cycle_momentum
        Of ``one-cycle``: momentum, or the first beta, falls from 0.95 to 0.85 while the rate rises, and back.
    """

    kind: str = "constant"
    unit: str = "epoch"
    every: int = 0
    factor: float = 1.0
    warm_up: float = 0.0
    final: float = 1.0
    cycle_momentum: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("constant", "step", "cosine", "one-cycle"):
            raise RecipeError(f"schedule.kind must be constant, step, cosine or one-cycle, not {self.kind!r}")
        if self.unit not in ("epoch", "batch"):
            raise RecipeError(f"schedule.unit must be epoch or batch, not {self.unit!r}")
        if (self.kind == "step") != (self.every > 0) or not 0 < self.factor <= 1:
            raise RecipeError(
                "schedule.every (at least 1) and schedule.factor (above 0, at most 1) belong to the step schedule"
            )
        if not 0 <= self.warm_up < 1 or not 0 < self.final <= 1:
            raise RecipeError("schedule.warm_up must be from 0 to below 1, schedule.final above 0 and at most 1")
        if self.kind in ("constant", "step") and (self.warm_up or self.final != 1):
            raise RecipeError(f"schedule.warm_up and schedule.final do not belong to the {self.kind} schedule")
        if self.kind == "one-cycle" and (self.unit != "batch" or not self.warm_up):
            raise RecipeError("the one-cycle schedule needs a warm_up and the unit 'batch'")
        if self.cycle_momentum and self.kind != "one-cycle":
            raise RecipeError("schedule.cycle_momentum belongs to the one-cycle schedule")


@dataclass(frozen=True)
class Loss:
    """What is made small.

    Attributes
    ----------
    balanced
        Weighs each class by the inverse of its number of training films, so that all weigh the same.
    class_weights
        Given weights by name instead; a name that is missing weighs 1. Sigmoids: of the films that have the label.
    label_smoothing
        Part of the goal that is spread over all classes.
    outside_lungs
        Weight of the share of positive evidence that a class map has outside the lungs (after Ross et al., IJCAI
        2017, "right for the right reasons"); 0 for none.
    """

    balanced: bool = False
    class_weights: dict[str, float] = field(default_factory=dict)
    label_smoothing: float = 0.0
    outside_lungs: float = 0.0

    def __post_init__(self) -> None:
        if self.balanced and self.class_weights:
            raise RecipeError("loss.balanced and loss.class_weights exclude each other")
        if any(weight <= 0 for weight in self.class_weights.values()):
            raise RecipeError("loss.class_weights must be greater than 0")
        if not 0 <= self.label_smoothing < 1:
            raise RecipeError("loss.label_smoothing must be from 0 to below 1")
        if self.outside_lungs < 0:
            raise RecipeError("loss.outside_lungs must not be negative")


@dataclass(frozen=True)
class Fit:
    """The loop.

    Attributes
    ----------
    epochs, batch_size
        Of all processes together.
    films_per_epoch
        Films drawn in an epoch; 0 for as many as there are.
    balance
        Columns (``label``, ``source``, ``label_by``, ``view``, ``data``) whose combinations are drawn equally often.
        Empty and without shares, every film comes once in an epoch, in random order.
    clip
        Largest norm of the gradient; 0 for none.
    ema
        Decay per batch of the moving average of the weights that is judged and kept; 0 keeps the weights themselves.
    patience
        Epochs without a lower tune loss before the run stops; 0 for never.
    seed
        Of everything random in the run.
    precision
        ``auto``: bfloat16 where the hardware computes in it, else float32; ``float32``; ``bfloat16``.
    threads
        Of the processor; 0 for the number that is fastest in a short trial.
    deal
        ``films``: every process can read every film, and any number of processes learns from the same batches;
        ``shards``: each process draws only from its own shards of the cache and needs no others.
    """

    epochs: int
    batch_size: int
    films_per_epoch: int = 0
    balance: tuple[str, ...] = ()
    clip: float = 0.0
    ema: float = 0.0
    patience: int = 0
    seed: int = 1
    precision: str = "auto"
    threads: int = 0
    deal: str = "films"

    def __post_init__(self) -> None:
        if min(self.epochs, self.batch_size) < 1:
            raise RecipeError("fit.epochs and fit.batch_size must be at least 1")
        if min(self.films_per_epoch, self.patience, self.threads, self.clip, self.seed) < 0:
            raise RecipeError("fit.films_per_epoch, patience, threads, clip and seed must be at least 0")
        if not 0 <= self.ema < 1:
            raise RecipeError("fit.ema must be from 0 to below 1")
        for name, value, known in (
            ("precision", self.precision, ("auto", "float32", "bfloat16")),
            ("deal", self.deal, ("films", "shards")),
        ):
            if value not in known:
                raise RecipeError(f"fit.{name} must be one of {', '.join(known)}, not {value!r}")
        strange = [column for column in self.balance if column not in ("label", "source", "label_by", "view", "data")]
        if strange:
            raise RecipeError(f"fit.balance knows no column {strange[0]!r}")
