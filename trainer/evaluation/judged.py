"""What is judged: films with the network's answers and the truth, in one form for every task.

Every output asks one question of a film: this label or not. A film whose answer is not known (no class of the recipe,
or nobody looked for the finding) takes no part in that question.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.evaluation.metrics import fit_offsets, fit_temperature, lowest
from trainer.recipe import Labels
from xraydesk.model.calibrate import probabilities

FEWEST = 20


@dataclass(frozen=True)
class Scaling:
    """How logits become calibrated probabilities: of ``logits / temperature + offsets``.

    Attributes
    ----------
    temperature
        Above 0.
    offsets
        One for each class; empty for none.
    """

    temperature: float
    offsets: tuple[float, ...] = ()

    def shifted(self, logits: NDArray[np.float32]) -> NDArray[np.floating[Any]]:
        """``(N, C)`` logits that need only the temperature: the offsets are in them."""
        return logits + self.temperature * np.array(self.offsets) if self.offsets else logits

    def plain(self, names: Sequence[str]) -> dict[str, Any]:
        """For JSON: the temperature, and the offset of each name where there are any."""
        offsets = dict(zip(names, self.offsets, strict=True)) if self.offsets else {}
        return {"temperature": self.temperature, "offsets": offsets}

    @classmethod
    def of_plain(cls, values: Mapping[str, Any]) -> Scaling:
        """What `plain` wrote."""
        return cls(values["temperature"], tuple(values["offsets"].values()))


RAW = Scaling(1.0)


@dataclass(frozen=True)
class Judged:
    """Films with answers and truth.

    Attributes
    ----------
    labels
        Of the recipe.
    films
        ``N`` films.
    logits
        ``(N, C)`` float32.
    targets
        ``(N, C)`` float32: 1 for yes, 0 for no, NaN for not known.
    """

    labels: Labels
    films: Sequence[Film]
    logits: NDArray[np.float32]
    targets: NDArray[np.float32]

    @property
    def exclusive(self) -> bool:
        """Whether the outputs are a softmax."""
        return self.labels.task == "exclusive"

    @property
    def names(self) -> tuple[str, ...]:
        """Name of each output."""
        return self.labels.names

    @property
    def known(self) -> NDArray[np.bool_]:
        """``(N, C)`` whether the truth is known."""
        return ~np.isnan(self.targets)

    @property
    def groups(self) -> list[str]:
        """Patient of each film."""
        return [f"{film.data}/{film.group}" for film in self.films]

    def truth(self) -> NDArray[np.int64]:
        """``(N,)`` class of each film for tasks with classes (binary: 1 and 0), -1 for none."""
        return np.array([self.labels.class_of(film.label) for film in self.films], np.int64)

    def classes(self) -> tuple[str, ...]:
        """Names of the classes of a confusion matrix; empty for independent findings."""
        if self.labels.task == "binary":
            return (f"not {self.names[0]}", self.names[0])
        return self.names if self.exclusive else ()

    def chances(self, scaling: Scaling) -> NDArray[np.float64]:
        """``(N, C)`` probabilities by a scaling; `RAW` for those of the bare outputs."""
        return probabilities(scaling.shifted(self.logits), scaling.temperature, self.exclusive)

    def rows(self, chosen: NDArray[np.intp]) -> Judged:
        """Some of the films."""
        return Judged(self.labels, [self.films[i] for i in chosen], self.logits[chosen], self.targets[chosen])


def targets_of(films: Sequence[Film], labels: Labels) -> NDArray[np.float32]:
    """``(N, C)`` truth of each question, NaN where it is not known."""
    if labels.task == "independent":
        return film_list.independent_targets(films, labels)
    truth = np.array([labels.class_of(film.label) for film in films], np.int64)
    targets = np.full((len(films), len(labels.names)), np.nan, np.float32)
    graded = truth >= 0
    if labels.task == "binary":
        targets[graded, 0] = truth[graded]
    else:
        targets[graded] = np.eye(len(labels.names), dtype=np.float32)[truth[graded]]
    return targets


def halves(films: Sequence[Film]) -> NDArray[np.intp]:
    """``(N,)`` 0 or 1 by a digest of the patient: two halves that share no patient, the same in every run."""
    return np.array([zlib.crc32(f"{film.data}/{film.group}".encode()) % 2 for film in films], np.intp)


def scaling_of(judged: Judged) -> Scaling:
    """The scaling with the lowest negative log-likelihood of the known answers; `RAW` where nothing is known.

    Offsets are fitted where classes exclude each other and each has ``FEWEST`` films.
    """
    if judged.exclusive:
        truth = judged.truth()
        graded = truth >= 0
        if not graded.any():
            return RAW
        logits, classes = judged.logits[graded].astype(float), truth[graded]
        if np.bincount(classes, minlength=len(judged.names)).min() < FEWEST:
            return Scaling(fit_temperature(logits, classes))
        temperature, offsets = fit_offsets(logits, classes)
        return Scaling(temperature, tuple(offsets.tolist()))
    known = judged.known
    logits, yes = judged.logits[known].astype(float), judged.targets[known].astype(float)
    if not len(yes):
        return RAW

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        return float((np.logaddexp(0, scaled) - yes * scaled).mean())

    return Scaling(float(np.exp(lowest(loss, float(np.log(0.2)), float(np.log(10))))))


def calibrated(judged: Judged, calibration: Judged | None) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """Probabilities by a scaling that was not fitted on the films that it is applied to.

    Parameters
    ----------
    judged
        The films.
    calibration
        Other films that give the scaling; None: each half of the patients is calibrated on the other half.

    Returns
    -------
    ``(N, C)`` probabilities, and how they came about.
    """
    if calibration is not None:
        scaling = scaling_of(calibration)
        return judged.chances(scaling), scaling.plain(judged.names) | {"fitted_on": "the calibration films"}
    half = halves(judged.films)
    chances = np.zeros(judged.logits.shape)
    used = []
    for side in (0, 1):
        scaling = scaling_of(judged.rows(np.flatnonzero(half != side)))
        mine = np.flatnonzero(half == side)
        chances[mine] = judged.rows(mine).chances(scaling)
        used.append(scaling.plain(judged.names))
    said = "each half of the patients calibrated on the other half"
    return chances, scaling_of(judged).plain(judged.names) | {"of_halves": used, "fitted_on": said}
